"""The kinds `query` and `notify`, sentence by sentence."""

import pytest

from tests.effects.node import DOCUMENTS, Answer, EffectNode

pytestmark = pytest.mark.slow

DOCUMENT = (DOCUMENTS / "watch.md").read_text(encoding="utf-8")


@pytest.fixture
def node(node: EffectNode) -> EffectNode:
    for label, zone, stock in (("b1", "north", 4), ("a1", "south", 0), ("a2", "north", 9)):
        node.ask("add_shelf", {"label": label, "zone": zone, "stock": stock})
    return node


def labels(answer: Answer) -> list[str]:
    return [row["label"] for row in answer["items"]]


def sent(node: EffectNode) -> list[tuple[str, Answer]]:
    return [(each["event_type"], each["payload"]) for each in node.events()]


def test_a_query_filters_sorts_and_pages_like_a_list(node: EffectNode) -> None:
    north = node.ask("query_shelves", {"zone": "north", "sort": "label"})
    assert (labels(north), north["total"]) == (["a2", "b1"], 2)
    assert labels(node.ask("query_shelves", {"sort": "-stock"})) == ["a2", "b1", "a1"]
    second = node.ask("query_shelves", {"label_contains": "A", "page": 2, "size": 1})
    assert (len(second["items"]), second["total"]) == (1, 2)


def test_a_query_that_finds_nothing_answers_an_empty_list(node: EffectNode) -> None:
    assert node.ask("query_shelves", {"label_contains": "z"}) == {"items": [], "total": 0}


def test_a_query_changes_nothing_and_sends_nothing(node: EffectNode) -> None:
    before = (node.state / "entities.json").read_bytes()
    node.ask("query_shelves", {"zone": "north"})
    assert (node.state / "entities.json").read_bytes() == before
    assert node.events() == []


def test_the_rules_of_a_query_see_its_request(node: EffectNode) -> None:
    answer = node.ask("query_zone", {"zone": "north", "least": -1})
    assert answer["error"] == {"code": "VALIDATION_ERROR", "message": "nothing is below zero"}
    assert sorted(labels(node.ask("query_zone", {"zone": "north", "least": 0}))) == ["a2", "b1"]


@pytest.mark.parametrize("request_", [{"page": 0}, {"zone": "east"}, {"sort": "colour"}])
def test_a_query_refuses_what_it_does_not_know(node: EffectNode, request_: Answer) -> None:
    assert node.ask("query_shelves", request_)["error"]["code"] == "VALIDATION_ERROR"


def test_a_notification_is_an_event_of_its_name_with_the_request(node: EffectNode) -> None:
    assert node.ask("alert", {"label": "a1", "stock": 0}) == {}
    assert sent(node) == [("alert", {"label": "a1", "stock": 0})]


def test_a_refused_notification_is_not_sent(node: EffectNode) -> None:
    refused = node.ask("alert", {"label": "a1", "stock": 11})
    assert refused["error"]["message"] == "that is plenty"
    assert node.ask("alert", {"label": "", "stock": 1})["error"]["code"] == "VALIDATION_ERROR"
    assert node.events() == []


def test_emits_names_the_notifications_and_the_answer_is_their_payload(node: EffectNode) -> None:
    assert node.ask("page_staff", {"label": "a1"}) == {"level": 1}
    assert sent(node) == [("staff_paged", {"level": 1}), ("shelf_watched", {"level": 1})]


def test_an_update_that_notifies_does_both_or_nothing(node: EffectNode) -> None:
    changed = node.ask("restock", {"label": "a1", "stock": 7})
    assert (changed["stock"], sent(node)) == (7, [("restock", changed)])
    assert node.ask("restock", {"label": "zz", "stock": 1})["error"]["code"] == "RESOURCE_NOT_FOUND"
    assert node.ask("restock", {"label": "a1", "stock": -1})["error"]["code"] == "VALIDATION_ERROR"
    assert len(node.events()) == 1


def test_a_notification_with_a_key_is_sent_once(node: EffectNode) -> None:
    request = {"text": "fire", "idempotency_key": "k"}
    assert node.ask("once", request) == node.ask("once", request) == {"text": "fire"}
    assert len(node.events()) == 1


def test_every_made_up_scenario_holds(node: EffectNode) -> None:
    found = node.scenarios()
    assert {"QUERY_SHELVES", "QUERY_ZONE", "ALERT", "PAGE_STAFF", "RESTOCK", "ONCE"} <= found.keys()
    for name, scenario in found.items():
        assert node.tests.play(scenario, node.state.parent / name) == [], name
