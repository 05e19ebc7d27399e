"""Frames, purposes and people of a sentence, and what looks like them but asks for something."""

import pytest

from omninode_bridge.generation.asides import gist, passed_over


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("As a clerk, I want to release a seat.", "release a seat."),
        ("As a clerk I can release a seat, so that others get it.", "release a seat."),
        ("As an owner, we need to be able to close it because of fire.", "close it."),
        ("Release it in order to sell it; tell the guest.", "Release it; tell the guest."),
        ("Release a seat as a gift.", "Release a seat as a gift."),
    ],
)  # fmt: skip
def test_the_gist_is_what_is_asked_for(text: str, asked: str) -> None:
    assert gist(text) == asked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A seat can be held for a customer.", {"customer"}),
        ("A seat is released by the cashier when nobody pays.", {"cashier"}),
        ("The clerk may release a seat.", {"clerk"}),
        ("The average score is known.", {"known"}),
        ("Only the clerk may release a seat.", set()),
        ("A seat is released only by the clerk.", set()),
        ("The clerk must not release a seat.", set()),
        ("A seat can be held for a group of customers.", set()),
        ("Customers can be deleted.", set()),
        ("The customer is deleted.", set()),
        ("Count the calls per customer.", set()),
        ("A seat is held for the customer's group.", set()),
        ("A seat is held for a wheelchair.", set()),
    ],
)
def test_people_are_passed_over_where_nothing_depends_on_them(text: str, words: set[str]) -> None:
    assert passed_over(text) == words
