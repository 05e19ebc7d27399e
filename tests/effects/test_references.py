"""`references`: what is named must be there, and stays while somebody refers to it."""

from pathlib import Path

import pytest

from tests.effects.node import DOCUMENTS, Answer, EffectNode
from tests.effects.test_real_services import play_all
from tests.embedded_postgres import EmbeddedServer

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

DOCUMENT = (DOCUMENTS / "kennel.md").read_text(encoding="utf-8")
NO_KEEPER = ("RESOURCE_NOT_FOUND", "Keeper not found")
REFERRED_TO = ("INVALID_STATE", "the Keeper is referred to by a Dog")


def refused(answer: Answer) -> tuple[str, str]:
    return answer["error"]["code"], answer["error"]["message"]


def dog(node: EffectNode, **more: object) -> Answer:
    node.ask("open_run", {"number": 4})
    return node.ask("take_in_dog", {"name": "Bo", "run": 4, **more})


def test_a_row_refers_to_rows_that_are_there(node: EffectNode) -> None:
    assert refused(dog(node, run=5)) == ("RESOURCE_NOT_FOUND", "Run not found")
    assert refused(dog(node, keeper="K-1")) == NO_KEEPER
    assert dog(node)["keeper"] is None
    node.ask("hire_keeper", {"badge": "K-1"})
    assert dog(node, keeper="K-1")["keeper"] == "K-1"


def test_a_change_refers_to_rows_that_are_there(node: EffectNode) -> None:
    found = dog(node)["id"]
    assert refused(node.ask("hand_over_dog", {"id": found, "keeper": "K-1"})) == NO_KEEPER
    node.ask("hire_keeper", {"badge": "K-1"})
    assert node.ask("hand_over_dog", {"id": found, "keeper": "K-1"})["keeper"] == "K-1"
    assert node.ask("hand_over_dog", {"id": found, "keeper": None})["keeper"] is None


def test_who_is_referred_to_stays_as_he_is(node: EffectNode) -> None:
    keeper = node.ask("hire_keeper", {"badge": "K-1"})["id"]
    found = dog(node, keeper="K-1")["id"]
    assert refused(node.ask("dismiss_keeper", {"id": keeper})) == REFERRED_TO
    assert refused(node.ask("rename_badge", {"id": keeper, "badge": "K-2"})) == REFERRED_TO
    node.ask("hand_over_dog", {"id": found, "keeper": None})
    assert node.ask("rename_badge", {"id": keeper, "badge": "K-2"})["badge"] == "K-2"
    assert node.ask("dismiss_keeper", {"id": keeper}) == {}


def test_who_is_only_hidden_is_none_for_new_rows_alone(node: EffectNode) -> None:
    found = dog(node)["id"]
    assert node.ask("close_run", {"number": 4}) == {}
    assert refused(dog(node)) == ("RESOURCE_NOT_FOUND", "Run not found")
    assert node.ask("feed_dog", {"id": found, "fed": 2})["fed"] == 2


def test_what_is_shown_again_refers_to_rows_that_are_there(node: EffectNode) -> None:
    keeper = node.ask("hire_keeper", {"badge": "K-1"})["id"]
    found = dog(node, keeper="K-1")["id"]
    node.ask("release_dog", {"id": found})
    assert node.ask("dismiss_keeper", {"id": keeper}) == {}
    assert refused(node.ask("bring_back_dog", {"id": found})) == NO_KEEPER


def test_every_scenario_holds_on_postgres(
    package: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    assert play_all(package, postgres_server, tmp_path) > 0
