"""The whole line while it breaks: killed processes, a dead database, a full disk.

The installation is the one of `conftest.py`; the faults come one after the other.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import dagster as dg
import pytest
import yaml
from dagster._core.storage.tags import GRPC_INFO_TAG

from omninode_bridge.registry.records import State
from resources.installation import state as states
from resources.warehouse.client import DuckLakeWarehouse
from sensors.losses import CRASHED
from tests.faults.installation import Installation, Outcome, assert_completed_once
from tests.faults.servers import ForeignServer
from tests.platform.site import wait_until

pytestmark = pytest.mark.slow

# Where a run dies, and how many attempts there are in the end: what is registered is finished.
BOUNDARIES: Final = {
    "begin": 2,
    "prd": 2,
    "intelligence": 2,
    "node_spec": 2,
    "generated_node": 2,
    "quality_report": 2,
    "row_inserted": 2,
    "files_visible": 2,
    "row_visible": 1,
    "registered_node": 1,
}
WITH_ALL: Final = "holds_at_quality_report"
WITH_LAUNCHER: Final = "holds_at_generated_node"
MISTAKEN: Final = "fails_at_generated_node"
LARGE: Final = "too_large_for_the_disk"
OUTAGE_S: Final = 3.0
PATIENCE_S: Final = 240.0


@pytest.fixture(scope="module")
def became(line: Installation) -> dict[str, Outcome]:
    """What became of requests whose runs were lost, each in its own way, some with everything else.

    One after the other would take minutes: sensors look every five seconds.
    """
    sent = line.send(WITH_ALL)
    with tiny_disk(line.site.home.workspace) as is_tiny:
        if is_tiny:
            sent |= line.send(LARGE)
            line.await_attempt(sent[LARGE], 2)
            assert line.trees() == {}
    line.await_mark(WITH_ALL)
    kill_everything(line)
    line.let_go(WITH_ALL)
    line.site.up()
    sent |= line.send(MISTAKEN, *(f"dies_at_{boundary}" for boundary in BOUNDARIES))
    return {node: line.await_end(request_id) for node, request_id in sent.items()}


def kill_everything(line: Installation) -> None:
    state = states.running(line.site.home)
    found = [state.supervisor, *(each.process for each in state.services if each.process)]
    for process in found:
        process.send(signal.SIGKILL)
    wait_until(lambda: not any(process.is_alive() for process in found))


@contextmanager
def tiny_disk(folder: Path) -> Iterator[bool]:
    """With room for no package; false where one may not mount."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k,mode=700", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        # Lazily: a run may have a file open.
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(("boundary", "attempts"), BOUNDARIES.items())
def test_kill_9_at_a_boundary_is_made_up_for(
    line: Installation, became: dict[str, Outcome], boundary: str, attempts: int
) -> None:
    outcome = became[f"dies_at_{boundary}"]
    assert_completed_once(line, outcome)
    assert outcome.attempts == attempts, outcome.history


@pytest.mark.requirement("R039")
def test_after_kill_9_of_everything_up_finishes_what_was_under_way(
    line: Installation, became: dict[str, Outcome]
) -> None:
    outcome = became[WITH_ALL]
    assert_completed_once(line, outcome)
    assert outcome.attempts == 2, outcome.history


@pytest.mark.usefixtures("became")
def test_files_and_rows_are_the_same_and_nothing_is_half_written(line: Installation) -> None:
    left = line.clean()
    rows = {
        version.path
        for execution in line.executions.recent(100)
        for version in line.registry.versions(execution.node_name)
    }
    assert line.trees().keys() == rows
    assert left == []


def test_a_database_that_dies_in_the_middle_loses_and_doubles_nothing(
    line: Installation, server: ForeignServer
) -> None:
    held = "holds_at_node_spec"
    sent = line.send(held, "asked_before", "asked_before_too")
    line.await_mark(held)
    server.crash()
    line.let_go(held)
    sent |= line.send("asked_meanwhile")
    time.sleep(OUTAGE_S)
    server.start()
    for request_id in sent.values():
        assert_completed_once(line, line.await_end(request_id))


def test_a_full_disk_leaves_nothing_and_the_next_attempt_succeeds(
    line: Installation, became: dict[str, Outcome]
) -> None:
    if LARGE not in became:
        pytest.skip("mounting a small file system takes more rights")
    outcome = became[LARGE]
    assert_completed_once(line, outcome)
    history = line.executions.history(outcome.execution.correlation_id)
    lost, *_ = [each for each in history if each.reason == CRASHED]
    assert lost.before is State.VALIDATING


def test_a_failed_request_is_executed_again_when_a_person_asks(
    line: Installation, became: dict[str, Outcome]
) -> None:
    failed = became[MISTAKEN]
    assert (failed.state, failed.attempts) == (State.FAILED, 1)
    assert "our own mistake" in str(failed.execution.error_message)
    assert list(failed.ends.values()) == ["failed"]
    request_id = failed.execution.correlation_id

    retried = line.omninode("requests", "retry", str(request_id))
    again = line.omninode("requests", "retry", str(request_id))
    followed = line.omninode("requests", "follow", str(request_id), "--timeout", "280")

    assert retried.returncode == 0, retried.stderr
    assert "Attempt 2 at fails_at_generated_node" in retried.stdout
    assert (again.returncode == 0) == ("Attempt 2 at" in again.stdout), "waits, or is at work"
    assert followed.returncode == 0, followed.stderr
    outcome = line.await_end(request_id)
    assert (outcome.state, outcome.attempts) == (State.COMPLETED, 2)
    assert sorted(outcome.ends.values()) == ["completed", "failed"]
    assert len(outcome.versions) == 1
    refused = line.omninode("requests", "retry", str(request_id))
    assert refused.returncode == 2
    assert "has completed" in refused.stderr


def test_a_run_whose_launcher_was_killed_is_tried_again_by_dagsters_own(
    line: Installation,
) -> None:
    """The warm one is not configured any more: what `deploy/dagster.yaml` has is not a must."""
    [(_, request_id)] = line.send(WITH_LAUNCHER).items()
    line.await_mark(WITH_LAUNCHER)
    settings = line.site.home.dagster / "dagster.yaml"
    content = yaml.safe_load(settings.read_text("utf-8"))
    del content["run_launcher"]
    settings.write_text(yaml.safe_dump(content), encoding="utf-8")

    for name in ("daemon", "launcher"):
        os.kill(line.site.pid(name), signal.SIGKILL)

    outcome = line.await_end(request_id)
    assert_completed_once(line, outcome)
    assert outcome.attempts == 2, outcome.history
    with dg.DagsterInstance.from_config(str(line.site.home.dagster)) as instance:
        run = instance.get_run_by_id(str(outcome.execution.run_id))
    assert run is not None
    assert GRPC_INFO_TAG in run.tags, "what that launcher leaves, and no other"
    wait_until(line.site.healthy, PATIENCE_S)


@pytest.mark.requirement("R161")
def test_every_node_is_counted_once(line: Installation) -> None:
    completed = [each for each in line.executions.recent(100) if each.state is State.COMPLETED]
    lake = DuckLakeWarehouse(line.database, str(line.site.home.lake))

    def counted() -> object:
        found = lake.aggregate("summary")
        return dict(zip(found.columns, found.rows[0], strict=True))["total_nodes_generated"]

    wait_until(lambda: counted() == len(completed), PATIENCE_S)
    assert len(completed) > len(BOUNDARIES)
