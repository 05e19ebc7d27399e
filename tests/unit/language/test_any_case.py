"""Lowered text finds what the engine's own comparison without case finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.language.any_case import AnyCase

PATTERN = r"\b(?:fast|as needed|p\d\d|kept)(?!\w)"
PIECES = st.sampled_from(["Fast", "FAST", "as NEEDED", "P95", "kept", "\u212aept", "fa\u017ft"])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6))).map(" ".join)


@given(TEXTS)
def test_as_the_engine_finds_it(text: str) -> None:
    expected = re.search(PATTERN, text, re.IGNORECASE)
    words = AnyCase(PATTERN)
    assert words.first_in(text) == (expected and expected.group())
    assert words.occurs_in(text) is (expected is not None)
    assert words.times_in(text) == len(re.findall(PATTERN, text, re.IGNORECASE))


def test_the_match_is_told_as_it_is_written() -> None:
    assert AnyCase("fast").first_in("It is FasT.") == "FasT"
