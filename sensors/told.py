"""Final status events on Kafka become facts, whoever has sent them: once each.

The position lies in the cursor. What a tick did not live to write into it is read again, and a fact
that is in the lake already is not stored a second time.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from logging import Logger
from typing import Final, Self

import dagster as dg
from dagster import ResourceParam
from dagster._core.definitions.unresolved_asset_job_definition import (
    UnresolvedAssetJobDefinition,  # what `define_asset_job` returns has no public name
)

from omninode_bridge.errors import BridgeError, LimitExceededError
from omninode_bridge.events.decoding import Unreadable, decode_status
from omninode_bridge.events.topics import STATUS
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.metrics.tally import Tally
from omninode_bridge.metrics.told import fact_told
from omninode_bridge.ports import Documents, EventLog, Executions, Message, Warehouse
from sensors.cursors import moment
from sensors.dead_letters import DeadLetters
from sensors.facts import PATIENCE

NAME: Final = "status_events"
MESSAGES_AT_ONCE: Final = 20_000
# A tick must end well below a minute.
TICK_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class Cursor:
    """Next offset by partition in one cluster, and how many facts the aggregates do not show."""

    cluster_id: str = ""
    position: Mapping[int, int] = field(default_factory=dict)
    uncounted: int = 0
    counted_at: str = ""

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """What is no cursor of ours begins at the beginning: reading twice counts once."""
        try:
            held = json.loads(text or "{}")
            position = {int(number): int(offset) for number, offset in held["position"].items()}
            known = str(held["cluster_id"]), position
            return cls(*known, int(held["uncounted"]), str(held["counted_at"]))
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def __str__(self) -> str:
        held = (self.cluster_id, dict(self.position), self.uncounted, self.counted_at)
        names = ("cluster_id", "position", "uncounted", "counted_at")
        return json.dumps(dict(zip(names, held, strict=True)))


@dataclass(frozen=True, slots=True)
class Intake:
    """From the topic to the lake."""

    event_log: EventLog
    warehouse: Warehouse
    letters: DeadLetters
    log: Logger
    outcomes: Counter[str] = field(default_factory=Counter)

    def take_in(self, cursor: Cursor, until: float) -> Cursor:
        """All that is there, or what can be taken in by then (of `time.monotonic`).

        The cursor stands behind what is stored: an error later than the first batch is logged, and
        met again at the next tick.
        """
        cluster_id = self.event_log.cluster_id()
        if cluster_id != cursor.cluster_id:
            cursor = replace(cursor, cluster_id=cluster_id, position={})
        while time.monotonic() < until:
            try:
                batch = self.event_log.read(
                    STATUS, since=cursor.position, limit=MESSAGES_AT_ONCE, wait_s=0.0
                )
                added = self._store(batch.messages)
            except BridgeError as error:
                self.log.warning("Status events wait for the next tick: %s", error)
                break
            uncounted = cursor.uncounted + added
            cursor = replace(cursor, position=dict(batch.position), uncounted=uncounted)
            if not batch.messages:
                break
        return cursor

    def _store(self, messages: Sequence[Message]) -> int:
        facts = [fact for message in messages if (fact := self._fact_of(message)) is not None]
        added = self.warehouse.append(facts)
        self.outcomes["stored"] += added
        self.outcomes["no_news"] += len(messages) - added
        return added

    def _fact_of(self, message: Message) -> GenerationFact | None:
        received = decode_status(message.value)
        fact = received if isinstance(received, Unreadable) else fact_told(received)
        if not isinstance(fact, Unreadable):
            return fact
        self.outcomes["rejected"] += 1
        self.log.warning("Put aside %s: %s", message.id, fact.reason)
        try:
            self.letters.put(message, fact, datetime.now(UTC))
        except LimitExceededError as error:
            self.log.error("%s is lost, its key and headers fit nowhere: %s", message.id, error)  # noqa: TRY400  foreseen
        return None


def status_events_sensor(refresh: UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    @dg.sensor(
        name=NAME,
        job=refresh,
        minimum_interval_seconds=10,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Appends each generation that a status event on Kafka tells of to the lake.",
    )
    def status_events(  # noqa: PLR0913, PLR0917 - Dagster passes what it names
        context: dg.SensorEvaluationContext,
        event_log: ResourceParam[EventLog],
        warehouse: ResourceParam[Warehouse],
        documents: ResourceParam[Documents],
        executions: ResourceParam[Executions],
        tally: ResourceParam[Tally],
    ) -> dg.SensorResult | dg.SkipReason:
        letters = DeadLetters(event_log, documents, NAME)
        intake = Intake(event_log, warehouse, letters, context.log)
        try:
            cursor = intake.take_in(Cursor.parse(context.cursor), time.monotonic() + TICK_S)
        except BridgeError as error:
            return dg.SkipReason(str(error))
        tally.count(NAME, intake.outcomes, at=datetime.now(UTC))
        return _counted(cursor, executions)

    return status_events


def _counted(cursor: Cursor, executions: Executions) -> dg.SensorResult:
    """Fresh aggregates where there is something to show, and nothing else to be done."""
    now = datetime.now(UTC)
    if not cursor.uncounted:
        return dg.SensorResult(skip_reason="Nothing new has ended.", cursor=str(cursor))
    if now - moment(cursor.counted_at) < PATIENCE and executions.unfinished():
        said = f"{cursor.uncounted} new; generations are under way: they are counted with them."
        return dg.SensorResult(skip_reason=said, cursor=str(cursor))
    run = dg.RunRequest(run_key=f"{now.isoformat()} {cursor.uncounted}")
    counted = replace(cursor, uncounted=0, counted_at=now.isoformat())
    return dg.SensorResult(run_requests=[run], cursor=str(counted))
