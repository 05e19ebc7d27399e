"""The oldest request on Kafka that nobody has taken, as an asset that people and alerts look at.

No run is needed for it: the sensor itself tells what it has seen.
"""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import dagster as dg
from dagster import ResourceParam
from dagster._core.scheduler.instigation import (
    InstigatorType,  # what filters the states of sensors has no public name
    SensorInstigatorData,
)

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.topics import ANALYZE_REQUESTS
from omninode_bridge.metrics.lag import LATE_S, Lag, behind
from omninode_bridge.metrics.tally import Tally
from omninode_bridge.ports import EventLog
from sensors import requests
from sensors.requests import Cursor

NAME: Final = "request_lag"
KEY: Final = dg.AssetKey(NAME)
CHECK: Final = "requests_are_taken"
# The history of a quiet installation shows that somebody has looked.
AGAIN_AFTER: Final = timedelta(minutes=10)
READ_WITHIN_S: Final = 2.0

request_lag: Final = dg.AssetSpec(
    KEY,
    group_name="intake",
    kinds={"kafka"},
    description="Requests on Kafka that no run was started for yet, and how long the oldest waits.",
)


@dg.asset_check(
    asset=KEY,
    name=CHECK,
    description=f"Fails when a request has waited for more than {LATE_S:.0f} s.",
)
def requests_are_taken(
    context: dg.AssetCheckExecutionContext, event_log: ResourceParam[EventLog]
) -> dg.AssetCheckResult:
    lag = current_lag(context.instance, event_log)
    return dg.AssetCheckResult(passed=not lag.is_late, description=str(lag), metadata=_figures(lag))


@dg.sensor(name=NAME, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def lag_sensor(
    context: dg.SensorEvaluationContext,
    event_log: ResourceParam[EventLog],
    tally: ResourceParam[Tally],
) -> dg.SensorResult | dg.SkipReason:
    """Looks how far the intake of requests is behind, and tells it when it has changed."""
    try:
        lag = current_lag(context.instance, event_log)
    except UnavailableError as error:
        return dg.SkipReason(str(error))
    seen = {"waiting": float(lag.waiting), "oldest_seconds": lag.oldest_s}
    tally.tell(NAME, seen, at=datetime.now(UTC))
    told = json.loads(context.cursor or "{}")
    now, state = time.time(), [lag.waiting, lag.is_late]
    if told.get("state") == state and now - told["at"] < AGAIN_AFTER.total_seconds():
        return dg.SkipReason(str(lag))
    return dg.SensorResult(
        skip_reason=str(lag),
        cursor=json.dumps({"state": state, "at": now}),
        asset_events=[
            dg.AssetMaterialization(KEY, description=str(lag), metadata=_figures(lag)),
            dg.AssetCheckEvaluation(
                asset_key=KEY,
                check_name=CHECK,
                passed=not lag.is_late,
                description=str(lag),
                metadata={name: dg.MetadataValue.float(at) for name, at in _figures(lag).items()},
            ),
        ],
    )


def current_lag(instance: dg.DagsterInstance, event_log: EventLog) -> Lag:
    """What lies behind the position of the sensor that takes requests."""
    cursor, end = _position(instance), event_log.end(ANALYZE_REQUESTS)
    known = cursor.position if cursor.cluster_id == event_log.cluster_id() else {}
    waiting = behind(end, known)
    # A read may bring messages of one partition only, so each is asked for its first.
    ages = [_age_of_first(event_log, {**end, number: known.get(number, 0)}) for number in waiting]
    return Lag(sum(waiting.values()), max(ages, default=0.0))


def _age_of_first(event_log: EventLog, since: Mapping[int, int]) -> float:
    batch = event_log.read(ANALYZE_REQUESTS, since=since, limit=1, wait_s=READ_WITHIN_S)
    sent = [message.timestamp_ms for message in batch.messages if message.timestamp_ms]
    return max((time.time() - at / 1000 for at in sent), default=0.0)


def _figures(lag: Lag) -> dict[str, float]:
    return {"waiting": float(lag.waiting), "oldest_s": lag.oldest_s}


def _position(instance: dg.DagsterInstance) -> Cursor:
    for state in instance.all_instigator_state(instigator_type=InstigatorType.SENSOR):
        data = state.instigator_data
        if state.instigator_name == requests.NAME and isinstance(data, SensorInstigatorData):
            return Cursor.parse(data.cursor)
    return Cursor()
