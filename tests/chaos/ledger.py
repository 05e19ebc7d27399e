"""What came out, read from where users read it: topics, tables and the lake."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa

from omninode_bridge.events import schemas, topics
from omninode_bridge.events.base import CorrelatedEvent
from omninode_bridge.events.decoding import Received, Unreadable, decode, decode_status
from omninode_bridge.events.encoding import TOPIC_OF
from omninode_bridge.ports import Message
from omninode_bridge.registry.records import State
from resources.installation.home import Home
from resources.kafka.client import KafkaEventLog
from resources.kafka.dead_letters import dead_letter_entries
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.tables import executions, node_versions
from resources.warehouse.lake import Lake
from tests.chaos.verdict import Place

BATCH = 5_000
ANSWERS: Mapping[str, type[CorrelatedEvent]] = {
    TOPIC_OF[schema]: schema
    for schema in (
        schemas.CodegenAnalysisResponse,
        schemas.CodegenPatternResponse,
        schemas.CodegenMixinResponse,
        schemas.CodegenValidationResponse,
    )
}


@dataclass
class Topics:
    """Everything on the topics so far; `look` reads on from where it was."""

    log: KafkaEventLog
    ends: dict[UUID, dict[UUID, str]] = field(default_factory=lambda: defaultdict(dict))
    answers: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    garbage: set[Place] = field(default_factory=set)
    _positions: dict[str, Mapping[int, int]] = field(default_factory=dict)

    def look(self, garbage: Collection[bytes]) -> None:
        """`garbage` are the values of messages that nobody can read.

        Raises `UnavailableError` where the broker does not answer; the next look goes on.
        """
        for topic in (*topics.REQUESTS, topics.STATUS, *ANSWERS):
            while messages := self._next(topic):
                for message in messages:
                    self._note(message, garbage)

    def _next(self, topic: str) -> tuple[Message, ...]:
        since = self._positions.get(topic, {})
        batch = self.log.read(topic, since=since, limit=BATCH, wait_s=0.0)
        self._positions[topic] = batch.position
        return batch.messages

    def _note(self, message: Message, garbage: Collection[bytes]) -> None:
        if message.value in garbage:
            self.garbage.add((message.topic, message.partition, message.offset))
        elif message.topic == topics.STATUS:
            self._note_end(decode_status(message.value))
        elif schema := ANSWERS.get(message.topic):
            answer = decode(message.value, schema)
            if isinstance(answer, Received) and answer.event_id:
                self.answers[answer.event.correlation_id].add(answer.event_id)

    def _note_end(self, told: Received[schemas.CodegenStatusEvent] | Unreadable) -> None:
        if isinstance(told, Unreadable) or not told.event.status.is_final:
            return
        if told.correlation_id and told.event_id:
            self.ends[told.correlation_id][told.event_id] = told.event.status.value


def letters(log: KafkaEventLog) -> tuple[Place, ...]:
    """Where the messages lay that are dead letters now, as `omninode dlq list` has them."""
    held = [entry.letter for entry in dead_letter_entries(log)]
    return tuple(
        (each.source_topic, each.source_partition or 0, each.source_offset or 0)
        for each in held
        if each is not None
    )


def facts(database: Database, home: Home) -> Mapping[UUID, int]:
    """Rows, not what the view makes of them."""
    lake = Lake(database.url, str(home.lake))
    try:
        with lake.attached() as connection:
            return dict(
                connection.execute(
                    "select correlation_id, count(*) from lake.generation_metrics group by all"
                ).fetchall()
            )
    finally:
        lake.close()


def states(database: Database) -> Mapping[UUID, str]:
    wanted = sa.select(executions.c.correlation_id, executions.c.state)
    return dict(database.run(lambda held: [tuple(row) for row in held.execute(wanted)]))


def versions(database: Database) -> Mapping[str, tuple[UUID, ...]]:
    wanted = sa.select(node_versions.c.name, node_versions.c.correlation_id)
    found: dict[str, tuple[UUID, ...]] = {}
    for name, owner in database.run(lambda held: [tuple(row) for row in held.execute(wanted)]):
        found[name] = (*found.get(name, ()), owner)
    return found


def story(database: Database, request_id: UUID) -> list[str]:
    """What happened to a request that has not completed; nothing to tell of others."""
    records = PostgresExecutions(database)
    found = records.find(request_id)
    if found is None or found.state is State.COMPLETED:
        return []
    history = [
        f"    {each.at:%H:%M:%S} {each.before} -> {each.after} {each.reason}"
        for each in records.history(request_id)
    ]
    return [f"  {request_id}: {found.error_code} {found.error_message}", *history]
