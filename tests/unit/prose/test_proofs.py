"""Each pattern's golden document, and other wordings of some, become proven nodes."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from omninode_bridge.errors import BridgeError
from omninode_bridge.prose.pattern import parse_pattern
from omninode_bridge.stages.batch import Prd, failure_of, run_together
from omninode_bridge.stages.local import Ids, Outcome, Tools
from omninode_bridge.stages.summaries import bound_of
from omninode_bridge.stages.values import Failure, GenerationOptions, Stage
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.formatting import RuffFormatter
from tests.unit.prose.test_catalogue import FILES

VARIANTS = sorted((Path(__file__).parent / "variants").glob("*.md"))

pytestmark = pytest.mark.slow


def edge[V](stage: Stage, work: Callable[[], V]) -> V | Failure:
    """What nobody foresaw ends the test."""
    try:
        return work()
    except BridgeError as error:
        return failure_of(stage, error)


@pytest.fixture(scope="module")
def outcomes(toolchain: ProcessToolchain) -> Mapping[Path, Outcome]:
    """All in one go: one by one they would take minutes."""
    contents = {path: _golden(path).encode() for path in FILES}
    contents |= {path: path.read_bytes() for path in VARIANTS}
    prds = [
        Prd(str(path), content, Ids(UUID(int=number), UUID(int=1)))
        for number, (path, content) in enumerate(contents.items())
    ]
    tools = Tools(toolchain, RuffFormatter(), lambda: datetime.now(UTC))
    options = GenerationOptions(enable_intelligence=False)
    return dict(zip(contents, run_together(prds, options, tools, edge), strict=True))


@pytest.mark.parametrize("path", [*FILES, *VARIANTS], ids=lambda path: f"{path.stem}")
def test_a_document_becomes_a_proven_node(outcomes: Mapping[Path, Outcome], path: Path) -> None:
    outcome = outcomes[path]
    assert outcome.failure is None, outcome.failure
    assert outcome.judged is not None
    bindings = outcome.judged.built.package.bindings
    assert len(bound_of(bindings)) == len(bindings), bindings
    assert all(one.tests for one in bindings), bindings
    if path in FILES:
        assert any(f"pattern {path.stem}" in one.how for one in bindings)


def test_there_are_variants() -> None:
    assert len(VARIANTS) > 1


def _golden(path: Path) -> str:
    return parse_pattern(path.read_text(encoding="utf-8"), str(path)).golden
