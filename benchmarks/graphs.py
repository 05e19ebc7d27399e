"""Graphs of steps of other projects: each becomes an orchestrator that starts them in waves.

    python -m benchmarks.graphs --data workflow_dags.jsonl job_dags.jsonl [--details]

A line of the data has `steps` (`id`, `depends_on`). Each graph is written as a document with a
table of steps, and goes through `omninode generate`. A proven node is then asked what to start, is
told that all of it has been completed, and so on: what it starts each time must be what graphlib
says is ready. Each graph with a need is also made a circle, by letting a first step need a last one
that needs it; that must be refused, and the steps of the circle named.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.packages import answering, proven

type Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Graph:
    """`steps` has what each of them needs."""

    name: str
    steps: Mapping[str, tuple[str, ...]]


def graph_of(line: Mapping[str, Json], name: str) -> Graph:
    steps = line["steps"]
    rows = [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
    return Graph(name, {_step(row["id"]): tuple(_needs(row["depends_on"])) for row in rows})


def _step(written: Json) -> str:
    return str(written).replace("-", "_")


def _needs(written: Json) -> Iterator[str]:
    yield from map(_step, written if isinstance(written, list) else [])


def document_of(graph: Graph) -> str:
    rows = [f"| {name} | runner | {', '.join(needs)} | R1 |" for name, needs in graph.steps.items()]
    return "\n".join(
        [
            *("---", "type: orchestrator", "---", f"# {graph.name.replace('_', ' ').capitalize()}"),
            *("Runs its steps.", "", "## Requirements", "- R1: Run each step after what it needs."),
            *("", "## Workflow", "| step | uses | needs | requirement |", "| --- " * 4 + "|"),
            *rows,
            "",
        ]
    )


def circle_of(graph: Graph) -> tuple[Graph, frozenset[str]] | None:
    """The graph with one more need that closes a circle, and the two steps that it joins."""
    for last, needs in graph.steps.items():
        for first in needs:
            closed = {**graph.steps, first: (*graph.steps[first], last)}
            return replace(graph, name=f"{graph.name}_circle", steps=closed), frozenset(
                (first, last)
            )
    return None


def waves_of(graph: Graph) -> list[list[str]]:
    sorter, waves = TopologicalSorter(graph.steps), []
    sorter.prepare()
    while sorter.is_active():
        waves.append(sorted(sorter.get_ready()))
        sorter.done(*waves[-1])
    return waves


def started(answer: Callable[[str], str], most: int) -> tuple[list[list[str]], str]:
    """The waves that the node starts when each is completed, and the status at the end."""
    history: list[Mapping[str, Json]] = []
    waves: list[list[str]] = []
    for _ in range(most):
        found = json.loads(answer(json.dumps({"input": {}, "history": history})))
        wave = sorted(str(each["step"]) for each in found["start"])
        if not wave:
            return waves, str(found["status"])
        waves.append(wave)
        history += [{"step": step, "outcome": "completed", "attempt": 1} for step in wave]
    return waves, "no end"


def line_of(told: str, graph: Graph) -> str:
    """What `omninode generate` said of the graph's document."""
    start = f"{graph.name}.md: "
    lines = (line.removeprefix(start) for line in told.splitlines() if line.startswith(start))
    return next(lines, "nothing was said")


def generated(graphs: Sequence[Graph], folder: Path) -> tuple[Path, str]:
    documents, packages = folder / "prds", folder / "packages"
    documents.mkdir()
    for graph in graphs:
        Path(documents, f"{graph.name}.md").write_text(document_of(graph), encoding="utf-8")
    return packages, proven(documents, packages)


def right(graph: Graph, package: Path, told: str) -> str | None:
    """What is wrong with the node of an open graph; None where its waves are graphlib's."""
    if not package.is_dir():
        return line_of(told, graph)
    expected = waves_of(graph)
    waves, status = started(answering(package), len(expected) + 1)
    if waves == expected and status == "completed":
        return None
    return f"{status}, {waves} instead of {expected}"


def refused(graph: Graph, ends: frozenset[str], package: Path, told: str) -> str | None:
    """What is wrong with the refusal of a circle; None where it names both of its ends."""
    if package.is_dir():
        return "a node was made of a circle"
    line = line_of(told, graph)
    return None if all(end in line for end in ends) else line


def main(data: Sequence[Path] = (), *, details: bool = False) -> None:
    print("Graphs of steps of other projects")
    if not data:
        print("  not measured: they are not part of the project (give their place with --data)")
        return
    lines = [line for path in data for line in path.read_text(encoding="utf-8").splitlines()]
    graphs = [graph_of(json.loads(line), f"graph_{n:03}") for n, line in enumerate(lines, 1)]
    circles = [circle for graph in graphs if (circle := circle_of(graph)) is not None]
    with TemporaryDirectory(prefix="omninode-graphs-") as name:
        packages, told = generated([*graphs, *(each for each, _ in circles)], Path(name))
        problems = {each.name: right(each, _package(packages, each), told) for each in graphs}
        unnamed = {
            each.name: refused(each, ends, _package(packages, each), told) for each, ends in circles
        }
    for name, problem in {**problems, **unnamed}.items():
        if details and problem:
            print(f"    {name}: {problem}"[:SHOWN])
    fine, named = (sum(each is None for each in found.values()) for found in (problems, unnamed))
    print(f"  {fine} of {len(graphs)} graphs are run in the waves that graphlib says")
    print(f"  {named} of {len(circles)} graphs made a circle are refused, and the circle is named")


def _package(packages: Path, graph: Graph) -> Path:
    return packages / f"node_{graph.name}_orchestrator"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--details", action="store_true")
    wanted = parser.parse_args()
    main(wanted.data, details=wanted.details)
