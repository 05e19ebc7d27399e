"""Which names a condition may use, and which functions with how many arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final, TypeGuard

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.generation.orchestrator import codes
from omninode_bridge.generation.orchestrator.comparisons import mismatches
from omninode_bridge.requirements.structures import Snippet
from omninode_bridge.requirements.types import Kind, Scalar, ValueType
from omninode_bridge.rules.calls import FUNCTIONS
from omninode_bridge.rules.codes import ARGUMENTS, PATTERN, UNKNOWN_FUNCTION
from omninode_bridge.rules.kinds import BOOL, plain
from omninode_bridge.rules.patterns import problem_of
from omninode_bridge.rules.statements import parse_expression
from omninode_bridge.rules.syntax import (
    Attribute,
    Call,
    Compare,
    ComprehensionLiteral,
    Conditional,
    Expression,
    Junction,
    Name,
    Negation,
    Node,
    PatternLiteral,
    SortedBy,
    Span,
    Subscript,
    Truth,
    children,
)
from omninode_bridge.rules.tokens import RuleSyntaxError

PREDICATES: Final = frozenset({"any", "all", "startswith", "endswith", "contains", "matches"})
"""Functions that are true or false."""
ELEMENTS: Final = frozenset({"first", "last", "min", "max"})
"""Functions that give what a list holds, which may be true or false."""
TRUE_OR_FALSE: Final = (*(Attribute, Compare, Conditional, Junction, Negation, Subscript, Truth),)
ANY: Final = Scalar(Kind.JSON)


@dataclass(frozen=True, slots=True)
class Visible:
    """What may be named: fields of the input, steps that come before, all steps.

    `step` is that of the condition.
    """

    fields: Mapping[str, ValueType]
    before: frozenset[str]
    steps: frozenset[str]
    step: str = ""


def read_condition(snippet: Snippet) -> Expression | Diagnostic:
    """The tree of a condition, or why it has none."""
    try:
        return parse_expression(snippet.text)
    except RuleSyntaxError as error:
        place = place_of(snippet, error.span)
        return error.code.at(place, error.message, fix=error.fix)


def check_condition(
    snippet: Snippet, expression: Expression, visible: Visible
) -> Iterator[Diagnostic]:
    """Names first, then functions, then what can never be true or false."""
    yield from _names(snippet, expression, visible, frozenset())
    patterns = {id(node.arguments[1]) for node in _all(expression) if _matches(node)}
    for node in _all(expression):
        if isinstance(node, Call):
            yield from _call(snippet, node)
        elif isinstance(node, PatternLiteral) and id(node) not in patterns:
            message = "A pattern stands only in `matches(text, /pattern/)`."
            yield PATTERN.at(place_of(snippet, node.span), message)
        elif isinstance(node, Compare):
            for found in mismatches(node, visible.fields):
                message = f"The condition of step `{visible.step}` {found.message}."
                told = codes.CONDITION.at(place_of(snippet, found.span), message)
                yield replace(told, fix=found.fix) if found.fix else told
    if what := _never_true(expression, visible):
        yield codes.CONDITION.at(snippet.place, _neither(what, visible))


def _neither(what: str, visible: Visible) -> str:
    where = f" (step `{visible.step}`)" if visible.step else ""
    return f"{what}, which is neither true nor false{where}."


def _never_true(expression: Expression, visible: Visible) -> str:
    """What the whole expression is, where that is nothing that can be true or false."""
    if isinstance(expression, Name):
        kind = visible.fields.get(expression.id, BOOL)
        is_bool = plain(kind) in (BOOL, ANY)
        return "" if is_bool else f"`{expression.id}` is of the type {kind}"
    if isinstance(expression, Call):
        is_bool = expression.function in PREDICATES or expression.function in ELEMENTS
        return "" if is_bool else f"`{expression.function}` gives a value"
    return "" if isinstance(expression, TRUE_OR_FALSE) else "This is a value"


def place_of(snippet: Snippet, span: Span) -> Place:
    column = snippet.place.column + span.start
    return Place(snippet.place.line, column, snippet.place.column + max(span.end, span.start + 1))


def _matches(node: Node) -> TypeGuard[Call]:
    return isinstance(node, Call) and node.function == "matches" and len(node.arguments) > 1


def _all(root: Node) -> Iterator[Node]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(children(node))


def _names(
    snippet: Snippet, node: Node, visible: Visible, bound: frozenset[str]
) -> Iterator[Diagnostic]:
    if isinstance(node, ComprehensionLiteral):
        inside = bound
        for clause in node.clauses:
            yield from _names(snippet, clause.over, visible, inside)
            inside |= {clause.variable}
            for condition in clause.conditions:
                yield from _names(snippet, condition, visible, inside)
        yield from _names(snippet, node.element, visible, inside)
    elif isinstance(node, SortedBy):
        yield from _names(snippet, node.of, visible, bound)
        yield from _names(snippet, node.key, visible, bound | {_root(node.key)})
    elif isinstance(node, Attribute) and isinstance(node.of, Name) and node.of.id not in bound:
        yield from _step_or_field(snippet, node.of, visible)
    elif isinstance(node, Name):
        yield from _bare(snippet, node, visible, bound)
    else:
        for child in children(node):
            yield from _names(snippet, child, visible, bound)


def _root(key: Expression) -> str:
    """The name of the item in `sorted(items by item.field)`."""
    while isinstance(key, Attribute):
        key = key.of
    return key.id if isinstance(key, Name) else ""


def _step_or_field(snippet: Snippet, name: Name, visible: Visible) -> Iterator[Diagnostic]:
    place = place_of(snippet, name.span)
    if name.id in visible.steps:
        if name.id not in visible.before:
            message = f"`{name.id}` is not done for certain when this is asked."
            yield codes.NO_ANCESTOR.at(place, message)
        elif name.id in visible.fields:
            message = f"`{name.id}` is an input field and a step; the step's output is taken."
            yield codes.AMBIGUOUS_NAME.at(place, message)
    elif name.id not in visible.fields:
        yield _unknown(snippet, name, visible)


def _bare(
    snippet: Snippet, name: Name, visible: Visible, bound: frozenset[str]
) -> Iterator[Diagnostic]:
    if name.id in bound or name.id in visible.fields:
        return
    if name.id in visible.steps:
        message = f"`{name.id}` is a step: only fields of its output can be asked."
        fix = f"write `{name.id}.field`"
        yield codes.UNKNOWN_NAME.at(place_of(snippet, name.span), message, fix=fix)
    else:
        yield _unknown(snippet, name, visible)


def _unknown(snippet: Snippet, name: Name, visible: Visible) -> Diagnostic:
    close = get_close_matches(name.id, [*visible.fields, *visible.before], n=1)
    fix = f"did you mean `{close[0]}`?" if close else ""
    message = f"There is no input field and no step `{name.id[:60]}`."
    return codes.UNKNOWN_NAME.at(place_of(snippet, name.span), message, fix=fix)


def _call(snippet: Snippet, node: Call) -> Iterator[Diagnostic]:
    place = place_of(snippet, node.name_span)
    function = FUNCTIONS.get(node.function)
    if function is None:
        yield UNKNOWN_FUNCTION.at(place, f"There is no function `{node.function[:60]}`.")
        return
    count = len(node.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        message = f"`{node.function}` has {count} arguments here."
        yield ARGUMENTS.at(place, message, fix=f"write {function.usage}")
    elif node.function == "matches":
        yield from _pattern(place, node.arguments[1])


def _pattern(place: Place, pattern: Expression) -> Iterator[Diagnostic]:
    if not isinstance(pattern, PatternLiteral):
        yield PATTERN.at(place, "The second argument of `matches` is a pattern /.../.")
    elif problem := problem_of(pattern.source):
        yield PATTERN.at(place, problem)
