"""A real Apache Kafka broker for tests. Import `kafka_broker` where it is needed.

The jars are fetched by Maven once and kept below the user's cache folder.
"""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from omninode_bridge.errors import UnavailableError
from resources.installation.home import user_cache
from resources.kafka.apache.jars import START, fetched_jars
from resources.kafka.client import KafkaEventLog
from resources.kafka.topics import TopicsReport, ensure_topics
from tests.distribution import ENDINGS
from tests.kafka.doors import DOORS, build_doors

READY_S: Final = 180.0


@dataclass
class Broker:
    """`kill` and `start` keep port and data: the same broker after a crash.

    `guarded` are its doors besides, by security protocol, see `tests.kafka.doors`. `prepared` is
    what became of our topics when the broker was new, where they were made.
    """

    jars: Path
    data: Path
    port: int
    controller_port: int
    guarded: Mapping[str, str] = field(default_factory=dict)
    prepared: TopicsReport | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        command = [str(START), str(self.jars), str(self.data)]
        with (self.data / "broker.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, str(self.port), str(self.controller_port)], stdout=log, stderr=log
            )
        self._await_ready(self._process)

    def kill(self) -> None:
        """As a power cut would."""
        self._end(graceful=False)

    def stop(self) -> None:
        self._end(graceful=True)

    def _end(self, *, graceful: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if graceful:
            process.terminate()
        else:
            process.kill()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            if process.poll() is not None:
                break
            with KafkaEventLog(self.address, timeout_s=1) as log:
                try:
                    log.cluster_id()
                except UnavailableError:
                    continue
                return
        text = (self.data / "broker.log").read_text(encoding="utf-8", errors="replace")
        self.kill()
        pytest.fail(f"The broker did not start:\n{text[-2000:]}")


RUNNING: Final = pytest.StashKey[Broker]()


@contextmanager
def running_broker(folder: Path, *, guarded: bool = False) -> Iterator[Broker]:
    found = jars()
    port, controller_port, *more = free_ports(2 + len(DOORS))
    broker = Broker(found, folder, port, controller_port)
    if guarded:
        broker.guarded = build_doors(folder, port, controller_port, more)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


@pytest.fixture(scope="session")
def kafka_broker(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Broker:
    """One broker for all tests of a session that stand side by side (see `tests.distribution`),
    with our topics; not to be stopped by a test.
    """
    # An imported fixture is another one in each module, so the broker lies with the session.
    if RUNNING not in pytestconfig.stash:
        stack = ExitStack()
        folder = tmp_path_factory.mktemp("kafka")
        broker = stack.enter_context(running_broker(folder, guarded=True))
        broker.prepared = ensure_topics(broker.address)
        pytestconfig.stash[RUNNING] = broker

        def end() -> None:
            stack.close()
            if pytestconfig.stash.get(RUNNING, None) is broker:
                del pytestconfig.stash[RUNNING]

        pytestconfig.add_cleanup(end)
        pytestconfig.stash[ENDINGS].add(end)
    return pytestconfig.stash[RUNNING]


def jars() -> Path:
    """Where they lie; skips the test where they cannot be had or run."""
    try:
        return fetched_jars(user_cache(Path.home() / ".cache"))
    except UnavailableError as error:
        pytest.skip(str(error))


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()
