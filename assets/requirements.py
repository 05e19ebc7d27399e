"""The request of a generation, and the document that it names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import dagster as dg
from dagster import ResourceParam
from pydantic import Field

from assets import markdown
from assets.recording import recorded_failure, summary, version_by
from omninode_bridge.events.enumerations import Profile
from omninode_bridge.node_type import NodeType
from omninode_bridge.ports import Documents
from omninode_bridge.stages.prd import read_document
from omninode_bridge.stages.recorder import Origin, Recorder
from omninode_bridge.stages.values import Failure, GenerationOptions, Request, Stage, Submission

NODES: Final = dg.DynamicPartitionsDefinition(name="nodes")

ATTEMPT_TAG: Final = "omninode/attempt"


def _one_of(names: type[StrEnum]) -> str:
    return f"^({'|'.join(names)})$"


class GenerationRequest(dg.Config):
    """Who asks for which document. The document itself lies in the workspace under its digest.

    `node_type` is one of effect, compute, reducer, orchestrator; `profile` standard or strict
    (None: as the document says); `min_coverage` 0..1. `requester` and `not_before` (ISO 8601) are
    those of a request that came above a limit.
    """

    document_digest: str
    correlation_id: str
    session_id: str
    node_type: str | None = Field(default=None, pattern=_one_of(NodeType))
    domain: str | None = None
    enable_intelligence: bool = True
    profile: str | None = Field(default=None, pattern=_one_of(Profile))
    min_coverage: float = Field(default=0.0, ge=0, le=1)
    enable_onextree: bool = False
    requester: str | None = None
    not_before: str | None = None

    def request(self, requested_at: datetime) -> Request:
        options = GenerationOptions(
            node_type=NodeType(self.node_type) if self.node_type else None,
            domain=self.domain,
            enable_intelligence=self.enable_intelligence,
            profile=self.profile,
            min_coverage=self.min_coverage,
            enable_onextree=self.enable_onextree,
        )
        return Request(UUID(self.correlation_id), UUID(self.session_id), requested_at, options)


def run_config_of(request: GenerationRequest) -> dg.RunConfig:
    """Only `prd` is configured; the later assets read the request from the value before them."""
    return dg.RunConfig(ops={"prd": request})


def tags_of(request: GenerationRequest, node: str, attempt: int = 1) -> dict[str, str]:
    return {
        **({ATTEMPT_TAG: str(attempt)} if attempt > 1 else {}),
        "omninode/correlation_id": request.correlation_id,
        "omninode/session_id": request.session_id,
        "omninode/node": node,
    }


@dg.asset(
    partitions_def=NODES,
    group_name="generation",
    kinds={"markdown"},
    check_specs=[
        dg.AssetCheckSpec(
            "document_is_sound", asset="prd", blocking=True, description="No error in the document."
        ),
        dg.AssetCheckSpec(
            "nothing_to_improve", asset="prd", description="No warning and no note either."
        ),
    ],
)
def prd(
    context: dg.AssetExecutionContext,
    config: GenerationRequest,
    documents: ResourceParam[Documents],
    recorder: ResourceParam[Recorder],
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[Submission]]:
    """The document as typed values: requirements, data model, rules, examples."""
    request = begun(config, recorder, Origin(context.partition_key, context.run.run_id))
    started_at = recorder.enter(request, Stage.PRD, context.run.run_id)
    value = read_document(documents.get(config.document_digest), request)
    yield _soundness(value)
    if isinstance(value, Failure):
        raise recorded_failure(recorder, request, started_at, value)
    recorder.leave(request, started_at, value)
    yield _improvements(value)
    yield dg.MaterializeResult(
        value=value,
        data_version=version_by(value.document.text),
        metadata={
            **summary(value),
            "document": dg.MetadataValue.md(value.document.text),
            "requirements": dg.MetadataValue.md(
                markdown.table(
                    ("id", "text", "line", "class"),
                    (
                        (each.id, each.shown, each.place.line, each.classification.value)
                        for each in value.document.requirements
                    ),
                )
            ),
        },
    )


def begun(config: GenerationRequest, recorder: Recorder, origin: Origin, said: str = "") -> Request:
    """The request, dated from when it was first recorded: waiting counts."""
    request = config.request(recorder.clock())
    recorded = recorder.begin(request, replace(origin, request=config.model_dump()), said)
    return replace(request, requested_at=recorded.started_at)


def _soundness(value: Submission | Failure) -> dg.AssetCheckResult:
    failure = value if isinstance(value, Failure) else None
    return dg.AssetCheckResult(
        check_name="document_is_sound",
        passed=failure is None,
        description=f"{failure.code}: {failure.message}" if failure else None,
        metadata={"findings": dg.MetadataValue.md(markdown.diagnostics(value.diagnostics))},
    )


def _improvements(value: Submission) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name="nothing_to_improve",
        passed=not value.diagnostics,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"findings": dg.MetadataValue.md(markdown.diagnostics(value.diagnostics))},
    )
