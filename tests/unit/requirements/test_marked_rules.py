"""The rules that are asked less often answer as the parser's own do."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from omninode_bridge.requirements.markdown.marked_rules import (
    ANYWHERE,
    HR_MARKERS,
    OUTSIDE_LISTS,
    only_at_markers,
)

STARTS = ["", "- ", "1. ", "2) ", "* ", "+", "> ", "# ", "###### ", "#x", "```", "~~~ py", "---"]
STARTS += [
    "* * *",
    "___",
    "<div>",
    "<!-- x -->",
    "</p>",
    "===",
    "    ",
    "\t",
    "  - ",
    "\\# ",
    "_a",
    "- - -",
    "=",
    "-",
]
LINES = st.tuples(st.sampled_from(["", " ", "  ", "   ", "    "]), st.sampled_from(STARTS))
TEXTS = st.lists(st.tuples(LINES, st.sampled_from(["", "text", "- x", "> y", "|", " "])))


def _plain() -> MarkdownIt:
    return MarkdownIt("commonmark").disable(["table"], ignoreInvalid=True)


@given(TEXTS)
def test_same_tokens_as_the_parser_alone(lines: list[tuple[tuple[str, str], str]]) -> None:
    text = "\n".join(indent + start + rest for (indent, start), rest in lines)
    parser = _plain()
    only_at_markers(parser.block.ruler)
    assert parser.parse(text) == _plain().parse(text)


def test_every_rule_that_is_no_longer_asked_is_in_a_table() -> None:
    parser = _plain()
    before = set(parser.block.ruler.get_active_rules())
    only_at_markers(parser.block.ruler)
    assert before - set(parser.block.ruler.get_active_rules()) == {
        *("blockquote", "hr", "html_block", "heading"),
    }
    assert not ANYWHERE.keys() & OUTSIDE_LISTS.keys() - set(HR_MARKERS)


@given(
    st.lists(st.sampled_from(["a", "", " ", "> a", ">", "---", "> ---", "- a", "  ===", "=", "a-"]))
)
def test_headings_by_underline_are_found_as_the_parser_alone_finds_them(lines: list[str]) -> None:
    parser = _plain()
    only_at_markers(parser.block.ruler)
    text = "\n".join(lines)
    assert parser.parse(text) == _plain().parse(text)
