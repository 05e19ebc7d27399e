"""Auxiliary verbs in one spelling: `has to` is `must`, `is to be` is `shall be`."""

import re
from collections.abc import Callable
from typing import Final

from omninode_bridge.language.word_forms import is_past

_QUOTED: Final = re.compile(r"(\"[^\"]*\"|`[^`]*`|\u201c[^\u201d]*\u201d)")
_FULL: Final = (
    (re.compile(r"\bcan['\u2019]t\b"), "cannot"),
    (re.compile(r"\bCan['\u2019]t\b"), "Cannot"),
    (re.compile(r"\bwon['\u2019]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bshan['\u2019]t\b", re.IGNORECASE), "shall not"),
    (
        re.compile(
            r"\b(is|are|was|were|must|should|would|could|do|does|did|has|have|had|need|may|might)"
            r"n['\u2019]t\b",
            re.IGNORECASE,
        ),
        r"\1 not",
    ),
    (re.compile(r"\b(it|that|there|what|who|he|she)['\u2019]s (?=an?\b|the\b|not\b|[a-z]+ed\b)",
                re.IGNORECASE), r"\1 is "),
    (re.compile(r"\b(we|they|you)['\u2019]re\b", re.IGNORECASE), r"\1 are"),
    (re.compile(r"\b(we|they|you|i)['\u2019]ve\b", re.IGNORECASE), r"\1 have"),
    (re.compile(r"\b(it|we|they|you|i|he|she)['\u2019]ll\b", re.IGNORECASE), r"\1 will"),
    (re.compile(r"\b(i|we)['\u2019]d\b", re.IGNORECASE), r"\1 would"),
    (re.compile(r"\bcan not\b"), "cannot"),
)  # fmt: skip
_OBLIGED: Final = re.compile(
    r"(?<!\bto )\b(?:will have to|has to|have to|needs to|need to|ought to)"
    r"(?=\s(?:be (?P<done>[a-z]+)|[a-z]+))"
)
_MEANT: Final = re.compile(r"(?<=\s)(?:is|are) to be(?=\s[a-z\d\"(])")
_NO_DUTY: Final = re.compile(
    r"\b(?:not|never|longer|nobody|none|no|neither|nor|only|may|might|can|could|should|would|must|"
    r"shall|nothing|that|which|who|whose|what)\b",
    re.IGNORECASE,
)
"""`Nobody has to pay` forbids nothing, which `nobody must pay` does."""

_GETS: Final = re.compile(
    r"\b(?P<gets>gets|get|got) (?P<done>[a-z]+)(?=\s(?:by|to|when|whenever|if|unless|once|after|"
    r"before|per|at|with|for|in|into|on|from|as|until|and|within|immediately|automatically)\b|"
    r"\s*(?:[.,;!]|$))"
)


def with_plain_auxiliaries(text: str) -> str:
    """One sentence; what stands in quotes is left alone."""
    return outside_quotes(text, _plain) if any(mark in text for mark in _MARKS) else text


def outside_quotes(text: str, said: Callable[[str], str]) -> str:
    """The text with what stands in no quotes said in another way."""
    parts = _QUOTED.split(text)
    return "".join(part if at % 2 else said(part) for at, part in enumerate(parts))


_APOSTROPHES: Final = ("'", "\u2019")
_DUTIES: Final = ("s to ", "ve to ", "d to ", "t to ", "re to ")
_MARKS: Final = (*_APOSTROPHES, *_DUTIES, " get", " got", "can not")
"""Without one of these there is nothing to be spelt in another way, which is quickly seen."""


def _plain(text: str) -> str:
    if "can not" in text or any(mark in text for mark in _APOSTROPHES):
        for pattern, full in _FULL:
            text = pattern.sub(full, text)
    if any(mark in text for mark in _DUTIES):
        text = _MEANT.sub("shall be", text)
        text = _OBLIGED.sub(lambda found: _must(found, text), text)
    return _GETS.sub(_is, text) if " get" in text or " got" in text else text


def _must(found: re.Match[str], text: str) -> str:
    start = max(text.rfind(",", 0, found.start()), text.rfind(";", 0, found.start())) + 1
    if _NO_DUTY.search(text[start : found.start()]):
        return found[0]
    # What must be so may be a limit; what has to be done is a deed.
    return "shall" if is_past(found["done"] or "") else "must"


def _is(found: re.Match[str]) -> str:
    """`the invoice gets sent`; `members get reduced fares` says something else."""
    if not is_past(found["done"]):
        return found[0]
    return f"{'are' if found['gets'] == 'get' else 'is'} {found['done']}"
