"""Executions in dictionaries."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from omninode_bridge.errors import IllegalTransitionError
from omninode_bridge.events.outbox import Telling, untold
from omninode_bridge.registry.lifecycle import FINAL, applied, reopened, restarted
from omninode_bridge.registry.records import Advance, Execution, StepRecord, Transition
from tests.fakes.outbox import FakeOutbox


class FakeExecutions:
    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self.outbox = outbox or FakeOutbox()
        self._executions: dict[UUID, Execution] = {}
        self._history: dict[UUID, list[Transition]] = {}
        self._steps: dict[tuple[UUID, int, str], StepRecord] = {}

    def begin(self, execution: Execution, telling: Telling = untold) -> bool:
        if execution.correlation_id in self._executions:
            return False
        self._executions[execution.correlation_id] = execution
        self._history[execution.correlation_id] = []
        self._tell(execution, telling)
        return True

    def advance(self, change: Advance, telling: Telling = untold) -> Execution:
        before = self._known(change.correlation_id)
        after = self._move(before, applied(before, change), at=change.at, reason=change.reason)
        if after != before:
            self._tell(after, telling)
        return after

    def reopen(self, correlation_id: UUID, *, at: datetime, reason: str) -> Execution:
        before = self._known(correlation_id)
        after = reopened(before, self.history(correlation_id), at)
        return self._move(before, after, at=at, reason=reason)

    def restart(
        self, seen: Execution, *, at: datetime, reason: str, telling: Telling = untold
    ) -> Execution:
        before = self._known(seen.correlation_id)
        if before != seen:
            return before
        after = self._move(before, restarted(before, at), at=at, reason=reason, anew=True)
        self._tell(after, telling)
        return after

    def record_step(self, step: StepRecord, telling: Telling = untold) -> None:
        execution = self._known(step.correlation_id)
        self._steps[step.correlation_id, step.order, step.name] = step
        self._tell(execution, telling)

    def find(self, correlation_id: UUID) -> Execution | None:
        return self._executions.get(correlation_id)

    def recent(self, limit: int) -> Sequence[Execution]:
        newest = sorted(self._executions.values(), key=lambda e: e.started_at, reverse=True)
        return newest[:limit]

    def unfinished(self) -> Sequence[Execution]:
        waiting = [e for e in self._executions.values() if e.state not in FINAL]
        return sorted(waiting, key=lambda e: e.started_at)

    def finished_since(self, since: datetime, limit: int) -> Sequence[Execution]:
        ended = [e for e in self._executions.values() if e.state in FINAL and e.updated_at > since]
        return sorted(ended, key=lambda e: e.updated_at)[:limit]

    def history(self, correlation_id: UUID) -> Sequence[Transition]:
        return list(self._history.get(correlation_id, ()))

    def forget_histories(self, before: datetime) -> int:
        ended = [e for e in self._executions.values() if e.state in FINAL and e.updated_at < before]
        return sum(len(self._history.pop(each.correlation_id, ())) for each in ended)

    def steps(self, correlation_id: UUID) -> Sequence[StepRecord]:
        keys = sorted(key for key in self._steps if key[0] == correlation_id)
        return [self._steps[key] for key in keys]

    def durations(self, step: str, since: datetime, limit: int) -> Sequence[float]:
        latest = {each.correlation_id for each in self.recent(limit)}
        found = [
            each for each in self._steps.values() if each.name == step and each.started_at > since
        ]
        return [each.duration_ms for each in found if each.correlation_id in latest]

    def _tell(self, execution: Execution, telling: Telling) -> None:
        self.outbox.put(telling(execution, self.steps(execution.correlation_id)))

    def _known(self, correlation_id: UUID) -> Execution:
        if (execution := self.find(correlation_id)) is None:
            raise IllegalTransitionError(
                f"No execution has the correlation id {correlation_id}", hint="Begin it first."
            )
        return execution

    def _move(
        self,
        before: Execution,
        after: Execution,
        *,
        at: datetime,
        reason: str,
        anew: bool = False,
    ) -> Execution:
        self._executions[after.correlation_id] = after
        if anew or before.state is not after.state:
            change = Transition(after.correlation_id, before.state, after.state, at, reason)
            self._history.setdefault(after.correlation_id, []).append(change)
        return after
