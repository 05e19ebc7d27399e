"""Every error this project raises on purpose.

BridgeError
├── InvalidRequestError     the sender must change the request      -> dead letters, exit 2
├── LimitExceededError      the input is larger than a stated limit -> dead letters, exit 2
├── ConflictError           a person's work would be overwritten    -> exit 3
├── UnavailableError        a service or tool did not answer        -> wait, retry, exit 4
├── WriteFailedError        files could not be written as a whole   -> nothing is left, exit 5
├── InvalidPatternError     a file of our catalogue is wrong        -> mend the file
└── IllegalTransitionError  our own code broke a lifecycle          -> fail the run

Expected outcomes (a PRD with mistakes, a check that fails) are values, not errors.
"""


class BridgeError(Exception):
    """An error with a stable code, and a hint that says what to do next."""

    code = "bridge_error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}" + (f"\nHint: {self.hint}" if self.hint else "")


class InvalidRequestError(BridgeError):
    code = "invalid_request"


class LimitExceededError(BridgeError):
    code = "limit_exceeded"


class ConflictError(BridgeError):
    code = "conflict"


class UnavailableError(BridgeError):
    code = "unavailable"


class WriteFailedError(BridgeError):
    code = "write_failed"


class InvalidPatternError(BridgeError):
    code = "invalid_pattern"


class IllegalTransitionError(BridgeError):
    code = "illegal_transition"
