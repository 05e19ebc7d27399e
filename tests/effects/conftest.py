"""The package of a module's `DOCUMENT`, imported once, and on a fresh store for each test."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.effects.node import EffectNode, imported


@pytest.fixture(scope="module")
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EffectNode]:
    with imported(request.module.DOCUMENT, tmp_path_factory.mktemp("package")) as node:
        yield node


@pytest.fixture
def node(package: EffectNode, tmp_path: Path) -> EffectNode:
    return replace(package, state=tmp_path / "state")
