"""The knowledge base with 10,000 documents: filling it, asking it, and what that takes.

    python -m benchmarks.knowledge [--documents 10000]

The documents are pieces of Python files of the installed packages, real texts with the words of
many authors, in a PostgreSQL of its own.
"""

import argparse
import os
import resource
import sysconfig
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import psutil

from benchmarks.figures import Figure, percentile, spread
from benchmarks.own_postgres import own_database
from benchmarks.stack import load
from omninode_bridge.intelligence.evidence import Kind, Question
from omninode_bridge.intelligence.knowledge import Entry, KnownDocument, Relation, entry
from omninode_bridge.intelligence.words import terms_of
from omninode_bridge.node_type import NodeType
from resources.intelligence.knowledge.asking import knowledge_in
from resources.intelligence.knowledge.base import KnowledgeBase
from resources.postgres.database import Database

DOCUMENTS: Final = 10_000
QUESTIONS: Final = 200
LONG: Final = 4_000
"""Characters of a document, about those of a PRD."""

KINDS: Final = (Kind.NODE, Kind.CODE, Kind.PATTERN)


def main(count: int = DOCUMENTS) -> None:
    print(f"The knowledge base with {count} documents ({load()})")
    with own_database() as (database, postmaster):
        _measure(database, count, postmaster)


def _measure(database: Database, count: int, postmaster: int) -> None:
    base, entries = KnowledgeBase(database), list(_entries(count))
    started, before = time.perf_counter(), _cpu_seconds(postmaster)
    base.put("benchmark", entries, whole=True)
    print(Figure("index, wall", time.perf_counter() - started, 60, "s"))
    print(Figure("index, CPU of both processes", _cpu_seconds(postmaster) - before, 60, "s"))
    started = time.perf_counter()
    base.put("benchmark", entries, whole=True)
    print(Figure("index again, nothing changed", time.perf_counter() - started, None, "s"))

    knowledge = knowledge_in(database, timeout_s=30.0)
    questions = [_question(text) for text in islice(_texts(), 7, 7 + QUESTIONS * 11, 11)]
    for question in questions[:5]:
        knowledge.gather(question)
    times: list[float] = []
    sources: dict[str, list[float]] = {}
    silent, before = 0, _cpu_seconds(postmaster)
    for question in questions:
        started = time.perf_counter()
        found = knowledge.gather(question)
        times.append((time.perf_counter() - started) * 1000)
        silent += sum(not each.answered for each in found.sources)
        for each in found.sources:
            sources.setdefault(each.source, []).append(each.duration_ms)
    each_ms = (_cpu_seconds(postmaster) - before) / len(times) * 1000
    for name, took in sources.items():
        print(spread(f"  {name}", took, "ms"))
    print(spread(f"ask all three, {len(times)} questions, {silent} without an answer", times, "ms"))
    print(Figure("ask all three, p95", percentile(times, 0.95), 200, "ms"))
    print(Figure("CPU of both processes for a question", each_ms, None, "ms"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(Figure("memory of this process, at most", peak, 600, "MiB"))
    print(Figure("memory with PostgreSQL, shared pages once", _memory_mib(postmaster), 600, "MiB"))


def _texts() -> Iterator[str]:
    root = Path(sysconfig.get_path("purelib"))
    for path in sorted(root.rglob("*.py")):
        text = path.read_text(encoding="utf-8", errors="replace").replace("\0", "")
        for start in (0, LONG):
            if len(text) > start + LONG // 4:
                yield text[start : start + LONG]


def _entries(count: int) -> Iterator[Entry]:
    kinds = zip(cycle(KINDS), cycle(NodeType), strict=False)
    for number, (text, (kind, node_type)) in enumerate(zip(_texts(), kinds, strict=False)):
        if number == count:
            return
        names = dict.fromkeys(terms_of(text)[:40])
        yield entry(
            KnownDocument(
                origin="benchmark",
                key=str(number),
                kind=kind,
                name=f"document_{number}",
                node_type=node_type,
                description=text[:200],
                text=text,
                relations=tuple(Relation("uses", "model", name) for name in list(names)[:12]),
            )
        )


def _question(text: str) -> Question:
    """About as long as what a short document says of its node."""
    return Question("", text[:1_000], 5)


def _processes(postmaster: int) -> list[psutil.Process]:
    parent = psutil.Process(postmaster)
    return [psutil.Process(os.getpid()), parent, *parent.children(recursive=True)]


def _cpu_seconds(postmaster: int) -> float:
    total = 0.0
    for process in _processes(postmaster):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def _memory_mib(postmaster: int) -> float:
    total = 0
    for process in _processes(postmaster):
        try:
            total += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments().documents)
