"""How long a call waits, how often it is tried again, and how long it pauses before."""

from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.effect.plan import OperationPlan

DEFAULT_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Patience:
    seconds: float
    retries: int
    delay: float

    @property
    def pauses(self) -> tuple[float, ...]:
        """Between the attempts of a call that never succeeds."""
        return tuple(self.delay * 2**attempt for attempt in range(self.retries))


def patience_of(plan: OperationPlan) -> Patience:
    operation = plan.operation
    seconds = DEFAULT_SECONDS if operation.timeout_ms is None else operation.timeout_ms / 1000
    return Patience(seconds, operation.retries, operation.retry_delay_ms / 1000)
