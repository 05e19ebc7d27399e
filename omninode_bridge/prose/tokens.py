"""The words and marks of a text, each with its place in it; time is linear in the text's length."""

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1000
"""So much of a requirement is read as a sentence."""

MOST: Final = 200

_TOKEN: Final = re.compile(
    r"`(?P<code>[^`\n]{1,80})`"
    r"|\"(?P<quoted>[^\"\n]{1,80})\"|\u201c(?P<curly>[^\u201c\u201d\n]{1,80})\u201d"
    r"|(?P<number>\d[\d.,]{0,15}\d|\d)(?P<percent>\s?%)?"
    r"|(?P<word>[^\W\d_][\w]*(?:['\u2019.\-/][\w]+)*(?:\(\))?)"
    r"|(?P<mark>[()\[\]{},;:.!?=<>&+/]|--?>?|\u2013|\u2014|\u2192)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is word, code, quoted, number, percent or mark; `low` is the text in lower case."""

    kind: str
    text: str
    low: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        return self.kind == "mark"


def tokens(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text[:LONGEST]):
        kind = match.lastgroup or "word"
        if kind == "curly":
            kind = "quoted"
        shown = match["code"] or match["quoted"] or match["curly"] or match["number"]
        shown = shown or match.group()
        found.append(Token(kind, shown, shown.lower(), match.start(), match.end()))
        if len(found) == MOST:
            break
    return tuple(found)
