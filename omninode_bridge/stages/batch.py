"""Many documents in one go: the stages and the gate of one, with one run of each tool for all.

A document that cannot be read, generated or proven ends by itself; it touches no other.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Final, Protocol

from omninode_bridge.errors import BridgeError, InvalidRequestError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import ProofRequest
from omninode_bridge.requirements.title import peek_name
from omninode_bridge.stages.advice import enrich_with_onextree
from omninode_bridge.stages.generated_node import formatted, generate
from omninode_bridge.stages.local import Ids, Outcome, Tools
from omninode_bridge.stages.node_spec import inform, specify
from omninode_bridge.stages.prd import read_document
from omninode_bridge.stages.quality_report import judged_by, proof_of
from omninode_bridge.stages.strategies import Writing, build_later, improved
from omninode_bridge.stages.values import (
    Built,
    Failure,
    GenerationOptions,
    Request,
    Stage,
    Submission,
)

# The first packages are tested while the next ones are generated; each group is formatted at once.
GROUP: Final = 10


@dataclass(frozen=True, slots=True)
class Prd:
    """A document of a batch; `source` is what a person calls it, a file name for example."""

    source: str
    content: bytes
    ids: Ids


class Edge(Protocol):
    """Runs what may go wrong in a way that nobody foresaw; that becomes a failure of the stage."""

    def __call__[V](self, stage: Stage, work: Callable[[], V]) -> V | Failure: ...


def check_names(texts: Mapping[str, str]) -> None:
    """Raises `InvalidRequestError` where two documents, by source, would make the same node."""
    first: dict[str, str] = {}
    for source, text in texts.items():
        name = peek_name(text)
        if name in first:
            raise InvalidRequestError(
                f"{first[name]} and {source} both describe the node {name}",
                hint="Nothing was generated. Give one of them another title, or a `node` in its "
                "front matter.",
            )
        first[name] = source


def run_together(
    prds: Sequence[Prd], options: GenerationOptions, tools: Tools, edge: Edge
) -> list[Outcome]:
    """The outcome of each document, in order."""
    line = _Line(options, tools, edge)
    proven = tools.toolchain.prove_all(line.requests(prds))
    isolation = tools.toolchain.isolation() if line.built else ""
    for (number, built), checks in zip(line.built, proven, strict=True):
        best = improved(judged_by(built, checks, isolation), tools.toolchain, line.writing)
        judged = enrich_with_onextree(best, tools.analyzer, tools.clock)
        line.outcomes[number] = Outcome(built.submission, judged, judged.failure)
    return [line.outcomes[number] for number in range(len(prds))]


@dataclass
class _Line:
    """How far each document has come, by its number."""

    options: GenerationOptions
    tools: Tools
    edge: Edge
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    built: list[tuple[int, Built]] = field(default_factory=list)

    def requests(self, prds: Sequence[Prd]) -> Iterator[ProofRequest]:
        """Of those that were generated; those that were not have their outcome."""
        for group in batched(enumerate(prds), GROUP):
            written = [
                (number, built)
                for number, prd in group
                if (built := self._generated(number, prd)) is not None
            ]
            for number, built in self._formatted(written):
                self.built.append((number, built))
                yield proof_of(built)

    def _generated(self, number: int, prd: Prd) -> Built | None:
        request = Request(
            prd.ids.correlation_id, prd.ids.session_id, self.tools.clock(), self.options
        )
        submission = self.edge(Stage.PRD, lambda: read_document(prd.content, request))
        if isinstance(submission, Failure):
            self.outcomes[number] = Outcome(failure=submission)
            return None
        built = self.edge(Stage.GENERATED_NODE, lambda: self._build(submission))
        if isinstance(built, Failure):
            self.outcomes[number] = Outcome(submission, failure=built)
            return None
        return built

    def _build(self, submission: Submission) -> Built | Failure:
        specified = specify(inform(submission, self.tools.intelligence))
        first = generate(specified)
        return first if isinstance(first, Built) else build_later(specified, first, self.writing)

    @property
    def writing(self) -> Writing:
        return Writing(self.tools.formatter, self.tools.model)

    def _formatted(self, written: Sequence[tuple[int, Built]]) -> Iterator[tuple[int, Built]]:
        """All at once; where that fails each alone, as one of them is to blame."""
        packages = [built.package for _, built in written]
        try:
            done = self.tools.formatter.format_all(packages)
        except BridgeError:
            yield from self._formatted_alone(written)
            return
        for (number, built), package in zip(written, done, strict=True):
            yield number, formatted(built, package)

    def _formatted_alone(self, written: Sequence[tuple[int, Built]]) -> Iterator[tuple[int, Built]]:
        for number, built in written:
            done: NodePackage | Failure
            try:
                done = self.tools.formatter.format(built.package)
            except BridgeError as error:
                done = failure_of(Stage.GENERATED_NODE, error)
            if isinstance(done, Failure):
                self.outcomes[number] = Outcome(built.submission, failure=done)
            else:
                yield number, formatted(built, done)


def failure_of(stage: Stage, error: BridgeError) -> Failure:
    return Failure(stage, error.code, error.message, error.hint)
