"""The embedded endpoint as its users meet it: a process with a port and a ready file."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.topics import ANALYZE_REQUESTS, MIB, STATUS, TOPICS
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.topics import topics
from pipelines.environment import KAFKA_BOOTSTRAP_SERVERS
from resources.kafka.client import KafkaEventLog
from resources.kafka.topics import ensure_topics
from tests.kafka.broker import free_ports
from tests.kafka.draining import drain
from tests.kafka.endpoint import ROOT, await_file, running_endpoint

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with running_endpoint(tmp_path) as endpoint:
        endpoint.process.send_signal(number)
        assert endpoint.process.wait(10) == 0
        assert list(tmp_path.iterdir()) == []
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", endpoint.port), timeout=1)


def test_of_each_partition_it_keeps_the_newest_five_megabytes(tmp_path: Path) -> None:
    """What the how-to says; a reader who comes late goes on with the oldest that is left."""
    with running_endpoint(tmp_path) as endpoint, KafkaEventLog(endpoint.address) as log:
        values = [os.urandom(MIB - 1) for _ in range(8)]
        for value in values:
            log.publish(STATUS, value, key=b"k")
        found: list[bytes] = []
        position: dict[int, int] = {}
        while found[-1:] != values[-1:]:
            batch = log.read(STATUS, since=position, limit=9, wait_s=10)
            found += [message.value for message in batch.messages]
            position = dict(batch.position)
        assert found == values[-len(found) :]
        assert 3 <= len(found) < len(values)


def test_it_ends_while_clients_are_connected(tmp_path: Path) -> None:
    with running_endpoint(tmp_path) as endpoint, KafkaEventLog(endpoint.address) as log:
        log.publish(STATUS, b"x")
        log.read(STATUS, since={}, limit=1, wait_s=1)
        with socket.create_connection(("127.0.0.1", endpoint.port)):
            endpoint.process.terminate()
            assert endpoint.process.wait(10) == 0


def test_it_listens_where_it_was_told_and_all_topics_are_there(tmp_path: Path) -> None:
    [port] = free_ports(1)
    with (
        running_endpoint(tmp_path, port=port) as endpoint,
        KafkaEventLog(endpoint.address) as log,
    ):
        assert endpoint.address == f"127.0.0.1:{port}"
        assert all(set(log.end(topic).values()) == {0} for topic in TOPICS)


def test_a_port_that_is_taken_is_a_clear_error(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "resources.kafka.endpoint", "--port", str(port)]
        done = subprocess.run(
            [*command, "--ready-file", str(tmp_path / "ready")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert done.returncode == 4
    assert f"Cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_does_not_outlive_its_parent(tmp_path: Path) -> None:
    ready, pid_file = tmp_path / "ready", tmp_path / "pid"
    program = (
        "import os, pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'resources.kafka.endpoint',"
        f" '--ready-file', {str(ready)!r}, '--parent', str(os.getpid())])\n"
        f"pathlib.Path({str(pid_file)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as parent:
        await_file(ready, parent)
        parent.kill()
    child = int(pid_file.read_text(encoding="utf-8"))

    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(child)


def test_after_a_restart_at_the_same_port_old_clients_go_on_with_the_new_cluster(
    tmp_path: Path,
) -> None:
    [port] = free_ports(1)
    with KafkaEventLog(f"127.0.0.1:{port}") as log:
        with running_endpoint(tmp_path, port=port) as endpoint:
            for number in range(3):
                log.publish(ANALYZE_REQUESTS, f"before {number}".encode(), key=b"k")
            before = log.read(ANALYZE_REQUESTS, since={}, limit=10, wait_s=5)
            # As a crash: the file stays, and is replaced when the next one is ready.
            endpoint.process.kill()
            endpoint.process.wait()
        (tmp_path / "kafka.ready").unlink()
        with running_endpoint(tmp_path, port=port):
            log.publish(ANALYZE_REQUESTS, b"after", key=b"k")
            after = log.read(ANALYZE_REQUESTS, since={}, limit=10, wait_s=5)

    assert before.cluster_id != after.cluster_id
    assert [message.value for message in after.messages] == [b"after"]


def test_threads_share_a_client_and_each_message_arrives_once(tmp_path: Path) -> None:
    values = {f"{number}".encode() for number in range(200)}
    with running_endpoint(tmp_path) as endpoint, KafkaEventLog(endpoint.address) as log:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda value: log.publish(STATUS, value, key=value), values))
        found = drain(log, STATUS, {})

    assert len(found) == 200
    assert {message.value for message in found} == values


def test_no_thread_hangs_when_the_endpoint_dies(tmp_path: Path) -> None:
    with (
        running_endpoint(tmp_path) as endpoint,
        KafkaEventLog(endpoint.address, timeout_s=1) as log,
    ):
        log.publish(STATUS, b"alive")
        endpoint.process.kill()
        endpoint.process.wait()

        def is_refused(number: int) -> bool:
            try:
                log.publish(STATUS, f"{number}".encode())
            except UnavailableError:
                return True
            return False

        began = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(is_refused, range(32)))
        assert time.monotonic() - began < 60


def test_topics_cannot_be_administered_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with running_endpoint(tmp_path) as endpoint:
        report = ensure_topics(endpoint.address)
        monkeypatch.setenv(KAFKA_BOOTSTRAP_SERVERS.name, endpoint.address)
        assert run(topics, ["check"]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert f"{STATUS}: 4 partitions, planned 6" in out
    assert "no administration" in out

    assert not report.administered
    assert f"{STATUS}: 4 partitions, planned 6" in report.differences


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Whoever inherits orphans here may be slow to bury them.
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text(encoding="utf-8").split()[2] == "Z")
