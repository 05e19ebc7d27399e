"""From a match to the parts of a document that the pattern's fragment stands for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, cast

from jinja2 import Template, UndefinedError

from omninode_bridge.diagnostics import Place, Severity
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.pattern import TEMPLATES, Pattern
from omninode_bridge.prose.slots import GENERATED, Filled, Name, Noun, Value
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.requirements.reading import read_prd

_NO_REQUIREMENTS: Final = "PRD022"
"""A fragment has none; the requirement is the sentence that it stands for."""


class NoFragmentError(Exception):
    """What was printed is no document without faults; the message names the first of them."""


def rendered(match: Match, requirement_id: str, fields_of: Mapping[str, Sequence[Name]]) -> str:
    """The fragment with its slots filled. `fields_of` are the fields of each noun.

    Raises `NoFragmentError` where the fragment asks for what these values do not have.
    """
    if stored := _stored_elsewhere(match, fields_of):
        raise NoFragmentError(f"{stored} is stored as an entity")
    values = {one.slot: _with_fields(one.value, fields_of) for one in match.filled}
    try:
        return _template(match.pattern.fragment).render(**values, requirement=requirement_id)
    except UndefinedError as error:
        raise NoFragmentError("the sentence does not say enough for it") from error


def _stored_elsewhere(match: Match, fields_of: Mapping[str, Sequence[Name]]) -> str:
    """A noun that must be no entity, and is stored as one by other sentences; else empty."""
    for one in match.filled:
        if match.pattern.slots[one.slot].apart and isinstance(one.value, Noun):
            words = one.value.name.split("_")
            stored = {"_".join(words[at:]) for at in range(len(words))} & fields_of.keys()
            if stored:
                return min(stored)
    return ""


def uses(match: Match, slot: str, fields_of: Mapping[str, Sequence[Name]]) -> bool:
    """Whether what is made depends on a slot: without its value the fragment cannot be printed.

    Fields that a slot gives a noun are printed with the noun.
    """
    value = next(one.value for one in match.filled if one.slot == slot)
    if match.pattern.slots[slot].of is not None and value != ():
        return True
    filled = tuple(one for one in match.filled if one.slot != slot)
    try:
        rendered(replace(match, filled=filled), "", fields_of)
    except (NoFragmentError, TypeError):  # a filter such as `sort` says it that way
        return True
    return False


def rendered_question(pattern: Pattern, slot: str, match: Match) -> str:
    values = {one.slot: one.value for one in match.filled}
    return _template(pattern.questions[slot]).render(**values)


@cache
def _template(text: str) -> Template:
    return TEMPLATES.from_string(text)


def _with_fields(value: Value, fields_of: Mapping[str, Sequence[Name]]) -> Value:
    if not isinstance(value, Noun):
        return value
    known = tuple(fields_of.get(value.name, ()))
    own = tuple(one for one in known if one.name not in GENERATED)
    return replace(value, fields=own, all_fields=known)


def expanded(text: str, requirement: Requirement) -> Document:
    """The parts, each with the requirement's id and place. Raises `NoFragmentError`."""
    reading = read_prd(text)
    for found in reading.diagnostics:
        if found.severity is not Severity.NOTE and found.code != _NO_REQUIREMENTS:
            line = text.split("\n")[found.place.line - 1 : found.place.line]
            raise NoFragmentError(f"{found.code} {found.message}: {' '.join(line)}")
    return _of(reading.document, requirement)


def _of[T](value: T, requirement: Requirement) -> T:
    """The value with every place and every owner in it replaced by those of the requirement."""
    if isinstance(value, Place):
        return cast("T", requirement.place)  # T is Place here
    if isinstance(value, tuple):
        return cast("T", tuple(_of(one, requirement) for one in value))  # the same kind of tuple
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}  # the fields of any dataclass
    for each in fields(value):
        old = getattr(value, each.name)
        if each.name == "requirement_id":
            new: object = requirement.id
        elif each.name == "requirement_ids":
            new = (requirement.id,)
        else:
            new = _of(old, requirement)
        if new is not old:
            changed[each.name] = new
    return replace(value, **changed) if changed else value


def things_of(match: Match) -> frozenset[str]:
    """The names of entities that the sentence's nouns would be."""
    return frozenset(one.value.title for one in match.filled if isinstance(one.value, Noun))


def field_names(filled: Sequence[Filled], pattern: Pattern) -> Iterator[tuple[str, Name]]:
    """Each name that a slot gives a noun as a field: the noun's name, and the field."""
    values = {one.slot: one.value for one in filled}
    for name, slot in pattern.slots.items():
        owner, value = values.get(slot.of or ""), values[name]
        if isinstance(owner, Noun) and isinstance(value, tuple):
            yield from ((owner.name, one) for one in value if isinstance(one, Name))
