"""Where the parts of a syntax tree stand in its source, in characters."""

import ast
import re
from itertools import accumulate

type Placed = ast.expr | ast.stmt


class Source:
    """A text and its lines; the tree counts columns in bytes of UTF-8, an edit in characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.splitlines(keepends=True)
        self._starts = [0, *accumulate(map(len, self._lines))]

    def start(self, node: Placed) -> int:
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: Placed) -> int:
        if node.end_lineno is None or node.end_col_offset is None:
            raise AssertionError("a parsed node has an end")
        return self._offset(node.end_lineno, node.end_col_offset)

    def of(self, node: Placed) -> str:
        return self.text[self.start(node) : self.end(node)]

    def between(self, left: Placed, right: Placed, token: str) -> tuple[int, int]:
        """The token between two operands, of which nothing but brackets stand beside it."""
        gap = self.text[self.end(left) : self.start(right)]
        found = re.search(r"\s+".join(map(re.escape, token.split())), gap)
        if found is None:
            raise AssertionError(f"no {token} between two operands")
        return self.end(left) + found.start(), self.end(left) + found.end()

    def _offset(self, line: int, column: int) -> int:
        text = self._lines[line - 1]
        before = column if text.isascii() else len(text.encode()[:column].decode())
        return self._starts[line - 1] + before
