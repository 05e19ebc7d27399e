"""Whether a sentence says what a field's constraint keeps to: its limits, length, or choices."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.said.atoms import Atom
from omninode_bridge.generation.said.claims import Claim
from omninode_bridge.generation.said.conditions import OWN_UNITS, Told, words_of_condition
from omninode_bridge.generation.said.spoken import Spoken
from omninode_bridge.requirements.document import Bound, Field
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.types import EnumOf, Kind, ListOf, Optional, Scalar

_LONG: Final = frozenset({"characters", "character", "letters", "signs", "long", "length"})
_ENTRIES: Final = frozenset({"entries", "items", "elements", "length"})
_BEING: Final = frozenset({"be", "is", "are", "there", "lie", "lies", "stay", "value", "values"})


def states_constraint(
    text: str, field: Field, owner: Sequence[str], others: Sequence[Field]
) -> bool:
    """Every word is of the field, of its owner or of the constraint.

    `others` are all fields of the document.
    """
    return (
        _states_a_limit(text, field, owner, others)
        or _lists_the_choices(text, field, owner)
        or _leaves_open(text, field, owner)
    )


def _states_a_limit(text: str, field: Field, owner: Sequence[str], others: Sequence[Field]) -> bool:
    told = Told.of(text, fields={one.name for one in others})
    unit = words(field.name)[-1:]
    is_bare = any(limit.number and limit.noun not in unit for limit in told.limits)
    if not told.limits or (is_bare and not OWN_UNITS.isdisjoint(unit)):
        return False
    known = frozenset({*owner, *words(field.name)}) | _BEING
    for atoms in _bounds(field):
        stated = words_of_condition(told, atoms, refusing=False)
        if stated is not None and not told.left(known | stated):
            return True
    return _states_the_length(told, field, known)


def _states_the_length(told: Told, field: Field, known: frozenset[str]) -> bool:
    units = _ENTRIES if isinstance(_bare(field), ListOf) else _LONG
    is_measured = any(limit.noun in units for limit in told.limits)
    if not (is_measured or units & {*told.said}) or any(
        limit.noun not in units | {"", "and"} for limit in told.limits
    ):
        return False
    plain = replace(told, limits=tuple(replace(limit, noun="") for limit in told.limits))
    for atoms in _lengths(field):
        stated = words_of_condition(plain, atoms, refusing=False)
        if stated is not None and not told.left(known | stated | units):
            return True
    return False


def _bounds(field: Field) -> Iterator[tuple[Atom, ...]]:
    """What is permitted: both limits, or one of them."""
    low, high = field.constraints.minimum, field.constraints.maximum
    yield from _ways(field.name, low, high)
    if _bare(field) == Scalar(Kind.INT):
        # Of whole numbers, more than 0 is at least 1.
        least = low if low is None or low.inclusive else Bound(low.value + 1)
        most = high if high is None or high.inclusive else Bound(high.value - 1)
        if (least, most) != (low, high):
            yield from _ways(field.name, least, most)


def _lengths(field: Field) -> Iterator[tuple[Atom, ...]]:
    shortest, longest = field.constraints.min_length, field.constraints.max_length
    bounds = (None if one is None else Bound(Decimal(one)) for one in (shortest, longest))
    yield from _ways(field.name, *bounds)


def _ways(name: str, low: Bound | None, high: Bound | None) -> Iterator[tuple[Atom, ...]]:
    least = () if low is None else (Atom(name, ">=" if low.inclusive else ">", low.value),)
    most = () if high is None else (Atom(name, "<=" if high.inclusive else "<", high.value),)
    yield from (atoms for atoms in (least, most, (*least, *most)) if atoms)


def _lists_the_choices(text: str, field: Field, owner: Sequence[str]) -> bool:
    kind = _bare(field)
    if not isinstance(kind, EnumOf):
        return False
    spoken = Spoken.of(text)
    members = [word for member in kind.members for word in words(member)]
    known = {*owner, *words(field.name), *members, "either"}
    return (
        not spoken.denials_besides(())
        and all(spoken.has((word,)) for word in (*members, *words(field.name)))
        and not spoken.left(known)
    )


def _leaves_open(text: str, field: Field, owner: Sequence[str]) -> bool:
    if not isinstance(field.type, Optional):
        return False
    topics = tuple(frozenset({word}) for word in words(field.name))
    return Claim("optional", (), topics, frozenset(owner)).is_said(Spoken.of(text))


def _bare(field: Field) -> object:
    return field.type.of if isinstance(field.type, Optional) else field.type
