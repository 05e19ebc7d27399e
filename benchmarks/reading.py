"""Reading, checking and rendering, in this process."""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.documents import document, long_document
from benchmarks.figures import Figure, percentile
from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_text

ROUNDS = 30
OMNINODE = Path(sys.executable).with_name("omninode")


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    print("Reading and rendering (one process, warm)")
    hundred = long_document(100_000)
    read_prd(hundred)
    parsing = [_milliseconds(lambda: read_prd(hundred)) for _ in range(10)]
    print(Figure("parse 100 kB, p50 of 10", percentile(parsing, 0.5), 100, "ms"))

    documents = [read_prd(document(number)).document for number in range(ROUNDS)]
    generate_package(documents[0], node_type=NodeType.COMPUTE)
    gc.collect()
    rendering = [
        _milliseconds(partial(generate_package, each, node_type=NodeType.COMPUTE))
        for each in documents
    ]
    print(Figure(f"generate a package, p95 of {ROUNDS}", percentile(rendering, 0.95), 50, "ms"))

    gc.disable()  # as `omninode check` does
    check_text(hundred)
    checking = [_milliseconds(lambda: check_text(hundred)) for _ in range(5)]
    print(Figure("read and check 100 kB, p50 of 5", percentile(checking, 0.5), 1000, "ms"))
    million = long_document(1_000_000)
    print(Figure("read and check 1 MB", _milliseconds(lambda: check_text(million)), 2000, "ms"))
    as_a_command(million)


def as_a_command(text: str) -> None:
    """What a person waits for: with the start of the interpreter, and the memory of the process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.md"
        path.write_text(text, encoding="utf-8")
        milliseconds, megabytes = _command("check", str(path))
        print(Figure("omninode check, 1 MB, as a command", milliseconds, 2000, "ms"))
        print(Figure("omninode check, 1 MB, peak memory", megabytes, 300, "MB"))
    helping = [_command("--help")[0] for _ in range(10)]
    print(Figure("omninode --help, p50 of 10", percentile(helping, 0.5), 150, "ms"))


def _command(*arguments: str) -> tuple[float, float]:
    """Wall time in ms and peak resident memory in MB."""
    silence = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    started = time.perf_counter()
    pid = os.posix_spawn(OMNINODE, [str(OMNINODE), *arguments], os.environ, file_actions=silence)
    _, _, used = os.wait4(pid, 0)
    return (time.perf_counter() - started) * 1000, used.ru_maxrss / 1000
