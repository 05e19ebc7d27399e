"""Requests that want an analysis and no node."""

import dagster as dg
from dagster import ResourceParam

from assets.requirements import GenerationRequest
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.ports import Documents, Intelligence
from omninode_bridge.reliability.inbox import Turns
from omninode_bridge.stages.analysis import ANSWERS, analysis_of
from omninode_bridge.stages.recorder import ANSWER, Recorder


@dg.op
def answer_analysis(
    config: GenerationRequest,
    documents: ResourceParam[Documents],
    knowledge: ResourceParam[Intelligence],
    recorder: ResourceParam[Recorder],
    turns: ResourceParam[Turns],
) -> None:
    """Answers on the response topic what the intelligence service has not answered."""
    request = config.request(recorder.clock())
    with turns.take(ANSWERS, request.correlation_id) as is_mine:
        if not is_mine:
            dg.get_dagster_logger().info("The intelligence service has answered already")
            return
        analysis = analysis_of(documents.get(config.document_digest), request, knowledge)
        elapsed = recorder.clock() - request.requested_at
        answer = CodegenAnalysisResponse(
            correlation_id=request.correlation_id,
            session_id=request.session_id,
            analysis_result=analysis.result,
            confidence=analysis.confidence,
            processing_time_ms=round(elapsed.total_seconds() * 1000),
        )
        recorder.send(request.correlation_id, answer, ANSWER)
