"""Lists that are read at once say what the parser's own rule says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.requirements.markdown.blocks import Block, Listing, parser, read_blocks

MARKERS = ["- ", "-  ", "-", "* ", "+ ", "-     ", "1. ", "2. ", "3) ", "10. ", "1.", "", " - "]
MARKERS += ["  - ", "\t", "    ", "> ", "# ", "- - "]
TEXTS = ["a", "**b** c", "`d` e", "[f] g", '"h"', "(i", "5 j", "", "- k", "---", "| l |", "a | b"]
TEXTS += ["===", "~~~", "```", "<!-- m -->", "_n_", "\u00e9", "x  ", "**", "1. z", "#", "\\- o"]
LINES = st.one_of(
    st.builds(str.__add__, st.sampled_from(MARKERS), st.sampled_from(TEXTS)),
    st.sampled_from(
        ["- a", "- R1: b", "", "", " ", "* c", "1. d", "2. e", "--- | ---", "--", "\f"]
    ),
)


def _as_the_parser_alone(text: str) -> tuple[Block, ...]:
    parser().disable("plain_list")
    try:
        return read_blocks(text)
    finally:
        parser().enable("plain_list")


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_the_same_blocks(text: str) -> None:
    assert read_blocks(text) == _as_the_parser_alone(text)


@given(st.text(st.sampled_from("-*+1.) \n\tab|`#>[("), max_size=40))
def test_the_same_blocks_of_any_text(text: str) -> None:
    assert read_blocks(text) == _as_the_parser_alone(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("- a\n- b", [None, None]), ("7. a\n\n9. b\n\nc", [7, 9]), ("1) a\n1) b\n\n# c", [1, 1])],
)
def test_items_keep_their_numbers(text: str, numbers: list[int | None]) -> None:
    listing = read_blocks(text)[0]
    assert isinstance(listing, Listing)
    assert [item.number for item in listing.items] == numbers
