"""A store keeps what it read only while the file is still the one that it read."""

import json

import pytest

from tests.effects.node import DOCUMENTS, EffectNode

pytestmark = pytest.mark.slow

DOCUMENT = (DOCUMENTS / "watch.md").read_text(encoding="utf-8")


def shelf(label: str) -> dict[str, object]:
    return {"label": label, "zone": "north", "stock": 1}


def test_two_stores_on_one_folder_see_what_the_other_wrote(node: EffectNode) -> None:
    one, other = (node.bindings.embedded(node.state) for _ in range(2))
    for number in range(6):
        ports = (one, other)[number % 2]
        assert "id" in node.ask("add_shelf", shelf(f"s{number}"), ports)
        twice = node.ask("add_shelf", shelf(f"s{number}"), (other, one)[number % 2])
        assert twice["error"]["code"] == "DUPLICATE_REGISTRATION"
    assert node.ask("query_shelves", {}, one) == node.ask("query_shelves", {}, other)
    assert node.ask("query_shelves", {}, one)["total"] == 6


def test_a_refused_request_leaves_the_kept_content_as_it_was(node: EffectNode) -> None:
    ports = node.bindings.embedded(node.state)
    node.ask("add_shelf", shelf("a"), ports)
    node.ask("restock", {"label": "a", "stock": -1}, ports)
    assert node.ask("query_shelves", {}, ports)["items"][0]["stock"] == 1


def test_a_file_that_somebody_edits_or_takes_away_is_read_again(node: EffectNode) -> None:
    ports, file = node.bindings.embedded(node.state), node.state / "entities.json"
    node.ask("add_shelf", shelf("a"), ports)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["entities"]["Shelf"][0]["row"]["stock"] = 1234
    file.write_text(json.dumps(content), encoding="utf-8")
    assert node.ask("query_shelves", {}, ports)["items"][0]["stock"] == 1234
    file.unlink()
    assert node.ask("query_shelves", {}, ports)["total"] == 0
