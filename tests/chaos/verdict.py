"""Whether everything that went in came out exactly once: a pure comparison of two ledgers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

COMPLETED: Final = "completed"

type Place = tuple[str, int, int]
"""Topic, partition and offset of a message."""


class Fault(StrEnum):
    LOST = "lost"
    DOUBLED = "doubled"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Problem:
    fault: Fault
    what: str
    which: str

    def __str__(self) -> str:
        return f"{self.fault}: {self.what} of {self.which}"


@dataclass(frozen=True, slots=True)
class Sent:
    """Requests with the names of their nodes; duplicates count once.

    `garbage` is where messages lie that nobody can read, once for each time they lie there.
    """

    requests: Mapping[UUID, str] = field(default_factory=dict)
    questions: AbstractSet[UUID] = frozenset()
    events: AbstractSet[UUID] = frozenset()
    garbage: AbstractSet[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """What consumers and readers see. The same event delivered again has the same id.

    `ends`: the ids of distinct final events, with their status. `answers`: the ids of distinct
    answers. `rows`: the state on record. `versions`: of each node the requests that its versions
    belong to. `facts`: rows of the lake. `letters`: where each dead letter's message lay.
    """

    ends: Mapping[UUID, Mapping[UUID, str]] = field(default_factory=dict)
    answers: Mapping[UUID, AbstractSet[UUID]] = field(default_factory=dict)
    rows: Mapping[UUID, str] = field(default_factory=dict)
    versions: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    facts: Mapping[UUID, int] = field(default_factory=dict)
    letters: tuple[Place, ...] = ()


def judge(sent: Sent, seen: Seen) -> tuple[Problem, ...]:
    """Empty: nothing was lost, nothing doubled."""
    return (
        *(
            problem
            for each, node in sent.requests.items()
            for problem in _request(each, node, seen)
        ),
        *_counted("answer", "question", sent.questions, _sizes(seen.answers)),
        *_counted("fact", "event", sent.events, seen.facts),
        *_garbage(sent.garbage, seen.letters),
    )


def _request(request: UUID, node: str, seen: Seen) -> Iterator[Problem]:
    ends = seen.ends.get(request, {})
    versions = seen.versions.get(node, ())
    row = seen.rows.get(request)
    counts = {
        "outcome": len(ends),
        "answer": len(seen.answers.get(request, ())),
        "row": 0 if row is None else 1,
        "version": len(versions),
        "fact": seen.facts.get(request, 0),
    }
    for what, count in counts.items():
        yield from _once(what, f"request {request}", count)
    yield from (
        Problem(Fault.WRONG, f"state {state}", f"request {request}")
        for state in {*ends.values(), *([row] if row else [])}
        if state != COMPLETED
    )
    if any(owner != request for owner in versions):
        yield Problem(Fault.WRONG, "version", f"request {request}")


def _counted(
    what: str, kind: str, wanted: AbstractSet[UUID], counts: Mapping[UUID, int]
) -> Iterator[Problem]:
    for each in wanted:
        yield from _once(what, f"{kind} {each}", counts.get(each, 0))


def _garbage(garbage: AbstractSet[Place], letters: Iterable[Place]) -> Iterator[Problem]:
    counts = Counter(letters)
    for place in garbage:
        yield from _once("letter", f"garbage at {place}", counts[place])
    for place in counts.keys() - garbage:
        yield Problem(Fault.WRONG, "letter", f"message at {place}")


def _once(what: str, which: str, count: int) -> Iterator[Problem]:
    if count == 0:
        yield Problem(Fault.LOST, what, which)
    elif count > 1:
        yield Problem(Fault.DOUBLED, f"{what} ({count} times)", which)


def _sizes(sets: Mapping[UUID, AbstractSet[UUID]]) -> Mapping[UUID, int]:
    return {each: len(found) for each, found in sets.items()}
