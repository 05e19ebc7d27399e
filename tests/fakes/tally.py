"""Figures in a dictionary."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from omninode_bridge.metrics.tally import Figure


class FakeTally:
    def __init__(self) -> None:
        self._figures: dict[tuple[str, str], Figure] = {}

    def count(self, teller: str, counts: Mapping[str, int], *, at: datetime) -> None:
        for name, number in counts.items():
            if number:
                known = self._figures.get((teller, name))
                value = number + (known.value if known else 0)
                self._figures[teller, name] = Figure(teller, name, value, True, at)

    def tell(self, teller: str, seen: Mapping[str, float], *, at: datetime) -> None:
        for name, value in seen.items():
            self._figures[teller, name] = Figure(teller, name, value, False, at)

    def all(self) -> Sequence[Figure]:
        return [self._figures[key] for key in sorted(self._figures)]

    def of(self, teller: str) -> dict[str, float]:
        return {each.name: each.value for each in self.all() if each.teller == teller}
