"""What is noticed beside the health of services, from a real record."""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.outbox import Entry
from omninode_bridge.registry.records import Advance, State
from omninode_bridge.reliability.breaker import Breaker, BreakerState
from omninode_bridge.reliability.changes import Change, Process
from pipelines.cli.breakers import breakers
from resources.postgres.breakers import PostgresBreakerLog, breaker_log, switchboard_of
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.outbox import PostgresOutbox
from resources.postgres.tally import PostgresTally
from resources.prometheus.state import StateMetrics
from resources.reliability.guard import Guard
from resources.reliability.metrics import BreakerMetrics
from resources.services.standing import standing
from tests.state.records import NOON, an_execution

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana" / "breakers.json"
TICKS = (
    "create schema if not exists dagster",
    """create table dagster.job_ticks (
        id bigserial, selector_id text, status text, type text, tick_body text)""",
)
LOOK = """insert into dagster.job_ticks (selector_id, status, type, tick_body)
    values (:selector, :status, 'SENSOR', :tick)"""
HERE = Process(UUID(int=1), "process 1 on host")


@pytest.fixture
def alive() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.mark.requirement("R212")
def test_waiting_events_and_open_breakers_are_told_and_counted(
    database_url: str, alive: ExitStack
) -> None:
    calm = standing(database_url)
    assert calm is not None
    assert calm.sentences == ()
    closed, opened = BreakerState.CLOSED, BreakerState.OPEN
    entry, large = (Entry(uuid4(), UUID(int=1), Outgoing("status", b"x")) for _ in range(2))
    with closing(Database(database_url)) as database:
        executions, execution = PostgresExecutions(database), an_execution()
        executions.begin(execution, lambda _, __: (entry, large))
        executions.advance(Advance(execution.correlation_id, State.ANALYZING, NOON))
        PostgresOutbox(database).refuse(large.id, "too large")
        later, gone = NOON + timedelta(seconds=9), Process(UUID(int=2), "process 2 on host")
        PostgresBreakerLog(database).put(
            [
                Change(uuid4(), "Kafka", closed, opened, NOON, HERE),
                Change(uuid4(), "OnexTree", closed, opened, NOON, HERE),
                Change(uuid4(), "OnexTree", opened, closed, later, HERE),
                Change(uuid4(), "Redis", closed, opened, later, gone),
            ]
        )
        PostgresTally(database).count("generation_requests", {"taken": 3}, at=NOON)
        PostgresTally(database).tell(
            "request_lag", {"waiting": 2.0, "oldest_seconds": 0.5}, at=NOON
        )
        alive.enter_context(breaker_log(database_url, HERE)).recent(1)
        told = {
            (sample.name, *sample.labels.values()): sample.value
            for family in StateMetrics(database).collect()
            for sample in family.samples
        }

    found = standing(database_url)
    assert found is not None
    waiting, refused, breaker = found.sentences
    assert waiting.startswith("1 events wait to be sent since 20")
    assert refused == "1 events were refused by Kafka"
    assert re.fullmatch(r"Kafka: the breaker is open since 20.{20,} in process 1 on host", breaker)
    assert told["omninode_generations", "analyzing"] == 1
    assert told["omninode_outbox_waiting",] == 1
    assert told["omninode_sensor_messages_total", "generation_requests", "taken"] == 3
    assert told["omninode_request_lag_waiting",] == 2
    assert told["omninode_sensor_told_timestamp_seconds", "request_lag"] == NOON.timestamp()
    assert told["omninode_request_lag_oldest_seconds",] == 0.5
    shown = set(re.findall(r"omninode_\w+", DASHBOARD.read_text(encoding="utf-8")))
    families = BreakerMetrics(Guard("Kafka")).collect()
    exported = {f"{each.name}_total" for each in families if each.type == "counter"}
    assert shown <= {name for name, *_ in told} | exported
    assert told["omninode_generation_transitions_total", "pending", "analyzing"] == 1
    assert told["omninode_outbox_refused",] == 1
    assert 0 <= told["omninode_outbox_oldest_seconds",] < 3600
    assert told["omninode_stored_breaker_transitions_total", "OnexTree", "closed"] == 1
    assert told["omninode_stored_breaker_transitions_total", "Redis", "open"] == 1
    assert told["omninode_stored_breaker_state", "Kafka", "open"] == 1
    assert told["omninode_stored_breaker_state", "OnexTree", "open"] == 0
    assert ("omninode_stored_breaker_state", "Redis", "open") not in told, "its process has gone"


