"""What tells one event of a stream from another is said or declared, and never made up."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd

EVENTS = """### Events
| event | fields |
| --- | --- |
| coupon | coupon_code: string{}, gate: string |
"""


def understood(sentence: str, data: str = "") -> Understood:
    model = f"## Data model\n{data}" if data else ""
    text = f"# Coupons\n{model}## Requirements\n- {sentence}\n"
    return understand(read_prd(text).document, NodeType.REDUCER)


@pytest.mark.parametrize(
    "data",
    ["", EVENTS.format(""), "### Coupon\n- gate: string\n", "### Gate\n- id: uuid (unique)\n"],
)
def test_without_a_key_a_stream_is_not_told_apart(data: str) -> None:
    found = understood("Coupons that were already processed shall be skipped.", data)
    assert found.document.aggregations == ()
    assert found.document.requirements[0].pattern == ""
    assert "event_number" not in {
        field.name for event in found.document.events for field in event.fields
    }


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (EVENTS.format(" (unique)"), "coupon_code"),
        ("### Coupon\n- id: uuid (primary key)\n- gate: string\n", "id"),
    ],
)
def test_the_unique_field_of_the_data_model_is_the_key(data: str, key: str) -> None:
    found = understood("Coupons that were already processed shall be skipped.", data)
    assert f"key = {key} (data model)" in found.document.requirements[0].pattern


def test_the_key_that_the_sentence_names_is_taken() -> None:
    found = understood("Ignore repeated coupons by coupon number.")
    assert found.document.requirements[0].pattern.endswith("key = coupon_number")
