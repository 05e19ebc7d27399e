"""The whole line in one process, without Kafka, Dagster and registry: the same stages and gate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from omninode_bridge.advice.analyzer import CodeAnalyzer
from omninode_bridge.ports import Formatter, Intelligence, Toolchain
from omninode_bridge.registry.records import State
from omninode_bridge.registry.results import Ending, ErrorDetail, result_of
from omninode_bridge.stages.advice import enrich_with_onextree
from omninode_bridge.stages.node_spec import inform, specify
from omninode_bridge.stages.prd import read_document
from omninode_bridge.stages.strategies import Writing, build_first, judge_best
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.values import (
    Failure,
    GenerationOptions,
    Judged,
    Request,
    StageValue,
    Submission,
)
from omninode_bridge.strategies.language_model import LanguageModel


class Progress(Protocol):
    """Is told of each stage that ended: its name, what it found, and the seconds it took."""

    def __call__(self, stage: str, sentence: str, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Ids:
    correlation_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages need of the outside; without `intelligence` there is no evidence."""

    toolchain: Toolchain
    formatter: Formatter
    clock: Callable[[], datetime]
    intelligence: Intelligence | None = None
    model: LanguageModel | None = None
    analyzer: CodeAnalyzer | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far it came; `failure` is None where the gate opened. `judged` holds the package."""

    submission: Submission | None = None
    judged: Judged | None = None
    failure: Failure | None = None


def run_locally(
    content: bytes, options: GenerationOptions, tools: Tools, ids: Ids, progress: Progress
) -> Outcome:
    def told[V: StageValue | Failure](work: Callable[[], V]) -> V:
        started = tools.clock()
        value = work()
        summary, elapsed = summary_of(value), tools.clock() - started
        progress(summary.stage.value, summary.sentence, elapsed.total_seconds())
        return value

    request = Request(ids.correlation_id, ids.session_id, tools.clock(), options)
    submission = told(lambda: read_document(content, request))
    if isinstance(submission, Failure):
        return Outcome(failure=submission)
    informed = told(lambda: inform(submission, tools.intelligence))
    specified = told(lambda: specify(informed))
    writing = Writing(tools.formatter, tools.model)
    built = told(lambda: build_first(specified, writing))
    if isinstance(built, Failure):
        return Outcome(submission, failure=built)
    judged = told(
        lambda: enrich_with_onextree(
            judge_best(built, tools.toolchain, writing), tools.analyzer, tools.clock
        )
    )
    return Outcome(submission, judged, judged.failure)


def local_result(outcome: Outcome, ids: Ids, *, output_path: str | None) -> dict[str, object]:
    """The command line's JSON object; `output_path` is where the caller has put the package."""
    judged, failure, submission = outcome.judged, outcome.failure, outcome.submission
    return result_of(
        Ending(
            correlation_id=ids.correlation_id,
            state=State.FAILED if failure else State.COMPLETED,
            node_name=submission.document.name if submission else None,
            node_type=failure.node_type if failure else None,
            package=judged.built.package if judged else None,
            report=judged.report if judged else None,
            output_path=output_path,
            error=ErrorDetail(failure.code, failure.message, failure.hint) if failure else None,
            planned=failure.planned if failure else (),
            missing=failure.errors if failure else (),
        )
    )
