"""The embedded Kafka endpoint: one broker in memory, for the demo and for fast tests.

It forgets everything when it stops, and has another cluster id each time it starts. The broker is
the one that librdkafka carries for tests; it chooses its own port, so a fixed port leads to it:
clients ask there first and then talk to the broker directly.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import click
from confluent_kafka import Producer

from omninode_bridge.events.topics import TOPICS

LOGGER: Final = logging.getLogger(__name__)
HOST: Final = "127.0.0.1"
CHUNK_BYTES: Final = 64 * 1024
PARENT_CHECK_S: Final = 0.5
START_S: Final = 10.0
ENVIRONMENT_FAILED: Final = 4


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: any that is free.")
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Gets the bootstrap address once clients may connect.",
)
@click.option("--parent", type=int, help="Process id of the starter: stop when it is gone.")
def main(port: int, ready_file: Path, parent: int | None) -> None:
    """Serve until SIGTERM or SIGINT, or until the parent is gone."""
    try:
        asyncio.run(serve(port, ready_file, parent))
    except OSError as error:
        click.echo(f"Cannot listen on {HOST}:{port}: {error.strerror or error}", err=True)
        sys.exit(ENVIRONMENT_FAILED)
    finally:
        ready_file.unlink(missing_ok=True)


async def serve(port: int, ready_file: Path, parent: int | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    broker = Producer({"test.mock.num.brokers": 1, "logger": LOGGER})
    target = _prepare(broker, sorted(TOPICS))
    connections: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(_lead(reader, writer, target))
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await asyncio.start_server(accept, HOST, port)
    _announce(ready_file, f"{HOST}:{server.sockets[0].getsockname()[1]}")
    try:
        await _until_stopped(stop, parent)
    finally:
        server.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


def _prepare(broker: Producer, topics: Sequence[str]) -> tuple[str, int]:
    """Create the topics, by asking for them as a producer, and return where the broker listens."""
    for topic in topics:
        metadata = broker.list_topics(topic, timeout=START_S)
    [found] = metadata.brokers.values()
    return str(found.host), int(found.port)


def _announce(ready_file: Path, address: str) -> None:
    """Whoever waits for the file sees all of it or nothing."""
    unfinished = ready_file.with_name(f"{ready_file.name}.{os.getpid()}")
    unfinished.write_text(f"{address}\n", encoding="utf-8")
    unfinished.replace(ready_file)


async def _until_stopped(stop: asyncio.Event, parent: int | None) -> None:
    while parent is None or os.getppid() == parent:
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), None if parent is None else PARENT_CHECK_S)
        if stop.is_set():
            return


async def _lead(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: tuple[str, int]
) -> None:
    """Carry one connection to the broker and back until either side ends it."""
    try:
        from_broker, to_broker = await asyncio.open_connection(*target)
    except OSError as error:
        LOGGER.warning("The broker refused a connection: %s", error)
        writer.close()
        return
    ways = [
        asyncio.ensure_future(_carry(reader, to_broker)),
        asyncio.ensure_future(_carry(from_broker, writer)),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        writer.close()
        to_broker.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while chunk := await reader.read(CHUNK_BYTES):
            writer.write(chunk)
            await writer.drain()


if __name__ == "__main__":
    main()
