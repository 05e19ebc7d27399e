"""How an operation of the reference ends otherwise than with an answer."""

from typing import Final

VALIDATION: Final = "VALIDATION_ERROR"
DUPLICATE: Final = "DUPLICATE_REGISTRATION"
NOT_FOUND: Final = "RESOURCE_NOT_FOUND"
STALE: Final = "INVALID_STATE"
UNAVAILABLE: Final = "SERVICE_UNAVAILABLE"
TIMEOUT: Final = "TIMEOUT_ERROR"


class RefusalError(Exception):
    """The operation ends with an error; `message` is that of a rule, or None."""

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class UnknownEndError(Exception):
    """What the rules say cannot be evaluated here."""
