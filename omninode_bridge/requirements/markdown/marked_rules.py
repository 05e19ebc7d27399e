"""The parser's block rules, asked only about lines that begin as their blocks do.

Most lines of a document are text; to let every rule find that out by itself takes most of the time.
"""

from collections.abc import Callable
from typing import Final

from markdown_it.ruler import Ruler
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    fence,
    heading,
    hr,
    html_block,
    list_block,
)

type BlockRule = Callable[[StateBlock, int, int, bool], bool]

ANYWHERE: Final = ("paragraph", "reference", "blockquote", "list")
OUTSIDE_LISTS: Final = ("paragraph", "reference", "blockquote")
RULES: Final[tuple[tuple[str, BlockRule, str, tuple[str, ...]], ...]] = (
    ("fence", fence, "`~", ANYWHERE),
    ("blockquote", blockquote, ">", ANYWHERE),
    ("hr", hr, "*-_", ANYWHERE),
    ("list", list_block, "*+-0123456789", OUTSIDE_LISTS),
    ("html_block", html_block, "<", OUTSIDE_LISTS),
    ("heading", heading, "#", OUTSIDE_LISTS),
)
"""Name, rule, first characters of its lines, and the blocks that it may end."""


def only_at_markers(ruler: Ruler[BlockRule]) -> None:
    for name, rule, markers, ends in RULES:
        ruler.at(name, _at_markers(rule, frozenset(markers)), {"alt": list(ends)})


def _at_markers(rule: BlockRule, markers: frozenset[str]) -> BlockRule:
    def asked(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the parser's names
        at = state.bMarks[startLine] + state.tShift[startLine]
        return state.src[at : at + 1] in markers and rule(state, startLine, endLine, silent)

    return asked
