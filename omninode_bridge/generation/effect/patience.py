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
    is_constant: bool = False

    @property
    def pauses(self) -> tuple[float, ...]:
        """Between the attempts of a call that never succeeds."""
        growth = 1 if self.is_constant else 2
        return tuple(self.delay * growth**attempt for attempt in range(self.retries))


def patience_of(plan: OperationPlan) -> Patience:
    operation = plan.operation
    seconds = DEFAULT_SECONDS if operation.timeout_ms is None else operation.timeout_ms / 1000
    delay = operation.retry_delay_ms / 1000
    return Patience(seconds, operation.retries, delay, operation.retry_is_constant)
