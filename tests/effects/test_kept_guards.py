"""Guards of a state machine that look through all rows."""

from pathlib import Path

import pytest

from tests.effects.node import DOCUMENTS, Answer, EffectNode
from tests.effects.test_real_services import play_all
from tests.embedded_postgres import EmbeddedServer

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

DOCUMENT = (DOCUMENTS / "lockers.md").read_text(encoding="utf-8")


def asked(node: EffectNode, guest: str, locker: int) -> str:
    return str(node.ask("ask_locker", {"guest_id": guest, "locker": locker})["id"])


def state(answer: Answer) -> str:
    return str(answer.get("state") or answer["error"]["code"])


def test_a_guard_looks_at_other_rows(node: EffectNode) -> None:
    guests = [str(node.ask("enter_guest", {"name": name})["id"]) for name in ("Ada", "Bo")]
    rentals = [asked(node, guests[0], locker) for locker in (1, 2, 3)]
    found = [state(node.ask("start_rental", {"id": each})) for each in rentals]
    assert found == ["running", "running", "INVALID_STATE"]
    same = asked(node, guests[1], 2)
    assert state(node.ask("start_rental", {"id": same})) == "INVALID_STATE"
    assert state(node.ask("end_rental", {"id": rentals[1]})) == "over"
    assert state(node.ask("start_rental", {"id": same})) == "running"


def test_every_scenario_holds_on_postgres(
    package: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    assert play_all(package, postgres_server, tmp_path) > 0
