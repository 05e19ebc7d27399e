"""A field of the data model with what a sentence says of it besides."""

from dataclasses import fields, replace
from typing import Final

from omninode_bridge.requirements.document import Constraints, Default, Field
from omninode_bridge.requirements.parts.constraint_text import FieldTerms, apply_constraint, number
from omninode_bridge.requirements.parts.fitted_terms import default_of, of_list
from omninode_bridge.requirements.parts.spoken_terms import Terms
from omninode_bridge.requirements.parts.type_text import type_spelled
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

_UNMEASURED: Final = frozenset(
    {Kind.DATE, Kind.DATETIME, Kind.BOOL, Kind.STRING, Kind.EMAIL, Kind.UUID, Kind.URL}
)
"""Of these nothing is at least 1."""

_NUMBERS: Final = frozenset({Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.FLOAT})


def with_terms(field: Field, said: Terms) -> Field | None:
    """None where it is declared otherwise."""
    plain = field.type.of if isinstance(field.type, Optional) else field.type
    type_ = _type(field, plain, said)
    terms: FieldTerms | None = FieldTerms()
    for limit in ", ".join(said.limits).split(", ") if said.limits else ():
        terms = apply_constraint(limit, terms, strict=False) if terms is not None else None
    if type_ is None or terms is None:
        return None
    limits = _both(field.constraints, of_list(type_, terms.constraints))
    default = terms.default and Default(terms.default.text.strip("\"'\u201c\u201d"))
    default = default_of(type_, default)
    is_other = field.default is not None and default not in {None, field.default}
    is_measured = limits is not None and (limits.minimum or limits.maximum) is not None
    is_unfit = is_measured and isinstance(type_, Scalar) and type_.kind in _UNMEASURED
    if limits is None or is_other or is_unfit or not _fits(type_, default):
        return None
    known = replace(field, type=_kept(field, type_), constraints=limits)
    if terms.required is False:
        known = optional(known)
    return with_default(known, default) if default is not None else known


def _fits(type_: ValueType, default: Default | None) -> bool:
    """Whether a default can be a value of the type, as far as one word tells."""
    if default is None or _is_text(type_):
        return True
    if isinstance(type_, EnumOf):
        return default.text in type_.members
    if isinstance(type_, Scalar) and type_.kind is Kind.BOOL:
        return default.text in {"true", "false"}
    return not _is_number(type_) or number(default.text) is not None


def optional(field: Field) -> Field:
    if field.default is not None or isinstance(field.type, Optional):
        return field
    return replace(field, type=Optional(field.type), required=False)


def with_default(field: Field, default: Default) -> Field:
    plain = field.type.of if isinstance(field.type, Optional) else field.type
    return replace(field, type=plain, default=default, required=False)


def _kept(field: Field, type_: ValueType) -> ValueType:
    return Optional(type_) if isinstance(field.type, Optional) else type_


def _type(field: Field, plain: ValueType, said: Terms) -> ValueType | None:
    """What only words suggested gives way to what is said."""
    found = type_spelled(said.kind) if said.kind else plain
    if found is None:
        return None
    if found == plain or (not said.type and not _is_text(plain)):
        return plain
    is_guess = field.type_place is None and not _is_limited(field)
    if is_guess and (_is_text(plain) or (_is_number(plain) and _is_number(found))):
        return found
    return None if said.type else plain


def _is_limited(field: Field) -> bool:
    return field.constraints.pattern is not None or bool(field.constraints.one_of)


def _is_text(type_: ValueType) -> bool:
    return type_ == Scalar(Kind.STRING)


def _is_number(type_: ValueType) -> bool:
    return isinstance(type_, Scalar) and type_.kind in _NUMBERS


def _both(one: Constraints, other: Constraints) -> Constraints | None:
    """All that either says; None where they contradict each other."""
    kept = {}
    for each in fields(Constraints):
        mine, theirs = getattr(one, each.name), getattr(other, each.name)
        if mine and theirs and mine != theirs:
            return None
        kept[each.name] = mine or theirs
    return Constraints(**kept)
