"""Which transition is taken, or why none: what a state machine says in the rule language."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.effect.moves import Moves, refusal
from omninode_bridge.generation.effect.plan import STORED, OperationPlan
from omninode_bridge.requirements.document import RuleText
from omninode_bridge.requirements.structures import Snippet
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.formatting import format_expression
from omninode_bridge.rules.program import (
    Assign,
    Checked,
    Reject,
    Scope,
    Source,
    Step,
)
from omninode_bridge.rules.statements import parse_expression
from omninode_bridge.rules.tokens import RuleSyntaxError

WRONG_STATE: Final = "INVALID_STATE"


def choice_of(plan: OperationPlan, moves: Moves, scope: Scope) -> Checked:
    """The program that finds the number of a row or refuses; what is in it stands at its rows."""
    rules = list(_choosing(plan, moves))
    places = [place for _, place in rules]
    # Rules are read in the order of their places, which need not be that of the rows.
    numbered = [RuleText(text, Place(line)) for line, (text, _) in enumerate(rules, 1)]
    checked = check_program(numbered, scope)
    program = checked.program
    steps = () if program is None else tuple(_at_rows(step, places) for step in program.steps)
    return Checked(
        None if program is None else replace(program, steps=steps),
        tuple(replace(found, place=places[found.place.line - 1]) for found in checked.diagnostics),
    )


def _at_rows(step: Step, places: Sequence[Place]) -> Step:
    """Of the kinds of steps that a choice has."""
    match step:
        case Assign(definitions=definitions):
            found = (replace(each, source=_at_row(each.source, places)) for each in definitions)
            return replace(step, definitions=tuple(found))
        case Reject(source=source):
            return replace(step, source=_at_row(source, places), code=WRONG_STATE)
        case _:
            return step


def _at_row(source: Source, places: Sequence[Place]) -> Source:
    return replace(source, place=places[source.place.line - 1])


def _choosing(plan: OperationPlan, moves: Moves) -> Iterator[tuple[str, Place]]:
    """What is refused, and the number of the row that is taken, where anything depends on it.

    States that no row leaves come first: where they refuse, no guard is looked at.
    """
    if moves.numbered:
        yield from _numbering(plan, moves)
    entity = "" if plan.entity is None else plan.entity.entity.name
    left = {row.source for row in moves.rows}
    for state in sorted(_states(plan, moves), key=lambda state: state in left):
        rows = [row for row in moves.rows if row.source == state]
        if any(row.condition is None for row in rows):
            continue
        tests = [] if rows and _is_alone(plan, moves) else [_in_state(plan, state)]
        if rows:
            guard = _plain(rows[0].condition)
            tests.append(f"{moves.taken} = 0" if moves.numbered else f"not {guard}")
        holds = " and ".join(test for test in tests if test)
        place = (rows or moves.rows)[0].place
        yield f"reject when {holds}: {_quoted(refusal(plan.name, entity, state))}", place


def _numbering(plan: OperationPlan, moves: Moves) -> Iterator[tuple[str, Place]]:
    """Of the rows that apply, the first: the last definition that holds wins.

    The row that needs no test, if there is one, is taken where no other is; without any, none is.
    """
    alone = _is_alone(plan, moves)
    numbered = list(enumerate(moves.rows, 1))
    last = 0
    if alone or all(row.condition is None for row in moves.rows):
        always = [number for number, row in numbered if row.condition is None]
        last = (always[0] if alone else len(numbered)) if always else 0
        numbered = numbered[: last - 1] if last else numbered
    # Of these definitions together a failing guard is told, so all stand at rows with a guard.
    guarded = (row.place for row in moves.rows if row.condition is not None)
    yield f"{moves.taken} = {last}", next(guarded, moves.rows[0].place)
    for number, row in reversed(numbered):
        tests = ["" if alone else _in_state(plan, row.source), _plain(row.condition)]
        yield f"if {' and '.join(filter(None, tests))}: {moves.taken} = {number}", row.place


def _is_alone(plan: OperationPlan, moves: Moves) -> bool:
    """All others than one state have been refused before a guard is looked at."""
    return plan.kind != "upsert" and len({row.source for row in moves.rows}) == 1


def _states(plan: OperationPlan, moves: Moves) -> tuple[str | None, ...]:
    if plan.kind == "create":
        return (None,)
    return (None, *moves.states) if plan.kind == "upsert" else moves.states


def _in_state(plan: OperationPlan, state: str | None) -> str:
    """Whether the row is in the state, in the rule language."""
    assert plan.state is not None  # noqa: S101 - asked for plans with moves
    if plan.kind == "create":
        return ""
    if plan.kind == "upsert":
        there = f"{STORED} != none and {STORED}.{plan.state} = {_quoted(state or '')}"
        return f"{STORED} = none" if state is None else there
    return f"{plan.state} = {_quoted(state or '')}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(guard: Snippet | None) -> str:
    """The guard as it is understood, so that nothing of its text can end it early."""
    if guard is None:
        return ""
    try:
        return f"({format_expression(parse_expression(guard.text.strip('` ')))})"
    except RuleSyntaxError:
        return ""
