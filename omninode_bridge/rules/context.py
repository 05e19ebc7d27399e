"""What an expression is checked against, and where its findings and readings go."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from omninode_bridge.diagnostics import Code
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.syntax import (
    Attribute,
    Compare,
    Expression,
    Junction,
    Name,
    Negation,
    Null,
    Span,
)
from omninode_bridge.rules.typed import Origin, Variable

type Key = tuple[str, ...]
"""`(name,)` for a name, `(list, field)` for a field that `for each` sets."""

type Path = tuple[str, ...]
"""A name, or a name and fields: what a comparison with none narrows."""


class Report(Protocol):
    def __call__(self, code: Code, span: Span, message: str, fix: str = "") -> None: ...


class Names(Protocol):
    """The names around a rule."""

    def global_name(self, name: str) -> str | None:
        """The name as the document knows it, or None."""
        ...

    def variable(self, name: str) -> tuple[Origin, ValueType | None]:
        """Where a known name comes from, and its type (None where its rule has errors)."""
        ...

    def field_name(self, reference: str, name: str) -> str | None:
        """The field of an entity or item as the document knows it, or None."""
        ...

    def field_type(self, reference: str, name: str) -> ValueType | None: ...

    def is_set(self, reference: str, name: str) -> Key | None:
        """The key of a field that `for each` sets."""
        ...

    def set_fields(self, reference: str) -> frozenset[Key]: ...

    def suggest(self, name: str, reference: str | None = None) -> str:
        """A hint that names what the author may have meant, or an empty text."""
        ...


@dataclass(frozen=True, slots=True)
class SoFar:
    """The definition being checked may read the value that earlier ones gave."""

    key: Key
    type: ValueType


@dataclass(frozen=True, slots=True)
class Context:
    names: Names
    report: Report
    reads: set[Key]
    bound: Mapping[str, Variable] = field(default_factory=dict)
    narrowed: frozenset[Path] = frozenset()
    so_far: SoFar | None = None

    def binding(self, variable: Variable) -> "Context":
        """Inside a comprehension; what was known about a hidden name no longer holds."""
        kept = frozenset(path for path in self.narrowed if path[0] != variable.name)
        return replace(self, bound={**self.bound, variable.name: variable}, narrowed=kept)

    def knowing(self, paths: frozenset[Path]) -> "Context":
        return replace(self, narrowed=self.narrowed | paths)


def path_of(node: Expression) -> Path | None:
    match node:
        case Name(name):
            return (name,)
        case Attribute(of, name):
            inner = path_of(of)
            return None if inner is None else (*inner, name)
        case _:
            return None


def not_null(condition: Expression, *, when: bool) -> frozenset[Path]:
    """What cannot be null where the condition has the outcome `when`."""
    match condition:
        case Negation(operand):
            return not_null(operand, when=not when)
        case Junction(operator, operands):
            known = [not_null(operand, when=when) for operand in operands]
            everything = (operator == "and") is when
            return frozenset.union(*known) if everything else frozenset.intersection(*known)
        case Compare(first, ((operator, second),)) if (operator == "!=") is when:
            return _asked(first, operator, second)
        case _:
            return frozenset()


def _asked(first: Expression, operator: str, second: Expression) -> frozenset[Path]:
    if operator not in ("=", "!="):
        return frozenset()
    if isinstance(first, Null):
        first, second = second, first
    path = path_of(first) if isinstance(second, Null) else None
    return frozenset() if path is None else frozenset({path})
