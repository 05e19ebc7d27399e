"""What a requester is told whose request could not even be read, or came above a limit."""

import json
import math
from datetime import datetime, timedelta
from uuid import uuid5

from pydantic import JsonValue, TypeAdapter

from omninode_bridge.events.base import CorrelatedEvent
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.encoding import AnyEvent, status_event
from omninode_bridge.events.outbox import Entry
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.registry.records import State
from omninode_bridge.registry.results import Ending, ErrorDetail, result_of
from omninode_bridge.reliability.limits import Verdict
from omninode_bridge.reliability.limits_text import as_text
from omninode_bridge.stages.telling import an_entry

HINT = "Correct the request and send it again; the dead letters keep what was sent."
LIMITED = "rate_limited"
_OBJECT = TypeAdapter(dict[str, JsonValue])


def refusal(problem: Unreadable, *, now: datetime) -> tuple[AnyEvent, ...]:
    """The end of the session and the answer, as far as the sender is known."""
    if problem.session_id is None:
        return ()
    message = f"The request was refused: {problem.reason}"
    status = status_event(
        problem.session_id,
        message,
        StatusMetadata(state=State.FAILED, error_code=problem.code, not_before=problem.not_before),
        now=now,
    )
    if problem.correlation_id is None:
        return (status,)
    error = ErrorDetail(problem.code, message, problem.hint or HINT)
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


def refusal_entries(problem: Unreadable, place: str, *, now: datetime) -> tuple[Entry, ...]:
    """For the outbox; a message that is read again from this place tells nothing new.

    The answer first: who hears that it has ended finds the answer there.
    """
    request = problem.correlation_id
    return tuple(
        an_entry(event, uuid5(event.session_id, f"{type(event).__name__} {place}"), request, now)
        for event in reversed(refusal(problem, now=now))
    )


def limited(request: CorrelatedEvent, user: str, verdict: Verdict, *, now: datetime) -> Unreadable:
    """Why a question is not answered that came above the limit of its user."""
    limit = as_text(verdict.limit) if verdict.limit else "none"
    wait_s = math.ceil(verdict.wait_s)
    return Unreadable(
        f"{limit} is the limit of {user}, or of all; there is room again in {wait_s} s",
        request.correlation_id,
        request.session_id,
        LIMITED,
        f"Ask again in {wait_s} s, with a new correlation id.",
        now + timedelta(seconds=verdict.wait_s),
    )
