"""The check of a state machine: guards and actions typed, unreachable parts left out."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.generation.naming import name_words, snake
from omninode_bridge.generation.reducer import codes
from omninode_bridge.generation.reducer.checked import Action, EmitIntent, Machine, Row, SetContext
from omninode_bridge.generation.reducer.derivations import Derivations
from omninode_bridge.generation.reducer.scope import CONTEXT, EventScope
from omninode_bridge.requirements.naming import symbol_name
from omninode_bridge.requirements.notebook import shown
from omninode_bridge.requirements.structures import OUTSIDE, Snippet, StateMachine, Transition
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.codes import ALWAYS, MAYBE_NULL, TYPE_ERROR, UNKNOWN_NAME
from omninode_bridge.rules.context import Context, Path, not_null
from omninode_bridge.rules.conversion import assigned
from omninode_bridge.rules.formatting import format_expression
from omninode_bridge.rules.groups import Findings, Reporter
from omninode_bridge.rules.inference import condition, infer
from omninode_bridge.rules.program import Source
from omninode_bridge.rules.statements import parse_expression, parse_statement
from omninode_bridge.rules.syntax import (
    Assignment,
    Attribute,
    Call,
    Conditional,
    Expression,
    Name,
    Span,
)
from omninode_bridge.rules.tokens import RuleSyntaxError
from omninode_bridge.rules.typed import Literal, Typed

MOST_HELD: Final = 5
_EMIT: Final = re.compile(r"emit\s+(?=\S)")
_BARE: Final = re.compile(r"[^\W\d]\w*")


def _held(holds: Sequence[Snippet]) -> str:
    said = "; ".join(f'"{shown(hold.text)}"' for hold in holds[:MOST_HELD])
    return f"not implemented: {said}" if said else ""


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """`scope_of` gives the names that an event's expressions see."""

    scope_of: Callable[[str], EventScope]
    derivations: Derivations
    findings: Findings

    def checked(self, found: StateMachine) -> Machine | None:
        """None where nothing can be reached; other mistakes are reported."""
        for hold in found.holds:
            message = f'"{shown(hold.text)}" is not understood: its events are refused.'
            self.findings.add(codes.HELD.at(hold.place, message))
        kept = _reachable(found, self.findings)
        rows = tuple(self._rows(kept))
        if not rows:
            self.findings.add(_nothing(found))
            return None
        reached = {name for row in rows for name in (row.origin, row.target)} | {found.initial}
        states = tuple(name for name in found.states if name in reached)
        finals = tuple(name for name in found.finals if name in states)
        return Machine(rows, states, found.initial, finals, found.place, _held(found.holds))

    def _rows(self, kept: list[Transition]) -> Iterator[Row]:
        counts: dict[str, int] = {}
        for number, found in enumerate(kept, 1):
            row = self._row(number, found)
            if row.guard is not None:
                stem = f"guard_{snake(name_words(row.event))}"
                counts[stem] = counts.get(stem, 0) + 1
                row = replace(row, guard_name=f"{stem}_{counts[stem]}")
            yield row

    def _row(self, number: int, found: Transition) -> Row:
        event = found.event or ""
        scope = self.scope_of(event)
        row = Row(number, _origin(found.source), event, found.target, found.place)
        row = replace(row, requirement_ids=found.requirement_ids)
        known: frozenset[Path] = frozenset()
        if found.guard is not None:
            row, known = self._guarded(row, found.guard, scope)
        paths, actions = known, list[Action]()
        for snippet in found.actions:
            action = self._action(snippet, scope, known)
            if action is None:
                continue
            actions.append(action)
            if isinstance(action, SetContext):
                gone = {(action.name,), ("state", action.name)}
                known = frozenset(path for path in known if path not in gone)
        presupposed = tuple(self._presupposed(paths, scope)) if actions else ()
        return replace(row, actions=tuple(actions), presupposed=presupposed)

    def _presupposed(self, paths: frozenset[Path], scope: EventScope) -> Iterator[Typed]:
        """What the guard has found not to be null, as values that may be null."""
        report = Reporter("", Place(1), Findings())
        for path in sorted(paths):
            node: Expression = Name(path[0])
            for name in path[1:]:
                node = Attribute(node, name)
            value = infer(node, scope.expressions(report))
            if value is not None and isinstance(value.type, Optional):
                yield value

    def _guarded(
        self, row: Row, snippet: Snippet, scope: EventScope
    ) -> tuple[Row, frozenset[Path]]:
        report = Reporter(snippet.text, snippet.place, self.findings)
        node = self._read(snippet.text, report, scope)
        if node is None:
            return row, frozenset()
        test = condition(node, scope.expressions(report))
        if isinstance(test, Literal):
            report(ALWAYS, node.span, f"This is always {str(test.value).lower()}.")
        source = Source(snippet.text, snippet.place, None)
        return replace(row, guard=test, guard_source=source), not_null(node, when=True)

    def _read(self, text: str, report: Reporter, scope: EventScope) -> Expression | None:
        try:
            node = parse_expression(text)
        except RuleSyntaxError as error:
            report(error.code, error.span, error.message, error.fix)
            return None
        return self.derivations.put_into(node, frozenset({*scope.fields, *scope.context}))

    def _action(self, snippet: Snippet, scope: EventScope, known: frozenset[Path]) -> Action | None:
        opening = _EMIT.match(snippet.text)
        if opening is not None:
            return self._emit(snippet, opening.end(), scope, known)
        report = Reporter(snippet.text, snippet.place, self.findings)
        try:
            statement = parse_statement(snippet.text)
        except RuleSyntaxError as error:
            report(codes.ACTION, error.span, f"This is no action: {error.message}", error.fix)
            return None
        if not isinstance(statement, Assignment):
            report(codes.ACTION, Span(0, 1), "An action assigns a field or emits an intent.")
            return None
        return self._assignment(statement, report, scope, known)

    def _assignment(
        self, found: Assignment, report: Reporter, scope: EventScope, known: frozenset[Path]
    ) -> Action | None:
        name = scope.field_name(CONTEXT, found.name)
        declared = None if name is None else scope.field_type(CONTEXT, name)
        if name is None or declared is None:
            hint = scope.suggest(found.name, CONTEXT)
            message = f"The context has no field `{found.name[:60]}`."
            report(UNKNOWN_NAME, found.name_span, message, hint)
            return None
        node = found.value
        if found.condition is not None:
            before = Attribute(Name("state"), name)
            node = Conditional(found.condition, node, found.otherwise or before, span=node.span)
        node = self.derivations.put_into(node, frozenset({*scope.fields, *scope.context}))
        value = infer(node, scope.expressions(report).knowing(known), declared)
        if value is None:
            return None
        fitted = assigned(value, declared)
        if fitted is None:
            nullable = isinstance(value.type, Optional) and not isinstance(declared, Optional)
            code = MAYBE_NULL if nullable else TYPE_ERROR
            report(code, found.value.span, f"`{name}` is {declared}, and this is {value.type}.")
            return None
        return SetContext(name, fitted, Source(report.text, report.place, None))

    def _emit(
        self, snippet: Snippet, start: int, scope: EventScope, known: frozenset[Path]
    ) -> Action | None:
        place = replace(snippet.place, column=snippet.place.column + start)
        text = snippet.text[start:]
        report = Reporter(text, place, self.findings)
        source = Source(snippet.text, snippet.place, None)
        if _BARE.fullmatch(text.strip()):
            return EmitIntent(symbol_name(text.strip()), (), source)
        try:
            node = parse_expression(text)
        except RuleSyntaxError as error:
            report(codes.ACTION, error.span, f"This is no intent: {error.message}", error.fix)
            return None
        if not isinstance(node, Call):
            report(codes.ACTION, node.span, "An intent is written `name(field, ...)`.")
            return None
        ctx = scope.expressions(report).knowing(known)
        pairs = [self._argument(argument, ctx, scope) for argument in node.arguments]
        if any(pair is None for pair in pairs):
            return None
        kept = tuple(pair for pair in pairs if pair is not None)
        if len({key for key, _ in kept}) < len(kept):
            report(codes.ACTION, node.span, "Two fields of the intent have the same name.")
            return None
        return EmitIntent(symbol_name(node.function), kept, source)

    def _argument(
        self, node: Expression, ctx: Context, scope: EventScope
    ) -> tuple[str, Typed] | None:
        """The key of the payload is the field's own name."""
        match node:
            case Name(key) | Attribute(Name("state"), key):
                hidden = frozenset({*scope.fields, *scope.context})
                value = infer(self.derivations.put_into(node, hidden), ctx)
                return None if value is None else (_key(node, key, scope), value)
            case _:
                message = f"`{format_expression(node)[:60]}` is no name of a field."
                ctx.report(codes.ACTION, node.span, message)
                return None


