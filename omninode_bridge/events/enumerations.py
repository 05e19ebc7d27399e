"""The closed vocabularies of the codegen events."""

from enum import StrEnum


class AnalysisType(StrEnum):
    QUICK = "quick"
    PARTIAL = "partial"
    FULL = "full"


class ValidationType(StrEnum):
    SYNTAX = "syntax"
    SEMANTIC = "semantic"
    COMPLIANCE = "compliance"
    FULL = "full"


class SessionStatus(StrEnum):
    """What a listener acts on; the finer states of a generation travel in `metadata.state`."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self not in (SessionStatus.PENDING, SessionStatus.PROCESSING)


class Profile(StrEnum):
    """How strict the gate is: a score of 0.7, or 0.8."""

    STANDARD = "standard"
    STRICT = "strict"
