"""How much one request may ask for: more is refused with the reason, in place of a long silence."""

from typing import Final

from omninode_bridge.errors import LimitExceededError
from omninode_bridge.events.base import CorrelatedEvent
from omninode_bridge.events.schemas import CodegenMixinRequest, CodegenValidationRequest

CODE_BYTES: Final = 1 << 20
"""Checking this takes seconds; the largest message that Kafka takes, a minute and a gigabyte."""

REQUIREMENTS: Final = 1_000
"""Each is a question of its own to all sources."""


def check_size(request: CorrelatedEvent) -> None:
    """Raises `LimitExceededError` for what is too much."""
    match request:
        case CodegenValidationRequest():
            _check("bytes of code", len(request.code_content.encode(errors="replace")), CODE_BYTES)
        case CodegenMixinRequest():
            _check("requirements", len(request.requirements), REQUIREMENTS)


def _check(what: str, count: int, most: int) -> None:
    if count > most:
        raise LimitExceededError(
            f"{count:,} {what} are more than the {most:,} of one request",
            hint="Ask in several requests.",
        )
