"""The parser's block rules, asked only about lines that begin as their blocks do.

Most lines of a document are text; to let every rule find that out by itself takes most of the time.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Final

from markdown_it.ruler import Ruler
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    fence,
    heading,
    hr,
    html_block,
    lheading,
    list_block,
)

type BlockRule = Callable[[StateBlock, int, int, bool], bool]

HR_MARKERS: Final = "*-_"
HR_ENDS: Final = frozenset("*-_ \t")
UNDERLINES: Final = "-="
LINES: Final = "underlines and blank lines"


def _ruled(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the parser's names
    """A horizontal rule also ends with one of its markers."""
    end = state.eMarks[startLine]
    return state.src[end - 1 : end] in HR_ENDS and hr(state, startLine, endLine, silent)


ANYWHERE: Final[Mapping[str, BlockRule]] = {
    **dict.fromkeys("`~", fence),
    ">": blockquote,
    **dict.fromkeys(HR_MARKERS, _ruled),
}
"""By first character: what may end paragraphs, quotes and the items of a list."""

OUTSIDE_LISTS: Final[Mapping[str, BlockRule]] = {
    **dict.fromkeys("*+-0123456789", list_block),
    "<": html_block,
    "#": heading,
}
"""What may end paragraphs and quotes only."""


def only_at_markers(ruler: Ruler[BlockRule]) -> None:
    """No line begins two of the blocks that share a table, so their order does not matter."""
    ruler.at(
        "fence", _dispatch(ANYWHERE), {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    ruler.at("list", _dispatch(OUTSIDE_LISTS), {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("lheading", _underlined)
    ruler.disable(["blockquote", "hr", "html_block", "heading"])


def _dispatch(rules: Mapping[str, BlockRule]) -> BlockRule:
    def asked(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the parser's names
        at = state.bMarks[startLine] + state.tShift[startLine]
        rule = rules.get(state.src[at : at + 1])
        return rule is not None and rule(state, startLine, endLine, silent)

    return asked


def _underlined(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the parser's names
    """A heading by underline: only where such a line follows before the next blank one."""
    if LINES not in state.env:
        state.env[LINES] = _blank_or_underlining(state.src)
    lines: list[tuple[int, bool]] = state.env[LINES]
    at = bisect_right(lines, (startLine, True))
    return at < len(lines) and lines[at][1] and lheading(state, startLine, endLine, silent)


def _blank_or_underlining(text: str) -> list[tuple[int, bool]]:
    """Numbers of the blank lines, with False, and of those that end as an underline does."""
    lines = enumerate(line.rstrip() for line in text.split("\n"))
    return [(at, bool(line)) for at, line in lines if not line or line[-1] in UNDERLINES]
