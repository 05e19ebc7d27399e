"""The analysis of code over HTTP: what is asked, and what is answered.

Every answer is an object {status, data, error}, as OnexTree's are.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from omninode_bridge.advice.values import SHORT, Analysis, Figures, Kind, Remark, plain
from omninode_bridge.errors import UnavailableError

ANALYZE: Final = "/analyze/code"
HEALTH: Final = "/health"
INTELLIGENCE: Final = "/intelligence"
REQUEST_BYTES: Final = 1024 * 1024
ANSWER_BYTES: Final = 1024 * 1024
MOST_FILES: Final = 1_000
MOST_REMARKS: Final = 200
MOST_TOLD: Final = 500
"""Remarks: of an answer that is read, and of one that is given."""
MOST_REASONS: Final = 10
"""Of parts that did not run."""
HIGHEST: Final = 10**9
"""Figures that are larger are none."""


class Language(StrEnum):
    PYTHON = "python"


class AnalysisType(StrEnum):
    """`full` is all of the others."""

    FULL = "full"
    SECURITY = "security"
    PERFORMANCE = "performance"
    QUALITY = "quality"
    COMPLIANCE = "compliance"


class Told(BaseModel):
    """Unknown fields are tolerated, as there may be newer ones."""

    model_config = ConfigDict(extra="ignore", frozen=True)


type Path = Annotated[str, Field(max_length=300, pattern="^[A-Za-z0-9_./ +@-]+$")]


class AnalyzeCode(Told):
    """`code` is the text of one file, or texts by path."""

    code: str | Annotated[dict[Path, str], Field(min_length=1, max_length=MOST_FILES)]
    language: Language = Language.PYTHON
    analysis_type: AnalysisType = AnalysisType.FULL


class AskIntelligence(Told):
    """`context` is the text of a Python file."""

    context: str
    include_patterns: StrictBool = True
    include_relationships: StrictBool = True


class ToldRemark(Told):
    rule: str
    message: str
    file: str = ""
    line: Annotated[int, Field(ge=1)] | None = None


class ToldFigures(Told):
    """`most_complex` is the function with the highest McCabe number."""

    files: Annotated[int, Field(ge=0, le=HIGHEST)] = 0
    lines: Annotated[int, Field(ge=0, le=HIGHEST)] = 0
    functions: Annotated[int, Field(ge=0, le=HIGHEST)] = 0
    highest_complexity: Annotated[int, Field(ge=0, le=HIGHEST)] = 0
    most_complex: str = ""


class ToldQuality(Told):
    figures: ToldFigures = ToldFigures()
    findings: tuple[ToldRemark, ...] = ()


class Analyzed(Told):
    """`not_run` are sentences: which part was left out, and why; `more` findings were left out."""

    quality: ToldQuality
    security: tuple[ToldRemark, ...]
    performance: tuple[ToldRemark, ...]
    compliance: tuple[ToldRemark, ...] = ()
    not_run: tuple[str, ...] = ()
    more: Annotated[int, Field(ge=0, le=HIGHEST)] = 0


class ToldPattern(Told):
    """How often a rule was broken."""

    kind: Kind
    rule: str
    count: Annotated[int, Field(ge=1)]


class ToldRelationship(Told):
    """`kind` is imports or extends."""

    kind: str
    target: str
    line: Annotated[int, Field(ge=1)]


class Intelligence(Analyzed):
    """None of what was not asked for."""

    patterns: tuple[ToldPattern, ...] | None = None
    relationships: tuple[ToldRelationship, ...] | None = None


class ToldHealth(Told):
    service: str
    version: str
    ruff: str


class Success[Data](Told):
    status: Literal["success"] = "success"
    data: Data
    error: None = None


class Failed(Told):
    status: Literal["error"] = "error"
    data: None = None
    error: str


def told(analysis: Analysis) -> Analyzed:
    """At most `MOST_TOLD` remarks, and how many there were more."""
    kept = analysis.remarks[:MOST_TOLD]

    def of(kind: Kind) -> tuple[ToldRemark, ...]:
        return tuple(_told(remark) for remark in kept if remark.kind is kind)

    figures = analysis.figures
    return Analyzed(
        quality=ToldQuality(
            figures=ToldFigures(
                files=figures.files,
                lines=figures.lines,
                functions=figures.functions,
                highest_complexity=figures.highest_complexity,
                most_complex=plain(figures.most_complex, SHORT),
            ),
            findings=of(Kind.QUALITY),
        ),
        security=of(Kind.SECURITY),
        performance=of(Kind.PERFORMANCE),
        compliance=of(Kind.COMPLIANCE),
        not_run=analysis.not_run,
        more=analysis.more + len(analysis.remarks) - len(kept),
    )


def read(content: bytes, sent: Mapping[str, str]) -> Analysis:
    """What an answer says of the files that were sent.

    Raises `UnavailableError` for what is no answer, or speaks of what was not sent.
    """
    try:
        data = Success[Analyzed].model_validate_json(content).data
    except ValueError as error:
        raise UnavailableError("its answer cannot be read", hint="") from error
    by_kind: Mapping[Kind, Sequence[ToldRemark]] = {
        Kind.SECURITY: data.security,
        Kind.PERFORMANCE: data.performance,
        Kind.COMPLIANCE: data.compliance,
        Kind.QUALITY: data.quality.findings,
    }
    lines = {path: len(text.splitlines()) + 1 for path, text in sent.items()}
    count = sum(map(len, by_kind.values()))
    each = ((kind, remark) for kind, remarks in by_kind.items() for remark in remarks)
    kept = tuple(_read(kind, remark, lines) for kind, remark in islice(each, MOST_REMARKS))
    figures = data.quality.figures.model_dump()
    return Analysis(
        kept,
        Figures(**figures | {"most_complex": plain(data.quality.figures.most_complex, SHORT)}),
        tuple(plain(reason) for reason in data.not_run[:MOST_REASONS]),
        more=data.more + count - len(kept),
    )


def _told(remark: Remark) -> ToldRemark:
    return ToldRemark(
        rule=plain(remark.rule, SHORT),
        message=plain(remark.message),
        file=remark.file,
        line=remark.line,
    )


def _read(kind: Kind, found: ToldRemark, lines: Mapping[str, int]) -> Remark:
    if found.file and found.file not in lines:
        raise UnavailableError("its answer speaks of a file that was not sent", hint="")
    if found.line is not None and found.line > lines.get(found.file, 0):
        raise UnavailableError("its answer speaks of a line that was not sent", hint="")
    return Remark(kind, plain(found.rule, SHORT), plain(found.message), found.file, found.line)
