"""Reading, checking and rendering, in this process."""

import gc
import time
from collections.abc import Callable
from functools import partial

from benchmarks.documents import document, long_document
from benchmarks.figures import Figure, percentile
from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_text

ROUNDS = 30


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
