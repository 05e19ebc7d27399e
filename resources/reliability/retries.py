"""How often something is tried again, and how long it is left alone in between."""

import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

import stamina
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from omninode_bridge.errors import BridgeError

# The library's own name: whoever leaves its records out leaves these out, too.
LOGGER: Final = logging.getLogger("stamina")
JITTER_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Retries:
    """`base_s` before the second attempt, twice that before the third, and so on; plus jitter."""

    attempts: int = 3
    base_s: float = 1.0
    longest_s: float = 30.0

    def within(
        self, timeout_s: float | None, on: Callable[[Exception], bool]
    ) -> AsyncIterator[stamina.Attempt]:
        """Attempts as contexts; the last error is raised. A short time limit shortens the waits."""
        base_s = self.base_s if timeout_s is None else min(self.base_s, timeout_s / 5)
        return aiter(
            stamina.retry_context(
                on,
                attempts=self.attempts,
                timeout=timeout_s,
                wait_initial=base_s,
                wait_max=self.longest_s,
                wait_jitter=min(JITTER_S, base_s / 2),
            )
        )


def tell_each_cause_once() -> None:
    """For a process that runs on and on: what is tried again is logged when its cause changes."""
    told = ""

    def tell(details: RetryDetails) -> None:
        nonlocal told
        cause = details.caused_by
        said = cause.message if isinstance(cause, BridgeError) else repr(cause)
        if said != told:
            LOGGER.warning("Tried again, until it works or time is up: %s", said)
        told = said

    set_on_retry_hooks((tell,))
