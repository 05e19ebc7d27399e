"""Performance targets: "p95 < 200 ms" as metric, comparator, value and unit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from omninode_bridge.requirements.markdown.blocks import Block, Listing, Paragraph, Table
from omninode_bridge.requirements.markdown.columns import bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare, plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.sentences import sentences
from omninode_bridge.requirements.structures import Target

COLUMNS: Final = ("metric", "target")
COMPARATORS: Final[Mapping[str, str]] = {
    "<=": "<=", "\u2264": "<=", "at most": "<=", "no more than": "<=", "not more than": "<=",
    "up to": "<=", "within": "<=", "maximum of": "<=", "max": "<=", "not exceed": "<=",
    "<": "<", "less than": "<", "under": "<", "below": "<", "faster than": "<", "fewer than": "<",
    ">=": ">=", "\u2265": ">=", "at least": ">=", "no less than": ">=", "minimum of": ">=",
    "min": ">=", ">": ">", "more than": ">", "over": ">", "above": ">", "greater than": ">",
    "exceeds": ">", "=": "=", "==": "=",
}  # fmt: skip
CAPACITY: Final = re.compile(r"\b(?:support|handle|scale|serve|process|accommodate|capacity)\w*\b", re.IGNORECASE)  # fmt: skip  # noqa: E501 - one pattern
WORDS: Final = "|".join(
    re.escape(word) if not word[0].isalpha() else rf"\b{word.replace(' ', r' +')}\b"
    for word in sorted(COMPARATORS, key=len, reverse=True)
)
FIGURE: Final = re.compile(
    rf"({WORDS})?\s*~?(\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,9}})?|\d{{1,18}}(?:\.\d{{1,9}})?)\s?"
    r"(%|[A-Za-z\u00b5]{1,20}(?:/[A-Za-z]{1,12}| per [a-z]{1,12})?(?: [a-z]{4,20})?)?",
    re.IGNORECASE,
)
PERCENTILE: Final = re.compile(r"\bp\d{2}(?:\.\d)?\b|\b\d\d(?:\.\d)?th percentile\b", re.IGNORECASE)
NO_UNITS: Final = frozenset({"and", "or", "to", "of", "in", "is", "for", "the", "with", "x"})
SYMBOLS: Final[Mapping[str, str]] = {
    "milliseconds": "ms", "millisecond": "ms", "seconds": "s", "second": "s", "secs": "s",
    "sec": "s", "minutes": "min", "minute": "min", "percent": "%",
}  # fmt: skip


def read_targets(parts: Sequence[Part], notebook: Notebook) -> tuple[Target, ...]:
    found: list[Target] = []
    for part in parts:
        for block in part.blocks:
            found.extend(_of_block(block, notebook))
    return tuple(sorted(found, key=lambda target: target.place))


def _of_block(block: Block, notebook: Notebook) -> Iterator[Target]:
    if isinstance(block, Paragraph):
        yield from _of_paragraph(block.span)
    elif isinstance(block, Listing):
        yield from (target_of(item.span) for item in block.items if item.span)
    elif isinstance(block, Table) and is_target_table(block):
        for row in rows_by_name(block, COLUMNS, notebook):
            figure = row.cells.get("target")
            if figure:
                yield target_of(figure, metric=bare(row.text("metric")))


def is_target_table(table: Table) -> bool:
    return bind_columns(table, COLUMNS).keys() >= {"metric", "target"}


def _of_paragraph(span: Span) -> Iterator[Target]:
    for sentence in sentences(span):
        target = target_of(sentence)
        if target.measurable:
            yield target


def target_of(span: Span, *, metric: str = "") -> Target:
    """The first figure of a text with what stands around it."""
    text = plain(span.text)
    whole = f"{metric}: {text}" if metric else text
    hidden = PERCENTILE.sub(lambda match: "\x00" * len(match.group()), text)
    for match in FIGURE.finditer(hidden):
        word, digits, unit = match.groups()
        unit = _unit(unit)
        if word is None and unit is None and not metric:
            continue
        name = metric or _metric(text, match.start())
        comparator = _comparator(word, text[: match.start()])
        value = Decimal(digits.replace(",", ""))
        return Target(whole, span.place(), name or None, comparator, value, unit)
    return Target(whole, span.place(), metric or None)


def _comparator(word: str | None, before: str) -> str | None:
    if word is None:
        return None
    found = COMPARATORS[" ".join(word.lower().split())]
    # "supports up to 10,000 users" asks for that many.
    return ">=" if found == "<=" and CAPACITY.search(before) else found


def _unit(text: str | None) -> str | None:
    if text is None:
        return None
    words = text.split()
    if words[0].lower() in NO_UNITS:
        return None
    kept = words if len(words) > 1 and words[1] not in NO_UNITS else words[:1]
    joined = " ".join(kept)
    return SYMBOLS.get(joined.lower(), SYMBOLS.get(words[0].lower(), joined))


def _metric(text: str, end: int) -> str:
    """The words before the figure, or the percentile among them."""
    before = text[:end].strip(" :-\u2013\u2014(")
    words = re.sub(r"\b(?:must|shall|should|will|can|be|is|are|the|a|an|to|of|its)\b", " ", before)
    return " ".join(words.split())[-60:].strip()
