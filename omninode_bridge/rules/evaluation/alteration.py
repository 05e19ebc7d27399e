"""Programs that differ from a given one in one small thing: a sign, a constant, a connective.

A request that both answer alike does not show that thing; tests should have one that does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.expressions import Compiler
from omninode_bridge.rules.evaluation.frame import Run
from omninode_bridge.rules.kinds import DECIMAL, FLOAT, INT, MONEY, plain
from omninode_bridge.rules.typed import Arithmetic, Comparison, ListDisplay, Literal, Logic, Typed
from omninode_bridge.rules.walking import parts

LONG: Final = 8
_NUMBERS: Final = (INT, DECIMAL, MONEY, FLOAT)
_SIGNS: Final = {"+": "-", "-": "+", "*": "/", "/": "*"}
_COMPARISONS: Final = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "=": ("!=",),
    "!=": ("=",),
    "in": ("not in",),
    "not in": ("in",),
}


def altered(evaluator: Evaluator) -> Iterator[tuple[int, Evaluator]]:
    """The position of the step that differs, and the program; in the order of the steps."""
    program = evaluator.program
    for position, step in enumerate(program.steps):
        found = list(parts(step))
        listed = {id(item) for node in found for item in _listed(node)}
        for node in found:
            for other in _others(node) if id(node) not in listed else ():
                compiler = _Altering(program.items, node=node, other=other)
                yield position, evaluator.with_step(position, compiler)


@dataclass(slots=True)
class _Altering(Compiler):
    """Takes one expression, which is known by identity, for another."""

    node: object = field(kw_only=True)
    other: Typed = field(kw_only=True)

    def compiled(self, node: Typed) -> Run:
        return Compiler.compiled(self, self.other if node is self.node else node)


def _listed(node: object) -> Sequence[object]:
    """What a long list enumerates: one item more or less shows only in requests as long."""
    return node.items if isinstance(node, ListDisplay) and len(node.items) >= LONG else ()


def _others(node: object) -> Iterator[Typed]:
    match node:
        case Arithmetic(sign, left, right) if _is_number(left) and _is_number(right):
            yield replace(node, operator=_SIGNS[sign])
        case Comparison(_, rest):
            for at, (sign, value) in enumerate(rest):
                for other in _COMPARISONS.get(sign, ()):
                    yield replace(node, rest=(*rest[:at], (other, value), *rest[at + 1 :]))
        case Logic(operator):
            yield replace(node, operator="or" if operator == "and" else "and")
        case Literal():
            yield from _constants(node)


def _constants(node: Literal) -> Iterator[Literal]:
    match node.value:
        case bool() as value:
            yield replace(node, value=not value)
        case int() | Decimal() as value:
            yield replace(node, value=value + 1)
            yield replace(node, value=value - 1)
        case str() as value:
            yield replace(node, value=f"{value}~")


def _is_number(node: Typed) -> bool:
    return plain(node.type) in _NUMBERS
