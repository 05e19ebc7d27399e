"""Buckets that hold tokens, counted as one would by hand."""

from collections.abc import Sequence
from datetime import datetime

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.limits import Charge


class FakeBuckets:
    def __init__(self) -> None:
        self.down = False
        self.charged: list[str] = []
        self._tokens: dict[str, tuple[float, datetime]] = {}

    def take(self, charges: Sequence[Charge], *, at: datetime) -> Sequence[float]:
        if self.down:
            raise UnavailableError("The buckets do not answer")
        held = [self._held(charge, at) for charge in charges]
        waits = [
            0.0 if tokens >= 1 - 1e-6 else (1 - tokens) * charge.limit.spacing_s / charge.share
            for charge, tokens in zip(charges, held, strict=True)
        ]
        if not any(waits):
            for charge, tokens in zip(charges, held, strict=True):
                self._tokens[charge.key] = (tokens - 1, at)
                self.charged.append(charge.key)
        return waits

    def _held(self, charge: Charge, at: datetime) -> float:
        burst = max(1, round(charge.limit.burst * charge.share))
        if charge.key not in self._tokens:
            return burst
        tokens, since = self._tokens[charge.key]
        refilled = (at - since).total_seconds() / charge.limit.spacing_s * charge.share
        return min(burst, tokens + refilled)
