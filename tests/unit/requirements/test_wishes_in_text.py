"""Running text tells of people and their wishes; only what is asked of the node is asked for."""

import pytest

from omninode_bridge.requirements.parts.sentences import asks_for_something
from omninode_bridge.requirements.parts.wanted_indirectly import introduces


@pytest.mark.parametrize(
    "text",
    [
        "As a clerk, I want a list of loans.",
        "It must be possible to renew a loan.",
        "There must be a way to renew a loan.",
        "The app lets members renew a loan.",
        "Clerks need to renew loans.",
    ],
)
def test_what_is_asked_for(text: str) -> None:
    assert asks_for_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "In the evening the treasurer wants to know what came in.",
        "We want to be the best library in town.",
        "Members like to read.",
    ],
)
def test_what_is_only_told(text: str) -> None:
    assert not asks_for_something(text)


@pytest.mark.parametrize(
    ("text", "is_opening"),
    [
        ("The keeper wants to know what is in the shed.", True),
        ("The keeper wants to know from the weighings of a\nweek how the herd does.", True),
        ("The keeper wants to see how the herd does, and on which days somebody fed it.", True),
        ("The keeper wants to know how many animals there are.", False),
        ("The keeper wants to know how the herd does, and the vet must be told.", False),
    ],
)
def test_what_somebody_wants_to_know_opens_a_document(text: str, *, is_opening: bool) -> None:
    assert introduces(text) is is_opening
