"""Two requests for one node are worked on one after the other, on a real PostgreSQL."""

from contextlib import closing
from threading import Thread

import dagster as dg
import pytest
from dagster import ResourceParam

from assets.requirements import NODES
from omninode_bridge.stages.recorder import Recorder
from pipelines.resources import node_turn
from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry
from resources.recorder.resource import recorder
from tests.fakes.executions import FakeExecutions
from tests.fakes.outbox import FakeOutbox
from tests.fakes.registry import FakeRegistry

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow


def generate(url: str, node: str, seen: list[str]) -> None:
    @dg.asset(partitions_def=NODES)
    def worked(recorder: ResourceParam[Recorder]) -> None:
        del recorder
        seen.append(node)

    with (
        closing(Database(url)) as database,
        dg.DagsterInstance.ephemeral() as instance,
    ):
        instance.add_dynamic_partitions("nodes", [node])
        resources = {
            "executions": FakeExecutions(),
            "node_turn": node_turn,
            "outbox": FakeOutbox(),
            "recorder": recorder,
            "registry": PostgresRegistry(database),
        }
        dg.materialize([worked], partition_key=node, instance=instance, resources=resources)


def test_a_node_in_work_is_waited_for_and_another_is_not(database_url: str) -> None:
    seen: list[str] = []
    with closing(Database(database_url)) as database:
        with PostgresRegistry(database).node_lock("price_quote"):
            waiting = Thread(target=generate, args=(database_url, "price_quote", seen))
            waiting.start()
            generate(database_url, "another", seen)
            waiting.join(timeout=1)
            assert (seen, waiting.is_alive()) == (["another"], True)
        waiting.join(timeout=60)
    assert seen == ["another", "price_quote"]


def test_a_tick_waits_for_nobody() -> None:
    """The registry of this test has no locks at all."""
    resources = {
        "executions": FakeExecutions(),
        "node_turn": node_turn,
        "outbox": FakeOutbox(),
        "recorder": recorder,
        "registry": FakeRegistry(),
    }
    with dg.build_resources(resources) as made:
        assert isinstance(made.recorder, Recorder)
