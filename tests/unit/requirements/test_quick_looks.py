"""What is looked for first misses nothing of what is looked for then."""

import re

from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.requirements.defects.incomplete import HINT, OPEN
from omninode_bridge.requirements.defects.inconsistent import FIGURE
from omninode_bridge.requirements.defects.opposites import AT_LEAST, AT_MOST, BETWEEN, RANGE
from omninode_bridge.requirements.parts.priorities import PRIORITY, split_priority

BEFORE = ("rule ", "step ", "phase ", "version ", "case ", "level ", "item ", "round ", "issue ")
WORDS = st.sampled_from(
    [*BEFORE, "pr ", "r-", "x", ".", "#", " ", "12", "3,456", "7.50", "- ", "a"]
)


@given(st.from_regex(OPEN))
def test_what_is_left_open_holds_a_hint(text: str) -> None:
    assert HINT.search(text)


@given(st.one_of(st.from_regex(BETWEEN), st.from_regex(AT_LEAST), st.from_regex(AT_MOST)))
def test_a_range_holds_one_of_its_words(text: str) -> None:
    assert RANGE.occurs_in(text)


@given(st.from_regex(PRIORITY))
def test_a_priority_is_found_by_its_bracket(text: str) -> None:
    assert split_priority(text)[0] is not None


@given(st.lists(WORDS, max_size=6).map("".join))
def test_a_figure_is_one_that_nothing_numbers(text: str) -> None:
    unnumbered = "".join(rf"(?<!{word})" for word in (*BEFORE, "pr ", "[A-Za-z]-", r"[\w.#]"))
    assert FIGURE.findall(text) == re.findall(
        unnumbered + r"\d{1,40}(?:,\d{3})*(?:\.\d{1,40})?", text
    )
