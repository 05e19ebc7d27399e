"""A PRD that a person hands in through the launchpad, without Kafka."""

from typing import Final
from uuid import UUID

import dagster as dg
from dagster import ResourceParam
from pydantic import Field

from assets.requirements import GenerationRequest, begun
from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.ports import Documents, SubmittedFiles
from omninode_bridge.requirements.reading import decode_prd, peek_name
from omninode_bridge.stages.recorder import Origin, Recorder

# Dagster's UI does not say who launches a run.
UI: Final = "ui"


class SubmittedPrd(dg.Config):
    """Give the document itself or a path to it."""

    prd: str = Field(default="", description="The document, in Markdown.")
    path: str = Field(default="", description="Or a path below the workspace root.")
    node_type: str | None = Field(default=None, description="compute, or as the document says")
    domain: str | None = None
    enable_intelligence: bool = True
    profile: str | None = Field(default=None, description="standard or strict")
    min_coverage: float = Field(default=0.0, ge=0, le=1)
    enable_onextree: bool = Field(default=False, description="Advice on the code, beside the gate")
    user: str = Field(default="", description="Whose limits hold; empty: those of the user ui")


@dg.op
def submit_document(
    context: dg.OpExecutionContext,
    config: SubmittedPrd,
    documents: ResourceParam[Documents],
    submitted_files: ResourceParam[SubmittedFiles],
    recorder: ResourceParam[Recorder],
) -> None:
    """Records the request under the run's id; a sensor starts the run of its node."""
    content = _content(config, submitted_files)
    node = peek_name(decode_prd(content))
    request = GenerationRequest(
        document_digest=documents.put(content),
        # One request per run of this job, also when the run is executed again after a crash.
        correlation_id=str(UUID(context.run.run_id)),
        session_id=str(UUID(context.run.run_id)),
        node_type=config.node_type,
        domain=config.domain,
        enable_intelligence=config.enable_intelligence,
        profile=config.profile,
        min_coverage=config.min_coverage,
        enable_onextree=config.enable_onextree,
        requester=config.user.strip() or UI,
    )
    begun(request, recorder, Origin(node))
    context.add_output_metadata({"node": node, "correlation_id": request.correlation_id})


def _content(config: SubmittedPrd, submitted_files: SubmittedFiles) -> bytes:
    if bool(config.prd.strip()) is bool(config.path.strip()):
        raise InvalidRequestError(
            "Give either `prd` or `path`", hint="Paste the document, or name a file."
        )
    return config.prd.encode() if config.prd.strip() else submitted_files.read(config.path)
