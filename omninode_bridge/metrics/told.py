"""Facts from final status events, so that who only hears of a generation counts it, too."""

from typing import Final

from omninode_bridge.events.decoding import Received, Unreadable
from omninode_bridge.events.schemas import CodegenStatusEvent
from omninode_bridge.metrics.facts import GenerationFact

# What the lake's columns hold.
MOST_BINDINGS: Final = 2**31 - 1
LONGEST_MS: Final = 2**63 - 1


def fact_told(received: Received[CodegenStatusEvent]) -> GenerationFact | Unreadable | None:
    """None where no generation has ended, or where it is not said which one, when, or of what.

    Figures that no generation can have are no fact: whoever stored them would fail again and again.
    """
    event, known = received.event, received.event.metadata
    if not event.status.is_final or event.timestamp is None:
        return None
    if received.correlation_id is None or not known.node_name:
        return None
    bound, unbound, duration_ms = known.bound or 0, known.unbound or 0, known.duration_ms or 0
    if max(bound, unbound) > MOST_BINDINGS or duration_ms > LONGEST_MS:
        reason = "A figure of the status is larger than any generation's"
        return Unreadable(reason, received.correlation_id, event.session_id)
    return GenerationFact(
        correlation_id=received.correlation_id,
        occurred_at=event.timestamp,
        state=event.status.value,
        node_name=known.node_name,
        node_type=known.node_type,
        domain=known.domain,
        quality_score=known.quality_score,
        duration_ms=duration_ms,
        bound=bound,
        unbound=unbound,
        used_intelligence=bool(known.used_intelligence),
        sources=known.sources,
        strategy=known.strategy or "compiled",
        error_code=known.error_code,
    )
