"""Conditions in Python: calls of the package's own operators, whose operands are known late."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import singledispatchmethod
from typing import Final

from omninode_bridge.generation.logic.python_ast import call, constant, decimal, lambda_of, method
from omninode_bridge.generation.orchestrator.conditions import PREDICATES
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.patterns import to_rust
from omninode_bridge.rules.syntax import (
    Attribute,
    Binary,
    Call,
    Compare,
    ComprehensionLiteral,
    Conditional,
    Expression,
    For,
    Junction,
    ListLiteral,
    Minus,
    Name,
    Negation,
    Node,
    Null,
    Number,
    PatternLiteral,
    SortedBy,
    Subscript,
    Text,
    Truth,
)

FACTS: Final = "facts"
OPERATORS: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
COMPARISONS: Final = {
    "=": "equal",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
    "in": "contained",
}
NEGATED: Final = {"!=": "=", "not in": "in"}
FUNCTIONS: Final = {
    **{name: name for name in ("floor", "first", "last", "unique", "lower", "upper", "strip")},
    **{name: name for name in ("split", "join", "replace", "startswith", "endswith", "contains")},
    **{name: name for name in ("matches", "days_between", "add_days", "year", "month", "day")},
    "sum": "total",
    "avg": "average",
    "min": "minimum",
    "max": "maximum",
    "len": "length",
    "count": "length",
    "round": "rounded",
    "ceil": "ceiling",
    "abs": "absolute",
    "mod": "remainder",
    "any": "any_of",
    "all": "all_of",
    "sorted": "sorted_values",
}
LAZY: Final = frozenset({"any", "all"})
"""Functions that look at one element after the other."""


@dataclass(frozen=True, slots=True)
class ConditionWriter:
    """Writes one expression; `imports` collects (module below `flow`, name)."""

    steps: frozenset[str]
    imports: set[tuple[str, str]]
    bound: Mapping[str, str] = field(default_factory=dict)

    def truth(self, node: Expression) -> ast.expr:
        """As true or false."""
        written = self.value(node)
        if _is_bool(node):
            return written
        return self._operator("truth", written)

    @singledispatchmethod
    def value(self, node: Node) -> ast.expr:
        raise TypeError(f"no expression: {type(node).__name__}")

    @value.register
    def _(self, node: Name) -> ast.expr:
        if node.id in self.bound:
            return ast.Name(self.bound[node.id], ast.Load())
        return method(ast.Name(FACTS, ast.Load()), "field", constant(node.id))

    @value.register
    def _(self, node: Number) -> ast.expr:
        value = Decimal(node.value) / 100 if node.percent else node.value
        if isinstance(value, int):
            return constant(value)
        self.imports.add(("decimal", "Decimal"))
        return decimal(value)

    @value.register
    def _(self, node: Text) -> ast.expr:
        return constant(node.value)

    @value.register
    def _(self, node: Truth) -> ast.expr:
        return constant(node.value)

    @value.register
    def _(self, _node: Null) -> ast.expr:
        return constant(None)

    @value.register
    def _(self, node: PatternLiteral) -> ast.expr:
        return constant(to_rust(node.source))

    @value.register
    def _(self, node: ListLiteral) -> ast.expr:
        return ast.List([self.value(item) for item in node.items], ast.Load())

    @value.register
    def _(self, node: Minus) -> ast.expr:
        return self._operator("negated", self.value(node.operand))

    @value.register
    def _(self, node: Negation) -> ast.expr:
        return ast.UnaryOp(ast.Not(), self.truth(node.operand))

    @value.register
    def _(self, node: Binary) -> ast.expr:
        name = OPERATORS[node.operator]
        return self._operator(name, self.value(node.left), self.value(node.right))

    @value.register
    def _(self, node: Compare) -> ast.expr:
        if len(node.rest) == 1:
            operator, right = node.rest[0]
            found = call(self._comparison(operator), self.value(node.first), self.value(right))
            return ast.UnaryOp(ast.Not(), found) if operator in NEGATED else found
        links = [
            ast.Tuple([self._link(operator), _later(self.value(right))], ast.Load())
            for operator, right in node.rest
        ]
        return self._operator("linked", self.value(node.first), *links)

    @value.register
    def _(self, node: Junction) -> ast.expr:
        operator: ast.boolop = ast.And() if node.operator == "and" else ast.Or()
        return ast.BoolOp(operator, [self.truth(operand) for operand in node.operands])

    @value.register
    def _(self, node: Conditional) -> ast.expr:
        condition = self.truth(node.condition)
        then, otherwise = self.value(node.then), self.value(node.otherwise)
        return self._operator("chosen", condition, _later(then), _later(otherwise))

    @value.register
    def _(self, node: Attribute) -> ast.expr:
        of = node.of
        if isinstance(of, Name) and of.id in self.steps and of.id not in self.bound:
            facts = ast.Name(FACTS, ast.Load())
            return method(facts, "output", constant(of.id), constant(node.name))
        return self._fact("member", self.value(of), constant(node.name))

    @value.register
    def _(self, node: Subscript) -> ast.expr:
        return self._fact("element", self.value(node.of), self.value(node.index))

    @value.register
    def _(self, node: Call) -> ast.expr:
        name = FUNCTIONS[node.function]
        self.imports.add(("functions", name))
        if node.function in LAZY:
            return call(name, self._stream(node.arguments[0]))
        return call(name, *map(self.value, node.arguments))

    @value.register
    def _(self, node: SortedBy) -> ast.expr:
        self.imports.add(("functions", "sorted_by"))
        key = node.key
        while isinstance(key, Attribute):
            key = key.of
        inner, parameter = self._with(key.id if isinstance(key, Name) else "")
        found = call("sorted_by", self.value(node.of), lambda_of(parameter, inner.value(node.key)))
        if node.descending and isinstance(found, ast.Call):
            found.keywords.append(ast.keyword("descending", constant(value=True)))
        return found

    @value.register
    def _(self, node: ComprehensionLiteral) -> ast.expr:
        return call("list", self._collected(node.element, node.clauses))

    def _stream(self, node: Expression) -> ast.expr:
        if isinstance(node, ComprehensionLiteral) and not node.bracketed:
            return self._collected(node.element, node.clauses)
        return self._operator("values_of", self.value(node))

    def _collected(self, element: Expression, clauses: tuple[For, ...]) -> ast.expr:
        clause, *rest = clauses
        inner, parameter = self._with(clause.variable)
        conditions = [lambda_of(parameter, inner.truth(found)) for found in clause.conditions]
        if rest:
            body, name = inner._collected(element, tuple(rest)), "flattened"  # noqa: SLF001 - its own
        else:
            body, name = inner.value(element), "collected"
        over = self.value(clause.over)
        return self._operator(name, over, lambda_of(parameter, body), *conditions)

    def _with(self, variable: str) -> tuple["ConditionWriter", str]:
        """The writer inside of a loop, and what the loop's variable is called."""
        spelled = "_".join(words(variable)) or "item"
        parameter = f"one_{spelled}"
        number = 1
        while parameter in self.bound.values():
            number += 1
            parameter = f"one_{spelled}_{number}"
        return replace(self, bound={**self.bound, variable: parameter}), parameter

    def _operator(self, name: str, *arguments: ast.expr) -> ast.expr:
        self.imports.add(("operators", name))
        return call(name, *arguments)

    def _fact(self, name: str, *arguments: ast.expr) -> ast.expr:
        self.imports.add(("facts", name))
        return call(name, *arguments)

    def _comparison(self, operator: str) -> str:
        name = COMPARISONS[NEGATED.get(operator, operator)]
        self.imports.add(("operators", name))
        return name

    def _link(self, operator: str) -> ast.expr:
        name = self._comparison(operator)
        if operator not in NEGATED:
            return ast.Name(name, ast.Load())
        pair = ast.arguments([], [ast.arg("left"), ast.arg("right")], None, [], [], None, [])
        asked = call(name, ast.Name("left", ast.Load()), ast.Name("right", ast.Load()))
        return ast.Lambda(pair, ast.UnaryOp(ast.Not(), asked))


def _later(value: ast.expr) -> ast.expr:
    return ast.Lambda(ast.arguments([], [], None, [], [], None, []), value)


def _is_bool(node: Expression) -> bool:
    """Whether what is written for it is a bool already."""
    if isinstance(node, Call):
        return node.function in PREDICATES
    return isinstance(node, Compare | Junction | Negation | Truth)
