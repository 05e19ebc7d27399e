"""Figures of those that live too shortly to be asked: a tick, a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Figure:
    """What `teller` has counted since the beginning, or has seen when it looked last."""

    teller: str
    name: str
    value: float
    is_count: bool
    at: datetime


class Tally(Protocol):
    """A figure is worth no tick: what cannot be stored is logged, and nothing is raised."""

    def count(self, teller: str, counts: Mapping[str, int], *, at: datetime) -> None:
        """Add to what was counted before; nothing for what is 0."""
        ...

    def tell(self, teller: str, seen: Mapping[str, float], *, at: datetime) -> None:
        """In place of what was seen before."""
        ...


class Figures(Protocol):
    def all(self) -> Sequence[Figure]:
        """By teller and name. Raises `UnavailableError` where nobody answers."""
        ...
