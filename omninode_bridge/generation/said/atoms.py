"""A condition taken apart: what is compared to which value, or true."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.said.limits import OPPOSITE
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.statements import parse_expression
from omninode_bridge.rules.syntax import (
    Attribute,
    Compare,
    Expression,
    Junction,
    Minus,
    Name,
    Negation,
    Number,
    Text,
    Truth,
)
from omninode_bridge.rules.tokens import RuleSyntaxError

_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Atom:
    """`name` is what is compared, `owner` whose it is; a bare name is compared to true.

    `repeats` where the number is how often something may be done.
    """

    name: str
    sign: str
    value: Decimal | str | bool
    owner: str = ""
    repeats: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(words(self.name))

    def opposite(self) -> "Atom":
        return replace(self, sign=OPPOSITE[self.sign])


def atoms_in(text: str) -> tuple[Atom, ...] | None:
    """All of which must hold; None where it is anything else."""
    try:
        return atoms_of(parse_expression(text))
    except RuleSyntaxError:
        return None


def atoms_of(root: Expression) -> tuple[Atom, ...] | None:
    operands = root.operands if isinstance(root, Junction) and root.operator == "and" else (root,)
    found = [atom for operand in operands for atom in _atoms(operand)]
    return None if None in found else tuple(atom for atom in found if atom is not None)


def _atoms(node: Expression) -> Iterator[Atom | None]:
    match node:
        case Negation(operand):
            inner = [*_atoms(operand)]
            only = inner[0] if len(inner) == 1 else None
            yield None if only is None else only.opposite()
        case Compare(first, ((sign, second),)):
            yield _compared(first, sign, second)
        case Name() | Attribute():
            name, owner = _named(node)
            yield Atom(name, "=", value=True, owner=owner) if name else None
        case _:
            yield None


def _compared(first: Expression, sign: str, second: Expression) -> Atom | None:
    if sign not in _FLIPPED:
        return None
    for subject, other, way in ((first, second, sign), (second, first, _FLIPPED[sign])):
        (name, owner), value = _named(subject), _value(other)
        if name and value is not None:
            return Atom(name, way, value, owner)
    return None


def _named(node: Expression) -> tuple[str, str]:
    match node:
        case Name(id=name):
            return name, ""
        case Attribute(of=Name(id=owner), name=name):
            return name, owner
        case _:
            return "", ""


def _value(node: Expression) -> Decimal | str | bool | None:
    match node:
        case Number(value, percent):
            return Decimal(value) / 100 if percent else Decimal(value)
        case Minus(Number(value, False)):
            return -Decimal(value)
        case Text(value) | Truth(value):
            return value
        case _:
            return None
