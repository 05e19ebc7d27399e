"""What is read of one sentence: its words, the document's names, and what it depends on."""

from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.statements.conditions import ConditionReader, negation
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.literals import literal
from omninode_bridge.prose.statements.reading import Words
from omninode_bridge.prose.statements.terms import Term, Terms

IFS: Final = (
    "only if",
    "only when",
    "if",
    "when",
    "whenever",
    "provided that",
    "as long as",
    "in case",
)
OTHERWISE: Final = ("otherwise it is", "otherwise", "else it is", "else", "and otherwise")


@dataclass(frozen=True, slots=True)
class ClauseOf:
    """`condition` is what stood in front of it; `said` is the sentence for messages."""

    words: Words
    terms: Terms
    condition: Formula | None = None
    said: str = ""

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
    if words.take("for", "on", "to"):
        return subject_condition(clause)
    words.at = start
    return None


def subject_condition(clause: ClauseOf) -> Formula:
    """Of which things it is said: `members`, `orders of 100 euros or more`."""
    words, terms = clause.words, clause.terms
    words.take("all", "every", "each", "any", "a", "an", "the")
    subject = clause.formulas().name_words()
    if not subject:
        words.fail()
    reader = ConditionReader(words, terms)
    if words.is_done or words.low in {",", "get", "gets", "receive", "receives", "pay", "pays"}:
        for spoken in (subject, ("is", *subject)):
            found = terms.resolve(spoken)
            if found is not None and found.type.startswith("bool"):
                return Formula(found.text, frozenset({found.name}), kind="bool")
        words.fail(f"`{' '.join(subject)}`, who are nothing that the document asks for")
    return reader.condition(subject)


def otherwise_at_end(clause: ClauseOf, target: Term) -> Formula | None:
    words, start = clause.words, clause.words.at
    words.take(",", ";", ".", "and")
    if not words.take(*OTHERWISE):
        words.at = start
        return None
    words.take("it is", "the", "is")
    members = clause.terms.values.get(target.name)
    if members is not None or words.token_is("quoted"):
        return Formula(literal(words, members or ()), kind="text")
    return clause.formulas(target.name).formula()
