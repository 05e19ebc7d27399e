"""A sentence that is read again among the same names: those of a document are, several times."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Final

from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.sentences import copied, read_statement
from omninode_bridge.prose.statements.statement import Statement
from omninode_bridge.prose.statements.terms import Term, Terms

_ADDED: Final = ("invented", "units")
"""What a reading adds to the terms; all else of them stays as it is."""

_GIVEN: Final = tuple(one.name for one in fields(Terms) if one.name not in _ADDED)


@dataclass(frozen=True, slots=True)
class _Among:
    """Terms as they are before a sentence is read; two with the same content are alike."""

    given: tuple[object, ...]
    added: tuple[object, ...]
    terms: Terms = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Read:
    """`why` there is no statement, or what the terms have with it."""

    statement: Statement | None = None
    invented: Mapping[str, Term] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


def remembered(text: str, terms: Terms) -> Statement:
    """As `read_statement`, which depends on the text and on what the terms have, and on no more."""
    among = _Among(_one_of(_content(terms, _GIVEN)), _content(terms, _ADDED), terms)
    found = _read(text, among)
    if found.statement is None:
        raise UnreadError(found.why)
    terms.invented, terms.units = dict(found.invented), dict(found.units)
    return found.statement


# So many as the sentences of a long document, read alone and among those that define names.
@lru_cache(maxsize=4_096)
def _read(text: str, among: _Among) -> _Read:
    own = copied(among.terms)
    try:
        return _Read(read_statement(text, own), own.invented, own.units)
    except UnreadError as error:
        return _Read(why=str(error))


@lru_cache(maxsize=64)
def _one_of(content: tuple[object, ...]) -> tuple[object, ...]:
    """The same object for the same content: many sentences are read among it."""
    return content


def _content(terms: Terms, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(_hashable(getattr(terms, name)) for name in names)


def _hashable(value: object) -> object:
    # The order counts: the first of several names that fit is taken.
    if isinstance(value, Mapping):
        return tuple(value.items())
    return frozenset(value) if isinstance(value, set) else value
