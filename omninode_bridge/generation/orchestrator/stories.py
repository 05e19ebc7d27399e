"""Histories made up step by step: each outcome follows what the workflow has just decided."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from omninode_bridge.generation.json_text import json_text
from omninode_bridge.generation.orchestrator.flow import Flow, FlowStep
from omninode_bridge.generation.orchestrator.oracle import FlowOracle, Refused
from omninode_bridge.generation.orchestrator.variations import Tried, combinations_of
from omninode_bridge.requirements.document import JsonValue

MOST_ANSWERS: Final = 24
MOST_FAILING: Final = 10
MOST_HELD: Final = 20
FOR_EVER: Final = 99
MOST_CASES: Final = 80
MOST_COMBINED: Final = 200
MOST_CHARACTERS: Final = 120_000

type Request = dict[str, JsonValue]
type Outcome = Callable[[str, int], str]
"""What becomes of an attempt of a step or an undo."""


@dataclass(frozen=True, slots=True)
class Told:
    """A request and what it must be answered; `about` are the steps that it is about."""

    request: Request
    answer: Request
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Script:
    """One way in which everything may go. `together` begins all that is ready at once.

    With a `spread`, steps differ in which of their outputs they choose.
    """

    given: Request
    outcome: Outcome
    choice: int
    about: frozenset[str]
    together: bool = False
    spread: int = 0


class Stories:
    """Deterministic; the same document has the same stories."""

    def __init__(self, flow: Flow, oracle: FlowOracle, tried: Tried) -> None:
        self._flow = flow
        self._oracle = oracle
        self._tried = tried
        self.held: dict[str, str] = {}
        """Requests that are refused because something is not implemented, with the message."""

    def told(self) -> tuple[Told, ...]:
        """Each request once, as long as there is room."""
        found = self._plain()
        begun = frozenset[str]().union(*(started(told) for told in found.values()))
        for told in self._reached({*self._flow.steps} - begun):
            found.setdefault(json_text(told.request), told)
        return tuple(found.values())

    def _plain(self) -> dict[str, Told]:
        found: dict[str, Told] = {}
        room = MOST_CHARACTERS
        for script in self._scripts():
            for told in self._play(script):
                text = json_text(told.request)
                if text in found:
                    continue
                room -= len(text)
                if room < 0 or len(found) >= MOST_CASES:
                    return found
                found[text] = told
        return found

    def _reached(self, steps: set[str]) -> Iterator[Told]:
        """Where steps begin that need several values together, or that there was no room for."""
        if not steps or len(self._flow.steps) > MOST_COMBINED:
            return
        for script in islice(self._combined(), MOST_COMBINED):
            for told in self._play(script):
                if new := started(told) & steps:
                    steps -= new
                    yield told
            if not steps:
                return

    def _combined(self) -> Iterator[_Script]:
        """Every value of the input with every other, and with the outputs of steps."""
        most = max((len(found) for found in self._tried.outputs.values()), default=1)
        for given in combinations_of(self._tried.inputs):
            for choice, spread in product(range(most), range(2 if most > 1 else 1)):
                yield _Script(given, _always("completed"), choice, frozenset(), spread=spread)

    def _scripts(self) -> Iterator[_Script]:
        plain = self._tried.inputs[0]
        yield _Script(plain, _always("completed"), 0, frozenset())
        steps = list(self._flow.steps.values())[:MOST_FAILING]
        for found in steps:
            about = frozenset({found.name})
            yield _Script(plain, _failing(found.name), 0, about, together=True)
        for at, given in enumerate(self._tried.inputs):
            yield _Script(given, _always("completed"), at, frozenset())
        yield from self._taken_back(steps, plain)
        for found in steps:
            about = frozenset({found.name})
            if found.step.retries:
                yield _Script(plain, _failing(found.name, found.step.retries), 0, about)
            for given in self._tried.inputs[1:2]:
                yield _Script(given, _failing(found.name), 1, about, together=True)
        most = max((len(found) for found in self._tried.outputs.values()), default=0)
        for choice in range(1, most):
            yield _Script(plain, _always("completed"), choice, frozenset())

    def _taken_back(self, steps: Sequence[FlowStep], given: Request) -> Iterator[_Script]:
        """A step fails for good, and so does an undo, once or for ever."""
        undoable = [found for found in steps if found.step.compensate_with is not None]
        compensating = [found for found in steps if found.step.on_failure == "compensate"]
        for other in compensating:
            for found in undoable:
                about = frozenset({found.name, other.name})
                for times in (1, FOR_EVER):
                    undo = (found.step.compensate_with or "", times)
                    yield _Script(given, _failing(other.name, undo=undo), 0, about)

    def _play(self, script: _Script) -> Iterator[Told]:
        history: list[JsonValue] = []
        for _ in range(MOST_ANSWERS):
            request: Request = {"input": script.given, "history": list(history)}
            answer = self._oracle.answer(request)
            if isinstance(answer, Refused):
                if answer.held and len(self.held) < MOST_HELD:
                    self.held[json_text(request)] = answer.reason
                return
            yield Told(request, answer, script.about)
            lines = list(self._following(script, answer))
            if not lines:
                return
            history += lines

    def _following(self, script: _Script, answer: Request) -> Iterator[JsonValue]:
        """The next lines of the history: one outcome, or the outcomes of all that was started."""
        starts, undos = answer["start"], answer["compensate"]
        if isinstance(starts, list) and starts:
            if script.together:
                yield from (_line(start, "started") for start in starts[1:])
            is_long = len(self._flow.steps) > MOST_ANSWERS
            for start in starts if script.together or is_long else starts[:1]:
                yield self._outcome(script, start)
        elif isinstance(undos, list) and undos:
            yield self._outcome(script, undos[0])

    def _outcome(self, script: _Script, start: JsonValue) -> JsonValue:
        line = _line(start, "completed")
        name, attempt = str(line["step"]), line["attempt"]
        line["outcome"] = script.outcome(name, attempt if isinstance(attempt, int) else 1)
        outputs = self._tried.outputs.get(name, ())
        if line["outcome"] == "completed" and outputs:
            at = script.spread * [*self._flow.steps].index(name) if script.spread else 0
            line["output"] = outputs[(script.choice + at) % len(outputs)]
        return line


def started(told: Told) -> frozenset[str]:
    """The steps that begin now."""
    starts = told.answer["start"]
    found = starts if isinstance(starts, list) else []
    return frozenset(str(start["step"]) for start in found if isinstance(start, dict))


def _line(start: JsonValue, outcome: str) -> Request:
    found = start if isinstance(start, dict) else {}
    return {"step": found["step"], "outcome": outcome, "attempt": found.get("attempt", 1)}


def _always(outcome: str) -> Outcome:
    return lambda _step, _attempt: outcome


def _failing(step: str, times: int = FOR_EVER, *, undo: tuple[str, int] = ("", 0)) -> Outcome:
    """The step fails so many times; then, while it is taken back, the undo does."""
    undo_failures = 0

    def outcome(name: str, attempt: int) -> str:
        nonlocal undo_failures
        if name == undo[0]:
            undo_failures += 1
            return "failed" if undo_failures <= undo[1] else "completed"
        return "failed" if name == step and attempt <= times else "completed"

    return outcome
