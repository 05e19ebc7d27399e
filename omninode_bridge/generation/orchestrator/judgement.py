"""What a workflow decides, derived from its history as a whole: the second opinion.

The emitted code replays the history line by line; this asks it questions instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from omninode_bridge.generation.orchestrator.flow import Condition, Flow, FlowStep, Way
from omninode_bridge.generation.orchestrator.truth import Known, Told, told
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.structures import Hold
from omninode_bridge.rules.evaluation.outcomes import Value
from omninode_bridge.rules.syntax import Expression

LONGEST_DELAY_MS: Final = 2_147_483_647


class UndecidableError(Exception):
    """The request has no answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history."""

    step: str
    outcome: str
    attempt: int = 1
    output: Value = None


@dataclass(frozen=True, slots=True)
class StartNow:
    """A step to be started, and the outputs that it is given."""

    step: FlowStep
    attempt: int
    delay_ms: int
    outputs: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Judged:
    """`undo` is the step that is to be taken back."""

    status: str
    start: tuple[StartNow, ...] = ()
    undo: FlowStep | None = None


@dataclass(frozen=True)
class History:
    """Questions about what has happened."""

    flow: Flow
    lines: Sequence[Line]

    def completion(self, name: str, before: int | None = None) -> int | None:
        """Where the step completed for the first time."""
        lines = enumerate(self.lines[:before])
        return next((at for at, line in lines if (line.step, line.outcome) == (name, DONE)), None)

    def last_failure(self, name: str, before: int | None = None) -> int:
        """The highest attempt that failed while the step had not completed; 0 for none."""
        until = self.completion(name, before)
        lines = self.lines[: before if until is None else until]
        return max((line.attempt for line in lines if _is(line, name, "failed")), default=0)

    def running(self) -> Iterator[tuple[str, int]]:
        """Attempts of steps that have begun and have no outcome since."""
        for at, line in enumerate(self.lines):
            later = self.lines[at + 1 :]
            key = (line.step, line.attempt)
            if line.outcome == "started" and line.step in self.flow.steps:
                ended = (
                    (one.step, one.attempt) == key and one.outcome != "started" for one in later
                )
                if not any(ended):
                    yield key

    @cached_property
    def decisive(self) -> int | None:
        """Where the first final failure stands that is not followed by going on."""
        for at, line in enumerate(self.lines):
            found = self.flow.steps.get(line.step)
            if found is None or line.outcome != "failed" or found.step.on_failure == "continue":
                continue
            if self.completion(line.step, at) is None and (
                self.last_failure(line.step, at + 1) > found.step.retries
            ):
                return at
        return None

    def is_given_up(self, found: FlowStep) -> bool:
        return (
            found.step.on_failure == "continue"
            and self.completion(found.name) is None
            and self.last_failure(found.name) > found.step.retries
        )


DONE: Final = "completed"
_FORWARD: Final = frozenset({"running", DONE})


def _is(line: Line, name: str, outcome: str) -> bool:
    return line.step == name and line.outcome == outcome


class HeldError(UndecidableError):
    """The decision depends on a sentence that is not implemented."""


def judge(flow: Flow, fields: dict[str, Value], lines: Sequence[Line]) -> Judged:
    """Raises `UndecidableError`."""
    for line in lines:
        if line.step not in flow.steps and line.step not in flow.undos:
            raise UndecidableError(f"the workflow has no step {line.step}")
    history = History(flow, lines)
    judged = _judged(history, fields)
    for hold in flow.holds:
        if is_held(hold, judged, lines):
            raise HeldError(f'not implemented: "{hold.text}"')
    return judged


def is_held(hold: Hold, judged: Judged, lines: Sequence[Line]) -> bool:
    if hold.failing:
        return not _failed(hold, judged, lines).isdisjoint(
            hold.failed or {line.step for line in lines}
        )
    if judged.status not in _FORWARD:
        return False
    begins = any(start.step.name in hold.starts for start in judged.start)
    ended = any(line.step in hold.after and line.outcome != "started" for line in lines)
    # What begins now waits for nothing that the sentence may tell.
    return begins or (ended and not judged.start) or judged.status == DONE


def _failed(hold: Hold, judged: Judged, lines: Sequence[Line]) -> set[str]:
    """Steps that have failed and are not done since; those tried again are not lost for good."""
    failed = {line.step for line in lines if line.outcome == "failed"}
    failed -= {line.step for line in lines if line.outcome == DONE}
    if hold.is_final:
        last = {line.step: line.outcome for line in lines}
        failed -= {start.step.name for start in judged.start}
        failed -= {step for step, outcome in last.items() if outcome == "started"}
    return failed


def _judged(history: History, fields: dict[str, Value]) -> Judged:
    if history.decisive is None:
        return _Forward(history, fields).judged()
    flow, lines = history.flow, history.lines
    failed = flow.steps[lines[history.decisive].step]
    if failed.step.on_failure == "stop":
        return Judged("failed")
    return _Backward(history, history.decisive).judged()


class _Backward:
    """Taking back what was done since a failure that is compensated."""

    def __init__(self, history: History, decisive: int) -> None:
        self._history = history
        self._lines = history.lines
        self._decisive = decisive

    def judged(self) -> Judged:
        undone: set[str] = set()
        failures: dict[str, int] = {}
        under_way: set[str] = set()
        for at in range(self._decisive + 1, len(self._lines)):
            line = self._lines[at]
            target = self._target(line.step, at, undone)
            if target is None:
                continue
            if line.outcome == "started":
                under_way.add(target.name)
                continue
            under_way.discard(target.name)
            if line.outcome == DONE:
                undone.add(target.name)
            else:
                failures[target.name] = failures.get(target.name, 0) + 1
                if failures[target.name] > target.step.retries:
                    return Judged("failed")
        if under_way or any(self._history.running()):
            return Judged("compensating")
        left = list(self._undoable(len(self._lines), undone))
        return Judged("compensating", undo=left[-1]) if left else Judged("compensated")

    def _undoable(self, until: int, undone: set[str]) -> Iterator[FlowStep]:
        """Completed by then, with an undo that has not happened, in the order of completion."""
        done = [
            (at, found)
            for found in self._history.flow.steps.values()
            if found.step.compensate_with is not None
            and found.name not in undone
            and (at := self._history.completion(found.name, until)) is not None
        ]
        return (found for _, found in sorted(done, key=lambda pair: pair[0]))

    def _target(self, undo: str, at: int, undone: set[str]) -> FlowStep | None:
        if undo not in self._history.flow.undos:
            return None
        named = [
            found for found in self._undoable(at, undone) if found.step.compensate_with == undo
        ]
        return named[-1] if named else None


class _Forward:
    """Going on: what each step has come to, found from its needs by recursion."""

    def __init__(self, history: History, fields: dict[str, Value]) -> None:
        self._history = history
        self._flow = history.flow
        self._outputs = {
            name: history.lines[at].output
            for name in history.flow.steps
            if (at := history.completion(name)) is not None
        }
        self._known = Known(fields, self._outputs, frozenset(history.flow.steps))
        self._running = set(history.running())
        self._states: dict[str, str] = {}

    def judged(self) -> Judged:
        for name in self._in_order():
            self._states[name] = self._state(self._flow.steps[name])
        start = tuple(
            self._start(found)
            for name, found in self._flow.steps.items()
            if self._states[name] == "ready" and (name, self._next(name)) not in self._running
        )
        over = all(state in SETTLED for state in self._states.values())
        return Judged("completed" if over else "running", start)

    def _in_order(self) -> list[str]:
        """Needs first; found by visiting them, because the document may list them later."""
        order: dict[str, None] = {}
        waiting = [(name, False) for name in reversed(list(self._flow.steps))]
        while waiting:
            name, ready = waiting.pop()
            if ready or name in order:
                order.setdefault(name)
                continue
            waiting.append((name, True))
            waiting += [(need, False) for need in self._flow.steps[name].needs if need not in order]
        return list(order)

    def _state(self, found: FlowStep) -> str:
        name = found.name
        if name in self._outputs:
            return DONE
        if self._history.is_given_up(found):
            return "given up"
        begun = any(step == name for step, _ in self._running)
        if begun or self._history.last_failure(name):
            return "ready"
        if any(self._states[need] not in SETTLED for need in found.needs):
            return "waiting"
        is_chosen = self._is_open(found) and self._holds(found.when, found)
        return "ready" if is_chosen else "skipped"

    def _is_open(self, found: FlowStep) -> bool:
        return not found.ways or any(self._comes(way, found) for way in found.ways)

    def _comes(self, way: Way, found: FlowStep) -> bool:
        is_skipped = way.source is not None and self._states[way.source] == "skipped"
        return not is_skipped and self._holds(way.condition, found)

    def _holds(self, condition: Condition | None, found: FlowStep) -> bool:
        if condition is None:
            return True
        expression: Expression = condition.expression
        answer = told(expression, self._known)
        if answer is Told.FAILED:
            raise UndecidableError(f"the condition of {found.name} cannot be evaluated")
        return answer is Told.YES

    def _next(self, name: str) -> int:
        return self._history.last_failure(name) + 1

    def _start(self, found: FlowStep) -> StartNow:
        attempt = self._next(found.name)
        delay = 0
        for retry in range(attempt - 1):
            is_first = retry == 0 or found.step.retry_is_constant
            delay = found.step.retry_delay_ms if is_first else min(2 * delay, LONGEST_DELAY_MS)
        outputs: dict[str, JsonValue] = {need: self._outputs.get(need) for need in found.needs}
        return StartNow(found, attempt, min(delay, LONGEST_DELAY_MS), outputs)


SETTLED: Final = frozenset({DONE, "given up", "skipped"})
