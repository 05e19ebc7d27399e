"""Lists of one-line items as one token each, the commonest block of a document.

The parser's own rule opens the whole grammar once more for each item. This one reads a list only if
nothing but blank lines, or the end of the document, stands between or behind such items; any other
list is left to the parser's rule.
"""

import re
from typing import Final

from markdown_it.rules_block import StateBlock

# Text that begins like this begins no block but a paragraph.
ITEM: Final = re.compile(
    r"(?:([-*+])|([0-9]{1,9})([.)])) {1,4}((?:[^\W\d_]|\*\*[^\W_]|`(?!`)|[\[(\"'])[^\n]*)"
)
MAY_BELONG: Final = frozenset(" \t-*+0123456789")
"""First characters of lines that may be a further item, or part of the last one."""

type PlainItem = tuple[int, int, str, str | None]


def plain_list_rule(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the parser passes these by name
    """A token `list`: line (from the list's first), column (from 0), text and number of each."""
    if silent or state.level:
        return False
    match = ITEM.match(state.src, state.bMarks[startLine])
    if match is None:
        return False
    marker = match[1] or match[3]
    items: list[PlainItem] = []
    line = behind = startLine
    while match is not None and (match[1] or match[3]) == marker:
        column = match.start(4) - state.bMarks[line]
        items.append((line - startLine, column, match[4].rstrip(), match[2]))
        behind = line + 1
        line = state.skipEmptyLines(behind)
        match = ITEM.match(state.src, state.bMarks[line]) if line < endLine else None
    if line < endLine and (line == behind or state.src[state.bMarks[line]] in MAY_BELONG):
        return False
    token = state.push("list", "list", 0)
    token.map = [startLine, behind]
    token.meta = {"items": items, "ordered": items[0][3] is not None}
    state.line = line
    return True
