"""When a consumer that should deliver does not: a value, without clock or I/O."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Watchdog:
    """A partition of the consumer hangs when it has more to read, nobody works on what it
    delivered, and its position has not moved for `patience_s`.
    """

    patience_s: float
    seen: Mapping[str, tuple[int, float]] = field(default_factory=dict)

    def observe(
        self,
        positions: Mapping[str, int],
        ends: Mapping[str, int],
        *,
        busy: Collection[str] = (),
        now: float,
    ) -> tuple["Watchdog", frozenset[str]]:
        """The watchdog after looking, and the partitions that hang.

        `positions` are the next offsets of what is assigned, `ends` those after the last messages;
        a partition whose end is not known is left in peace.
        """
        seen = {
            name: self._since(name, position, now)
            for name, position in positions.items()
            if name not in busy and ends.get(name, position) > position
        }
        hanging = (name for name, (_, since) in seen.items() if now - since >= self.patience_s)
        return Watchdog(self.patience_s, seen), frozenset(hanging)

    def _since(self, name: str, position: int, now: float) -> tuple[int, float]:
        before = self.seen.get(name)
        return before if before is not None and before[0] == position else (position, now)
