"""Requests that want an analysis and no node."""

import dagster as dg
from dagster import ResourceParam

from assets.requirements import GenerationRequest
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.ports import Documents, Intelligence
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.stages.analysis import analysed
from omninode_bridge.stages.node_spec import inform
from omninode_bridge.stages.prd import read_for_analysis
from omninode_bridge.stages.recorder import Recorder


@dg.op
def answer_analysis(
    config: GenerationRequest,
    documents: ResourceParam[Documents],
    knowledge: ResourceParam[Intelligence],
    recorder: ResourceParam[Recorder],
) -> None:
    """Answers on the response topic: requirements, type, similar nodes, findings."""
    request = config.request(recorder.clock())
    submission = read_for_analysis(documents.get(config.document_digest), request)
    informed = inform(submission, knowledge)
    detection = detect_type(submission.document, evidence=informed.evidence.similar)
    analysis = analysed(informed, detection)
    elapsed = recorder.clock() - request.requested_at
    answer = CodegenAnalysisResponse(
        correlation_id=request.correlation_id,
        session_id=request.session_id,
        analysis_result=analysis.result,
        confidence=analysis.confidence,
        processing_time_ms=round(elapsed.total_seconds() * 1000),
    )
    recorder.send(request.correlation_id, answer, "answer")
