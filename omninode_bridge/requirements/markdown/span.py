"""A piece of the document's text that knows where each of its characters stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from omninode_bridge.diagnostics import Place

type Origin = tuple[int, int, int]
type Swap = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Span:
    """`origins` are (offset in text, line, column) where a source line begins, or goes on behind
    other words; the first is 0. `swaps` are the words that its author wrote instead of others.
    """

    text: str
    origins: tuple[Origin, ...]
    swaps: tuple[Swap, ...] = ()

    @classmethod
    def on(cls, text: str, line: int, column: int = 1) -> "Span":
        return cls(text, ((0, line, column),))

    @classmethod
    def joined(cls, lines: Sequence["Span"]) -> "Span":
        """One text of several source lines, a space between them."""
        if len(lines) == 1:
            return lines[0]
        origins: list[Origin] = []
        swaps: list[Swap] = []
        offset = 0
        for span in lines:
            origins.extend((offset + at, line, column) for at, line, column in span.origins)
            swaps.extend((offset + at, offset + end, said) for at, end, said in span.swaps)
            offset += len(span.text) + 1
        text = " ".join(span.text for span in lines)
        return cls(text, tuple(origins) or ((0, 1, 1),), tuple(swaps))

    @property
    def written(self) -> str:
        """The text in its author's own words."""
        parts, start = [], 0
        for at, end, said in self.swaps:
            parts += [self.text[start:at], said]
            start = end
        return "".join((*parts, self.text[start:]))

    def swapped(self, swaps: Sequence[Swap]) -> "Span":
        """With other words from `start` to `end` each, in order; the places stay those of old."""
        pieces: list[Span] = []
        kept: list[Swap] = []
        offset = start = 0
        for at, end, said in swaps:
            pieces += [self.slice(start, at), Span(said, self.slice(at, end).origins[:1])]
            offset += at - start
            kept.append((offset, offset + len(said), self.text[at:end]))
            offset += len(said)
            start = end
        return _run_on((*pieces, self.slice(start)), tuple(kept)) if kept else self

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where `text[start:end]` stands; the place ends with its first source line."""
        stop = len(self.text) if end is None else end
        index = self._line_of(start)
        offset, line, column = self.origins[index]
        first = column + start - offset
        for at, further, on in self.origins[index + 1 :]:
            if further != line or at >= stop:
                stop = min(stop, at - (further != line))
                break
            offset, column = at, on
        return Place(line, first, max(first + 1, column + stop - offset))

    def retold(self, text: str) -> "Span":
        """Other words for the same, at the place where these begin."""
        place = self.place()
        return Span.on(text, place.line, place.column)

    def slice(self, start: int, end: int | None = None) -> "Span":
        stop = len(self.text) if end is None else end
        if start == 0 and stop == len(self.text):
            return self
        if len(self.origins) == 1:
            _, line, column = self.origins[0]
            return Span(self.text[start:stop], ((0, line, column + start),))
        low = self._line_of(start)
        high = max(low, self._line_of(stop - 1)) + 1
        at, line, column = self.origins[low]
        head: Origin = (0, line, column + start - at)
        rest = tuple((o - start, row, col) for o, row, col in self.origins[low + 1 : high])
        swaps = tuple(
            (at - start, to - start, said)
            for at, to, said in self.swaps
            if start <= at and to <= stop
        )
        return Span(self.text[start:stop], (head, *rest), swaps)

    def _line_of(self, offset: int) -> int:
        """Index of the origin before `offset`; most spans have only one."""
        if len(self.origins) == 1:
            return 0
        return bisect_right(self.origins, offset, key=_offset) - 1

    def strip(self, characters: str | None = None) -> "Span":
        shorter = self.text.strip(characters)
        left = 0
        if len(shorter) < len(self.text):
            left = len(self.text) - len(self.text.lstrip(characters))
        return self.slice(left, left + len(shorter))

    def split(self, pattern: str) -> Iterator["Span"]:
        """The stripped, non-empty parts between matches of a regular expression."""
        start = 0
        for match in re.finditer(pattern, self.text):
            yield from self._part(start, match.start())
            start = match.end()
        yield from self._part(start, len(self.text))

    def split_outside(self, separator: str) -> Iterator["Span"]:
        """Like `split`, but not inside brackets, quotes, code or `/patterns/`."""
        start = 0
        for index in separators(self.text, separator):
            yield from self._part(start, index)
            start = index + 1
        yield from self._part(start, len(self.text))

    def _part(self, start: int, end: int) -> Iterator["Span"]:
        part = self.slice(start, end).strip()
        if part.text:
            yield part

    def unescaped(self, character: str) -> "Span":
        """Without the backslash before each such character; the others keep their places."""
        parts = self.text.split(f"\\{character}")
        if len(parts) == 1:
            return self
        text, origins, start = "", [], 0
        for number, part in enumerate(parts):
            # All but the first part begin with the character itself.
            piece = self.slice(start, start + len(part) + bool(number))
            origins += [(len(text) + at, line, column) for at, line, column in piece.origins]
            text += piece.text
            start += len(piece.text) + 1
        return Span(text, tuple(origins))

    def __bool__(self) -> bool:
        return bool(self.text)


def _run_on(pieces: Iterable[Span], swaps: tuple[Swap, ...]) -> Span:
    """One text of pieces that follow each other, each with its own places."""
    text, origins = "", []
    for piece in pieces:
        if piece.text:
            origins += [(len(text) + at, line, column) for at, line, column in piece.origins]
            text += piece.text
    return Span(text, tuple(origins), swaps)


def _offset(origin: Origin) -> int:
    return origin[0]


def separators(text: str, separator: str) -> Iterator[int]:
    """Offsets of `separator` outside of brackets and quotes."""
    depth = 0
    for index, char in _unquoted(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth = max(0, depth - 1)
        elif char == separator and depth == 0:
            yield index


def _unquoted(text: str) -> Iterator[tuple[int, str]]:
    """Characters outside of quotes, code and patterns, with their offsets."""
    quote = ""
    escaped = False
    for index, char in enumerate(text):
        if escaped or char == "\\":
            escaped = not escaped
        elif quote:
            quote = "" if char == quote else quote
        elif char in '"`' or _opens_pattern(text, index):
            quote = char
        else:
            yield index, char


def _opens_pattern(text: str, index: int) -> bool:
    """A slash opens a pattern after `pattern`, or as the last argument of a call."""
    if text[index] != "/":
        return False
    before = text[max(0, index - 12) : index].rstrip().lower()
    return before.endswith(("pattern", "pattern:", "matches", ","))
