"""Texts that a statement compares with or answers: `Germany`, "too heavy", `grade A`."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.terms import Term, Terms, said_as

_PLAIN: Final = re.compile(r"[A-Za-z0-9 _.,;:/@+()'?!%\u20ac-]{1,120}")


def quoted_text(text: str) -> str:
    """A literal of the rule language. Raises `UnreadError` for signs that none may hold."""
    if not _PLAIN.fullmatch(text):
        raise UnreadError(f"`{text[:40]}`")
    return f'"{text}"'


def literal(words: Words, members: Sequence[str]) -> str:
    """One of the members where there are any; else what is quoted or a name with a capital."""
    token = words.token()
    if token is None:
        words.fail()
        raise AssertionError
    if token.kind in {"quoted", "code"}:
        words.at += 1
        return _member(token.text, members)
    for length in (3, 2, 1):
        said = [one.text for one in words.all[words.at : words.at + length]]
        if len(said) == length and (found := _among(" ".join(said), members)):
            words.at += length
            return quoted_text(found)
    if members or token.kind != "word" or not token.text[0].isupper():
        words.fail()
    words.at += 1
    return quoted_text(token.text)


def values_of(terms: Terms, named: Sequence[str]) -> tuple[Term, str] | None:
    """The one text of which the words are a value."""
    found = [
        (terms.known[name], member)
        for name, members in terms.values.items()
        if (member := _among(" ".join(named), members))
    ]
    if len(found) > 1:
        raise UnreadError(f"`{' '.join(named)}`, which several fields may be")
    return (found[0][0], quoted_text(found[0][1])) if found else None


def choice_of(terms: Terms, named: Sequence[str]) -> str:
    """The name of what goes in that may be so: `colour`, where it is printed `in colour`."""
    said = {*said_as(named)}
    for name, members in terms.values.items():
        own = ({*said_as(member.split())} for member in members)
        if name in terms.given and any(said <= each for each in own):
            return name
    return ""


def _member(text: str, members: Sequence[str]) -> str:
    found = _among(text, members) if members else text
    if not found:
        raise UnreadError(f"`{text}`, which is none of the values")
    return quoted_text(found)


def _among(text: str, members: Sequence[str]) -> str:
    plain = re.sub(r"[\s_-]+", " ", text.lower())
    return next((one for one in members if re.sub(r"[\s_-]+", " ", one.lower()) == plain), "")
