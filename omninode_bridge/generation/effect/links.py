"""Which fields of all rows the rules of an operation compare with what it knows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from omninode_bridge.generation.effect.plan import STORED, Link
from omninode_bridge.rules.program import Step
from omninode_bridge.rules.typed import (
    Comparison,
    Comprehension,
    Convert,
    Member,
    Origin,
    Typed,
    Variable,
)
from omninode_bridge.rules.walking import parts

_SAME: Final = frozenset({"=", "!=", "in", "not in"})


def links_in(steps: Sequence[Step], kept: tuple[str, ...]) -> tuple[Link, ...]:
    """Each once, in the order of the steps; `kept` are the entities all of whose rows they see."""
    if not kept:
        return ()
    return tuple(dict.fromkeys(link for node in parts(steps) for link in _at(node, kept)))


def _at(node: object, kept: tuple[str, ...]) -> Iterator[Link]:
    match node:
        case Comprehension():
            over = dict(_variables(node, kept))
            for part in parts(node):
                if isinstance(part, Comparison):
                    yield from _compared(part, over)
        case Comparison(first, ((operator, Comprehension() as listed), *_)) if operator in _SAME:
            column = _column(listed.element, dict(_variables(listed, kept)))
            fact = _fact(first)
            if column is not None and fact is not None:
                yield Link(fact, *column)
        case _:
            return


def _variables(node: Comprehension, kept: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Names of single rows, each with its entity."""
    for clause in node.clauses:
        match clause.over:
            case Variable(name, Origin.INPUT) if name in kept:
                yield clause.variable, name
            case _:
                pass


def _compared(node: Comparison, over: dict[str, str]) -> Iterator[Link]:
    operands = [("", node.first), *node.rest]
    for (_, left), (operator, right) in pairwise(operands):
        for one, other in ((left, right), (right, left)):
            column, fact = _column(one, over), _fact(other)
            if operator in _SAME and column is not None and fact is not None:
                yield Link(fact, *column)


def _column(node: Typed, over: dict[str, str]) -> tuple[str, str] | None:
    match node:
        case Convert(value):
            return _column(value, over)
        case Member(Variable(name, Origin.BOUND), field) if name in over:
            return over[name], field
        case _:
            return None


def _fact(node: Typed) -> str | None:
    match node:
        case Convert(value):
            return _fact(value)
        case Variable(name, Origin.INPUT | Origin.ASSIGNED | Origin.SO_FAR):
            return name
        case Member(Variable(name, Origin.INPUT), field) if name == STORED:
            return field
        case _:
            return None
