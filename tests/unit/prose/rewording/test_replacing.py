"""A sentence is exchanged where it stands, whatever marks it has."""

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.prose.rewording.replacing import replaced, span_of
from omninode_bridge.prose.rewording.wording import Rewording, Spoken


@pytest.mark.parametrize(
    ("text", "spoken", "line", "expected"),
    [
        ("# T\n- Count cups.\n- Sum it.\n", "Count cups", 2, "# T\n- New.\n- Sum it.\n"),
        ("# T\nOne. Count\n  *all* cups. Two.\n", "Count all cups.", 2, "# T\nOne. New. Two.\n"),
        ("- R1: **Count** the `cup`\n", "Count the cup", 1, "- R1: New.\n"),
        ("Count cups.\nCount cups.\n", "Count cups.", 2, "Count cups.\nNew.\n"),
    ],
)
def test_the_sentence_alone_is_exchanged(text: str, spoken: str, line: int, expected: str) -> None:
    assert replaced(text, [Rewording(Spoken(spoken, Place(line)), "New.")]) == expected


def test_what_does_not_stand_there_leaves_the_text_alone() -> None:
    text = "# T\nCount cups.\n"

    assert span_of(text, Spoken("Count plates.", Place(1))) is None
    assert span_of(text, Spoken("Count cups.", Place(9))) is None
    assert replaced(text, [Rewording(Spoken("Count plates.", Place(1)), "New.")]) == text


def test_sentences_that_overlap_are_exchanged_once() -> None:
    both = [
        Rewording(Spoken("Count cups. Sum plates.", Place(1)), "New."),
        Rewording(Spoken("Sum plates.", Place(1)), "Other."),
    ]

    assert replaced("Count cups. Sum plates. End.", both) == "New. End."
