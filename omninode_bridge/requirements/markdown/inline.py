"""Inline Markdown without an inline parser: what a reader sees, and what is written as code.

The parser's own inline rules take quadratic time on hostile text, and little of them matters here.
Every pattern below is bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator

from omninode_bridge.requirements.markdown.span import Span

LINK = re.compile(r"!?\[([^\[\]]{1,300})\]\([^()\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)")
STRONG = re.compile(r"\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
EMPHASIS = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![\w*])|"
    r"(?<![\w\\])_(?=[^\s_])([^_\n]{1,300})(?<=[^\s_])_(?!\w)"
)
MARKUP = re.compile(r"[*_`\[\\&]")
CODE_TICKS = re.compile(r"`+")
ENTITY = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " "}


def plain(text: str) -> str:
    """The text as a reader sees it, code with its backticks, white space collapsed."""
    if MARKUP.search(text) is None:
        return " ".join(text.split())
    shown: list[str] = []
    for piece, is_code in pieces(text):
        shown.append(piece if is_code else _without_markup(piece))
    return " ".join("".join(shown).split())


def bare(text: str) -> str:
    """Like `plain`, without the backticks."""
    return plain(text).replace("`", "").strip()


def _without_markup(text: str) -> str:
    text = EMPHASIS.sub(r"\1\2", STRONG.sub("", LINK.sub(r"\1", text)))
    for entity, character in ENTITY.items():
        text = text.replace(entity, character)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|<>~-])", r"\1", text)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Alternating text and code, the code with its backticks."""
    last = 0
    for start, end in code_bounds(text):
        if start > last:
            yield text[last:start], False
        yield text[start:end], True
        last = end
    if last < len(text):
        yield text[last:], False


def code_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each code span, backticks included; a run closes at the next equal run."""
    first = text.find("`")
    if first < 0:
        return
    last = text.rfind("`")
    if text.find("`", first + 1) == last > first + 1:
        # The usual case: two single ticks with something between them.
        yield first, last + 1
        return
    runs = [match.span() for match in CODE_TICKS.finditer(text)]
    if len(runs) == 1:
        return
    following: dict[int, int] = {}
    closes: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closes[index] = following.get(length)
        following[length] = index
    index = 0
    while index < len(runs):
        close = closes[index]
        if close is None:
            index += 1
        else:
            yield runs[index][0], runs[close][1]
            index = close + 1


def is_code(text: str) -> bool:
    """Whether the text is one code span as a whole."""
    if not text.startswith("`"):
        return False
    return next(code_bounds(text), None) == (0, len(text))


def code_spans(span: Span) -> Iterator[Span]:
    """The contents of the code spans, stripped."""
    for start, end in code_bounds(span.text):
        content = _inside(span, start, end)
        if content:
            yield content


def _inside(span: Span, start: int, end: int) -> Span:
    """What stands between the ticks of a code span, stripped."""
    code = span.text[start:end]
    ticks = len(code) - len(code.lstrip("`"))
    return span.slice(start + ticks, max(start + ticks, end - ticks)).strip()


def unwrapped(span: Span) -> Span:
    """The content of a text that is one code span as a whole, else the text itself."""
    stripped = span.strip()
    if not is_code(stripped.text):
        return stripped
    return _inside(stripped, 0, len(stripped.text)) or stripped.slice(0, 0)


def cell_text(span: Span) -> str:
    """A table cell's value: code unwrapped, markup resolved."""
    inner = unwrapped(span)
    if inner is not span and inner.text != span.text.strip():
        return inner.text
    return plain(span.text)
