"""Rules in a reducer: names that stand for expressions, put in where they are used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final, cast

from omninode_bridge.generation.reducer.codes import UNUSED_RULE
from omninode_bridge.requirements.document import RuleText
from omninode_bridge.rules.codes import CYCLE, NO_OTHER_CASE, REDEFINED
from omninode_bridge.rules.groups import Findings, Rule, read_rules
from omninode_bridge.rules.syntax import (
    Assignment,
    ComprehensionLiteral,
    Conditional,
    Expression,
    For,
    Name,
    Node,
    RejectWhen,
    Span,
)

MAX_EXPANSION: Final = 16
"""Rules that stand for one another, one inside the other."""


@dataclass(frozen=True, slots=True)
class Derivations:
    """`values` are by name; `refusals` are the `reject when` rules in document order.

    `used` grows: names whose value was put into something.
    """

    values: Mapping[str, Expression]
    rules: Mapping[str, tuple[Rule, ...]]
    refusals: tuple[Rule, ...]
    used: set[str] = field(default_factory=set)

    def put_into(self, node: Expression, hidden: frozenset[str]) -> Expression:
        """`hidden` are names that mean a field; all positions become those of the name used."""
        known = {name: value for name, value in self.values.items() if name not in hidden}
        self._use(names_in(node) & known.keys(), known)
        return _expanded(node, known, None, 0) if known else node

    def _use(self, names: set[str], known: Mapping[str, Expression]) -> None:
        """With the names that their values use."""
        waiting = list(names - self.used)
        while waiting:
            name = waiting.pop()
            self.used.add(name)
            waiting += (names_in(known[name]) & known.keys()) - self.used

    def unused(self) -> Iterator[tuple[str, Rule]]:
        for name, rules in self.rules.items():
            if name in self.values and name not in self.used:
                yield from ((name, rule) for rule in rules)


def read_derivations(texts: tuple[RuleText, ...], findings: Findings) -> Derivations:
    values: dict[str, Expression] = {}
    rules: dict[str, tuple[Rule, ...]] = {}
    refusals: list[Rule] = []
    for rule in read_rules(texts, findings):
        statement = rule.statement
        if isinstance(statement, RejectWhen):
            refusals.append(rule)
        elif isinstance(statement, Assignment):
            value = _value(rule, statement, values)
            if value is not None:
                values[statement.name] = value
                rules[statement.name] = (*rules.get(statement.name, ()), rule)
        else:
            message = "Only values are derived, and only events are refused, by rules of a reducer."
            rule.report(UNUSED_RULE, Span(0, 1), message)
    for name, (first, *_) in rules.items():
        if _is_circular(name, values):
            first.report(CYCLE, Span(0, 1), f"`{name}` needs its own value.")
            values.pop(name)
    return Derivations(values, rules, tuple(refusals))


def _value(rule: Rule, found: Assignment, values: Mapping[str, Expression]) -> Expression | None:
    """The expression of a name so far; a conditional one reads what came before it."""
    before = values.get(found.name)
    known = {found.name: before} if before is not None else {}
    if found.condition is None:
        if before is not None:
            message = f"`{found.name}` is already defined."
            rule.report(REDEFINED, found.name_span, message)
            return None
        return found.value
    otherwise = found.otherwise if found.otherwise is not None else before
    if otherwise is None:
        message = f"`{found.name}` has no value where the condition does not hold."
        rule.report(NO_OTHER_CASE, found.name_span, message)
        return None
    condition = _expanded(found.condition, known, None, 0)
    then = _expanded(found.value, known, None, 0)
    return Conditional(condition, then, _expanded(otherwise, known, None, 0))


def _is_circular(name: str, values: Mapping[str, Expression]) -> bool:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for used in names_in(values[waiting.pop()]):
            if used == name:
                return True
            if used in values and used not in seen:
                seen.add(used)
                waiting.append(used)
    return False


def names_in(root: Node) -> set[str]:
    """All names that an expression uses."""
    found: set[str] = set()
    waiting: list[object] = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Name):
            found.add(value.id)
        if isinstance(value, tuple):
            waiting.extend(value)
        elif isinstance(value, Node):
            waiting.extend(getattr(value, member.name) for member in fields(value))
    return found


def _expanded(
    node: Expression, known: Mapping[str, Expression], at: Span | None, depth: int
) -> Expression:
    """A copy with the values of known names in their place; nested rules go first."""
    if isinstance(node, Name) and node.id in known and depth < MAX_EXPANSION:
        return _expanded(known[node.id], known, at or node.span, depth + 1)
    if isinstance(node, ComprehensionLiteral):
        own = {clause.variable for clause in node.clauses}
        known = {name: value for name, value in known.items() if name not in own}

    def changed[V](value: V) -> V:
        """The same kind of value: only expressions change, and stay expressions."""
        if isinstance(value, tuple):
            return type(value)(changed(part) for part in value)
        if isinstance(value, For):
            return replace(value, over=changed(value.over), conditions=changed(value.conditions))
        if isinstance(value, Node):
            # Nodes of an expression are expressions, whatever their attribute says.
            return cast("V", _expanded(cast("Expression", value), known, at, depth))
        return value

    parts = {
        member.name: changed(getattr(node, member.name))
        for member in fields(node)
        if not isinstance(getattr(node, member.name), Span)
    }
    moved = replace(node, **parts)
    return moved if at is None else replace(moved, span=at)
