"""`for each` in the rules of an operation."""

from pathlib import Path

import pytest

from tests.effects.node import DOCUMENTS, EffectNode, imported

pytestmark = pytest.mark.slow

ORDERS = (DOCUMENTS / "orders.md").read_text(encoding="utf-8")
LINES = [
    {"sku": "a", "quantity": 3, "unit_price": "1.99"},
    {"sku": "b", "quantity": 1, "unit_price": "10"},
]


def taken(node: EffectNode) -> tuple[list[object], str]:
    order = node.ask("take_order", {"lines": LINES})
    return [line.get("amount") for line in order["lines"]], order["total"]


def test_declared_fields_of_items_are_kept_and_others_only_seen_by_rules(tmp_path: Path) -> None:
    with imported(ORDERS, tmp_path / "kept") as node:
        assert taken(node) == (["5.97", "10.00"], "15.97")
    free = ORDERS.replace("| amount | money | default 0 |\n", "").replace("order_desk", "free_desk")
    with imported(free, tmp_path / "free") as node:
        assert taken(node) == ([None, None], "15.97")


def test_a_change_goes_through_the_items_again(tmp_path: Path) -> None:
    with imported(ORDERS.replace("order_desk", "changed_desk"), tmp_path) as node:
        order = node.ask("take_order", {"lines": LINES})
        request = {"id": order["id"], "version": 1, "lines": LINES[:1]}
        changed = node.ask("change_order", request)
        assert (changed["lines"][0]["amount"], changed["total"]) == ("5.97", "5.97")
        refused = node.ask("take_order", {"lines": [{**LINES[0], "unit_price": "1000"}] * 2})
        assert refused["error"]["message"] == "too much at once"


def test_every_made_up_scenario_holds(tmp_path: Path) -> None:
    with imported(ORDERS.replace("order_desk", "played_desk"), tmp_path) as node:
        found = node.scenarios()
        assert found.keys() == {"TAKE_ORDER", "CHANGE_ORDER"}
        assert [
            name for name, each in found.items() if node.tests.play(each, tmp_path / name)
        ] == []
