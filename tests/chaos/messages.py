"""The messages of a plan, byte for byte: the same plan gives the same ids and documents."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from omninode_bridge.events import topics
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.encoding import AnyEvent, encode, key_of, status_event, topic_of
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenMixinRequest,
    CodegenPatternRequest,
)
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import State
from tests.chaos.plan import Kind, Send, identity
from tests.faults.installation import document

WHEN: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
GARBAGE: Final = (
    "no JSON at all: {id}",
    '{{"cut off": "{id}',
    '["a list", "{id}"]',
    '{{"event_type": "SomethingElse", "event_id": "{id}", "payload": {{}}}}',
    '{{"correlation_id": "{id}", "session_id": "{id}", "prd_content": 7}}',
)


def node_of(seed: int, number: int) -> str:
    return f"chaos_{seed}_{number}"


def message_of(seed: int, send: Send) -> Outgoing:
    request_id = identity(seed, send)
    match send.kind:
        case Kind.REQUEST:
            return _sent(_request(request_id, node_of(seed, send.number)), request_id)
        case Kind.QUESTION:
            return _sent(_question(request_id, send.number), request_id)
        case Kind.EVENT:
            return _sent(_told(request_id, send.number), request_id)
        case Kind.GARBAGE:
            topic = topics.REQUESTS[send.number % len(topics.REQUESTS)]
        case Kind.GARBLED_EVENT:
            topic = topics.STATUS
    value = GARBAGE[send.number % len(GARBAGE)].format(id=request_id).encode()
    return Outgoing(topic, value, key=request_id.bytes, headers=(("chaos", b"\xff\x00"),))


def _sent(event: AnyEvent, request_id: UUID) -> Outgoing:
    event_id = uuid5(request_id, "chaos")
    value = encode(event, event_id=event_id, now=WHEN, correlation_id=request_id)
    return Outgoing(topic_of(event), value, key=key_of(event))


def _request(request_id: UUID, node: str) -> CodegenAnalysisRequest:
    return CodegenAnalysisRequest(
        correlation_id=request_id,
        session_id=request_id,
        prd_content=document(node),
        workspace_context=WorkspaceContext(generation=GenerationOptions()),
    )


def _question(request_id: UUID, number: int) -> AnyEvent:
    """For the intelligence service alone, or, an analysis, for whoever takes it first."""
    match number % 3:
        case 0:
            return CodegenPatternRequest(
                correlation_id=request_id,
                session_id=request_id,
                node_description=f"Adds up {number} payments of a customer",
                node_type=NodeType.COMPUTE,
            )
        case 1:
            return CodegenMixinRequest(
                correlation_id=request_id,
                session_id=request_id,
                requirements=("Publish an event", "Retry a call"),
                node_type=NodeType.EFFECT,
            )
        case _:
            return CodegenAnalysisRequest(
                correlation_id=request_id,
                session_id=request_id,
                prd_content=document(f"asked_{number}"),
            )


def _told(request_id: UUID, number: int) -> AnyEvent:
    known = StatusMetadata(
        state=(State.COMPLETED, State.FAILED, State.CANCELLED)[number % 3],
        node_name=f"elsewhere_{number % 100}",
        node_type=NodeType.COMPUTE,
        domain="chaos",
        quality_score=number % 100 / 100,
        duration_ms=number,
        bound=number % 20,
        unbound=0,
    )
    return status_event(request_id, "It has ended", known, now=WHEN)
