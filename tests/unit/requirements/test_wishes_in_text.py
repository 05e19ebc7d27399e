"""Running text tells of people and their wishes; only what is asked of the node is asked for."""

import pytest

from omninode_bridge.requirements.parts.sentences import asks_for_something


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
