"""Request to completed on a real Apache Kafka broker and on the endpoint in memory.

    python -m benchmarks.brokers [--documents 30]

Two installations of its own, side by side, are asked in turn for the same documents: so what else
the machine does slows both down.
"""

import argparse
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from benchmarks.documents import document
from benchmarks.figures import Figure, percentile, spread
from benchmarks.line import timed
from benchmarks.stack import load
from omninode_bridge.errors import UnavailableError
from omninode_bridge.registry.records import State
from resources.installation.home import Home, neutral_folder, user_cache
from resources.kafka.apache.jars import fetched_jars
from resources.kafka.client import KafkaEventLog
from resources.services import control
from resources.services.account import unprivileged
from resources.services.settings import Settings

DOCUMENTS: Final = 30
UP_S: Final = 300.0


def main(count: int = DOCUMENTS) -> None:
    print(f"Request to completed, {count} documents on each of two brokers in turn ({load()})")
    with tempfile.TemporaryDirectory(prefix="omninode-two-", dir="/tmp") as name, ExitStack() as up:
        folder = Path(name)
        try:
            jars = str(fetched_jars(user_cache(folder)))
        except UnavailableError as error:
            print(f"  not measured: {error}")
            return
        logs = {
            "the endpoint in memory": up.enter_context(_installed(folder / "endpoint", "")),
            "Apache Kafka": up.enter_context(_installed(folder / "apache", jars)),
        }
        seconds: dict[str, list[float]] = {broker: [] for broker in logs}
        for log in logs.values():
            timed(log, document(0))  # the first one warms caches
        for number in range(1, count + 1):
            # Each is first every other time.
            for broker in list(logs)[:: 1 if number % 2 else -1]:
                timing = timed(logs[broker], document(number))
                if timing.state != State.COMPLETED.value:
                    raise SystemExit(f"document {number} on {broker}: {timing.state}")
                seconds[broker].append(timing.total)
    for broker, totals in seconds.items():
        print(spread(f"on {broker}", totals, "s"))
    memory, real = (percentile(totals, 0.95) for totals in seconds.values())
    print(Figure("p95 on Apache Kafka, target: that of the endpoint", real, memory, "s"))


@contextmanager
def _installed(folder: Path, jars: str) -> Generator[KafkaEventLog]:
    settings = Settings(folder, kafka_jars=jars)
    home = Home(folder)
    try:
        state = control.up(settings, lambda _: None, UP_S)
        with KafkaEventLog(state.endpoints.kafka_bootstrap_servers) as log:
            yield log
    finally:
        control.down(home)
        if unprivileged():
            shutil.rmtree(neutral_folder(home), ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    main(parser.parse_args().documents)
