"""What is read of one sentence: its words, the document's names, and what it depends on."""

from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.statements.conditions import ConditionReader, negation
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.kinds import (
    kind,
    kind_beside,
    kind_of_somebody,
    need_known,
    several,
)
from omninode_bridge.prose.statements.literals import literal
from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.rest_said import nothing_said, said_again
from omninode_bridge.prose.statements.statement import both
from omninode_bridge.prose.statements.terms import Term, Terms

_BEHIND: Final = frozenset(
    {
        *(",", "get", "gets", "receive", "receives", "pay", "pays", "and", "to", "are", "is"),
        *("cost", "costs", "otherwise", "have", "has", "carry", "owe", "owes", "earn", "shall"),
        *(
            "must",
            "should",
            "or",
            ";",
            "lose",
            "loses",
            "will",
            "pay",
            "doubles",
            "halves",
            "triples",
            "qualify",
            "benefit",
        ),
        *("enjoy", "enjoys", "incur", "incurs", "earns", "carries", "attract", "was", "were"),
    }
)
_MAIN: Final = frozenset({"the", "its", "there", "no"})
"""`For an electric bicycle the surcharge is ...`: with these the main clause begins."""

_OTHERS: Final = (
    *("for all others", "for everybody else", "for everyone else", "for all other", "otherwise"),
    *("in all other cases", "for the others", "for others", "for anyone else"),
)
IFS: Final = (
    "only if",
    "only when",
    "if",
    "when",
    "whenever",
    "provided that",
    "as long as",
    "in case",
    "where",
)
OTHERWISE: Final = (
    *(
        f"{said} it {verb}"
        for said in ("otherwise", "else")
        for verb in ("is", "shall be", "must be", "should be", "will be", "amounts to", "stays")
    ),
    *("otherwise", "else", "and otherwise", "if not", "in all other cases", "in any other case"),
    *("in every other case", "in other cases"),
)


@dataclass(frozen=True, slots=True)
class ClauseOf:
    """`condition` is what stood in front of it; `said` is the sentence for messages.

    `is_otherwise` where it is of all cases that other sentences leave; `about` is what its cases
    depend on, where it says so; `named` is what stands before its verb.
    """

    words: Words
    terms: Terms
    condition: Formula | None = None
    said: str = ""
    is_otherwise: bool = False
    about: Term | None = None
    named: tuple[str, ...] = ()

    def formulas(self, target: str = "") -> FormulaReader:
        return FormulaReader(self.words, self.terms, target)

    def within(self, words: Words) -> "ClauseOf":
        return replace(self, words=words)


def condition_at_end(clause: ClauseOf) -> Formula | None:
    """`if the customer is a member`, `for orders over 100 euros`, `unless it is empty`."""
    words, start = clause.words, clause.words.at
    words.take(",")
    if words.take("unless"):
        return negation(ConditionReader(words, clause.terms).condition())
    if words.take(*IFS):
        return ConditionReader(words, clause.terms).condition()
    if (found := kind_beside(words, clause.terms)) is not None:
        return found
    if words.take("for", "on", "to"):
        return subject_condition(clause)
    words.at = start
    return None


def subject_condition(clause: ClauseOf) -> Formula:
    """Of which things it is said: `members`, `orders of 100 euros or more`."""
    words, terms = clause.words, clause.terms
    words.take("all", "every", "each", "any", "a", "an", "the")
    found = ConditionReader(words, terms).counted("thing")
    if found is not None:
        return found
    subject = clause.formulas().name_words()
    if not subject:
        words.fail()
    reader = ConditionReader(words, terms)
    if words.is_done or words.low in _BEHIND or words.low in _MAIN:
        found = kind(terms, subject) or (kind(terms, subject[:-1]) if subject[1:] else None)
        if found is not None:
            return several(words, terms, found)
        if words.low not in _MAIN:
            words.fail(f"`{' '.join(subject)}`, who are nothing that the document asks for")
    own = kind_of_somebody(words, terms, subject)
    if own is None and (beside := kind_beside(words, terms)) is not None:
        return beside
    if own is not None:
        return both(own, reader.condition(subject[-1:])) or own
    need_known(words, terms, subject)
    return reader.condition(subject)


def kind_of_subject(clause: ClauseOf) -> Formula | None:
    """What the subject alone says of itself: `first-time donors`."""
    words, start = clause.words, clause.words.at
    words.take("all", "every", "each", "any", "a", "an", "the")
    subject = clause.formulas().name_words()
    words.at = start
    if not subject:
        return None
    return kind(clause.terms, subject) or kind(clause.terms, subject[:-1])


def otherwise_at_end(clause: ClauseOf, target: Term) -> Formula | None:
    words, start = clause.words, clause.words.at
    words.take(",", ";", ".", "and")
    if not words.take(*OTHERWISE):
        words.at = start
        return _for_others(clause, target)
    if (none := nothing_said(words, target)) is not None:
        return none
    said_again(words, clause.terms, target)
    words.take("the", "is")
    members = clause.terms.values.get(target.name)
    if members is not None or words.token_is("quoted"):
        return Formula(literal(words, members or ()), kind="text")
    return clause.formulas(target.name).formula()


def _for_others(clause: ClauseOf, target: Term) -> Formula | None:
    """`... and 0 for all others`."""
    words, start = clause.words, clause.words.at
    words.take(",")
    if words.take("and"):
        try:
            found = clause.formulas(target.name).formula()
        except UnreadError:
            found = None
        if found is not None and (taken := words.take(*_OTHERS)):
            if taken == "for all other":
                clause.formulas().name_words()
            return found
    words.at = start
    return None
