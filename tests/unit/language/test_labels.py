"""A label that says nothing of its own changes nothing; one that may be a condition stays."""

import pytest

from omninode_bridge.language.labels import without_label
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd


@pytest.mark.parametrize(
    "text",
    [
        "Rounding: the fee is rounded to cents.",
        "Base price: the price is 2.10 per km.",
        "**Piano**: if a piano is moved, 120.00 is added.",
        "**Maximum:** the fee is never more than 25.00.",
        "Refusal: a weight over 30 is refused.",
        "Members and discount: members get 5 % off.",
        "Volume: 15.00 per cubic metre is added to the price.",
    ],
)
def test_a_label_of_the_sentences_own_words_is_dropped(text: str) -> None:
    rest = text.split(":", 1)[1].strip("* ")

    assert without_label(text) == rest[0].upper() + rest[1:]


@pytest.mark.parametrize(
    "text",
    [
        "Members: the fee is 5.00.",
        "Night surcharge: 10 % is added to the price.",
        "Not for members: members pay the whole fee.",
        "Members only: members pay 5.00.",
        "Failure: the customer is told of it.",
        "Students over 30: students pay 5.00.",
        "fee: money",
        "See https://example.org/fee: the fee is 5.",
        "The fee is 5.00 at 10:30 each day.",
        "The colours are: red and green.",
    ],
)
def test_what_may_be_a_condition_stays(text: str) -> None:
    assert without_label(text) == text


DOCUMENT = """---
type: compute
---
# Quote
Input: distance (decimal), piano (bool).

Output: price (money).

## Requirements
{}
"""
SAID = [
    ("Base price", "the price is 2.10 times the distance."),
    ("Piano", "if piano is true, the price is increased by 120.00."),
    ("Rounding", "the price is rounded to full cents."),
    ("Refusal", "a distance of more than 2000 is refused."),
]


def rules(sentences: list[str]) -> list[str]:
    text = DOCUMENT.format("\n".join(f"- {one}" for one in sentences))
    found = understand(read_prd(text).document, NodeType.COMPUTE).document
    return [" ".join(rule.text.split()) for rule in found.rules]


def test_labels_change_no_rule() -> None:
    plain = rules([said[0].upper() + said[1:] for _, said in SAID])

    assert len(plain) > 2
    assert rules([f"{label}: {said}" for label, said in SAID]) == plain
    assert rules([f"**{label}**: {said}" for label, said in SAID]) == plain


def test_a_label_that_limits_keeps_its_sentence_unread() -> None:
    assert rules(["Members: the price is 2.10 times the distance."]) == []
