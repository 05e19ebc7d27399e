"""How figures are printed: what was measured, its target, and the ratio of the two."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `target` have the same unit; a ratio below 1 meets the target."""

    what: str
    value: float
    target: float | None
    unit: str

    def __str__(self) -> str:
        if self.target is None:
            return f"  {self.what:52} {self.value:10.2f} {self.unit:4}"
        ratio = self.value / self.target
        return (
            f"  {self.what:52} {self.value:10.2f} {self.unit:4}"
            f"  target {self.target:8.2f}  ratio {ratio:5.2f}"
        )


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank: the smallest value that at least `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]


def spread(what: str, values: Sequence[float], unit: str) -> str:
    return (
        f"  {what:52} p50 {statistics.median(values):8.2f}  p95 {percentile(values, 0.95):8.2f}"
        f"  max {max(values):8.2f} {unit}"
    )
