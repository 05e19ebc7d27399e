"""The document as blocks. Only the parser's block rules run; `inline` does the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.markdown.marked_rules import only_at_markers
from omninode_bridge.requirements.markdown.numbering import by_number, without_number
from omninode_bridge.requirements.markdown.plain_lists import plain_list_rule
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.markdown.table_rule import table_rule
from omninode_bridge.requirements.markdown.wording import in_common_words


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span.joined(self.lines)


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its first paragraph, and the blocks below it."""

    span: Span
    children: tuple["Block", ...]
    place: Place
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Item, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as written, escapes included. Rows may be shorter or longer than the header.

    `dropped` is the number of rows beyond the limits, which are not kept.
    """

    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    place: Place
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Fence:
    """`info` is the fence's language, lower case; an indented code block has none."""

    info: str
    lines: tuple[Span, ...]
    place: Place

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Html:
    text: str
    place: Place


type Block = Heading | Paragraph | Listing | Table | Fence | Html


@cache
def parser() -> MarkdownIt:
    made = MarkdownIt("commonmark")
    # Link definitions would swallow lines such as `[R12]: the text`.
    made.disable(["reference"])
    made.core.ruler.disable(["inline", "text_join"])
    made.block.ruler.before(
        "code", "table", table_rule, {"alt": ["paragraph", "blockquote", "list"]}
    )
    only_at_markers(made.block.ruler)
    made.block.ruler.before("list", "plain_list", plain_list_rule)
    return made


def read_blocks(text: str) -> tuple[Block, ...]:
    """Blocks in document order. `text` has `\\n` line ends only."""
    lines = text.split("\n")
    tokens = parser().parse(text)
    return tuple(_Walker(tokens, lines).blocks("", 0))


class _Walker:
    """One pass over the parser's flat list of tokens."""

    def __init__(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        self._tokens = tokens
        self._lines = lines
        self._next = 0

    def blocks(self, until: str, depth: int) -> Iterator[Block]:
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            if token.type == until:
                return
            block = self._block(token, depth)
            if isinstance(block, Paragraph):
                yield from (Paragraph(lines) for lines in by_number(block.lines))
            elif block is not None:
                yield block

    def _block(self, token: Token, depth: int) -> Block | None:
        match token.type:
            case "inline":
                return Paragraph(tuple(in_common_words(tuple(self._content(token)))))
            case "bullet_list_open" | "ordered_list_open":
                return self._listing(token, depth)
            case "heading_open":
                return self._heading(token, depth)
            case _:
                return self._leaf(token)

    def _leaf(self, token: Token) -> Block | None:
        match token.type:
            case "table":
                return self._table(token)
            case "list":
                return self._plain_listing(token)
            case "fence" | "code_block":
                return self._fence(token)
            case "html_block":
                return Html(token.content, self._place(token))
            case _:
                return None

    def _place(self, token: Token) -> Place:
        line = token.map[0] if token.map else 0
        source = self._lines[line] if line < len(self._lines) else ""
        return Place(line + 1, len(source) - len(source.lstrip()) + 1, max(2, len(source) + 1))

    def _content(self, token: Token) -> Iterator[Span]:
        """Source lines of a paragraph: each is a tail of its line of the document."""
        first = token.map[0] if token.map else 0
        for index, text in enumerate(token.content.split("\n")):
            source = self._lines[first + index].rstrip() if first + index < len(self._lines) else ""
            shown = text.strip()
            at = max(source.rfind(shown), 0)
            yield Span.on(shown, first + index + 1, at + 1)

    def _heading(self, token: Token, depth: int) -> Block:
        inline = self._tokens[self._next]
        self._next += 2
        lines = tuple(self._content(inline))
        if depth:
            return Paragraph(tuple(in_common_words(lines)))
        return Heading(int(token.tag[1]), Span.joined(lines))

    def _listing(self, token: Token, depth: int) -> Listing:
        ordered = token.type == "ordered_list_open"
        items: list[Item] = []
        close = token.type.replace("_open", "_close")
        while self._next < len(self._tokens):
            inner = self._tokens[self._next]
            self._next += 1
            if inner.type == close:
                break
            items.append(self._item(inner, depth, ordered=ordered))
        return Listing(tuple(items), ordered)

    def _item(self, token: Token, depth: int, *, ordered: bool) -> Item:
        children = tuple(self.blocks("list_item_close", depth + 1))
        number = int(token.info) if ordered and token.info.isdigit() else None
        if children and isinstance(children[0], Paragraph):
            span = children[0].span
            return Item(span, children[1:], span.place(), number)
        place = self._place(token)
        return Item(Span.on("", place.line, place.column), children, place, number)

    def _plain_listing(self, token: Token) -> Listing:
        first = token.map[0] if token.map else 0
        items: list[Item] = []
        for index, at, text, number in token.meta["items"]:
            (said,) = in_common_words((Span.on(text, first + index + 1, at + 1),))
            span = without_number(said)
            items.append(Item(span, (), span.place(), None if number is None else int(number)))
        return Listing(tuple(items), token.meta["ordered"])

    def _table(self, token: Token) -> Table:
        first = token.map[0] if token.map else 0
        rows = [
            tuple(Span.on(text, first + index + 1, at + 1) for at, text in cells)
            for index, cells in token.meta["rows"]
        ]
        dropped = int(token.meta["dropped"])
        return Table(rows[0], tuple(rows[1:]), self._place(token), dropped)

    def _fence(self, token: Token) -> Fence:
        first = (token.map[0] if token.map else 0) + (token.type == "fence")
        lines: list[Span] = []
        for index, text in enumerate(token.content.split("\n")[:-1]):
            source = self._lines[first + index] if first + index < len(self._lines) else ""
            at = max(source.rfind(text), 0) if text else 0
            lines.append(Span.on(text, first + index + 1, at + 1))
        info = token.info.strip().split(maxsplit=1)
        return Fence(info[0].lower() if info else "", tuple(lines), self._place(token))
