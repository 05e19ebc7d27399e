"""What travels from stage to stage. Each value holds the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from omninode_bridge.diagnostics import Diagnostic, Severity
from omninode_bridge.generation.package import Binding, NodePackage
from omninode_bridge.intelligence.evidence import Evidence
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood
from omninode_bridge.quality.report import QualityReport
from omninode_bridge.registry.records import NodeVersion, State
from omninode_bridge.requirements.detection.detect import Detection
from omninode_bridge.requirements.document import Document
from omninode_bridge.strategies.attempt import Attempt, Consulted, Strategy


class Stage(StrEnum):
    """The stages in order; the assets carry the same names."""

    PRD = "prd"
    INTELLIGENCE = "intelligence"
    NODE_SPEC = "node_spec"
    GENERATED_NODE = "generated_node"
    QUALITY_REPORT = "quality_report"
    REGISTERED_NODE = "registered_node"


STATE_OF: Final[Mapping[Stage, State]] = {
    Stage.PRD: State.ANALYZING,
    Stage.INTELLIGENCE: State.ANALYZING,
    Stage.NODE_SPEC: State.ANALYZING,
    Stage.GENERATED_NODE: State.GENERATING,
    Stage.QUALITY_REPORT: State.VALIDATING,
    Stage.REGISTERED_NODE: State.VALIDATING,
}


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """What the requester asks for; None means: as the document says, else as detected.

    `profile` is standard or strict, `min_coverage` 0..1.
    """

    node_type: NodeType | None = None
    domain: str | None = None
    enable_intelligence: bool = True
    profile: str | None = None
    min_coverage: float = 0.0
    timeout_s: float = 60.0
    enable_onextree: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One generation: who asks, since when, and how it is wanted."""

    correlation_id: UUID
    session_id: UUID
    requested_at: datetime
    options: GenerationOptions = field(default_factory=GenerationOptions)


@dataclass(frozen=True, slots=True)
class Failure:
    """An expected end without a node. `code` is stable; `hint` says what to do next.

    `planned` is what was understood of each requirement, where no package says it.
    """

    stage: Stage
    code: str
    message: str
    hint: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    planned: tuple[Binding, ...] = ()
    node_type: NodeType | None = None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with the document, each once."""
        found = (one for one in self.diagnostics if one.severity is Severity.ERROR)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Submission:
    """A document that can be worked with; `diagnostics` are warnings and notes."""

    request: Request
    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Informed:
    """A submission and what is known that resembles it."""

    submission: Submission
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Specified:
    """Which type is to be built, for which domain, and why.

    `understood` is the document with what the patterns of the catalogue make of its prose.
    """

    informed: Informed
    detection: Detection
    node_type: NodeType
    domain: str
    understood: Understood

    @property
    def submission(self) -> Submission:
        return self.informed.submission


@dataclass(frozen=True, slots=True)
class Built:
    """A package, formatted, not yet proven, and the attempts up to it that gave none.

    After the gate `attempts` are all that there were; `consulted` is what a language model said.
    """

    specified: Specified
    package: NodePackage
    diagnostics: tuple[Diagnostic, ...] = ()
    strategy: str = Strategy.COMPILED.value
    attempts: tuple[Attempt, ...] = ()
    consulted: Consulted | None = None

    @property
    def submission(self) -> Submission:
        return self.specified.submission


@dataclass(frozen=True, slots=True)
class Judged:
    """A package and what the gate found; `failure` is None where it passed."""

    built: Built
    report: QualityReport
    failure: Failure | None = None

    @property
    def submission(self) -> Submission:
        return self.built.submission


@dataclass(frozen=True, slots=True)
class Published:
    """A registered node: where it lies, whether this version is new, and the how many-th it is."""

    judged: Judged
    version: NodeVersion
    new: bool
    number: int = 1

    @property
    def submission(self) -> Submission:
        return self.judged.submission


type StageValue = Submission | Informed | Specified | Built | Judged | Published
