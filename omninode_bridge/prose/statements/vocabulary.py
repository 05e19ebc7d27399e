"""The names of a document that its statements may speak of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.terms import UNITS, Term, Terms, said_as
from omninode_bridge.requirements.document import Document, Entity, Field
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import EntityRef, EnumOf, ListOf, Optional, ValueType

_UNIT: Final = "|".join(sorted(UNITS, key=len, reverse=True))
_BULLET: Final = re.compile(r"\n\s*(?:[-*+]|\d+[.)])\s|\n\s*\n")
_LONGEST: Final = 80
_MEASURED: Final = re.compile(rf"(?:\d\s?|\bin )(?P<unit>{_UNIT})\b")


def terms_of(document: Document) -> Terms:
    """Names of the input and the output; without an input, those of the data model."""
    terms = Terms(is_closed=document.says_inputs)
    entities = {entity.name: entity for entity in document.entities}
    for entity in document.entities:
        terms.things.add(snake_case(entity.name))
    terms.things |= {lexicon().singular(word) for word in document.name.split("_")}
    for field in (*(document.inputs or ()), *(document.outputs or ())):
        _add(terms, field, entities)
    terms.given = frozenset(field.name for field in document.inputs or ())
    money = [one.name for one in document.outputs or () if str(one.type).startswith("money")]
    terms.charge = money[0] if len(money) == 1 and money[0] not in terms.given else ""
    lines = document.text.split("\n")
    terms.measured = {
        field.name: unit for field in document.inputs or () if (unit := _unit_said(field, lines))
    }
    terms.called = dict(_called(terms, document))
    terms.tails = dict(_tails(document))
    if document.inputs is None:
        _add_loose(terms, document.entities)
    return terms


def _called(terms: Terms, document: Document) -> Iterator[tuple[tuple[str, ...], Term]]:
    """`the diesel rate in percent (diesel_percent)`: what stands before the name means it, too.

    Not what is a name of something itself, nor what is told of two.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for field in (*(document.inputs or ()), *(document.outputs or ())):
        for words in _ways(_before(document, field)):
            found.setdefault(said_as(words), set()).add(field.name)
    own = {said_as(name.split("_")) for name in terms.known}
    for spoken, names in found.items():
        term = terms.known.get(min(names)) if len(names) == 1 else None
        if term is not None and spoken and spoken not in own:
            yield spoken, term


def _tails(document: Document) -> Iterator[tuple[str, str]]:
    """`whether the pupil has a sibling on the trip (sibling)`: behind it, they say nothing more."""
    for field in document.inputs or ():
        _, is_said, tail = f" {_before(document, field)} ".rpartition(
            f" {field.name.replace('_', ' ')} "
        )
        if is_said and tail.strip():
            yield field.name, tail.strip()


def _before(document: Document, field: Field) -> str:
    """The words that stand in front of a name in brackets; empty where it stands in none."""
    for mark in (f"({field.name}", f"(`{field.name}"):
        at = document.text.find(mark)
        following = document.text[at + len(mark) : at + len(mark) + 1]
        if at > 0 and not (following.isalnum() or following == "_"):
            line = _BULLET.split(document.text[max(0, at - _LONGEST) : at])[-1]
            said = re.search(r"[A-Za-z][A-Za-z'\s-]*$", line)
            return " ".join(said[0].lower().split()) if said is not None else ""
    return ""


def _ways(said: str) -> Iterator[list[str]]:
    """Without what is said before it in the list, and without what it counts or is counted in."""
    said = re.split(r"\b(?:and|with|enters|gets|is|are|has) |^(?:the|an?) ", said)[-1]
    plain = re.sub(r" in [a-z]+(?: [a-z]+)?$", "", said)
    yield plain.split()
    if (counted := plain.removeprefix("the ").removeprefix("number of ")) != plain:
        yield counted.split()


def _unit_said(field: Field, lines: Sequence[str]) -> str:
    """`the distance (decimal, 1 to 2000 km)` is in kilometres."""
    line = lines[field.place.line - 1] if field.place.line <= len(lines) else ""
    said = line[field.place.column - 1 : (field.place.end or len(line) + 1) - 1].lower()
    found = {UNITS[one["unit"]] for one in _MEASURED.finditer(said)}
    return found.pop() if len(found) == 1 else ""


def _add(terms: Terms, field: Field, entities: dict[str, Entity]) -> None:
    plain = _plain(field.type)
    if isinstance(plain, ListOf) and isinstance(plain.item, EntityRef):
        _add_items(terms, field.name, entities.get(plain.item.name))
        return
    is_optional = isinstance(field.type, Optional)
    type_ = "" if field.is_open else str(plain)
    terms.known.setdefault(field.name, Term(field.name, type_, is_optional=is_optional))
    members = plain.members if isinstance(plain, EnumOf) else field.constraints.one_of
    if members:
        terms.values.setdefault(field.name, members)


def _add_items(terms: Terms, name: str, entity: Entity | None) -> None:
    terms.lists[name] = name
    terms.lists[lexicon().singular(name)] = name
    if entity is not None:
        noun = snake_case(entity.name)
        terms.lists |= {noun: name, lexicon().plural(noun): name}
    for field in entity.fields if entity is not None else ():
        is_optional = isinstance(field.type, Optional)
        term = Term(field.name, str(_plain(field.type)), name, is_optional)
        terms.known.setdefault(f"{name}.{field.name}", term)
        members = field.type.members if isinstance(field.type, EnumOf) else ()
        if members:
            terms.values.setdefault(f"{name}.{field.name}", members)


def _add_loose(terms: Terms, entities: Iterable[Entity]) -> None:
    """Fields of which only one entity has the name: what is asked for is one of them."""
    listed = {str(_plain(field.type)) for entity in entities for field in entity.fields}
    for entity in entities:
        if f"list[{entity.name}]" in listed:
            continue
        for field in entity.fields:
            if field.name in terms.known:
                del terms.known[field.name]
            else:
                _add(terms, field, {one.name: one for one in entities})


def _plain(type_: ValueType) -> ValueType:
    return type_.of if isinstance(type_, Optional) else type_
