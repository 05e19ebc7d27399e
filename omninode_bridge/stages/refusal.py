"""What a requester is told whose request could not even be read."""

import json
from datetime import datetime

from pydantic import JsonValue, TypeAdapter

from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.encoding import AnyEvent, status_event
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.registry.records import State
from omninode_bridge.registry.results import Ending, ErrorDetail, result_of

HINT = "Correct the request and send it again; the dead letters keep what was sent."
_OBJECT = TypeAdapter(dict[str, JsonValue])


def refusal(problem: Unreadable, *, now: datetime) -> tuple[AnyEvent, ...]:
    """The end of the session and the answer, as far as the sender is known."""
    if problem.session_id is None:
        return ()
    message = f"The request was refused: {problem.reason}"
    status = status_event(
        problem.session_id,
        message,
        StatusMetadata(state=State.FAILED, error_code=problem.code),
        now=now,
    )
    if problem.correlation_id is None:
        return (status,)
    error = ErrorDetail(problem.code, message, HINT)
    result = result_of(Ending(problem.correlation_id, State.FAILED, error=error))
    answer = CodegenAnalysisResponse(
        timestamp=now,
        correlation_id=problem.correlation_id,
        session_id=problem.session_id,
        analysis_result=_OBJECT.validate_json(json.dumps(result)),
        confidence=0.0,
        processing_time_ms=0,
    )
    return status, answer
