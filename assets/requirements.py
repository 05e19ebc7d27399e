"""The request of a generation, and the document that it names."""

from typing import Final

import dagster as dg

NODES: Final = dg.DynamicPartitionsDefinition(name="nodes")


class GenerationRequest(dg.Config):
    """Who asks for which document. The document itself lies in the workspace under its digest.

    `node_type` is one of effect, compute, reducer, orchestrator; `profile` standard or strict
    (None: as the document says); `min_coverage` 0..1.
    """

    document_digest: str
    correlation_id: str
    session_id: str
    node_type: str | None = None
    domain: str | None = None
    enable_intelligence: bool = True
    profile: str | None = None
    min_coverage: float = 0.0


def run_config_of(request: GenerationRequest) -> dg.RunConfig:
    """Only `prd` is configured; the later assets read the request from the value before them."""
    return dg.RunConfig(ops={"prd": request})


def tags_of(request: GenerationRequest, node: str) -> dict[str, str]:
    return {
        "omninode/correlation_id": request.correlation_id,
        "omninode/session_id": request.session_id,
        "omninode/node": node,
    }
