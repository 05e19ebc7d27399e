"""What an analysis service says of code, beside the gate: it moves no score and no verdict."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

PORT: Final = 8058
"""Where the service listens, unless it is told otherwise."""


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
