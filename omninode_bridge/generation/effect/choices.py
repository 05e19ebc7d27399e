"""Which transition is taken, or why none: what a state machine says in the rule language."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.effect.moves import Moves, refusal
from omninode_bridge.generation.effect.plan import STORED, OperationPlan
from omninode_bridge.requirements.document import RuleText
from omninode_bridge.requirements.structures import Snippet
from omninode_bridge.rules.formatting import format_expression
from omninode_bridge.rules.program import Program, Reject
from omninode_bridge.rules.statements import parse_expression
from omninode_bridge.rules.tokens import RuleSyntaxError

WRONG_STATE: Final = "INVALID_STATE"


def refusing(program: Program) -> Program:
    steps = tuple(
        replace(step, code=WRONG_STATE) if isinstance(step, Reject) else step
        for step in program.steps
    )
    return replace(program, steps=steps)


def choosing(plan: OperationPlan, moves: Moves) -> Iterator[RuleText]:
    """All in the first transition's line: rules are read in the order of their places."""
    line = min(row.place.line for row in moves.rows)
    for column, text in enumerate(_choosing_texts(plan, moves), 1):
        yield RuleText(text, Place(line, column))


def _choosing_texts(plan: OperationPlan, moves: Moves) -> Iterator[str]:
    """What is refused, and the number of the row that is taken, where anything depends on it."""
    if moves.numbered:
        yield from _numbering(plan, moves)
    entity = "" if plan.entity is None else plan.entity.entity.name
    for state in _states(plan, moves):
        rows = [row for row in moves.rows if row.source == state]
        if any(row.condition is None for row in rows):
            continue
        tests = [] if rows and _is_alone(plan, moves) else [_in_state(plan, state)]
        if rows:
            guard = _plain(rows[0].condition)
            tests.append(f"{moves.taken} = 0" if moves.numbered else f"not {guard}")
        holds = " and ".join(test for test in tests if test)
        yield f"reject when {holds}: {_quoted(refusal(plan.name, entity, state))}"


def _numbering(plan: OperationPlan, moves: Moves) -> Iterator[str]:
    """Of the rows that apply, the first: the last definition that holds wins.

    The row that needs no test, if there is one, is taken where no other is; without any, none is.
    """
    alone = _is_alone(plan, moves)
    numbered = list(enumerate(moves.rows, 1))
    if alone or all(row.condition is None for row in moves.rows):
        always = [number for number, row in numbered if row.condition is None]
        last = (always[0] if alone else len(numbered)) if always else 0
        numbered = numbered[: last - 1] if last else numbered
        yield f"{moves.taken} = {last}"
    else:
        yield f"{moves.taken} = 0"
    for number, row in reversed(numbered):
        tests = (
            (_plain(row.condition),)
            if alone
            else (
                _in_state(plan, row.source),
                _plain(row.condition),
            )
        )
        yield f"if {' and '.join(filter(None, tests))}: {moves.taken} = {number}"


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