def _key(node: Expression, written: str, scope: EventScope) -> str:
    if isinstance(node, Name):
        return scope.global_name(written) or written
    return scope.field_name(CONTEXT, written) or written


def _origin(source: str) -> str | None:
    return None if source == OUTSIDE else source


def _nothing(found: StateMachine) -> Diagnostic:
    """At the sentence because of which it is so, where there is one."""
    if not found.holds:
        return codes.NO_MACHINE.at(found.place, "No event leads anywhere.")
    first = found.holds[0]
    message = f'No event is left: each may depend on what "{shown(first.text)}" says.'
    fix = "say it in other words, one thing in a sentence"
    return codes.NO_MACHINE.at(first.place, message, fix=fix)


def _reachable(found: StateMachine, findings: Findings) -> list[Transition]:
    """Transitions that can be taken; states that nothing leads to are reported."""
    edges = _takeable(found.transitions, findings)
    follows: dict[str, list[str]] = {}
    for edge in edges:
        follows.setdefault(edge.source, []).append(edge.target)
    start = OUTSIDE if found.initial is None else found.initial
    reached, waiting = {start}, [start]
    while waiting:
        for target in follows.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    for name in () if found.holds else found.states:
        # Where sentences are not understood, what led to a state may be in one of them.
        if name not in reached:
            place = _place_of(name, found)
            findings.add(codes.UNREACHABLE.at(place, f"No event leads to the state {name}."))
    return [edge for edge in edges if edge.source in reached]


def _takeable(edges: tuple[Transition, ...], findings: Findings) -> list[Transition]:
    """Without the rows that stand behind one without a guard."""
    always: set[tuple[str, str | None]] = set()
    kept: list[Transition] = []
    for edge in edges:
        if (edge.source, edge.event) in always:
            message = f"An earlier row without a guard takes {edge.event} in {edge.source}."
            findings.add(codes.NEVER_TAKEN.at(edge.place, message))
            continue
        if edge.guard is None:
            always.add((edge.source, edge.event))
        kept.append(edge)
    return kept


def _place_of(name: str, found: StateMachine) -> Place:
    named = (edge for edge in found.transitions if name in (edge.source, edge.target))
    first = next(named, None)
    return found.place if first is None else first.place
