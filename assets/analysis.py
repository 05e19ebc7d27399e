"""Requests that want an analysis and no node."""

import dagster as dg
from dagster import ResourceParam

from assets.requirements import GenerationRequest
from omninode_bridge.events.outbox import Entry
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.ports import Documents, Intelligence
from omninode_bridge.reliability.inbox import Turns
from omninode_bridge.stages.analysis import ANSWERS, analysis_of
from omninode_bridge.stages.recorder import ANSWER, Recorder
from omninode_bridge.stages.telling import entry_of


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

    def answered() -> list[Entry]:
        analysis = analysis_of(documents.get(config.document_digest), request, knowledge)
        now = recorder.clock()
        answer = CodegenAnalysisResponse(
            correlation_id=request.correlation_id,
            session_id=request.session_id,
            analysis_result=analysis.result,
            confidence=analysis.confidence,
            processing_time_ms=round((now - request.requested_at).total_seconds() * 1000),
        )
        return [entry_of(request.correlation_id, answer, ANSWER, now=now)]

    if not turns.tell(ANSWERS, request.correlation_id, answered):
        dg.get_dagster_logger().info("It was answered already, by the intelligence service")
