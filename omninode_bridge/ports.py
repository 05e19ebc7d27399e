"""What the core asks of the outside. `resources` answers; `tests/fakes` answers too."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from omninode_bridge.confinement import NOTHING, Grant
from omninode_bridge.events.outbox import Telling, untold
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.intelligence.evidence import Evidence, Question, SimilarNode
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.quality.mutation.result import MutationResult
from omninode_bridge.quality.report import CheckResult
from omninode_bridge.registry.records import (
    Advance,
    Execution,
    NodeQuery,
    NodeVersion,
    Registered,
    StepRecord,
    Transition,
)


@dataclass(frozen=True, slots=True)
class Message:
    """One Kafka record, with the position that makes it unique."""

    topic: str
    partition: int
    offset: int
    value: bytes
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp_ms: int | None = None

    @property
    def id(self) -> str:
        return f"{self.topic}-{self.partition}-{self.offset}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages, and the position after them: next offset by partition."""

    messages: tuple[Message, ...]
    position: Mapping[int, int]
    cluster_id: str


class EventLog(Protocol):
    """A Kafka cluster. Every method raises `UnavailableError` when the cluster does not answer."""

    def cluster_id(self) -> str: ...

    def topics(self) -> Collection[str]: ...

    def end(self, topic: str) -> Mapping[int, int]:
        """The offset after the last message, by partition."""

    def read(self, topic: str, *, since: Mapping[int, int], limit: int, wait_s: float) -> Batch:
        """Messages from `since` on (a partition not named: from its beginning)."""
        ...

    def publish(
        self,
        topic: str,
        value: bytes,
        *,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        """Return when the cluster has acknowledged the message."""
        ...


class Documents(Protocol):
    """PRDs as they arrived, by content: a run names its document instead of carrying it."""

    def put(self, content: bytes) -> str:
        """Store once, and return the BLAKE3 digest of the content, hexadecimal."""
        ...

    def get(self, digest: str) -> bytes:
        """Raises `InvalidRequestError` where nothing lies under the digest."""
        ...


class SubmittedFiles(Protocol):
    """Files that a person has put below the workspace root, to be read as PRDs."""

    def read(self, path: str) -> bytes:
        """Raises `InvalidRequestError` for what is no file below the root."""
        ...


class Registry(Protocol):
    """Nodes and their versions. Same name and content: no new version."""

    def register(self, version: NodeVersion) -> Registered: ...

    def find(self, name: str, version: str | None = None) -> NodeVersion | None: ...

    def versions(self, name: str) -> Sequence[NodeVersion]: ...

    def search(self, query: NodeQuery) -> Sequence[NodeVersion]:
        """Latest version of each node that matches, best first."""
        ...


class KnowledgeSource(Protocol):
    """One place that may know nodes like the one that is wanted."""

    @property
    def name(self) -> str: ...

    def similar(self, question: Question) -> Sequence[SimilarNode]:
        """Best first; raises `UnavailableError` when the place does not answer."""
        ...


class Intelligence(Protocol):
    """All sources of knowledge together."""

    def gather(self, question: Question) -> Evidence:
        """Never raises: a source that fails or is late is less evidence, with the reason."""
        ...


class Executions(Protocol):
    """Generation requests; what `telling` gives of a change is written to the outbox with it."""

    def begin(self, execution: Execution, telling: Telling = untold) -> bool:
        """Record a pending execution; false when its correlation id is there already."""
        ...

    def advance(self, change: Advance, telling: Telling = untold) -> Execution:
        """Move along the table of `registry.lifecycle`; raises `IllegalTransitionError`.

        The state that holds already adds nothing to the history.
        """
        ...

    def reopen(self, correlation_id: UUID, *, at: datetime, reason: str) -> Execution:
        """Take a failed or cancelled execution back to where it stopped: it is executed again."""
        ...

    def restart(
        self, seen: Execution, *, at: datetime, reason: str, telling: Telling = untold
    ) -> Execution:
        """Let it wait for another run, from the first stage on, unless it has changed since."""
        ...

    def record_step(self, step: StepRecord, telling: Telling = untold) -> None:
        """Store the step; the same name and order again replaces it."""
        ...

    def find(self, correlation_id: UUID) -> Execution | None: ...

    def recent(self, limit: int) -> Sequence[Execution]: ...

    def unfinished(self) -> Sequence[Execution]: ...

    def finished_since(self, since: datetime, limit: int) -> Sequence[Execution]:
        """Those in a final state that changed after `since`, the oldest change first."""
        ...

    def history(self, correlation_id: UUID) -> Sequence[Transition]: ...

    def forget_histories(self, before: datetime) -> int:
        """Remove the states that executions went through which ended before that moment.

        How they ended, and their steps, stay. Returns how many states those were.
        """
        ...

    def steps(self, correlation_id: UUID) -> Sequence[StepRecord]: ...


@dataclass(frozen=True, slots=True)
class Staged:
    """A package on disk under a temporary name, complete but not yet visible."""

    path: str
    final_path: str
    digest: str


class Workspace(Protocol):
    """Where generated packages lie. A package appears as a whole or not at all."""

    def stage(self, package: NodePackage, extra: Mapping[str, bytes]) -> Staged: ...

    def commit(self, staged: Staged) -> str:
        """Make it visible atomically and return its final path; a second call changes nothing."""
        ...

    def discard(self, staged: Staged) -> None: ...

    def sweep(self) -> int:
        """Remove what crashed runs left behind, and return how much that was."""
        ...


class Registrar(Protocol):
    """Registers a staged package as a unit: its files and its row appear together or not at all."""

    def register_package(self, staged: Staged, version: NodeVersion) -> Registered:
        """`digest` and `path` of the version are taken from `staged`."""
        ...

    def recover(self) -> int:
        """Remove what crashed registrations left behind, and return how much that was."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for people: column names and values, in order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class Warehouse(Protocol):
    def append(self, facts: Sequence[GenerationFact]) -> int:
        """Store the facts that are new by correlation id, and return how many those were.

        A completion is new also where that generation had failed: it was executed again.
        """
        ...

    def aggregate(self, by: str) -> Table:
        """`by` is one of `metrics.aggregates.AGGREGATES`."""
        ...

    def compact(self) -> None:
        """Merge what many small appends have left; nothing that is read changes."""
        ...


@dataclass(frozen=True, slots=True)
class RunAnswer:
    """What a generated node answered: JSON text on stdout, and the exit code of NODES.md."""

    stdout: str
    stderr: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class ProofRequest:
    """Which package to prove, and how. `timeout_s` bounds each tool."""

    package: NodePackage
    profile: str = "standard"
    timeout_s: float = 60.0
    settings: Mapping[str, str] = field(default_factory=dict)


class Formatter(Protocol):
    def format(self, package: NodePackage) -> NodePackage:
        """The same package with every Python file formatted; equal input gives equal bytes."""

    def format_all(self, packages: Sequence[NodePackage]) -> Sequence[NodePackage]:
        """The same for each, in order; raises where one of them cannot be formatted."""


class Toolchain(Protocol):
    """Runs the real tools; what did not run is `not_run`. `strict` asks for mutants, too."""

    def isolation(self) -> str:
        """What the sandbox can enforce on this machine, as one sentence."""

    def prove(self, request: ProofRequest) -> Sequence[CheckResult]: ...

    def prove_all(self, requests: Iterable[ProofRequest]) -> Sequence[Sequence[CheckResult]]:
        """The same for each, in order; one package cannot spoil another."""

    def run_tests(self, package_path: str, *, timeout_s: float = 60.0) -> CheckResult:
        """The package's own tests in the sandbox; each outcome is in `tests` of the result."""

    def mutate(self, package_path: str, *, timeout_s: float = 600.0) -> MutationResult:
        """Whether the package's own tests notice small changes of its logic; it is not changed."""

    def execute(
        self,
        package_path: str,
        request: bytes,
        *,
        operation: str | None,
        timeout_s: float,
        grant: Grant = NOTHING,
    ) -> RunAnswer:
        """Run the node once on a request, through the base class, in the sandbox.

        The folder of a granted state is created when it is absent.
        """
