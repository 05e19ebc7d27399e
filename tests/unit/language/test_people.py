"""Who does what is done is no key; where `by` may say how, it stays."""

import pytest

from omninode_bridge.language.people import without_agent


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Loans can be deleted by the clerk.", "Loans can be deleted."),
        ("Loans are deleted by clerks by id.", "Loans are deleted by id."),
        ("Loans can be deleted by id by a clerk.", "Loans can be deleted by id."),
        ("Loans are grouped by branch by the clerk.", "Loans are grouped by branch."),
    ],
)
def test_who_does_it_is_left_out(text: str, rest: str) -> None:
    assert without_agent(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Loans are grouped by customer.",
        "Loans are grouped by the customer.",
        "Loans are counted by clerks.",
        "Loans can be found by the customer.",
        "Loans can be deleted by id.",
        "Loans can be deleted by customer.",
        "Delete loans by the customer.",
        "Loans are deleted by the customer's group.",
    ],
)
def test_what_things_are_told_apart_by_stays(text: str) -> None:
    assert without_agent(text) == text
