"""Whether a condition holds, found by walking its tree: the second opinion on the emitted code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import cmp_to_key, singledispatch

from omninode_bridge.generation.orchestrator.truth_values import (
    ARITHMETIC,
    COMPARED,
    FUNCTIONS,
    AbsentError,
    element,
    elements_of,
    number,
    present,
    ranked,
    text_of,
    truth_of,
)
from omninode_bridge.rules.evaluation.functions import matcher
from omninode_bridge.rules.evaluation.numbers import exact
from omninode_bridge.rules.evaluation.outcomes import NoValueError, Value
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
    Null,
    Number,
    PatternLiteral,
    SortedBy,
    Subscript,
    Text,
    Truth,
)


class Told(StrEnum):
    """How asking a condition ends."""

    YES = "yes"
    NO = "no"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Known:
    """What can be named: input fields, outputs of steps, and variables of loops."""

    fields: Mapping[str, Value]
    outputs: Mapping[str, Value]
    steps: frozenset[str]
    bound: Mapping[str, Value] = field(default_factory=dict)


def told(condition: Expression, known: Known) -> Told:
    try:
        with localcontext(exact()):
            return Told.YES if _truth(condition, known) else Told.NO
    except AbsentError:
        return Told.NO
    except (NoValueError, ArithmeticError, TypeError, ValueError):
        return Told.FAILED


def _truth(node: Expression, known: Known) -> bool:
    found = _value(node, known)
    if found is True or found is False:
        return bool(found)
    raise NoValueError


@singledispatch
def _value(node: Expression, known: Known) -> Value:
    del known
    raise NoValueError(type(node).__name__)


@_value.register
def _(node: Number, known: Known) -> Value:
    del known
    return Decimal(node.value) / 100 if node.percent else node.value


@_value.register(Text)
@_value.register(Truth)
def _(node: Text | Truth, known: Known) -> Value:
    del known
    return node.value


@_value.register
def _(node: Null, known: Known) -> Value:
    del node, known


@_value.register
def _(node: ListLiteral, known: Known) -> Value:
    return [_value(item, known) for item in node.items]


@_value.register
def _(node: Name, known: Known) -> Value:
    return present(known.bound[node.id] if node.id in known.bound else known.fields.get(node.id))


@_value.register
def _(node: Attribute, known: Known) -> Value:
    return present(_owner(node.of, known).get(node.name))


@_value.register
def _(node: Subscript, known: Known) -> Value:
    return element(_value(node.of, known), _value(node.index, known))


@_value.register
def _(node: Minus, known: Known) -> Value:
    return -number(_value(node.operand, known))


@_value.register
def _(node: Negation, known: Known) -> Value:
    return not _truth(node.operand, known)


@_value.register
def _(node: Binary, known: Known) -> Value:
    left, right = number(_value(node.left, known)), number(_value(node.right, known))
    return ARITHMETIC[node.operator](left, right)


@_value.register
def _(node: Compare, known: Known) -> Value:
    return _chain(node.first, node.rest, known)


@_value.register
def _(node: Junction, known: Known) -> Value:
    wanted = node.operator == "or"
    return any(_truth(each, known) is wanted for each in node.operands) is wanted


@_value.register
def _(node: Conditional, known: Known) -> Value:
    return _value(node.then if _truth(node.condition, known) else node.otherwise, known)


@_value.register
def _(node: ComprehensionLiteral, known: Known) -> Value:
    return list(_elements(node.element, node.clauses, known))


@_value.register
def _(node: SortedBy, known: Known) -> Value:
    items = elements_of(_value(node.of, known))
    return _sorted_by(items, node.key, known, descending=node.descending)


@_value.register
def _(node: Call, known: Known) -> Value:
    return _called(node.function, node.arguments, known)


def _owner(of: Expression, known: Known) -> Mapping[str, Value]:
    is_step = isinstance(of, Name) and of.id in known.steps and of.id not in known.bound
    found = known.outputs.get(of.id) if is_step and isinstance(of, Name) else _value(of, known)
    return found if isinstance(found, dict) else {}


def _chain(first: Expression, rest: tuple[tuple[str, Expression], ...], known: Known) -> bool:
    left = _value(first, known)
    for operator, following in rest:
        right = _value(following, known)
        if not COMPARED[operator](left, right):
            return False
        left = right
    return True


def _elements(element: Expression, clauses: tuple[For, ...], known: Known) -> Iterator[Value]:
    if not clauses:
        yield _value(element, known)
        return
    for item in elements_of(_value(clauses[0].over, known)):
        inner = replace(known, bound={**known.bound, clauses[0].variable: present(item)})
        if all(_truth(condition, inner) for condition in clauses[0].conditions):
            yield from _elements(element, clauses[1:], inner)


def _sorted_by(items: list[Value], key: Expression, known: Known, *, descending: bool) -> Value:
    root = key
    while isinstance(root, Attribute):
        root = root.of
    variable = root.id if isinstance(root, Name) else ""

    def asked(item: Value) -> Value:
        return _value(key, replace(known, bound={**known.bound, variable: item}))

    return sorted(
        items,
        key=cmp_to_key(lambda one, other: ranked(asked(one), asked(other))),
        reverse=descending,
    )


def _called(name: str, arguments: tuple[Expression, ...], known: Known) -> Value:
    if name in ("any", "all"):
        wanted = name == "any"
        over = arguments[0]
        if isinstance(over, ComprehensionLiteral) and not over.bracketed:
            values: Iterator[Value] = _elements(over.element, over.clauses, known)
        else:
            values = iter(elements_of(_value(over, known)))
        return any(truth_of(value) is wanted for value in values) is wanted
    if name == "matches" and isinstance(arguments[1], PatternLiteral):
        return matcher(arguments[1].source)(text_of(_value(arguments[0], known)))
    return FUNCTIONS[name](*(_value(argument, known) for argument in arguments))
