"""A requirement of several sentences is bound only if all of them are understood."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_GATE = """# Gate

- A gate is closed at first.
- When a guard opens a closed gate, it becomes open.{more}
- When a guard closes an open gate, it becomes closed.
"""
_SALES = """# Sales

A sale has a shop (string), an amount (money) and a time (datetime).

- The total amount per shop.{more}
- The number of sales.
"""
_FEE = """# Fee

Input: weight in kg (decimal)

Output: fee (money)

- The fee is weight times 3.
- A weight of zero or less is refused{more}.
"""
_TYPES = {_GATE: NodeType.REDUCER, _SALES: NodeType.REDUCER, _FEE: NodeType.COMPUTE}


def bound(text: str, more: str) -> list[bool]:
    document = read_prd(text.format(more=more)).document
    made = understand(document, _TYPES[text]).document
    return [bool(one.pattern) for one in made.requirements]


@pytest.mark.parametrize("text", _TYPES)
def test_each_of_one_sentence_is_bound(text: str) -> None:
    assert all(bound(text, ""))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (_GATE, " The lamp glows in a warm purple tone for grumpy mice."),
        (_SALES, " Sales on stormy evenings bring luck."),
        (_FEE, ", and so is a weight that makes mice laugh"),
        (_FEE, ", but the mice must sing for each crate"),
    ],
)
def test_one_that_is_not_understood_keeps_the_others_from_being_bound(text: str, more: str) -> None:
    at = 0 if text is _SALES else 1

    assert not bound(text, more)[at]


@pytest.mark.parametrize(
    "more", [", and so is a weight above 90", "; a weight above 90 is refused as well"]
)
def test_clauses_that_are_understood_bind_their_sentence(more: str) -> None:
    assert all(bound(_FEE, more))
