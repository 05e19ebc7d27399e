"""How limits follow the load: less at once when there is too much of it, more again bit by bit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

FLOOR: Final = 0.1
"""The share of a limit that is left whatever the load: nobody is shut out."""

RECOVERY_S: Final = 60.0
"""From nothing to the whole limit, when the load has gone."""


class Durations(Protocol):
    """The port of how long things took."""

    def durations(self, step: str, since: datetime, limit: int) -> Sequence[float]:
        """Milliseconds of a step that began after `since`, in that many of the latest executions.

        Raises `UnavailableError` where nobody answers.
        """
        ...


@dataclass(frozen=True, slots=True)
class Load:
    """`backlog` are generations that were started and have not ended."""

    backlog: int = 0
    gate_p95_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Comfort:
    """The load up to which limits hold in full."""

    backlog: int = 200
    gate_p95_s: float = 30.0


def bearable(load: Load, comfort: Comfort) -> float:
    """The share of the limits that a load allows: twice the comfortable load allows the half.

    The worse of backlog and gate counts. Between `FLOOR` and 1.
    """
    by_backlog = comfort.backlog / max(load.backlog, comfort.backlog)
    by_gate = comfort.gate_p95_s / max(load.gate_p95_s, comfort.gate_p95_s)
    return max(FLOOR, min(by_backlog, by_gate))


@dataclass(frozen=True, slots=True)
class Share:
    """The share that holds since `at`, in seconds of any clock that does not go back."""

    value: float = 1.0
    at: float = 0.0

    def under(self, load: Load, comfort: Comfort, now: float) -> "Share":
        """It falls at once to what is bearable, and rises by 1 in `RECOVERY_S` at most."""
        risen = self.value + max(0.0, now - self.at) / RECOVERY_S
        return Share(min(bearable(load, comfort), risen), max(now, self.at))


def p95(durations: Sequence[float]) -> float:
    """The smallest that 95 % do not exceed; 0 of none."""
    ranked = sorted(durations)
    return ranked[math.ceil(0.95 * len(ranked)) - 1] if ranked else 0.0
