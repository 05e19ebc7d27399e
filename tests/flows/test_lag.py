"""How far the intake is behind, as people and alerts see it."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.remote_origin import (
    GrpcServerCodeLocationOrigin,
    RemoteInstigatorOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.scheduler.instigation import (
    InstigatorState,
    InstigatorStatus,
    InstigatorType,
    SensorInstigatorData,
)

from omninode_bridge.events.topics import ANALYZE_REQUESTS
from omninode_bridge.metrics.lag import Lag, behind
from sensors.lag import KEY, current_lag, lag_sensor
from sensors.requests import NAME, Cursor
from tests.flows.line import QUOTE, Line
from tests.flows.ticks import tick


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    home = tmp_path / "dagster"
    home.mkdir()
    # The ephemeral one keeps no state of sensors.
    with dg.DagsterInstance.local_temp(str(home)) as instance:
        yield Line(tmp_path, instance)


def test_only_what_is_not_read_is_behind() -> None:
    assert behind({0: 5, 1: 2, 2: 0}, {0: 3, 1: 2}) == {0: 2}
    assert behind({0: 5}, {0: 9}) == {}, "another cluster's position"


@pytest.mark.parametrize(("seconds", "late"), [(0.0, False), (60.0, False), (60.1, True)])
def test_a_minute_is_late(seconds: float, *, late: bool) -> None:
    assert Lag(1, seconds).is_late is late


def taken(line: Line, position: dict[int, int]) -> None:
    """As if the sensor over the requests had read so far."""
    location = GrpcServerCodeLocationOrigin(host="localhost", port=1, location_name="omninode")
    origin = RemoteInstigatorOrigin(RemoteRepositoryOrigin(location, "omninode"), NAME)
    data = SensorInstigatorData(cursor=str(Cursor(line.event_log.cluster_id(), position)))
    state = InstigatorState(origin, InstigatorType.SENSOR, InstigatorStatus.RUNNING, data)
    line.instance.add_instigator_state(state)


def let_wait(line: Line, seconds: float) -> None:
    for kept in line.event_log._messages[ANALYZE_REQUESTS]:
        kept[:] = [replace(each, timestamp_ms=int((time.time() - seconds) * 1000)) for each in kept]


def test_what_nobody_takes_grows_old_and_the_check_says_so(line: Line) -> None:
    said, cursor = tick(lag_sensor, line.instance, line.resources())
    assert isinstance(said, dg.SensorResult)
    assert [event.passed for event in checks(said)] == [True]
    line.as_message(line.request(), QUOTE)
    line.as_message(line.request(), QUOTE)
    let_wait(line, 300)

    said, cursor = tick(lag_sensor, line.instance, line.resources(), cursor=cursor)

    assert isinstance(said, dg.SensorResult)
    [told] = [each for each in said.asset_events if isinstance(each, dg.AssetMaterialization)]
    assert told.asset_key == KEY
    assert told.metadata["waiting"].value == 2
    assert 299 < float(str(told.metadata["oldest_s"].value)) < 330
    assert [event.passed for event in checks(said)] == [False]
    again, _ = tick(lag_sensor, line.instance, line.resources(), cursor=cursor)
    assert isinstance(again, dg.SkipReason), "nothing has changed"
    seen = line.tally.of("request_lag")
    assert seen["waiting"] == 2
    assert 299 < seen["oldest_seconds"] < 330


def checks(said: dg.SensorResult) -> list[dg.AssetCheckEvaluation]:
    return [each for each in said.asset_events if isinstance(each, dg.AssetCheckEvaluation)]


def test_what_was_taken_does_not_count(line: Line) -> None:
    line.as_message(line.request(), QUOTE)
    let_wait(line, 300)
    taken(line, dict(line.event_log.end(ANALYZE_REQUESTS)))
    assert current_lag(line.instance, line.event_log) == Lag()
    line.as_message(line.request(), QUOTE)
    found = current_lag(line.instance, line.event_log)
    assert (found.waiting, found.is_late) == (1, False)
    line.event_log.restart()
    line.as_message(line.request(), QUOTE)
    assert current_lag(line.instance, line.event_log).waiting == 1
