"""Tables as one token each.

The parser's own rule makes three tokens a cell, which is most of the memory of a large document,
and loses the columns. This one follows the same grammar and keeps where each cell stands.
"""

import re
from typing import Final

from markdown_it.rules_block import StateBlock

from omninode_bridge.requirements.limits import MAX_CELLS, MAX_ROWS

DELIMITER: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
DELIMITING: Final = frozenset("|-: \t")

type Cell = tuple[int, str]


def split_row(line: str) -> list[Cell]:
    """Column (from 0) and stripped text of each cell; `\\|` does not separate."""
    bounds = [match.start() for match in re.finditer(r"(?<!\\)\|", line)]
    starts = [0, *(at + 1 for at in bounds)]
    ends = [*bounds, len(line)]
    cells: list[Cell] = []
    for start, end in zip(starts, ends, strict=True):
        text = line[start:end]
        cells.append((start + len(text) - len(text.lstrip()), text.strip()))
    if cells and not cells[0][1]:
        cells.pop(0)
    if cells and not cells[-1][1]:
        cells.pop()
    return cells


def _line(state: StateBlock, index: int) -> str:
    """The line with everything before its content blanked, so that columns stay true."""
    start = state.bMarks[index] + state.tShift[index]
    begin = state.src.rfind("\n", 0, start) + 1
    return " " * (start - begin) + state.src[start : state.eMarks[index]]


def _is_table(state: StateBlock, start: int, end: int) -> bool:
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    stop = state.eMarks[start + 1]
    if state.src[stop - 1 : stop] not in DELIMITING:
        return False
    delimiter = _line(state, start + 1).strip()
    if "-" not in delimiter or not DELIMITING.issuperset(delimiter):
        return False
    header = _line(state, start)
    if "|" not in header or not DELIMITER.fullmatch(delimiter):
        return False
    return len(split_row(header)) == len(split_row(delimiter)) > 0


def _ends(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return True
    if not _line(state, line).strip():
        return True
    rules = state.md.block.ruler.getRules("blockquote")
    return any(rule(state, line, end, True) for rule in rules)


def table_rule(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the parser passes these by name
    if state.is_code_block(startLine) or not _is_table(state, startLine, endLine):
        return False
    if silent:
        return True
    rows = [(0, split_row(_line(state, startLine)))]
    line = startLine + 2
    cells = dropped = 0
    parent, state.parentType = state.parentType, "table"
    while line < endLine and not _ends(state, line, endLine):
        if len(rows) > MAX_ROWS or cells > MAX_CELLS:
            dropped += 1
        else:
            rows.append((line - startLine, split_row(_line(state, line))))
            cells += len(rows[-1][1])
        line += 1
    state.parentType = parent
    token = state.push("table", "table", 0)
    token.map = [startLine, line]
    token.meta = {"rows": rows, "dropped": dropped}
    state.line = line
    return True
