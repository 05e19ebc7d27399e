"""The warehouse in a dictionary; its plain Python is the reference for the SQL."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.ports import Table

MEASURES: Final = (
    "generations",
    "total_nodes_generated",
    "failures",
    "cancellations",
    "success_rate",
    "average_quality_score",
    "average_generation_time_ms",
    "intelligence_usage_rate",
    "nodes_by_type",
)
BUCKETS: Final = ("low", "medium", "high", "unknown")
SIZES: Final = ("simple", "moderate", "complex", "unknown")
ORDERED: Final = {"quality": BUCKETS, "complexity": SIZES}


def bucket(score: float | None) -> str:
    if score is None:
        return "unknown"
    return "low" if score < 0.6 else "medium" if score < 0.8 else "high"


def size(asked_for: int) -> str:
    if asked_for == 0:
        return "unknown"
    return "simple" if asked_for <= 5 else "moderate" if asked_for <= 15 else "complex"


def _utc(fact: GenerationFact) -> datetime:
    return fact.occurred_at.astimezone(UTC)


KEYS: Final[dict[str, tuple[str, Callable[[GenerationFact], object]]]] = {
    "type": ("node_type", lambda fact: fact.node_type.value if fact.node_type else "unknown"),
    "domain": ("domain", lambda fact: fact.domain or "unknown"),
    "quality": ("quality", lambda fact: bucket(fact.quality_score)),
    "hour": ("hour", lambda fact: _utc(fact).replace(minute=0, second=0, microsecond=0)),
    "day": ("day", lambda fact: _utc(fact).date()),
    "week": ("week", lambda fact: _utc(fact).date() - timedelta(days=_utc(fact).weekday())),
    "month": ("month", lambda fact: _utc(fact).date().replace(day=1)),
    "node": ("node_name", lambda fact: fact.node_name),
    "complexity": ("complexity", lambda fact: size(fact.bound + fact.unbound)),
}


class FakeWarehouse:
    def __init__(self) -> None:
        self.facts: dict[UUID, GenerationFact] = {}

    def append(self, facts: Sequence[GenerationFact]) -> int:
        return sum(self._add(fact) for fact in facts)

    def _add(self, fact: GenerationFact) -> bool:
        known = self.facts.get(fact.correlation_id)
        if known is not None and not _mended(known, fact):
            return False
        self.facts[fact.correlation_id] = fact
        return True

    def compact(self) -> None:
        """A dictionary holds no small files."""

    def aggregate(self, by: str) -> Table:
        if by == "summary":
            everything = list(self.facts.values())
            return Table(MEASURES, (_measures(everything),) if everything else ())
        if by not in KEYS:
            raise InvalidRequestError(f"No aggregate is called {by[:40]!a}")
        column, key = KEYS[by]
        groups: dict[object, list[GenerationFact]] = {}
        for fact in self.facts.values():
            groups.setdefault(key(fact), []).append(fact)
        order = ORDERED.get(by)
        ordered = sorted(groups, key=order.index if order else str)
        rows = tuple((group, *_measures(groups[group])) for group in ordered)
        return Table((column, *MEASURES), rows)


def _mended(known: GenerationFact, fact: GenerationFact) -> bool:
    return known.state != "completed" and fact.state == "completed"


def _measures(facts: Sequence[GenerationFact]) -> tuple[object, ...]:
    states = Counter(fact.state for fact in facts)
    completed = [fact for fact in facts if fact.state == "completed"]
    return (
        len(facts),
        states["completed"],
        states["failed"],
        states["cancelled"],
        _mean([1.0] * states["completed"] + [0.0] * states["failed"]),
        _mean(fact.quality_score for fact in facts if fact.quality_score is not None),
        _mean(fact.duration_ms for fact in completed),
        _mean(float(fact.used_intelligence) for fact in facts),
        dict(Counter(fact.node_type.value if fact.node_type else "unknown" for fact in completed)),
    )


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
