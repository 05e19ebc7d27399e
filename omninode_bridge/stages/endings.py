"""What is told about a generation when it has ended, from its record alone.

So whoever ends it, the pipeline, the failure sensor or the recovery, tells the same.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from pydantic import JsonValue, TypeAdapter

from omninode_bridge.events.encoding import status_event
from omninode_bridge.events.progress import STEP_EVENTS, StatusMetadata
from omninode_bridge.events.schemas import CodegenAnalysisResponse, CodegenStatusEvent
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import Execution, State, StepRecord
from omninode_bridge.registry.results import Ending, ErrorDetail, result_of
from omninode_bridge.stages.values import Failure, Judged, Stage
from omninode_bridge.stages.waiting import not_before

DONE: Final = "completed"
_OBJECT: Final = TypeAdapter(dict[str, JsonValue])


def completed_result(judged: Judged, output_path: str) -> dict[str, object]:
    """The command line's JSON object."""
    return result_of(
        Ending(
            correlation_id=judged.submission.request.correlation_id,
            state=State.COMPLETED,
            package=judged.built.package,
            report=judged.report,
            output_path=output_path,
        )
    )


def failed_result(
    execution: Execution, failure: Failure | ErrorDetail, judged: Judged | None = None
) -> dict[str, object]:
    """The same object for an end without a node; `judged` where there was a package."""
    known = failure if isinstance(failure, Failure) else None
    return result_of(
        Ending(
            correlation_id=execution.correlation_id,
            state=State.FAILED,
            node_name=execution.node_name,
            node_type=known.node_type if known else None,
            package=judged.built.package if judged else None,
            report=judged.report if judged else None,
            error=ErrorDetail(failure.code, failure.message, failure.hint),
            planned=known.planned if known else (),
            missing=known.errors if known else (),
        )
    )


def fact_of(execution: Execution, steps: Sequence[StepRecord]) -> GenerationFact:
    known = _Known(steps)
    return GenerationFact(
        correlation_id=execution.correlation_id,
        occurred_at=execution.updated_at,
        state=execution.state.value,
        node_name=execution.node_name,
        node_type=known.node_type,
        domain=known.text(Stage.NODE_SPEC, "domain"),
        quality_score=known.number(Stage.QUALITY_REPORT, "score"),
        duration_ms=_duration_ms(execution),
        bound=known.bindings("bound") or 0,
        unbound=known.bindings("unbound") or 0,
        used_intelligence=bool(known.used_intelligence),
        sources=known.sources,
        strategy=known.strategy or "compiled",
        error_code=execution.error_code,
    )


def metadata_of(
    execution: Execution, steps: Sequence[StepRecord], *, at: datetime | None = None
) -> StatusMetadata:
    """How far an execution is; `at` is now while it runs."""
    known = _Known(steps)
    stages = [step for step in steps if step.name in set(Stage)]
    last = max(stages, key=lambda step: step.started_at, default=None)
    # Executed again from the middle, later steps may be there from the attempt before.
    done = tuple(s.name for s in stages if last and s.order <= last.order and s.status == DONE)
    return StatusMetadata(
        state=execution.state,
        node_name=execution.node_name,
        node_type=known.node_type,
        domain=known.text(Stage.NODE_SPEC, "domain"),
        quality_score=known.number(Stage.QUALITY_REPORT, "score"),
        duration_ms=_duration_ms(execution, at),
        bound=known.bindings("bound"),
        unbound=known.bindings("unbound"),
        sources=known.sources,
        strategy=known.strategy,
        attempts=known.attempts,
        used_intelligence=known.used_intelligence,
        error_code=execution.error_code,
        not_before=not_before(execution) if execution.state is State.PENDING else None,
        current_step=last.name if last else Stage.PRD.value,
        step_duration_ms=last.duration_ms if last else None,
        steps_completed=done,
        steps_remaining=tuple(stage.value for stage in Stage if stage.value not in done),
        event=STEP_EVENTS[last.name] if last and last.name in done and at is not None else None,
    )


