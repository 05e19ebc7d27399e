"""Whether a sentence says what the state machine does: which operation, in which states, or not."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.effect.moves import Moves, refusal
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.vocabulary import FILLERS
from omninode_bridge.language.word_forms import all_forms
from omninode_bridge.requirements.naming import words

NEGATIONS: Final = frozenset({"cannot", "not", "never", "no"})
ONLY: Final = "only"
_BE: Final = frozenset({"be", "been"})
BETWEEN: Final = frozenset(
    {"while", "may", "once", "state", "status", "still", "already", "makes", "make", "becomes"}
    | {
        "become",
        "keeps",
        "keep",
        "makes",
        "after",
        "leads",
        "lead",
        "possible",
        "allowed",
        "also",
        "there",
        "who",
        "again",
    }
)


def said_by_moves(
    plans: Sequence[OperationPlan], text: str, about: frozenset[str] = frozenset()
) -> tuple[OperationPlan, ...]:
    """The operation that the sentence is about, where its transitions do just what is said.

    `about` are words for what the document is about.
    """
    said, aside = words(gist(text)), passed_over(text).union(*map(all_forms, about))
    found = tuple(
        plan for plan in plans if plan.moves is not None and _says(plan, plan.moves, said, aside)
    )
    return found if len(found) == 1 else ()


def refusals_said(plan: OperationPlan, text: str) -> frozenset[str]:
    """Messages of which one must be seen where the sentence says what is not allowed."""
    said, moves = words(gist(text)), plan.moves
    if moves is None or plan.entity is None or not {*said} & {*NEGATIONS, ONLY}:
        return frozenset()
    sources = {row.source for row in moves.rows}
    named = _states_said(plan, moves, said)
    refused = named if ONLY not in said else moves.states
    entity = plan.entity.entity.name
    states = (state for state in refused if state not in sources)
    return frozenset(refusal(plan.name, entity, state) for state in states)


def _says(plan: OperationPlan, moves: Moves, said: list[str], aside: frozenset[str]) -> bool:
    entity = [] if plan.entity is None else words(plan.entity.entity.name)
    verbs, done = verbs_of(plan), _done(said, moves)
    if not verbs or not all(all_forms(verb) & done for verb in verbs):
        return False
    states = _states_said(plan, moves, said)
    known = {word for state in states for word in words(state)}
    known = known.union(*map(all_forms, verbs), _guards(moves))
    known |= {word for name in entity for word in all_forms(name)} | BETWEEN | NEGATIONS | {ONLY}
    left = [word for word in said if word not in FILLERS | known | aside]
    return bool(states) and not left and _agrees(moves, states, frozenset(said))


def _guards(moves: Moves) -> Iterator[str]:
    """Words of conditions: `while there is credit on it` where the guard is `credit > 0`."""
    for row in moves.rows:
        yield from () if row.condition is None else words(row.condition.text)


def verbs_of(plan: OperationPlan) -> set[str]:
    """A word that usually says nothing is the verb where the name has no other: return_book."""
    entity = [] if plan.entity is None else words(plan.entity.entity.name)
    verbs = set(words(plan.name)) - set(entity)
    return verbs - FILLERS or verbs


def _states_said(plan: OperationPlan, moves: Moves, said: list[str]) -> set[str]:
    """The states that are named, besides the word for the operation."""
    done = _done(said, moves) & frozenset[str]().union(*map(all_forms, verbs_of(plan)))
    # `A paid booking cannot be paid` names the state in front and what is done behind `be`.
    is_said = bool({*said} & {*NEGATIONS, ONLY}) and any(before in _BE for before in said)
    rest = [
        word
        for before, word in pairwise(("", *said))
        if word not in done or (is_said and before not in _BE)
    ]
    return {state for state in moves.states if _names(state, rest)}


def _done(said: list[str], moves: Moves) -> frozenset[str]:
    """The words for what is done: after "be" or, where there is none, those that are no state."""
    after = {word for before, word in pairwise(said) if before in _BE}
    if after:
        return frozenset(after)
    named = {word for state in moves.states for word in words(state)}
    return frozenset(word for word in said if word not in named)


def _names(state: str, said: list[str]) -> bool:
    wanted = [word for word in words(state) if word not in FILLERS] or words(state)
    return all(word in said for word in wanted)


def _agrees(moves: Moves, states: set[str], said: frozenset[str]) -> bool:
    sources = {row.source for row in moves.rows if row.source is not None}
    if said & NEGATIONS:
        return ONLY not in said and not states & sources
    if ONLY in said:
        return states == sources
    return states <= sources | {row.target for row in moves.rows}
