"""Ids that authors write before a requirement or rule: `FR-3`, `[R12]`, `R1:`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from omninode_bridge.requirements.markdown.span import Span

ID: Final = r"[A-Za-z]{1,8}(?:[-_][A-Za-z]{1,10}){0,2}[-_. ]?\d{1,5}(?:\.\d{1,4}){0,3}[a-z]?"
PREFIX: Final = re.compile(
    rf"[*_`]{{0,3}}(?:\[({ID})\][*_`]{{0,3}}\s*[:.)\-\u2013\u2014]?|\(({ID})\)[*_`]{{0,3}}\s*:?|"
    rf"({ID})[*_`]{{0,3}}\s*(?::|\s[-\u2013\u2014]\s|[.)]\s)|([A-Z]{{1,8}}-\d{{1,5}})\s)[*_`]{{0,3}}\s*"
)
_SEVERAL: Final = re.compile(rf"(?P<ids>{ID}(?:, ?{ID}){{0,8}})(?:,| and|, and) (?={ID} ?:)")
PRIORITY: Final = re.compile(r"\[P[0-4]\]|\(P[0-4]\)")
NAME_END: Final = re.compile(r"[-_. \d]")
NAMED: Final = re.compile(r"[A-Z]?[a-z]+[A-Z][a-z]")
"""`IdWorker1: 15099` tells of a thing what was measured; `R1: 5` is an item."""
TICKET: Final = re.compile(r"([A-Z]{2,8})-\d{1,5}")
NO_IDS: Final = frozenset({"step", "feature", "phase", "version", "python", "utf", "sha", "http"})


def split_id(span: Span) -> tuple[str | None, Span]:
    """The id in front of a text, and the text behind it."""
    found, end = _prefix(span.text)
    return (None, span) if found is None else (found, span.slice(end))


def split_ids(span: Span) -> tuple[tuple[str, ...], Span]:
    """`R3, R4: ...`: all ids in front of a text, and the text behind them."""
    match = _SEVERAL.match(span.text)
    own, rest = split_id(span.slice(match.end()) if match is not None else span)
    if own is None:
        return (), span
    return (*ids_in(match["ids"] if match is not None else ""), own), rest


def by_own_id(lines: Sequence[Span]) -> Iterator[tuple[str | None, Span]]:
    """The lines of a paragraph, parted where one begins with an id."""
    starts = [at for at, line in enumerate(lines) if at == 0 or split_id(line)[0] is not None]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield split_id(Span.joined(lines[start:end]))


def is_ticket(own_id: str, others: Iterable[str]) -> bool:
    """Whether an id names the work that a document is of: no other id of the kind stands in it."""
    match = TICKET.fullmatch(own_id)
    return match is not None and not any(
        one != own_id and one.upper().startswith(match[1]) for one in others
    )


def ids_in(text: str) -> tuple[str, ...]:
    """The ids that a cell lists: `R1, R2`; what has no letter only counts rows."""
    parts = (part.strip("[]()`* ") for part in re.split(r"[,;]|\s+and\s+|\s+", text))
    return tuple(dict.fromkeys(part for part in parts if part and part[0].isalpha()))


# An item is asked for its id by each of its readers in turn.
@lru_cache(maxsize=16384)
def _prefix(text: str) -> tuple[str | None, int]:
    """The id and where the text behind it begins."""
    match = PREFIX.match(text)
    if match is None:
        return None, 0
    found = next(group for group in match.groups() if group)
    if PRIORITY.fullmatch(match.group().strip(" :")):
        return None, 0
    if NAME_END.split(found, maxsplit=1)[0].lower() in NO_IDS or " " in found:
        return None, 0
    if NAMED.match(found) and text[match.end() :][:1].isdigit():
        return None, 0
    return found, match.end()
