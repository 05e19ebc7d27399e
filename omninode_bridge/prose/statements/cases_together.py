"""Several values of one name: which case decides, and whether one of them always holds."""

from collections.abc import Sequence

from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.intervals import are_apart, covers, is_part_of
from omninode_bridge.prose.statements.statement import Statement
from omninode_bridge.prose.statements.terms import Terms

type Said = tuple[int, Statement]
"""A statement with its place in the document."""


def test_of(case: Statement) -> str:
    return case.condition.text if case.condition is not None else "true"


def covering(cases: Sequence[Said], terms: Terms) -> list[Said]:
    """All of them, or those that are no part of another, where one of them always holds."""
    if cases and _covered([one.condition for _, one in cases if one.condition], terms):
        return list(cases)
    wide = [
        (at, one)
        for at, one in cases
        if not any(is_narrower(one, other) for _, other in cases if other is not one)
    ]
    conditions = [one.condition for _, one in wide if one.condition]
    return wide if wide and _covered(conditions, terms) else []


def _covered(conditions: Sequence[Formula], terms: Terms) -> bool:
    reads = frozenset().union(*(one.reads for one in conditions))
    if len(reads) != 1:
        return False
    (name,) = reads
    term = terms.known.get(name) or terms.invented.get(name)
    return covers(conditions, term.type if term else "", terms.values.get(name, ()))


def is_narrower(one: Statement, other: Statement) -> bool:
    if other is one or one.condition is None or other.condition is None:
        return False
    return is_part_of(one.condition, other.condition)


def are_clear(one: Statement, other: Statement) -> bool:
    if one.condition is None or other.condition is None or one.value == other.value:
        return True
    first, second = one.condition, other.condition
    is_nested = is_part_of(first, second) or is_part_of(second, first)
    return is_nested or are_apart(first, second)


def are_in_order(cases: Sequence[Said], terms: Terms) -> bool:
    """Whether each case holds only where none before it does."""
    return len(cases) > 1 and (terms.is_first or all(one.is_else for _, one in cases[1:]))
