"""What a registered node chose helps the next document: real registry, real search, real gate."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.stages.local import Ids, Outcome, Tools, run_locally
from omninode_bridge.stages.registered_node import extra_files, version_of
from omninode_bridge.stages.values import GenerationOptions
from omninode_bridge.strategies.attempt import Result, Strategy
from resources.intelligence.knowledge.asking import knowledge_in
from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.formatting import RuffFormatter
from resources.workspace.client import FolderWorkspace
from resources.workspace.registration import Registration

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

NOON: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEAD: Final = "---\ntype: effect\ndomain: sales\n---\n"
DESK: Final = f"""{HEAD}# Customer desk
Keeps the customers of a shop.

## Requirements
- R1: Create a customer with email and phone.
- R2: Read a customer by id.
"""
COUNTER: Final = DESK.replace("desk", "counter").replace(" with email and phone", "")


@pytest.fixture
def registry(database_url: str) -> Iterator[PostgresRegistry]:
    with closing(Database(database_url)) as database:
        yield PostgresRegistry(database)


def generated(text: str, registry: PostgresRegistry, toolchain: ProcessToolchain) -> Outcome:
    intelligence = knowledge_in(registry.database, timeout_s=30.0)
    tools = Tools(toolchain, RuffFormatter(), lambda: NOON, intelligence)
    ids = Ids(UUID(int=1), UUID(int=2))
    return run_locally(text.encode(), GenerationOptions(), tools, ids, lambda *_: None)


def test_fields_come_from_the_closest_registered_node(
    tmp_path: Path, registry: PostgresRegistry, toolchain: ProcessToolchain
) -> None:
    alone = generated(COUNTER, registry, toolchain).judged
    assert alone is not None
    assert "fields = name (default)" in alone.built.package.bindings[0].how
    desk = generated(DESK, registry, toolchain).judged
    assert desk is not None
    workspace = FolderWorkspace(tmp_path)
    staged = workspace.stage(desk.built.package, extra_files(desk))
    version = version_of(desk, now=NOON)
    assert Registration(workspace, registry).register_package(staged, version).new

    judged = generated(COUNTER, registry, toolchain).judged

    assert judged is not None
    assert judged.failure is None
    built = judged.built
    assert [(one.strategy, one.result) for one in built.attempts] == [
        (Strategy.COMPILED, Result.PROVEN),
        (Strategy.EXEMPLAR, Result.PROVEN),
    ]
    assert built.strategy == Strategy.EXEMPLAR
    assert "fields = email, phone (similar nodes)" in built.package.bindings[0].how
    assert b'"strategy": "exemplar"' in built.package.files[PROVENANCE]
    provenance = version_of(judged, now=NOON).provenance
    assert provenance["similar"] == ["customer_desk@1.0.0"]
    assert provenance["strategy"] == "exemplar"
    # Its choices, not its text.
    assert not [path for path, content in built.package.files.items() if b"desk" in content]
