"""Keeps the record of a generation and tells it to whoever listens, stage by stage."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from omninode_bridge.errors import IllegalTransitionError, UnavailableError
from omninode_bridge.events.encoding import AnyEvent, encode, key_of, status_event, topic_of
from omninode_bridge.ports import EventLog, Executions
from omninode_bridge.registry.lifecycle import FINAL, attempt_of
from omninode_bridge.registry.records import Advance, Execution, State, StepRecord
from omninode_bridge.registry.results import ErrorDetail
from omninode_bridge.stages.attempts import (
    LAST_ATTEMPT,
    can_be_repeated,
    has_another,
    waits_for_run,
)
from omninode_bridge.stages.endings import (
    DONE,
    answer_of,
    failed_result,
    final_status,
    metadata_of,
)
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.values import (
    STATE_OF,
    Failure,
    Judged,
    Request,
    Stage,
    StageValue,
)

log: Final = logging.getLogger(__name__)

ANSWERED: Final = "answered"
"""The step that is recorded when the final events are out; without it they are sent again."""

_ORDER: Final = {stage: number for number, stage in enumerate(Stage, start=1)}
_FORWARD: Final = (State.PENDING, State.ANALYZING, State.GENERATING, State.VALIDATING)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a generation comes from: its node, its run, and the request as JSON."""

    node_name: str
    run_id: str | None = None
    request: Mapping[str, object] | None = None


