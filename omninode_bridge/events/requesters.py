"""Whose a request is, where limits count."""

from typing import Final

from omninode_bridge.events.base import Event
from omninode_bridge.events.decoding import Received
from omninode_bridge.events.schemas import CodegenAnalysisRequest
from omninode_bridge.reliability.limits import UNKNOWN

USER: Final = "user_id"
LONGEST: Final = 200


def requester_of(received: Received[Event]) -> str:
    """`workspace_context.user_id`, else the service that sent it; both are what the sender says."""
    user: object = None
    if isinstance(received.event, CodegenAnalysisRequest):
        user = (received.event.workspace_context.model_extra or {}).get(USER)
    name = str(user).strip() if isinstance(user, str | int) else ""
    return (name or (received.source_service or "").strip() or UNKNOWN)[:LONGEST]
