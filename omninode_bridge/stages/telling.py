"""What is told of a generation, as entries of the outbox."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.encoding import AnyEvent, encode, key_of, status_event, topic_of
from omninode_bridge.events.outbox import Entry, Telling
from omninode_bridge.registry.records import Execution, StepRecord
from omninode_bridge.stages.endings import answer_of, final_status, metadata_of


def entry_of(correlation_id: UUID, event: AnyEvent, what: str, *, now: datetime) -> Entry:
    """`what` makes the event's id: the same thing told twice is one event.

    A session's events are sent in their order, whatever their topics.
    """
    return an_entry(event, uuid5(correlation_id, what), correlation_id, now)


def an_entry(event: AnyEvent, event_id: UUID, correlation_id: UUID | None, now: datetime) -> Entry:
    value = encode(event, event_id=event_id, now=now, correlation_id=correlation_id)
    return Entry(event_id, event.session_id, Outgoing(topic_of(event), value, key=key_of(event)))


def progress(message: str, *, now: datetime, done: Sequence[StepRecord] | None = None) -> Telling:
    """A status event; `done` are the steps to tell of, None for those that are recorded."""

    def telling(execution: Execution, steps: Sequence[StepRecord]) -> Sequence[Entry]:
        metadata = metadata_of(execution, steps if done is None else done, at=now)
        event = status_event(execution.session_id, message, metadata, now=now)
        return (_entry(execution, event, f"{metadata.current_step} {now.isoformat()}", now),)

    return telling


def ending(now: datetime) -> Telling:
    """The answer first: who hears that it has ended finds the answer there."""

    def telling(execution: Execution, steps: Sequence[StepRecord]) -> Sequence[Entry]:
        return (
            _entry(execution, answer_of(execution, steps), "answer", now),
            _entry(execution, final_status(execution, steps), "final status", now),
        )

    return telling


def _entry(execution: Execution, event: AnyEvent, what: str, now: datetime) -> Entry:
    """Of this end or step: an execution that was reopened has another one."""
    of_now = f"{what} {execution.updated_at.isoformat()}"
    return entry_of(execution.correlation_id, event, of_now, now=now)
