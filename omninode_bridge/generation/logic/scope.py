"""The Python names inside a handler module, and which imports it needs."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.generation.logic.python_ast import name
from omninode_bridge.generation.names import ClassRef, Names
from omninode_bridge.generation.naming import NamePool, attribute, class_words, plain_pascal
from omninode_bridge.requirements.types import (
    EntityRef,
    EnumOf,
    Kind,
    ListOf,
    MapOf,
    Optional,
    Scalar,
    ValueType,
)
from omninode_bridge.rules.program import Program
from omninode_bridge.rules.typed import Comprehension, Sorted
from omninode_bridge.rules.walking import parts

# What a handler module itself calls or annotates with; a document's names step aside.
_BUILTINS: Final = frozenset(
    {
        *("abs", "all", "any", "bool", "bytes", "dict", "float", "int", "len", "list", "max"),
        *("min", "set", "sorted", "str", "sum", "tuple", "type"),
    }
)
_MODULE: Final = frozenset(
    {
        *("given", "known", "item", "so_far", "value", "key", "position", "warned", "request"),
        *("date", "datetime", "timedelta", "math", "field", "dataclass", "money", "rounded"),
        *("rounded_int", "rounded_float", "rounded_float_int", "finite", "remainder", "average"),
        *("average_float", "element", "unique", "sorted_nulls_first", "converted", "whole_days"),
        *("matches", "compiled", "exact_decimals", "failure_reason", "decimal", "uuid", "utc"),
    }
)
# Single letters that linters refuse because they look like digits.
_UNREADABLE: Final = frozenset({"l", "o", "i"})

_SCALARS: Final = {
    Kind.STRING: "str",
    Kind.EMAIL: "str",
    Kind.URL: "str",
    Kind.INT: "int",
    Kind.FLOAT: "float",
    Kind.BOOL: "bool",
    Kind.BYTES: "bytes",
}
_IMPORTED: Final = {
    Kind.DECIMAL: ("decimal", "Decimal"),
    Kind.MONEY: ("decimal", "Decimal"),
    Kind.UUID: ("uuid", "UUID"),
    Kind.DATE: ("datetime", "date"),
    Kind.DATETIME: ("datetime", "datetime"),
    Kind.DURATION: ("datetime", "timedelta"),
}


@dataclass(slots=True)
class ModuleScope:
    """One handler module while it is written; `imports` and `functions` grow."""

    names: Names
    program: Program
    imports: set[tuple[str, str]] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    _locals: dict[str, str] = field(default_factory=dict)
    _drafts: dict[str, str] = field(default_factory=dict)
    _attributes: dict[str, str] = field(default_factory=dict)
    _known_references: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        locals_pool = NamePool(_BUILTINS | _MODULE | _UNREADABLE)
        for variable in _variables(self.program):
            if variable not in self._locals:
                self._locals[variable] = locals_pool.claim(attribute(variable), "_")
        classes = NamePool()
        for list_name in self.program.items:
            self._drafts[list_name] = classes.claim(
                plain_pascal((*class_words(list_name), "draft"))
            )
        attributes = NamePool(_BUILTINS | _MODULE)
        for known in _known_names(self.program):
            declared = self.names.attributes.get(known, attribute(known))
            self._attributes[known] = attributes.claim(declared, "_")

    def imported(self, module: str, identifier: str) -> ast.expr:
        self.imports.add((module, identifier))
        return name(identifier)

    def support(self, function: str) -> str:
        """A function of the support module."""
        self.functions.add(function)
        self.imports.add((f"{self.names.support_package}.rule_functions", function))
        return function

    def class_of(self, ref: ClassRef) -> ast.expr:
        return self.imported(ref.module, ref.name)

    def local(self, variable: str) -> str:
        return self._locals[variable]

    def rename(self, variable: str, identifier: str, reference: str) -> None:
        """Call a variable that no document can name by a Python name of the module.

        Its fields are called as what is known is called.
        """
        self._locals[variable] = identifier
        self._known_references.add(reference)

    def draft(self, list_name: str) -> str:
        return self._drafts[list_name]

    def known(self, global_name: str) -> str:
        """The attribute that holds a name's value while the rules run; also of drafts."""
        return self._attributes[global_name]

    def member(self, reference: str, field_name: str) -> str:
        """The attribute of an entity's model or of a draft."""
        if reference.endswith(".item") or reference in self._known_references:
            return self._attributes[field_name]
        return self.names.attribute(field_name)

    def annotation(self, type_: ValueType) -> ast.expr:
        match type_:
            case Scalar(kind):
                return self._scalar(kind)
            case EnumOf():
                return self.class_of(self.names.enums[type_].ref)
            case EntityRef(reference):
                return self._entity(reference)
            case ListOf(item):
                return _subscript("list", self.annotation(item))
            case MapOf(key, value):
                pair = ast.Tuple([self.annotation(key), self.annotation(value)], ast.Load())
                return _subscript("dict", pair)
            case Optional(of):
                return ast.BinOp(self.annotation(of), ast.BitOr(), ast.Constant(None))

    def _entity(self, reference: str) -> ast.expr:
        if reference.endswith(".item"):
            return name(self.draft(reference.removesuffix(".item")))
        return self.class_of(self.names.entities[reference])

    def _scalar(self, kind: Kind) -> ast.expr:
        if kind in _SCALARS:
            return name(_SCALARS[kind])
        if kind is Kind.JSON:
            return self.imported("pydantic", "JsonValue")
        return self.imported(*_IMPORTED[kind])


def _subscript(of: str, index: ast.expr) -> ast.expr:
    return ast.Subscript(name(of), index, ast.Load())


def _variables(program: Program) -> Iterator[str]:
    """Variables of comprehensions and sort keys, in the order of the program."""
    for part in parts(list(program.steps)):
        if isinstance(part, Comprehension):
            yield from (clause.variable for clause in part.clauses)
        elif isinstance(part, Sorted) and part.variable is not None:
            yield part.variable


def _known_names(program: Program) -> Iterator[str]:
    seen: dict[str, None] = {}
    for step in program.steps:
        seen.update(dict.fromkeys(getattr(step, slot) for slot in ("name",) if hasattr(step, slot)))
    for item in program.items.values():
        seen.setdefault(item.list_name)
        seen.update(dict.fromkeys(part.name for part in item.working))
    yield from seen
