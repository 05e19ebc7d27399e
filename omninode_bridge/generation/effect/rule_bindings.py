"""Whether a sentence says what a rule refuses, or what a guard lets through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.effect.moves import Move
from omninode_bridge.generation.effect.moving_bindings import verbs_of
from omninode_bridge.generation.effect.plan import STORED, OperationPlan
from omninode_bridge.generation.said.atoms import Atom, atoms_in, atoms_of
from omninode_bridge.generation.said.conditions import Told, words_of_condition
from omninode_bridge.generation.said.lemmas import all_said
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.program import Reject
from omninode_bridge.rules.statements import parse_statement
from omninode_bridge.rules.syntax import Assignment, Attribute, Binary, Name, Number, RejectWhen
from omninode_bridge.rules.tokens import RuleSyntaxError

_AT_MOST: Final = ("<", "<=")


@dataclass(frozen=True, slots=True)
class Ruled:
    """The operations and the lines of what they do; `refusals` are messages that show it."""

    plans: tuple[OperationPlan, ...]
    lines: tuple[int, ...]
    refusals: frozenset[str] = frozenset()


def said_by_rules(plans: Sequence[OperationPlan], text: str) -> Ruled | None:
    """The operations with the one rule, or the guard, that the sentence states."""
    told = Told.of(text, {verb for plan in plans for verb in verbs_of(plan)}, fields_of(plans))
    if told.refuses is None:
        return None
    found = [(plan, step) for plan in plans for step in plan.rejections if _says(told, plan, step)]
    named = [(plan, step) for plan, step in found if _is_named(told, plan)] or found
    if named and len({step.source.text for _, step in named}) == 1:
        return Ruled(
            tuple(plan for plan, _ in named),
            tuple(dict.fromkeys(step.source.place.line for _, step in named)),
            frozenset(step.message for _, step in named),
        )
    guarded = [plan for plan in plans if _is_guarded(told, plan, plans)]
    if found or len(guarded) != 1:
        return None
    rows = () if guarded[0].moves is None else guarded[0].moves.rows
    return Ruled((guarded[0],), tuple(row.place.line for row in rows))


def fields_of(plans: Sequence[OperationPlan]) -> frozenset[str]:
    """Names of what entities and requests hold."""
    entities = (plan.entity.entity.fields for plan in plans if plan.entity is not None)
    asked = ([item.field for item in plan.request] for plan in plans)
    return frozenset(field.name for fields in (*entities, *asked) for field in fields)


def _is_named(told: Told, plan: OperationPlan) -> bool:
    return told.names(tuple(verbs_of(plan)))


def _says(told: Told, plan: OperationPlan, step: Reject) -> bool:
    try:
        statement = parse_statement(step.source.text)
    except RuleSyntaxError:
        return False
    atoms = atoms_of(statement.condition) if isinstance(statement, RejectWhen) else None
    if atoms is None:
        return False
    if len(atoms) == 1 and (counted := _refused_count(plan, atoms[0])) is not None:
        atoms = (counted,)
    known = words_of_condition(told, atoms, refusing=True)
    return known is not None and not told.left(known | _names(plan))


def _names(plan: OperationPlan) -> frozenset[str]:
    entity = [] if plan.entity is None else words(plan.entity.entity.name)
    return frozenset({*entity, *words(plan.name)})


def _is_guarded(told: Told, plan: OperationPlan, plans: Sequence[OperationPlan]) -> bool:
    """Every transition of the operation has the guard and begins in a state that is named."""
    moves = plan.moves
    if moves is None or not _is_named(told, plan):
        return False
    sources = {row.source for row in moves.rows if row.source is not None}
    guarded = [row for row in moves.rows if row.condition is not None]
    if not guarded or not all(row in guarded or _is_once(row, plans) for row in moves.rows):
        return False
    states = {
        state
        for state in moves.states
        if told.names(words(state)) and not all_said(words(state), verbs_of(plan))
    }
    if states and states != sources:
        return False
    known = _names(plan).union(*map(words, states))
    return all(_permits(told, plan, row, known) for row in guarded)


def _permits(told: Told, plan: OperationPlan, row: Move, known: frozenset[str]) -> bool:
    atoms = None if row.condition is None else atoms_in(row.condition.text)
    if atoms is None:
        return False
    if len(atoms) == 1 and (counted := _permitted_count(plan, atoms[0])) is not None:
        atoms = (counted,)
    stated = words_of_condition(told, atoms, refusing=False)
    return stated is not None and not told.left(known | stated)


def _is_once(row: Move, plans: Sequence[OperationPlan]) -> bool:
    """A transition out of a state that nothing leads back to is done once."""
    rows = [each for plan in plans if plan.moves is not None for each in plan.moves.rows]
    return not any(each.target == row.source and each.source is not None for each in rows)


def _permitted_count(plan: OperationPlan, atom: Atom) -> Atom | None:
    """How often at most, where the operation counts itself and is let through below a number."""
    if atom.sign not in _AT_MOST or not isinstance(atom.value, Decimal):
        return None
    if not _counts(plan, atom.name):
        return None
    before = atom.owner == STORED
    more = int(before) - int(atom.sign == "<")
    return replace(atom, sign="<=", value=atom.value + more, repeats=True)


def _refused_count(plan: OperationPlan, atom: Atom) -> Atom | None:
    counted = _permitted_count(plan, atom.opposite())
    return None if counted is None else counted.opposite()


def _counts(plan: OperationPlan, name: str) -> bool:
    """`renewals = stored.renewals + 1`, beginning with 0."""
    field = None if plan.entity is None else plan.entity.field(name)
    if field is None or field.default is None or field.default.text.strip() != "0":
        return False
    return any(adds_one(text, name) for text in texts_of(plan))


def texts_of(plan: OperationPlan) -> Iterator[str]:
    for step in () if plan.program is None else plan.program.steps:
        yield from (source.text for source in step.sources)


def adds_one(text: str, name: str) -> bool:
    try:
        statement = parse_statement(text)
    except RuleSyntaxError:
        return False
    match statement:
        case Assignment(target, Binary("+", Attribute(Name(owner), other), Number(1))):
            return owner == STORED and target == name == other
        case _:
            return False
