"""The rules that are asked less often answer as the parser's own do."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from omninode_bridge.requirements.markdown.marked_rules import RULES, only_at_markers

STARTS = ["", "- ", "1. ", "2) ", "* ", "+", "> ", "# ", "###### ", "#x", "```", "~~~ py", "---"]
STARTS += ["* * *", "___", "<div>", "<!-- x -->", "</p>", "===", "    ", "\t", "  - ", "\\# ", "_a"]
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


def test_a_rule_ends_the_same_blocks_as_the_parser_s_own() -> None:
    own, changed = _plain().block.ruler, _plain().block.ruler
    only_at_markers(changed)
    for block in ("", "paragraph", "reference", "blockquote", "list"):
        assert len(own.getRules(block)) == len(changed.getRules(block))
    assert {name for name, *_ in RULES} <= set(own.get_all_rules())
