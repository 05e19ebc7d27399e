"""What is wrong with a document, where, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span on one line of the document; lines and columns count from 1, `end` is exclusive."""

    line: int
    column: int = 1
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding. `omninode explain` prints it; the reference lists all of them."""

    code: str
    severity: Severity
    title: str
    explanation: str
    fix: str

    def at(self, place: Place, message: str, *, fix: str = "") -> "Diagnostic":
        return Diagnostic(self.code, self.severity, place, message, fix or self.fix)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    code: str
    severity: Severity
    place: Place
    message: str
    fix: str


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    return any(found.severity is Severity.ERROR for found in diagnostics)
