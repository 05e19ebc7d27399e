"""A requirement of a structured document says the same words in any frame."""

from typing import Final

import pytest

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.vocabulary import FILLERS
from omninode_bridge.language.word_forms import plain_forms
from omninode_bridge.requirements.naming import words
from tests.unit.language.framings import DENIED, FRAMES, Content

_RENEW: Final = Content("renew", "renewing", "renewed", "loans", " for two weeks")


def _said(text: str) -> list[str]:
    """Plain words that ask for something."""
    left = {*words(gist(text))} - FILLERS - passed_over(text)
    return sorted(min(plain_forms(word), key=len) for word in left)


@pytest.mark.parametrize("name", sorted(FRAMES))
def test_a_frame_adds_no_words(name: str) -> None:
    assert _said(_RENEW.within(FRAMES[name])) == _said(_RENEW.plain)


@pytest.mark.parametrize("frame", DENIED)
def test_what_denies_or_adds_something_adds_words(frame: str) -> None:
    assert _said(_RENEW.within(frame)) != _said(_RENEW.plain)
