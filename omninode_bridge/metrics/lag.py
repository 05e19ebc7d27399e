"""How far the intake of requests is behind: a sensor that falls behind silently loses days."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LATE_S: Final = 60.0
"""A request is taken within seconds; one that waits for longer shows that nobody takes any."""


@dataclass(frozen=True, slots=True)
class Lag:
    """`waiting` requests are not taken yet; `oldest_s` is how long the first of them waits."""

    waiting: int = 0
    oldest_s: float = 0.0

    @property
    def is_late(self) -> bool:
        return self.oldest_s > LATE_S

    def __str__(self) -> str:
        if not self.waiting:
            return "No request waits."
        return f"{self.waiting} waiting, the oldest for {self.oldest_s:.0f} s."


def behind(end: Mapping[int, int], position: Mapping[int, int]) -> Mapping[int, int]:
    """How many messages each partition holds that were not read; only those that hold some."""
    left = {number: last - position.get(number, 0) for number, last in end.items()}
    return {number: count for number, count in left.items() if count > 0}
