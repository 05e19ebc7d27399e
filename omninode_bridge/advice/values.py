"""What an analysis service says of code, beside the gate: it moves no score and no verdict."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

PORT: Final = 8058
"""Where the service listens, unless it is told otherwise."""
SECONDS: Final = 4.0
"""An analysis: its answer is there before who asks for it gives up."""
LONGEST: Final = 500
SHORT: Final = 80
"""Characters of a message, and of a name."""


class Kind(StrEnum):
    """`compliance` is about the rules of ONEX nodes."""

    SECURITY = "security"
    PERFORMANCE = "performance"
    QUALITY = "quality"
    COMPLIANCE = "compliance"


@dataclass(frozen=True, slots=True)
class Remark:
    """`file` is a path that was sent, empty where one text was; `line` counts from 1."""

    kind: Kind
    rule: str
    message: str
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """`most_complex` names the function with the highest McCabe number."""

    files: int = 0
    lines: int = 0
    functions: int = 0
    highest_complexity: int = 0
    most_complex: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """`not_run` are sentences: which part was left out, and why. `more` remarks were not kept."""

    remarks: tuple[Remark, ...] = ()
    figures: Figures = field(default_factory=Figures)
    not_run: tuple[str, ...] = ()
    more: int = 0

    def of(self, kind: Kind) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.kind is kind)


@dataclass(frozen=True, slots=True)
class Advice:
    """`analysis` is None where the service was asked and did not answer: `reason` says why."""

    analysis: Analysis | None
    reason: str = ""
    duration_ms: float = 0.0


def plain(text: str, most: int = LONGEST) -> str:
    """One line that can be printed anywhere, of at most so many characters."""
    # What moves the cursor or turns the direction of writing is not printable.
    shown = "".join(sign if sign.isprintable() else " " for sign in text[: 2 * most])
    line = " ".join(shown.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
