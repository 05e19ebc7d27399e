"""Nodes a minute of a folder of mixed documents, and one node of each type with the full gate."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

import psutil

from benchmarks.figures import Figure, percentile, spread
from benchmarks.mixed import mixed_document, mixed_documents
from omninode_bridge.node_type import NodeType
from omninode_bridge.stages.batch import Prd, run_together
from omninode_bridge.stages.local import Ids, Outcome, Tools, run_locally
from omninode_bridge.stages.registered_node import extra_files
from omninode_bridge.stages.values import GenerationOptions
from pipelines.cli.batch import Edge
from pipelines.cli.local import collect_seldom
from resources.installation.home import user_cache
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.formatting import RuffFormatter
from resources.toolchain.worker.connection import stop_workers
from resources.workspace.output import write_package

DOCUMENTS: Final = 100
ROUNDS: Final = 12
NODES_PER_MINUTE: Final = 120
SECONDS: Final = 2.0
OPTIONS: Final = GenerationOptions(enable_intelligence=False)
IDS: Final = Ids(UUID(int=1), UUID(int=2))


class Measured:
    """A worker of its own, and the CPU of it, of this process and of all their children."""

    def __init__(self, folder: Path) -> None:
        self.worker, self.output = folder / "worker", folder / "output"
        cache = user_cache(folder / "cache")
        toolchain = ProcessToolchain(self.worker, cache)
        self.tools = Tools(toolchain, RuffFormatter(), lambda: datetime.now(UTC))

    def cpu_seconds(self) -> float:
        locks = (path.read_text().split() for path in self.worker.glob("worker-*.lock"))
        roots = [psutil.Process(int(words[0])) for words in locks if words]
        children = [child for root in roots for child in root.children(recursive=True)]
        return sum(_cpu(process) for process in (psutil.Process(), *roots, *children))

    def write(self, outcome: Outcome) -> None:
        if outcome.judged is None or outcome.failure is not None:
            raise SystemExit(f"a document of the benchmark is not proven: {outcome.failure}")
        write_package(outcome.judged.built.package, extra_files(outcome.judged), self.output)


def _cpu(process: psutil.Process) -> float:
    """With those of its children that have ended."""
    try:
        return sum(process.cpu_times()[:4])
    except psutil.NoSuchProcess:
        return 0.0


def _one(measured: Measured, node_type: NodeType, number: int) -> float:
    content = mixed_document(number, node_type).encode()
    started = time.perf_counter()
    outcome = run_locally(content, OPTIONS, measured.tools, IDS, lambda *_: None)
    measured.write(outcome)
    return time.perf_counter() - started


def _alone(measured: Measured) -> None:
    print(f"One node of each type with the full gate, warm ({_load()})")
    for node_type in NodeType:
        _one(measured, node_type, 1000)
        before = measured.cpu_seconds()
        seconds = [_one(measured, node_type, 1001 + n) for n in range(ROUNDS)]
        cpu = (measured.cpu_seconds() - before) / ROUNDS
        print(
            Figure(f"{node_type.value}, p95 of {ROUNDS}", percentile(seconds, 0.95), SECONDS, "s")
        )
        print(spread(f"{node_type.value}", seconds, "s"))
        print(Figure(f"{node_type.value}, CPU for each", cpu, None, "s"))


def _together(measured: Measured) -> None:
    documents = mixed_documents(DOCUMENTS)
    print(f"{DOCUMENTS} mixed documents in one go, {os.cpu_count()} cores ({_load()})")
    prds = [Prd(name, text.encode(), IDS) for name, text in documents.items()]
    before, started = measured.cpu_seconds(), time.perf_counter()
    outcomes = run_together(prds, OPTIONS, measured.tools, Edge(len(prds)))
    for outcome in outcomes:
        measured.write(outcome)
    took, cpu = time.perf_counter() - started, measured.cpu_seconds() - before
    rate = DOCUMENTS / took * 60
    print(Figure("seconds for each node", took / DOCUMENTS, 60 / NODES_PER_MINUTE, "s"))
    print(Figure("nodes a minute", rate, None, "/min"))
    print(Figure(f"of the {NODES_PER_MINUTE} wanted", rate / NODES_PER_MINUTE, None, "x"))
    print(Figure("CPU for each node", cpu / DOCUMENTS, None, "s"))
    print(Figure("cores at work", cpu / took, None, ""))


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def main() -> None:
    collect_seldom()
    with TemporaryDirectory(prefix="omninode-bench-") as name:
        measured = Measured(Path(name))
        try:
            _alone(measured)
            _together(measured)
        finally:
            stop_workers(measured.worker)


if __name__ == "__main__":
    main()
