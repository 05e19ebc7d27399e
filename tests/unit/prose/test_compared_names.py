"""Of two names that are compared, both are declared or worked out; else nothing is."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd

DATA = "## Data model\n### Parcel\n- shelf_depth: decimal\n- parcel_depth: decimal\n"


def understood(*sentences: str, data: str = "") -> Document:
    lines = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: compute\n---\n# Shelves\n{data}## Requirements\n{lines}\n"
    return understand(read_prd(text).document, NodeType.COMPUTE).document


@pytest.mark.parametrize(
    "sentence",
    [
        "Parcels longer than the shelf are refused.",
        "Reject an offer above the budget.",
        "The bid must not exceed the ceiling.",
        "Reject the order if the sum of the bid and the fee exceeds the ceiling.",
    ],
)
@pytest.mark.parametrize("data", ["", DATA])
def test_names_that_nothing_stands_for_are_not_compared(sentence: str, data: str) -> None:
    found = understood(sentence, data=data)
    assert (found.rules, found.inputs) == ((), None)
    assert found.requirements[0].pattern == ""


def test_declared_fields_are_compared() -> None:
    found = understood("The parcel depth must not exceed the shelf depth.", data=DATA)
    (rule,) = found.rules
    assert rule.text.startswith("reject when parcel_depth > shelf_depth:")


def test_what_another_sentence_works_out_is_compared() -> None:
    data = "## Input\n- price: money\n- budget: money\n"
    found = understood(
        "The total is the price times 2.", "Reject totals above the budget.", data=data
    )
    assert [rule.text.split(":")[0] for rule in found.rules] == [
        "total = price * 2",
        "reject when total > budget",
    ]


def test_a_name_that_is_compared_with_a_number_may_be_new() -> None:
    found = understood("Boxes heavier than 30 kg are rejected.")
    assert [field.name for field in found.inputs or ()] == ["weight"]