class Recorder:
    """`clock` tells the time. The record comes first; an event that cannot be sent is made up for.

    Only final events must arrive: `announce` raises, and the recovery sends them later.
    """

    def __init__(
        self, executions: Executions, events: EventLog, clock: Callable[[], datetime]
    ) -> None:
        self._executions = executions
        self._events = events
        self.clock = clock

    def begin(self, request: Request, origin: Origin) -> Execution:
        """The execution, new or reopened where it had failed. Completed ones are refused."""
        fresh = Execution(
            correlation_id=request.correlation_id,
            session_id=request.session_id,
            node_name=origin.node_name,
            state=State.PENDING,
            started_at=request.requested_at,
            updated_at=request.requested_at,
            run_id=origin.run_id,
            request=origin.request,
        )
        if self._executions.begin(fresh):
            self._tell(fresh, f"{origin.node_name} is being generated")
            return fresh
        return self._opened(request.correlation_id)

    def enter(self, request: Request, stage: Stage, run_id: str) -> datetime:
        """The stage begins; the moment is for `leave`. States only go forward."""
        execution = self._opened(request.correlation_id)
        now, to = self.clock(), STATE_OF[stage]
        before, after = _FORWARD.index(execution.state), _FORWARD.index(to)
        # At least the state that holds: the execution must know the run that works on it.
        for state in _FORWARD[before + 1 : after + 1] or (execution.state,):
            self._executions.advance(
                Advance(request.correlation_id, state, now, reason=stage.value, run_id=run_id)
            )
        return now

    def leave(self, request: Request, started_at: datetime, value: StageValue) -> None:
        """The stage has ended well."""
        summary = summary_of(value)
        self._record(request.correlation_id, summary.stage, started_at, summary.detail, DONE)
        if execution := self._executions.find(request.correlation_id):
            self._tell(execution, summary.sentence)

    def promise(self, request: Request, result: Mapping[str, object]) -> None:
        """The result that holds as soon as the node is registered, should we not live to say it."""
        self._executions.advance(
            Advance(request.correlation_id, State.VALIDATING, self.clock(), result=result)
        )

    def complete(self, correlation_id: UUID) -> None:
        """The promised result has come true."""
        reason = Stage.REGISTERED_NODE.value
        self._end(Advance(correlation_id, State.COMPLETED, self.clock(), reason=reason))

    def fail(
        self,
        request: Request,
        started_at: datetime,
        failure: Failure,
        judged: Judged | None = None,
    ) -> None:
        """An expected end without a node."""
        detail = dict(summary_of(failure).detail)
        if judged:
            detail |= summary_of(judged).detail
        self._record(request.correlation_id, failure.stage, started_at, detail, "failed")
        execution = self._known(request.correlation_id)
        self._end(
            Advance(
                request.correlation_id,
                State.FAILED,
                self.clock(),
                reason=failure.stage.value,
                error=(failure.code, failure.message),
                result=failed_result(execution, failure, judged),
            )
        )

    def stop(self, correlation_id: UUID, to: State, error: ErrorDetail) -> bool:
        """An end that no stage has recorded: a crash, or a cancellation. False if it had ended."""
        execution = self._executions.find(correlation_id)
        if execution is None or execution.state in FINAL:
            return False
        result = failed_result(execution, error) | {"status": to.value}
        self._end(
            Advance(
                correlation_id,
                to,
                self.clock(),
                reason=error.code,
                error=(error.code, error.message),
                result=result,
            )
        )
        return True

    def retry(self, execution: Execution, error: ErrorDetail) -> bool:
        """Let it wait for another run; false where it has had all its attempts.

        One that has changed since it was read is in other hands, and goes on there.
        """
        history = self._executions.history(execution.correlation_id)
        if self._executions.find(execution.correlation_id) != execution:
            return True
        if not (can_be_repeated(execution) and has_another(history)):
            return False
        again = self._executions.restart(execution, at=self.clock(), reason=error.code)
        if waits_for_run(again):
            number = attempt_of(history) + 1
            self._tell(again, f"{error.message}: attempt {number} of {LAST_ATTEMPT} follows", ())
        return True

    def refuse(self, execution: Execution) -> None:
        """Tell the end of something that is not recorded: an analysis, for example."""
        self._send(execution, answer_of(execution, ()), "answer")
        self._send(execution, final_status(execution, ()), "final status")

    def send(self, correlation_id: UUID, event: AnyEvent, what: str) -> None:
        """`what` makes the event's id: the same thing sent twice is one event."""
        value = encode(
            event,
            event_id=uuid5(correlation_id, what),
            now=self.clock(),
            correlation_id=correlation_id,
        )
        self._events.publish(topic_of(event), value, key=key_of(event))

    def announce(self, execution: Execution) -> None:
        """Send the final events. They have the same ids each time, so a repeat is recognised."""
        steps = self._executions.steps(execution.correlation_id)
        # The answer first: who hears that it has ended finds the answer there.
        self._send(execution, answer_of(execution, steps), "answer")
        self._send(execution, final_status(execution, steps), "final status")
        self._executions.record_step(
            StepRecord(
                execution.correlation_id,
                ANSWERED,
                len(_ORDER) + 1,
                DONE,
                self.clock(),
                0.0,
                {"ended_at": execution.updated_at.isoformat()},
            )
        )

    def is_announced(self, execution: Execution) -> bool:
        """Of this end: an execution that was reopened has another one."""
        return any(
            step.name == ANSWERED
            and step.detail.get("ended_at") == execution.updated_at.isoformat()
            for step in self._executions.steps(execution.correlation_id)
        )

    def _end(self, change: Advance) -> None:
        execution = self._executions.advance(change)
        try:
            self.announce(execution)
        except UnavailableError as error:
            log.warning("Final events of %s are sent later: %s", change.correlation_id, error)

    def _record(
        self,
        correlation_id: UUID,
        stage: Stage,
        started_at: datetime,
        detail: Mapping[str, object],
        status: str,
    ) -> None:
        elapsed_ms = (self.clock() - started_at).total_seconds() * 1000
        self._executions.record_step(
            StepRecord(
                correlation_id, stage.value, _ORDER[stage], status, started_at, elapsed_ms, detail
            )
        )

    def _tell(
        self, execution: Execution, message: str, done: Sequence[StepRecord] | None = None
    ) -> None:
        """`done` are the steps to tell of; None for those that are recorded."""
        now = self.clock()
        steps = self._executions.steps(execution.correlation_id) if done is None else done
        metadata = metadata_of(execution, steps, at=now)
        event = status_event(execution.session_id, message, metadata, now=now)
        try:
            self._send(execution, event, f"{metadata.current_step} {now.isoformat()}")
        except UnavailableError as error:
            log.warning("A status event of %s is lost: %s", execution.correlation_id, error)

    def _send(self, execution: Execution, event: AnyEvent, what: str) -> None:
        self.send(execution.correlation_id, event, f"{what} {execution.updated_at.isoformat()}")

    def _opened(self, correlation_id: UUID) -> Execution:
        execution = self._known(correlation_id)
        if execution.state in FINAL:
            return self._executions.reopen(correlation_id, at=self.clock(), reason="executed again")
        return execution

    def _known(self, correlation_id: UUID) -> Execution:
        execution = self._executions.find(correlation_id)
        if execution is None:
            raise IllegalTransitionError(
                f"No execution has the correlation id {correlation_id}",
                hint="Launch the whole run: its first stage begins the execution.",
            )
        return execution
