"""Numbers of sections and paragraphs in front of sentences: `2.1 The`, `§ 3`, `(a)`, `Section 4:`.

They count, and say nothing. An id such as `R2.6:` is a requirement's own, and stays.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.requirements.markdown.span import Span

_DOTTED: Final = r"\d{1,3}(?:\.\d{1,3}){1,4}"
_LETTER: Final = r"(?:[a-z]|[ivx]{1,5})"
_OPENS: Final = r"(?=[\"'`\u201c(*_]{0,3}[A-Za-z])"
_MEASURED: Final = (
    r"(?!(?:Euros?|Dollars?|Pounds?|Percent|Lit(?:re|er)s?|Met(?:re|er)s?|Hours?|Days?|Minutes?|"
    r"Kilo\w*|Grams?|Times)\b)"
)
_OF_SENTENCE: Final = (
    rf"(?=[\"'`\u201c(*_]{{1,3}}[A-Za-z]|{_MEASURED}[A-Z](?![A-Z])|"
    r"(?:the|an?|each|every|all|any|no|if|when|while|only|it|its|where|once)\b)"
)
"""`2.5 kg` and `1.5 EUR` are measured, `2.1 The clerk` is counted."""

_NUMBER: Final = re.compile(
    rf"(?P<mark>[*_]{{1,3}})(?:{_DOTTED}|\u00a7+\s?\d{{1,3}}(?:\.\d{{1,3}})*)[.:)]?(?P=mark)[.:)]?"
    rf"\s+{_OPENS}|"
    rf"\u00a7+\s?\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?[.:)]?\s+{_OPENS}|"
    rf"(?:Section|Article|Clause|Paragraph|Para\.?|Art\.)\s\d{{1,3}}(?:\.\d{{1,3}})*"
    rf"(?:[:.)]|\s[-\u2013\u2014])\s+{_OPENS}|"
    rf"{_DOTTED}[.:)]\s+{_OPENS}|{_DOTTED}\s+(?:[-\u2013\u2014]\s+)?{_OF_SENTENCE}|"
    rf"\((?:{_DOTTED}|\d{{1,2}}|{_LETTER})\)\s+{_OPENS}|{_LETTER}\)\s+{_OPENS}"
)
_FIRST: Final = frozenset("0123456789(\u00a7*_abcdefghijklmnopqrstuvwxyzSACP")
_ENDED: Final = re.compile(r"(?:[.;:!?,]|\b(?:and|or))[\"'`*_)]*\s*$")


def number_end(text: str) -> int:
    """Where the text behind the number begins; 0 where there is none."""
    found = _NUMBER.match(text) if text[:1] in _FIRST else None
    return 0 if found is None else found.end()


def without_number(span: Span) -> Span:
    end = number_end(span.text)
    return span.slice(end) if end else span


def by_number(lines: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The lines of a paragraph without numbers, parted where a number opens a sentence."""
    group: list[Span] = []
    for line in lines:
        is_next = not group or _ENDED.search(group[-1].text) is not None
        end = number_end(line.text) if is_next else 0
        if end and group and line.text[0].isdigit():
            yield tuple(group)
            group = []
        group.append(line.slice(end) if end else line)
    if group:
        yield tuple(group)
