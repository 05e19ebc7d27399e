"""Sentences tell of which type a document is, where nothing else says it."""

from dataclasses import replace

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.type_of_prose import with_prose
from omninode_bridge.requirements.detection.detect import Basis, Detection, detect_type
from omninode_bridge.requirements.reading import read_prd

FLOW = """# Loaf

The workflow must start with mixing the dough. The dough must be kneaded after it has been mixed.
The loaf must be baked after the dough has been kneaded.
"""
LIFE = """# Parcel

## Life of a parcel
- A parcel starts as announced.
- When the driver collects an announced parcel, it becomes collected.
- When the driver delivers a collected parcel, it becomes delivered.
"""
FIGURES = """# Toll

A passage consists of the number (string, unique), the gate (string), the fee (money) and the time
at which it was passed (datetime).

## What the bridge keeper wants to know
- The number of passages per gate
- The total fee per gate and day
- The average fee of all passages
"""
SUMS = """# Pool

Input: adults (int), children (int).

Output: fee (money), total (money).

## Requirements
- The fee is 4.00 for each adult plus 2.50 for each child.
- The total is the fee plus 1.00.
"""


def detected(text: str, words: NodeType, confidence: float = 0.9) -> Detection:
    document = read_prd(text).document
    found = replace(detect_type(document), node_type=words, confidence=confidence)
    assert found.basis is Basis.WORDS
    return with_prose(document, found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (FLOW, NodeType.ORCHESTRATOR),
        (LIFE, NodeType.REDUCER),
        (FIGURES, NodeType.REDUCER),
        (SUMS, NodeType.COMPUTE),
    ],
)
@pytest.mark.parametrize("words", list(NodeType))
def test_what_is_understood_weighs_more_than_words(
    text: str, kind: NodeType, words: NodeType
) -> None:
    found = detected(text, words)

    assert found.node_type is kind
    assert [one.code for one in found.diagnostics if one.code == "PRD807"] == (
        [] if words is kind else ["PRD807"]
    )


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("Life of a ticket\n- Tickets wander about somehow.", NodeType.REDUCER),
        ("Booking life cycle\n- Tickets wander about somehow.", NodeType.REDUCER),
        ("Process\n- Tickets wander about somehow.", NodeType.ORCHESTRATOR),
        ("Course of events\n- Tickets wander about somehow.", NodeType.ORCHESTRATOR),
    ],
)
def test_where_nothing_is_understood_a_section_may_say_it(section: str, kind: NodeType) -> None:
    assert detected(f"# T\n\n## {section}\n", NodeType.EFFECT).node_type is kind


def test_what_goes_in_and_what_comes_out_and_nothing_else_is_computed() -> None:
    text = "# T\n\nInput: age (int).\n\nOutput: mood (string).\n\n- Be kind to all of them\n"

    assert detected(text, NodeType.EFFECT).node_type is NodeType.COMPUTE


def test_words_decide_where_nothing_else_does() -> None:
    assert detected("# T\n\n- Be kind to all of them\n", NodeType.EFFECT).node_type is (
        NodeType.EFFECT
    )


def test_a_stated_type_is_not_doubted_for_words() -> None:
    text = "---\ntype: reducer\n---\n# T\n\n## Requirements\n- Users can create a customer.\n"
    found = detect_type(read_prd(text).document)

    assert (found.node_type, found.diagnostics) == (NodeType.REDUCER, ())


def test_what_is_done_to_source_code_tells_of_no_stored_things() -> None:
    tasks = [
        "Add ModelPriceRequest to the models",
        "Update price_table.py with the new columns",
        "Remove old_price() and its tests",
        "Add PriceHandler to __init__.py",
    ]
    text = "# Price\n\n## Requirements\n" + "".join(f"- {one}\n" for one in tasks)
    found = detected(text, NodeType.COMPUTE)
    assert (found.node_type, found.basis) == (NodeType.COMPUTE, Basis.WORDS)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("# NodeTillEffect", NodeType.EFFECT),
        ("feat(till): add node_till_reducer (#12)", NodeType.REDUCER),
        ("Adds NodeTillCompute EFFECT node for the till", NodeType.EFFECT),
        ("# NodeTillEffect, which feeds node_sales_reducer", NodeType.EFFECT),
    ],
)
@pytest.mark.parametrize("words", list(NodeType))
def test_a_node_is_what_it_is_called_where_next_to_nothing_is_understood(
    title: str, kind: NodeType, words: NodeType
) -> None:
    text = f"{title}\n\n- Be kind to all of them\n- The nonsense must be kept.\n"
    assert detected(text, words).node_type is kind


def test_what_is_understood_weighs_more_than_a_name() -> None:
    text = SUMS.replace("# Pool", "# NodePoolEffect")
    assert detected(text, NodeType.EFFECT).node_type is NodeType.COMPUTE
