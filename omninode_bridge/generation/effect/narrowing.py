"""Where all uses of an entity's rows begin with the same equality, only these rows are read."""

from collections.abc import Iterator, Mapping
from typing import Final

from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.requirements.types import EnumOf, Kind, Scalar
from omninode_bridge.rules.program import Step
from omninode_bridge.rules.typed import (
    Clause,
    Comparison,
    Comprehension,
    Logic,
    Member,
    Origin,
    Typed,
    Variable,
)
from omninode_bridge.rules.walking import parts

EXACT: Final = frozenset({Kind.UUID, Kind.STRING, Kind.EMAIL, Kind.INT, Kind.DATE, Kind.BOOL})
"""Of these, values are the same exactly where their JSON is."""

type Equal = tuple[str, str]
"""A field of the rows, and the name of what it equals."""


def steps_of(plan: OperationPlan) -> tuple[Step, ...]:
    """Of the choice of its transition, and of its rules."""
    choice = () if plan.moves is None or plan.moves.choice is None else plan.moves.choice.steps
    return (*choice, *(() if plan.program is None else plan.program.steps))


def narrowed(plan: OperationPlan) -> Mapping[str, Equal]:
    """By entity; where a use may look at other rows, too, there is none."""
    nodes = list(parts(steps_of(plan)))
    found = {}
    for name in plan.kept:
        uses = sum(isinstance(each, Variable) and _is_rows(each, name) for each in nodes)
        equals = [equal for each in nodes for equal in _equals(each, name)]
        if uses and len(equals) == uses and len({*equals}) == 1:
            found[name] = equals[0]
    return found


def _is_rows(node: Typed, name: str) -> bool:
    return isinstance(node, Variable) and (node.name, node.origin) == (name, Origin.INPUT)


def _equals(node: object, name: str) -> Iterator[Equal]:
    match node:
        case Clause(variable, over, (first, *_)) if _is_rows(over, name):
            yield from _by_condition(variable, first)
        case Comparison(
            fact, (("in" | "not in", Comprehension(element, (Clause(at, over, ()),))),)
        ):
            if _is_rows(over, name):
                yield from _pair(at, element, fact)
        case _:
            return


def _by_condition(variable: str, condition: Typed) -> Iterator[Equal]:
    """What is looked at first, so that nothing before it can fail on another row."""
    match condition:
        case Logic("and", (first, *_)):
            yield from _by_condition(variable, first)
        case Comparison(left, (("=", right),)):
            yield from _pair(variable, left, right)
            yield from _pair(variable, right, left)
        case _:
            return


def _pair(variable: str, column: Typed, fact: Typed) -> Iterator[Equal]:
    match column, fact:
        case Member(Variable(name, Origin.BOUND), field, kind), Variable(other, Origin.INPUT, same):
            is_exact = isinstance(kind, EnumOf) or (isinstance(kind, Scalar) and kind.kind in EXACT)
            if name == variable and kind == same and is_exact:
                yield field, other
        case _:
            return
