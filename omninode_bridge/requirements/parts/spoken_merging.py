"""Fields that are told at two places: what is said more exactly counts."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, replace
from typing import Final

from omninode_bridge.requirements.document import Constraints, Entity, Field
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.spoken_units import spoken_without_unit
from omninode_bridge.requirements.structures import HalfTold
from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, Optional, Scalar, ValueType

IN: Final = "<in>"
OUT: Final = "<out>"
"""Under which what goes in and what comes out stand among the things of a document."""


@dataclass(frozen=True, slots=True)
class ToldField:
    """`is_said` where the author says the type, and not only words that suggest one.

    `is_open` where nothing at all is said that a type could follow from; `is_needed` where a
    sentence says that it must be there; `is_limit` where only limits are said.
    """

    field: Field
    is_said: bool
    is_open: bool = False
    is_needed: bool = False
    is_limit: bool = False


@dataclass(slots=True)
class Spoken:
    """`inputs` and `outputs` are empty where no sentence tells of them."""

    half_told: list[HalfTold] = field(default_factory=list)
    inputs: list[Field] = field(default_factory=list)
    outputs: list[Field] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


@dataclass(slots=True)
class Telling:
    """What is told of one thing, in the order in which its fields are first named."""

    name: str = ""
    told: dict[str, ToldField] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one.field for one in self.told.values())

    def called(self, words: str) -> str:
        """The one field that words name, perhaps without its unit; empty where none is."""
        plain = re.sub(r"\b(?:the|an?|its|their|each|every) ", "", words.strip(" `").lower())
        name = field_name(plain)
        if name in self.told:
            return name
        flag = field_name(re.sub(r"^(?:flag|switch|mark|field|value) (?:called )?", "", plain))
        if flag in self.told:
            return flag
        found = [one for one in self.told if spoken_without_unit(one) == plain]
        return found[0] if len(found) == 1 else ""

    def entity(self) -> Entity:
        return Entity(self.name, self.fields, self.fields[0].place)

    def forget(self, unread: AbstractSet[str]) -> None:
        """Texts in place of things of which nothing could be read."""
        for name, told in self.told.items():
            type_ = _without(told.field.type, unread)
            self.told[name] = replace(told, field=replace(told.field, type=type_))

    def add(self, more: Iterable[ToldField], notebook: Notebook) -> bool:
        """Whether there were any."""
        more = tuple(more)
        for one in more:
            known = self.told.get(one.field.name)
            self.told[one.field.name] = one if known is None else merged(known, one, notebook)
        return bool(more)


def _without(type_: ValueType, unread: AbstractSet[str]) -> ValueType:
    if isinstance(type_, ListOf):
        return ListOf(_without(type_.item, unread))
    if isinstance(type_, Optional):
        return Optional(_without(type_.of, unread))
    is_unread = isinstance(type_, EntityRef) and type_.name in unread
    return Scalar(Kind.STRING) if is_unread else type_


def merged(first: ToldField, second: ToldField, notebook: Notebook) -> ToldField:
    """One field of two tellings; where they contradict each other the first counts."""
    one, other = first.field, second.field
    is_other = second.is_said or (second.is_limit and _gives_way(one.type, other.type))
    said = other if is_other and not first.is_said else one
    type_ = said.type
    if first.is_said and second.is_said and _bare(one.type) != _bare(other.type):
        _contradict(one, other, f"{_bare(one.type)}", f"{_bare(other.type)}", notebook)
        return first
    is_optional = _is_optional(one) or _is_optional(other)
    default = one.default or other.default
    if one.default and other.default and one.default != other.default:
        _contradict(one, other, f"{one.default.text}", f"{other.default.text}", notebook)
    if is_optional and default is None:
        type_ = type_ if isinstance(type_, Optional) else Optional(type_)
    found = replace(
        one,
        type=type_,
        required=not is_optional and default is None,
        default=default,
        constraints=_limits(one, other, notebook),
        description=one.description or other.description,
    )
    return ToldField(
        found,
        first.is_said or second.is_said,
        is_open=first.is_open and (second.is_open or (second.is_limit and said is one)),
        is_needed=first.is_needed or second.is_needed,
    )


def _bare(type_: ValueType) -> ValueType:
    return type_.of if isinstance(type_, Optional) else type_


def _gives_way(known: ValueType, limit: ValueType) -> bool:
    """Whether a limit tells more than the name: a limit in whole numbers makes no int of money."""
    plain = _bare(known)
    is_text = plain == Scalar(Kind.STRING)
    return is_text or (plain, limit) == (Scalar(Kind.INT), Scalar(Kind.DECIMAL))


def _is_optional(field: Field) -> bool:
    return isinstance(field.type, Optional)


def _limits(one: Field, other: Field, notebook: Notebook) -> Constraints:
    """Those of both."""
    kept = {}
    for each in fields(Constraints):
        mine, theirs = getattr(one.constraints, each.name), getattr(other.constraints, each.name)
        kept[each.name] = mine or theirs
        if mine and theirs and mine != theirs:
            _contradict(one, other, _shown(mine), _shown(theirs), notebook)
    return Constraints(**kept)


def _shown(limit: object) -> str:
    return str(getattr(limit, "value", limit))


def _contradict(one: Field, other: Field, mine: str, theirs: str, notebook: Notebook) -> None:
    first, second = one.place.line, other.place.line
    message = f"`{one.name}` is {mine} in line {first} and {theirs} in line {second}"
    notebook.add("PRD019", other.place, message)
