"""The transitions of an operation, with their guards and actions checked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, has_errors
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.choices import choice_of
from omninode_bridge.generation.effect.lifecycle import Lifecycle
from omninode_bridge.generation.effect.moves import Move, Moves, Sending
from omninode_bridge.generation.effect.plan import ON_A_ROW, STORED, OperationPlan, Use
from omninode_bridge.requirements.document import Document, Field, RuleText
from omninode_bridge.requirements.naming import field_name, symbol_name
from omninode_bridge.requirements.structures import OUTSIDE, Snippet, Transition
from omninode_bridge.requirements.types import Kind, Scalar
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.formatting import format_expression
from omninode_bridge.rules.program import Program, Scope
from omninode_bridge.rules.statements import parse_expression, parse_statement
from omninode_bridge.rules.syntax import Assignment, Attribute, Call, Name
from omninode_bridge.rules.tokens import RuleSyntaxError

HOLDS: Final = "holds"
TAKEN: Final = ("transition", "transition_taken", "taken_transition", "number_of_transition")
_EMIT: Final = re.compile(r"emit\s+(?=\S)")
_BARE: Final = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class TransitionReader:
    """Gives plans their moves; `findings` grows."""

    document: Document
    lifecycle: Lifecycle | None
    findings: list[Diagnostic]

    def guards_of(self, plan: OperationPlan) -> Iterator[str]:
        """The conditions of its transitions, as they are written."""
        edges = () if self.lifecycle is None else self.lifecycle.transitions
        for edge in edges:
            if edge.event == plan.name and edge.guard is not None:
                yield edge.guard.text

    def applied(self, plan: OperationPlan) -> tuple[OperationPlan, tuple[RuleText, ...]]:
        """The plan with its moves, and the rules that their actions are."""
        found = self.lifecycle
        if found is None or plan.entity is None or plan.entity.entity.name != found.entity:
            return plan, ()
        plan = replace(plan, state=found.field)
        for item in plan.fields_for(Use.VALUE):
            if item.source == found.field:
                message = f"A request of {plan.name} sets `{item.name}`."
                self.findings.append(codes.STATE_IS_KEPT.at(plan.operation.place, message))
        edges = self._edges(plan, found)
        if not edges:
            return plan, ()
        known = {field.name for field in plan.facts}
        taken = next(name for name in TAKEN if name not in known)
        rows = tuple(self._row(plan, edge) for edge in edges)
        moves = Moves(found.field, found.states, taken, rows, numbered=_is_numbered(rows))
        rules = tuple(rule for row in rows for rule in _actions(plan, row, moves))
        moves = replace(moves, choice=self._choice(plan, moves))
        fact = Field(taken, Scalar(Kind.INT), plan.operation.place)
        return replace(plan, moves=moves, facts=(*plan.facts, fact)), rules

    def _edges(self, plan: OperationPlan, found: Lifecycle) -> list[Transition]:
        """An operation that creates has one for the start, too, where no event is the start."""
        edges = [each for each in found.transitions if each.event == plan.name]
        starts = any(each.source == OUTSIDE for each in edges)
        if starts or plan.kind not in ("create", "upsert"):
            return edges
        place = plan.operation.place
        if found.start is None:
            message = f"In which state {plan.name} begins a {found.entity} is not said."
            self.findings.append(codes.WRONG_START.at(place, message))
            return []
        if not edges and plan.kind == "upsert":
            edges = [Transition(state, state, place, plan.name) for state in found.states]
        return [Transition(OUTSIDE, found.start, place, plan.name), *edges]

    def _row(self, plan: OperationPlan, edge: Transition) -> Move:
        return Move(
            source=None if edge.source == OUTSIDE else edge.source,
            target=edge.source if edge.target == OUTSIDE else edge.target,
            place=edge.place,
            guard=None if edge.guard is None else self._guard(plan, edge.guard),
            condition=edge.guard,
            actions=edge.actions,
            sends=tuple(self._sends(plan, edge)),
            requirement_ids=edge.requirement_ids,
        )

    def _scope(self, plan: OperationPlan, name: str, kind: Kind) -> Scope:
        entities = {entity.name: entity for entity in self.document.entities}
        output = Field(name, Scalar(kind), plan.operation.place)
        return Scope(entities, plan.facts, (output,))

    def _choice_scope(self, plan: OperationPlan, moves: Moves) -> Scope:
        found = self._scope(plan, moves.taken, Kind.INT)
        return found if moves.numbered else replace(found, outputs=())

    def _guard(self, plan: OperationPlan, guard: Snippet) -> Program | None:
        """The guard alone; what is wrong with it is told at its own place."""
        name = HOLDS if all(field.name != HOLDS for field in plan.facts) else f"guard_{HOLDS}"
        rule = _at(guard, f"{name} = ")
        checked = check_program([rule], self._scope(plan, name, Kind.BOOL))
        self.findings.extend(each for each in checked.diagnostics if each not in self.findings)
        return checked.program

    def _sends(self, plan: OperationPlan, edge: Transition) -> Iterator[Sending]:
        for action in edge.actions:
            opening = _EMIT.match(action.text)
            if opening is not None:
                found = self._sending(plan, action.text[opening.end() :].strip())
                if found is None:
                    message = f"`{action.text[:60]}` is no event of fields."
                    self.findings.append(codes.BAD_ACTION.at(action.place, message))
                else:
                    yield found
            else:
                self._expect_assignment(plan, action)

    def _expect_assignment(self, plan: OperationPlan, action: Snippet) -> None:
        found = _assignment(action)
        name = "" if found is None else field_name(found.name)
        if found is None:
            message = f"`{action.text[:60]}` is neither an assignment nor an event."
            self.findings.append(codes.BAD_ACTION.at(action.place, message))
        elif plan.entity is None or plan.entity.field(name) is None:
            message = f"`{found.name[:60]}` is no field of the entity."
            self.findings.append(codes.BAD_ACTION.at(action.place, message))
        elif name == plan.state:
            message = f"The target is the state, and `{name}` is no action."
            self.findings.append(codes.STATE_IS_KEPT.at(action.place, message))

    def _sending(self, plan: OperationPlan, text: str) -> Sending | None:
        if _BARE.fullmatch(text):
            return Sending(symbol_name(text))
        try:
            node = parse_expression(text)
        except RuleSyntaxError:
            return None
        if not isinstance(node, Call):
            return None
        names: list[str] = []
        earlier: list[str] = []
        for argument in node.arguments:
            match argument:
                case Name(name):
                    names.append(field_name(name))
                case Attribute(Name(of), name) if of == STORED and plan.kind in ON_A_ROW:
                    earlier.append(field_name(name))
                case _:
                    return None
        row = set() if plan.entity is None else {each.name for each in plan.entity.entity.fields}
        known = row | {item.name for item in plan.request}
        if not (set(names) <= known and set(earlier) <= row) or set(names) & set(earlier):
            return None
        return Sending(symbol_name(node.function), tuple(names), tuple(earlier))

    def _choice(self, plan: OperationPlan, moves: Moves) -> Program | None:
        if any(row.condition is not None and row.guard is None for row in moves.rows):
            return None
        checked = choice_of(plan, moves, self._choice_scope(plan, moves))
        if has_errors(checked.diagnostics):
            self.findings.extend(checked.diagnostics)
        program = checked.program
        return program if program is not None and program.steps else None


def _is_numbered(rows: tuple[Move, ...]) -> bool:
    """Whether it matters which row is taken."""
    guarded = any(row.condition is not None for row in rows)
    differ = len({(row.target, row.sends, row.actions) for row in rows}) > 1
    assigns = any(len(row.actions) > len(row.sends) for row in rows)
    return len(rows) > 1 and (guarded or differ or assigns)


def _at(snippet: Snippet, before: str) -> RuleText:
    """The snippet in a longer text; its own characters keep their places."""
    bare = snippet.text.strip("` ")
    start = snippet.text.find(bare)
    column = snippet.place.column + start - len(before)
    return RuleText(before + bare, replace(snippet.place, column=max(1, column)))


def _assignment(action: Snippet) -> Assignment | None:
    try:
        found = parse_statement(action.text.strip("` "))
    except RuleSyntaxError:
        return None
    return found if isinstance(found, Assignment) else None


def _actions(plan: OperationPlan, row: Move, moves: Moves) -> Iterator[RuleText]:
    """Assignments as rules that hold where the row is taken."""
    known = {field.name for field in plan.facts}
    number = moves.rows.index(row) + 1
    for action in row.actions:
        found = None if _EMIT.match(action.text) else _assignment(action)
        if found is None:
            continue
        name, value = field_name(found.name), Snippet(_value(found), action.place)
        always = len(moves.rows) == 1 and name not in known
        before = f"{name} = " if always else f"if {moves.taken} = {number}: {name} = "
        requirement = next(iter(row.requirement_ids), None)
        yield replace(_at(value, before), requirement_id=requirement)


def _value(found: Assignment) -> str:
    """One expression, also of an action that has a condition of its own."""
    value = format_expression(found.value)
    if found.condition is None:
        return value
    otherwise = found.name if found.otherwise is None else format_expression(found.otherwise)
    return f"({value}) if ({format_expression(found.condition)}) else ({otherwise})"
