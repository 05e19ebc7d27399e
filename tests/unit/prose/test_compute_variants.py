"""What the patterns of compute nodes do for other wordings than those of their golden documents."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from omninode_bridge.stages.local import Ids, Tools, run_locally
from omninode_bridge.stages.summaries import bound_of
from omninode_bridge.stages.values import GenerationOptions
from pipelines.installation import toolchain_of_command
from resources.toolchain.formatting import RuffFormatter

DOCUMENTS = sorted((Path(__file__).parent / "variants").glob("*.md"))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_a_document_of_other_wordings_becomes_a_proven_node(path: Path) -> None:
    tools = Tools(toolchain_of_command(), RuffFormatter(), lambda: datetime.now(UTC))
    options = GenerationOptions(enable_intelligence=False)
    ids = Ids(UUID(int=1), UUID(int=2))
    outcome = run_locally(path.read_bytes(), options, tools, ids, lambda *_: None)

    assert outcome.failure is None, outcome.failure
    assert outcome.judged is not None
    bindings = outcome.judged.built.package.bindings
    assert len(bound_of(bindings)) == len(bindings), bindings
    assert all(one.tests for one in bindings)


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) > 1
