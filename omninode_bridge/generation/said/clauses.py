"""A sentence about several things as several sentences: `X are added, moved and retired`."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_known, is_past

_BE: Final = (
    r"(?:is|are|was|were|(?:can|may|must|shall|should|will|has to|have to|needs? to)(?: also)? be|"
    r"(?:has|have) been)"
)
_PASSIVE: Final = re.compile(
    rf"(?P<what>[^,;:]{{2,80}}?) (?P<be>{_BE}) (?P<done>[^;:]+?)\.?", re.IGNORECASE
)
_SUBJECTS: Final = re.compile(
    rf"(?P<first>[^,;:]{{2,60}}?) and (?P<second>(?!{_BE})[^,;:]{{2,60}}?) (?P<rest>{_BE} [^;:]+)",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"(?P<verbs>[a-z]+(?:, [a-z]+)*,? and [a-z]+) (?P<what>(?:the|an?|all|our) [^,;:]+|[a-z]+)\.?",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r",? and (?=[a-z])|, (?=[a-z])", re.IGNORECASE)
_APART: Final = re.compile(r"\s*;\s+")
_DENIED: Final = frozenset({"not", "no", "never", "neither", "nor", "nobody", "cannot", "only"})
_MOST: Final = 6


def clauses_of(text: str) -> Iterator[tuple[str, ...]]:
    """Each way to tell the sentence in several that say the same together; none where it is one."""
    plain = " ".join(text.split())
    parts = tuple(part for part in _APART.split(plain) if part)
    if 1 < len(parts) <= _MOST:
        yield parts
    words = {*re.findall(r"[a-z]+", plain.lower())}
    if words & _DENIED or len(parts) > 1:
        return
    yield from _doings(plain)
    yield from _orders(plain)
    if found := _SUBJECTS.fullmatch(plain):
        first, second, rest = found["first"], found["second"], found["rest"]
        yield (f"{first} {rest}", f"{second} {rest}")


def _doings(text: str) -> Iterator[tuple[str, ...]]:
    """`The car is washed, dried and sold` in three sentences."""
    found = _PASSIVE.fullmatch(text)
    done = _LISTED.split(found["done"]) if found else []
    if found is None or not 1 < len(done) <= _MOST:
        return
    if all(_is_done(part) for part in done):
        yield tuple(f"{found['what']} {found['be']} {part}." for part in done)


def _is_done(part: str) -> bool:
    first = part.split(" ", 1)[0].lower()
    return is_past(first) and (is_known(base_of(first)) or first.endswith("ed"))


def _orders(text: str) -> Iterator[tuple[str, ...]]:
    """`Add and remove lockers` in two sentences."""
    found = _ORDER.fullmatch(text)
    verbs = _LISTED.split(found["verbs"]) if found else []
    if found is not None and all(is_known(verb.lower()) for verb in verbs):
        yield tuple(f"{verb} {found['what']}." for verb in verbs)
