"""What generated scenarios notice of what an operation leaves behind, not only of its answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.effects.node import CREDIT, EffectNode, code, imported

pytestmark = pytest.mark.slow

DOCUMENT = CREDIT.replace("credit_desk", "watched_desk")
GARDEN = """\
---
node: garden
type: effect
---
# Garden
Keeps plants.

## Data model
### Plant
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| name | string | length 1..20 |

## Operations
| operation | kind | entity | input | output |
| --- | --- | --- | --- | --- |
| plant | create | Plant | name | Plant |
| dig_up | delete (soft) | Plant | id | |
"""

type Change = Callable[[ModuleType, pytest.MonkeyPatch], None]
type Noticed = Callable[[EffectNode, str, Change], str]


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EffectNode]:
    with imported(GARDEN, tmp_path_factory.mktemp("garden")) as node:
        yield node


def without_storing(handler: ModuleType, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handler, "inserted", lambda _unit, _layout, row: row)


def deleting_hard(handler: ModuleType, patch: pytest.MonkeyPatch) -> None:
    removed = handler.removed
    patch.setattr(handler, "removed", lambda *given, soft: removed(*given, soft=not soft))


def without_writing(handler: ModuleType, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handler, "written_file", lambda *_: None)


def impatient(handler: ModuleType, patch: pytest.MonkeyPatch) -> None:
    patience = handler.Patience
    patch.setattr(
        handler, "Patience", lambda seconds, retries, delay: patience(seconds, retries + 1, delay)
    )


def hurried(handler: ModuleType, patch: pytest.MonkeyPatch) -> None:
    patience = handler.Patience
    patch.setattr(
        handler, "Patience", lambda seconds, retries, delay: patience(seconds / 2, retries, delay)
    )


@pytest.fixture
def noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Noticed:
    """What the scenarios of an operation say after a change; before it they say nothing."""

    def found(node: EffectNode, name: str, change: Change) -> str:
        handler = node.module(f"nodes.{node.node}.handlers.handler_{name}")
        scenario = node.scenarios()[name.upper()]
        assert node.tests.play(scenario, tmp_path / "before") == []
        change(handler, monkeypatch)
        return " ".join(node.tests.play(scenario, tmp_path / "after"))

    return found


@pytest.mark.parametrize(
    ("name", "change"), [("plant", without_storing), ("dig_up", deleting_hard)]
)
def test_rows_that_are_not_kept_or_not_hidden_are_noticed(
    garden: EffectNode, name: str, change: Change, noticed: Noticed
) -> None:
    assert "rows of Plant" in noticed(garden, name, change)


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("write_report", without_writing, "expected"),
        ("score", impatient, "pauses: expected"),
        ("score", hurried, "timeouts: expected"),
    ],
)
def test_files_and_the_patience_of_calls_are_noticed(
    package: EffectNode, name: str, change: Change, told: str, noticed: Noticed
) -> None:
    assert told in noticed(package, name, change)


def test_an_unknown_operation_is_told(garden: EffectNode) -> None:
    assert code(garden.ask("no_such_operation", {})) == "INVALID_OPERATION"
