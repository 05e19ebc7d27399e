"""How much the generated tests notice, of every example and every pattern's own document.

`python -m benchmarks.mutation [NAME ...] [--type compute] [--details]`: without names all of them.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import load_catalogue
from omninode_bridge.quality.mutation.result import THRESHOLD, MutationResult
from omninode_bridge.quality.mutation.texts import lines_of
from omninode_bridge.stages.generated_node import build
from omninode_bridge.stages.node_spec import inform, specify
from omninode_bridge.stages.prd import read_document
from omninode_bridge.stages.values import Built, Failure, GenerationOptions, Request
from resources.installation.home import user_cache
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.formatting import RuffFormatter
from resources.toolchain.worker.connection import stop_workers
from resources.workspace.output import write_package

EXAMPLES = Path(__file__).parents[1] / "examples"
OPTIONS = GenerationOptions(enable_intelligence=False)


@dataclass(frozen=True, slots=True)
class Prd:
    name: str
    content: bytes


def prds() -> Iterator[Prd]:
    """The examples, then the documents that stand in the patterns."""
    for path in sorted(EXAMPLES.glob("*.md")):
        yield Prd(path.stem, path.read_bytes())
    for pattern in load_catalogue():
        yield Prd(f"{pattern.node_type.value}/{pattern.name}", pattern.golden.encode())


def package_of(prd: Prd, formatter: RuffFormatter) -> NodePackage:
    request = Request(UUID(int=1), UUID(int=2), datetime.now(UTC), OPTIONS)
    submission = read_document(prd.content, request)
    if isinstance(submission, Failure):
        raise SystemExit(f"{prd.name}: {submission.message}")
    built = build(specify(inform(submission, None)), formatter)
    if not isinstance(built, Built):
        raise SystemExit(f"{prd.name}: {built.message}")
    return built.package


def measured(prd: Prd, package: NodePackage, toolchain: ProcessToolchain) -> MutationResult:
    with TemporaryDirectory(prefix="omninode-mutation-") as folder:
        written = write_package(package, {}, Path(folder))
        result = toolchain.mutate(str(written))
    score = "none" if result.score is None else f"{result.score:.3f}"
    print(
        f"  {prd.name:40} {package.node_type.value:12} {score:>6} {result.killed:5} killed"
        f" {len(result.survivors):4} survived {result.tests:4} tests {result.seconds:7.1f} s"
        f"  {result.reason}",
        flush=True,
    )
    return result


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="such as price_quote or reducer/count_events")
    parser.add_argument("--type", choices=[one.value for one in NodeType])
    parser.add_argument("--details", action="store_true", help="print the survivors, too")
    return parser.parse_args()


def main(
    names: Sequence[str] = (), node_type: NodeType | None = None, *, details: bool = False
) -> int:
    """How many nodes have a score below the threshold, or none because it could not be measured."""
    print("Mutants of generated handlers that the generated tests notice")
    formatter, scores = RuffFormatter(), []
    with TemporaryDirectory(prefix="omninode-bench-") as name:
        worker = Path(name, "worker")
        toolchain = ProcessToolchain(worker, user_cache(Path(name, "cache")))
        try:
            for prd in prds():
                if names and prd.name not in names:
                    continue
                package = package_of(prd, formatter)
                if node_type and package.node_type is not node_type:
                    continue
                result = measured(prd, package, toolchain)
                scores.append(result.score or 0.0)
                if details:
                    print("\n".join(lines_of(result)))
        finally:
            stop_workers(worker)
    below = sum(score < THRESHOLD for score in scores)
    print(
        f"  {len(scores)} nodes, lowest {min(scores, default=0.0):.3f}, {below} below {THRESHOLD}"
    )
    return below


if __name__ == "__main__":
    wanted = arguments()
    kind = NodeType(wanted.type) if wanted.type else None
    sys.exit(int(main(wanted.names, kind, details=wanted.details) > 0))
