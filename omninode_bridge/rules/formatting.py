"""Rules as text in one spelling: parsing it again gives the same tree."""

from decimal import Decimal
from functools import singledispatch
from typing import Final

from omninode_bridge.rules.powers import (
    AND,
    CHOICE,
    COMPARISON,
    LOWEST,
    MINUS,
    NOT,
    OR,
    POSTFIX,
    PRODUCT,
    SUM,
)
from omninode_bridge.rules.syntax import (
    Assignment,
    Attribute,
    Binary,
    Call,
    Compare,
    ComprehensionLiteral,
    Conditional,
    Expression,
    ForEach,
    Junction,
    ListLiteral,
    Minus,
    Name,
    Negation,
    Null,
    Number,
    PatternLiteral,
    RejectWhen,
    SortedBy,
    Statement,
    Subscript,
    Text,
    Truth,
    WarnWhen,
)

_ATOM: Final = POSTFIX + 1
_SPELLING: Final = {"=": "=="}


def format_statement(statement: Statement) -> str:
    match statement:
        case Assignment():
            return _assignment(statement, "")
        case ForEach():
            body = _assignment(statement.assignment, f"{statement.variable}.")
            return f"for each {statement.variable} in {statement.over}: {body}"
        case RejectWhen() | WarnWhen():
            verb = "reject" if isinstance(statement, RejectWhen) else "warn"
            condition = format_expression(statement.condition)
            return f"{verb} when {condition}: {_quoted(statement.message)}"


def _assignment(statement: Assignment, prefix: str) -> str:
    text = f"{prefix}{statement.name} = {format_expression(statement.value)}"
    if statement.condition is not None:
        text = f"if {format_expression(statement.condition)}: {text}"
    if statement.otherwise is not None:
        other = format_expression(statement.otherwise)
        text = f"{text} else: {prefix}{statement.name} = {other}"
    return text


def format_expression(expression: Expression, power: int = LOWEST) -> str:
    """In parentheses where its own operator binds no more tightly than `power`."""
    own, text = _form(expression)
    return text if own > power else f"({text})"


@singledispatch
def _form(node: Expression) -> tuple[int, str]:
    """How tightly the node's own operator binds, and its text."""
    raise TypeError(node)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for char, code in (("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        escaped = escaped.replace(char, code)
    return f'"{escaped}"'


@_form.register
def _number(node: Number) -> tuple[int, str]:
    text = format(node.value, "f") if isinstance(node.value, Decimal) else str(node.value)
    # Behind a percent sign a bracket would make it an operator.
    return (MINUS, f"{text}%") if node.percent else (_ATOM, text)


@_form.register
def _pattern(node: PatternLiteral) -> tuple[int, str]:
    return _ATOM, "/" + node.source.replace("/", "\\/") + "/"


@_form.register
def _list(node: ListLiteral) -> tuple[int, str]:
    return _ATOM, f"[{', '.join(map(format_expression, node.items))}]"


@_form.register
def _minus(node: Minus) -> tuple[int, str]:
    return MINUS, f"-{format_expression(node.operand, MINUS - 1)}"


@_form.register
def _negation(node: Negation) -> tuple[int, str]:
    return NOT, f"not {format_expression(node.operand, NOT - 1)}"


@_form.register
def _binary(node: Binary) -> tuple[int, str]:
    power = SUM if node.operator in "+-" else PRODUCT
    left, right = format_expression(node.left, power - 1), format_expression(node.right, power)
    return power, f"{left} {node.operator} {right}"


@_form.register
def _compare(node: Compare) -> tuple[int, str]:
    rest = (
        f" {_SPELLING.get(sign, sign)} {format_expression(operand, COMPARISON)}"
        for sign, operand in node.rest
    )
    return COMPARISON, format_expression(node.first, COMPARISON) + "".join(rest)


@_form.register
def _junction(node: Junction) -> tuple[int, str]:
    power = OR if node.operator == "or" else AND
    operands = (format_expression(operand, power) for operand in node.operands)
    return power, f" {node.operator} ".join(operands)


@_form.register
def _conditional(node: Conditional) -> tuple[int, str]:
    then, condition = (
        format_expression(node.then, CHOICE),
        format_expression(node.condition, CHOICE),
    )
    return CHOICE, f"{then} if {condition} else {format_expression(node.otherwise)}"


@_form.register
def _attribute(node: Attribute) -> tuple[int, str]:
    return POSTFIX, f"{format_expression(node.of, POSTFIX - 1)}.{node.name}"


@_form.register
def _subscript(node: Subscript) -> tuple[int, str]:
    return POSTFIX, f"{format_expression(node.of, POSTFIX - 1)}[{format_expression(node.index)}]"


@_form.register
def _call(node: Call) -> tuple[int, str]:
    return _ATOM, f"{node.function}({', '.join(map(_argument, node.arguments))})"


def _argument(node: Expression) -> str:
    if isinstance(node, ComprehensionLiteral) and not node.bracketed:
        return _clauses(node)
    return format_expression(node)


@_form.register
def _sorted_by(node: SortedBy) -> tuple[int, str]:
    order = " desc" if node.descending else ""
    return _ATOM, f"sorted({_argument(node.of)} by {format_expression(node.key)}{order})"


def _clauses(node: ComprehensionLiteral) -> str:
    text = format_expression(node.element)
    for clause in node.clauses:
        text += f" for {clause.variable} in {format_expression(clause.over, CHOICE)}"
        for condition in clause.conditions:
            text += f" if {format_expression(condition, CHOICE)}"
    return text


@_form.register
def _comprehension(node: ComprehensionLiteral) -> tuple[int, str]:
    return _ATOM, f"[{_clauses(node)}]" if node.bracketed else f"({_clauses(node)})"


@_form.register
def _name(node: Name) -> tuple[int, str]:
    return _ATOM, node.id


@_form.register
def _text(node: Text) -> tuple[int, str]:
    return _ATOM, _quoted(node.value)


@_form.register
def _truth(node: Truth) -> tuple[int, str]:
    return _ATOM, "true" if node.value else "false"


@_form.register
def _null(_node: Null) -> tuple[int, str]:
    return _ATOM, "none"
