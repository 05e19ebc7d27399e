"""Keeps the record of a generation and tells it to whoever listens, stage by stage."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from omninode_bridge.errors import IllegalTransitionError
from omninode_bridge.events.encoding import AnyEvent
from omninode_bridge.events.outbox import Entry, Outbox, Telling
from omninode_bridge.ports import Executions
from omninode_bridge.registry.lifecycle import FINAL, attempt_of
from omninode_bridge.registry.records import Advance, Execution, State, StepRecord
from omninode_bridge.registry.results import ErrorDetail
from omninode_bridge.stages.attempts import (
    can_be_repeated,
    has_another,
)
from omninode_bridge.stages.endings import DONE, answer_of, failed_result, final_status
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.telling import ending, entry_of, progress
from omninode_bridge.stages.values import (
    STATE_OF,
    Failure,
    Judged,
    Request,
    Stage,
    StageValue,
)

ANSWER: Final = "answer"
"""What the answer to an analysis is called in its id: of two who give it, listeners hear one."""

_ORDER: Final = {stage: number for number, stage in enumerate(Stage, start=1)}
_FORWARD: Final = (State.PENDING, State.ANALYZING, State.GENERATING, State.VALIDATING)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a generation comes from: its node, its run, and the request as JSON."""

    node_name: str
    run_id: str | None = None
    request: Mapping[str, object] | None = None


class Recorder:
    """`clock` tells the time. What is told is written with what it tells of, both or neither."""

    def __init__(
        self, executions: Executions, outbox: Outbox, clock: Callable[[], datetime]
    ) -> None:
        self._executions = executions
        self._outbox = outbox
        self.clock = clock

    def begin(self, request: Request, origin: Origin, said: str = "") -> Execution:
        """The execution, new or reopened where it had failed. Completed ones are refused.

        `said` is what is told of a new one, in place of that it is being generated.
        """
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
        begun = self._progress(said or f"{origin.node_name} is being generated")
        if self._executions.begin(fresh, begun):
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
        step = self._step(request, summary.stage, started_at, summary.detail, DONE)
        self._executions.record_step(step, self._progress(summary.sentence))

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
        step = self._step(request, failure.stage, started_at, detail, "failed")
        self._executions.record_step(step)
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
        number = attempt_of(history) + 1
        told = self._progress(f"{error.message}: attempt {number} follows", ())
        self._executions.restart(execution, at=self.clock(), reason=error.code, telling=told)
        return True

    def refusal(self, execution: Execution) -> Sequence[Entry]:
        """What is told of the end of an analysis, which is not recorded."""
        now, request_id = self.clock(), execution.correlation_id
        told: dict[str, AnyEvent] = {
            ANSWER: answer_of(execution, ()),
            "final status": final_status(execution, ()),
        }
        return [entry_of(request_id, each, what, now=now) for what, each in told.items()]

    def tell(self, entries: Collection[Entry]) -> None:
        """What belongs to no record; those that were told before are told once."""
        self._outbox.put(entries)

    def _end(self, change: Advance) -> None:
        self._executions.advance(change, ending(self.clock()))

    def _step(
        self,
        request: Request,
        stage: Stage,
        started_at: datetime,
        detail: Mapping[str, object],
        status: str,
    ) -> StepRecord:
        elapsed_ms = (self.clock() - started_at).total_seconds() * 1000
        name, order = stage.value, _ORDER[stage]
        return StepRecord(
            request.correlation_id, name, order, status, started_at, elapsed_ms, detail
        )

    def _progress(self, message: str, done: Sequence[StepRecord] | None = None) -> Telling:
        return progress(message, now=self.clock(), done=done)

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
