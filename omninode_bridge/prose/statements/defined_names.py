"""What a sentence gives a value: `the fee`, `the amount of a lot`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.literals import choice_of
from omninode_bridge.prose.statements.terms import Term

_PRONOUNS: Final = frozenset({"it", "they", "this", "that", "these", "those", "there"})


def target_words(clause: ClauseOf) -> Sequence[str]:
    """The words in front of the verb that say what gets a value."""
    named = clause.formulas().name_words()
    if not named:
        clause.words.fail()
    if clause.words.take("of the", "of a", "of an", "of each", "of every", "of"):
        owner = clause.formulas().name_words()
        if not owner:
            clause.words.fail()
        if tuple(named) == ("number",):
            return owner if clause.terms.target(owner, exactly=True) else ("number", "of", *owner)
        if "_".join(owner) in clause.terms.lists or clause.terms.resolve((*owner, *named)):
            return (*owner, *named)
        if len(owner) > 1 or owner[0].rstrip("s") not in clause.terms.things:
            clause.words.fail(f"`{' '.join(owner)}`")
    return named


def target_of_words(clause: ClauseOf, named: Sequence[str]) -> Term:
    """What gets the value; raises `UnreadError` for what the request says."""
    found = clause.terms.target(named, exactly=True) or _of_items(clause, named)
    found = found or clause.terms.target(named)
    if found is not None and (found.over or found.name not in clause.terms.given):
        return found
    if found is not None:
        clause.words.fail(f"`{' '.join(named)}`, which the request says")
    if choice := choice_of(clause.terms, named):
        clause.words.fail(f"`{' '.join(named)}`, which is a choice of `{choice}` and no value")
    if len(named) == 1 and named[0] in _PRONOUNS:
        clause.words.fail(f"what `{named[0]}` is")
    return clause.terms.new(named)


def _of_items(clause: ClauseOf, named: Sequence[str]) -> Term | None:
    """`The amount of a lot`: each item of the list gets one."""
    over = clause.terms.lists.get(named[0], "") if len(named) > 1 else ""
    return replace(clause.terms.new(named[1:]), over=over) if over else None