def test_a_database_that_does_not_answer_has_nothing_to_tell(empty_database_url: str) -> None:
    assert standing(empty_database_url) is None
    with closing(Database(empty_database_url)) as database:
        assert list(StateMetrics(database).collect()) == []


@pytest.mark.requirement("R212", "R213")
def test_breakers_of_a_running_process_are_listed_and_obey_the_command_line(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    board = switchboard_of(database_url)
    tree, redis = (board.guard(name, Breaker(threshold=1)) for name in ("OnexTree", "Redis"))

    def omninode(*arguments: str) -> str:
        found = CliRunner().invoke(breakers, arguments)
        assert found.exit_code == 0, found.output
        return found.output

    def listed() -> dict[str, tuple[str, str, int]]:
        board.settle(30)
        rows = json.loads(omninode("list", "--format", "json"))
        return {row["name"]: (row["state"], row["by"], row["opened"]) for row in rows}

    assert "In no living process has a breaker changed." in omninode("list")
    assert "OnexTree is held open" in omninode("open", "onextree")
    assert listed() == {"OnexTree": ("open", "hand", 0)}, "nobody has used it yet"
    with pytest.raises(UnavailableError), redis.attempt():
        raise UnavailableError("down")
    assert eventually(lambda: tree.state is BreakerState.OPEN)
    assert listed() == {"OnexTree": ("open", "hand", 1), "Redis": ("open", "itself", 1)}
    found = standing(database_url)
    assert found is not None
    assert f"in process {os.getpid()} on" in found.breakers[0]
    assert 'omninode breakers reset "OnexTree" ends it' in found.breakers[2]

    omninode("reset", "OnexTree")
    omninode("reset", "Redis")
    assert eventually(lambda: tree.state is redis.state is BreakerState.CLOSED)
    assert eventually(lambda: set(listed().values()) <= {("closed", "itself", 1)})


def test_a_name_that_no_breaker_has_is_refused(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    with pytest.raises(InvalidRequestError, match="No breaker is called Kafkas"):
        CliRunner().invoke(breakers, ["open", "Kafkas"], catch_exceptions=False)


def eventually(holds: Callable[[], bool]) -> bool:
    until = monotonic() + 60
    while not holds() and monotonic() < until:
        sleep(0.05)
    return holds()


def test_a_sensor_that_fails_is_told_with_its_reason(database_url: str) -> None:
    """As Dagster writes it down; the latest look of each counts."""
    why = {"message": "d.X\n", "cause": {"message": "a.b.LimitError: [code] 'x' is no limit\nH"}}
    failed = {"instigator_name": "asked", "error": why, "consecutive_failure_count": 7}
    looks = [
        ("one", "FAILURE", failed),
        ("one", "STARTED", {"instigator_name": "asked", "error": None}),
        ("two", "FAILURE", {"instigator_name": "mended", "error": {"message": "x"}}),
        ("two", "SKIPPED", {"instigator_name": "mended", "error": None}),
    ]
    with closing(Database(database_url)) as database, database.engine.begin() as connection:
        for statement in TICKS:
            connection.execute(sa.text(statement))
        for selector, status, tick in looks:
            values = {"selector": selector, "status": status, "tick": json.dumps(tick)}
            connection.execute(sa.text(LOOK), values)

    found = standing(database_url)
    assert found is not None
    assert found.sentences == ("The sensor asked failed 7 times in a row: [code] 'x' is no limit",)