def final_status(execution: Execution, steps: Sequence[StepRecord]) -> CodegenStatusEvent:
    return status_event(
        execution.session_id,
        _final_message(execution, steps),
        metadata_of(execution, steps),
        now=execution.updated_at,
    )


def answer_of(execution: Execution, steps: Sequence[StepRecord]) -> CodegenAnalysisResponse:
    """`confidence` is that of the node type where a node came out, else 0."""
    confidence = _Known(steps).number(Stage.NODE_SPEC, "confidence") or 0.0
    return CodegenAnalysisResponse(
        correlation_id=execution.correlation_id,
        session_id=execution.session_id,
        timestamp=execution.updated_at,
        analysis_result=_OBJECT.validate_json(json.dumps(execution.result or {}, default=str)),
        confidence=confidence if execution.state is State.COMPLETED else 0.0,
        processing_time_ms=_duration_ms(execution),
    )


def _final_message(execution: Execution, steps: Sequence[StepRecord]) -> str:
    if execution.state is State.COMPLETED:
        known = _Known(steps)
        version = known.text(Stage.REGISTERED_NODE, "version") or ""
        score = known.number(Stage.QUALITY_REPORT, "score")
        quality = "" if score is None else f", quality {score:.2f}"
        return f"{execution.node_name} {version} is registered{quality}"
    return execution.error_message or f"The generation was {execution.state.value}"


def _duration_ms(execution: Execution, at: datetime | None = None) -> int:
    elapsed = (at or execution.updated_at) - execution.started_at
    return max(0, round(elapsed.total_seconds() * 1000))


class _Known:
    """What the recorded steps say."""

    def __init__(self, steps: Sequence[StepRecord]) -> None:
        self._details: dict[str, Mapping[str, object]] = {step.name: step.detail for step in steps}

    def _value(self, stage: Stage, key: str) -> object:
        return self._details.get(stage.value, {}).get(key)

    def text(self, stage: Stage, key: str) -> str | None:
        value = self._value(stage, key)
        return value if isinstance(value, str) else None

    def number(self, stage: Stage, key: str) -> float | None:
        value = self._value(stage, key)
        return float(value) if isinstance(value, int | float) else None

    def count(self, stage: Stage, key: str) -> int | None:
        value = self._value(stage, key)
        return value if isinstance(value, int) else None

    def bindings(self, state: str) -> int | None:
        """Of the best attempt, where the gate has seen one."""
        judged = self.count(Stage.QUALITY_REPORT, state)
        return self.count(Stage.GENERATED_NODE, state) if judged is None else judged

    @property
    def strategy(self) -> str | None:
        """That of the best attempt, likewise."""
        judged = self.text(Stage.QUALITY_REPORT, "strategy")
        return judged or self.text(Stage.GENERATED_NODE, "strategy")

    @property
    def attempts(self) -> tuple[str, ...]:
        """Such as `compiled: failed`; one line each, in order."""
        for stage in (Stage.QUALITY_REPORT, Stage.GENERATED_NODE):
            found = self._value(stage, "attempts")
            if isinstance(found, list | tuple) and found:
                tried = (each for each in found if isinstance(each, Mapping))
                return tuple(f"{one['strategy']}: {one['result']}" for one in tried)
        return ()

    @property
    def node_type(self) -> NodeType | None:
        name = self.text(Stage.NODE_SPEC, "node_type")
        return NodeType(name) if name else None

    @property
    def used_intelligence(self) -> bool | None:
        """Whether something alike was known; None where nobody was asked yet."""
        similar = self.count(Stage.INTELLIGENCE, "similar")
        return None if similar is None else similar > 0

    @property
    def sources(self) -> tuple[str, ...]:
        found = self._value(Stage.INTELLIGENCE, "sources")
        return tuple(map(str, found)) if isinstance(found, list | tuple) else ()
