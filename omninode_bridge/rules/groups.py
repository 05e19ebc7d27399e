"""Rules read and gathered by what they define, in document order."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.diagnostics import Code, Diagnostic, Place
from omninode_bridge.requirements.document import RuleText
from omninode_bridge.rules.codes import ALWAYS, TOO_LARGE
from omninode_bridge.rules.context import Key
from omninode_bridge.rules.formatting import format_statement
from omninode_bridge.rules.program import Source
from omninode_bridge.rules.statements import parse_statement
from omninode_bridge.rules.syntax import (
    Assignment,
    Expression,
    ForEach,
    RejectWhen,
    Span,
    Statement,
    WarnWhen,
)
from omninode_bridge.rules.tokens import RuleSyntaxError
from omninode_bridge.rules.typed import Literal, Typed

MAX_RULES: Final = 5_000
_ASSIGNED: Final = re.compile(
    r"(?<![\w.])(?P<name>[^\W\d]\w*)(?:\.(?P<field>[^\W\d]\w*))?\s*=(?![=<>])"
)


class Findings:
    """Diagnostics, each once, and what the rules that cannot be read seem to assign."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self.unread: set[Key] = set()

    def add(self, diagnostic: Diagnostic) -> None:
        self._found[diagnostic] = None

    def in_order(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._found, key=lambda found: (found.place.line, found.place.column)))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Turns spans of one rule into places of the document."""

    text: str
    place: Place
    findings: Findings

    def __call__(self, code: Code, span: Span, message: str, fix: str = "") -> None:
        self.findings.add(code.at(self.at(span), message, fix=fix))

    def at(self, span: Span) -> Place:
        before = self.text[: span.start]
        line = self.place.line + before.count("\n")
        start = len(before) - (before.rfind("\n") + 1)
        column = start + (1 if "\n" in before else self.place.column)
        rest = self.text[span.start : span.end].split("\n", 1)[0]
        return Place(line, column, column + max(1, len(rest)))


@dataclass(frozen=True, slots=True)
class Rule:
    """`order` counts the rules of the document; `code` and `is_told` are as in `RuleText`."""

    statement: Statement
    source: Source
    report: Reporter
    order: int
    code: str
    is_told: bool = False


@dataclass(slots=True)
class Group:
    """All definitions of one key."""

    key: Key
    rules: list[Rule] = field(default_factory=list)

    @property
    def order(self) -> int:
        return self.rules[0].order


@dataclass(frozen=True, slots=True)
class Gathered:
    """`lists` are the names that `for each` works on, with the first rule that does.

    `unread` is what rules with errors of syntax seem to assign: a name, or `("", field)`.
    """

    rules: tuple[Rule, ...]
    groups: Mapping[Key, Group]
    lists: Mapping[str, Rule]
    unread: frozenset[Key] = frozenset()

    @property
    def refusals(self) -> tuple[tuple[Rule, RejectWhen | WarnWhen], ...]:
        """Rejections and warnings."""
        return tuple(
            (rule, rule.statement)
            for rule in self.rules
            if isinstance(rule.statement, RejectWhen | WarnWhen)
        )

    @property
    def can_warn(self) -> bool:
        return any(isinstance(statement, WarnWhen) for _, statement in self.refusals)


def read_rules(texts: Sequence[RuleText], findings: Findings) -> tuple[Rule, ...]:
    """Parse rules in document order, those that sentences tell behind the author's.

    What cannot be read is reported and left out.
    """
    ordered = sorted(texts, key=lambda one: (one.is_told, one.place.line, one.place.column))
    if len(ordered) > MAX_RULES:
        message = f"The document has {len(ordered):,} rules; {MAX_RULES:,} are allowed."
        findings.add(TOO_LARGE.at(ordered[MAX_RULES].place, message))
    rules = (_read(text, order, findings) for order, text in enumerate(ordered[:MAX_RULES]))
    return tuple(rule for rule in rules if rule is not None)


def _read(text: RuleText, order: int, findings: Findings) -> Rule | None:
    report = Reporter(text.text, text.place, findings)
    try:
        statement = parse_statement(text.text)
    except RuleSyntaxError as error:
        report(error.code, error.span, error.message, error.fix)
        findings.unread.update(_seemingly_assigned(text.text))
        return None
    source = Source(format_statement(statement), text.place, text.requirement_id, text.also)
    return Rule(statement, source, report, order, text.code, text.is_told)


def _seemingly_assigned(text: str) -> Iterator[Key]:
    """Names before an equals sign; in a rejection or warning that is a comparison."""
    if text.lstrip().startswith(("reject", "warn")):
        return
    for match in _ASSIGNED.finditer(text):
        yield ("", match["field"]) if match["field"] else (match["name"],)


def gather(
    rules: tuple[Rule, ...],
    canonical: Callable[[str], str],
    unread: Iterable[Key] = (),
) -> Gathered:
    groups: dict[Key, Group] = {}
    lists: dict[str, Rule] = {}
    for rule in rules:
        key = _key(rule.statement, canonical)
        if key is None:
            continue
        groups.setdefault(key, Group(key)).rules.append(rule)
        if len(key) > 1:
            lists.setdefault(key[0], rule)
    named = frozenset((*key[:-1], canonical(key[-1])) for key in unread)
    return Gathered(rules, groups, lists, named)


def _key(statement: Statement, canonical: Callable[[str], str]) -> Key | None:
    match statement:
        case Assignment(name):
            return (canonical(name),)
        case ForEach(_, over, assignment):
            return (canonical(over), canonical(assignment.name))
        case _:
            return None


def assignment_of(statement: Statement) -> Assignment | None:
    if isinstance(statement, ForEach):
        return statement.assignment
    return statement if isinstance(statement, Assignment) else None


def warn_if_constant(node: Expression, test: Typed | None, rule: Rule) -> None:
    if isinstance(test, Literal):
        rule.report(ALWAYS, node.span, f"This is always {str(test.value).lower()}.")
