"""Whether a rule says what a requirement says: only where every word is accounted for.

A requirement without a rule of its own is bound to a rule that carries no id when the name which
the rule assigns occurs in the requirement, each content word of the requirement occurs in the rule
or in the names that the document declares, each of its numbers occurs in the rule, and "above" or
"below" point the same way. So "Compute the discount" finds `discount = ...`, and "Mail the
discount" finds nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.reads import assigned_name
from omninode_bridge.language.word_forms import all_forms
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.program import Program, Reject, SetField, Source, Step, Warn

FILLERS: Final = frozenset(
    {
        *("a", "an", "the", "of", "for", "to", "from", "with", "is", "are", "be", "been", "and"),
        *("or", "on", "in", "by", "as", "its", "it", "their", "this", "that", "these", "those"),
        *(
            "per",
            "when",
            "whenever",
            "where",
            "if",
            "then",
            "than",
            "else",
            "otherwise",
            "at",
            "into",
            "each",
            "every",
        ),
        *("all", "any", "which", "must", "shall", "should", "can", "may", "will", "has", "have"),
        *("get", "gets", "do", "does", "node", "system", "request", "requests", "answer"),
        *("answers", "compute", "computes", "computed", "calculate", "calculates", "calculated"),
        *("determine", "determines", "return", "returns", "returned", "give", "gives", "given"),
        *("provide", "provides", "report", "reports", "derive", "derives", "percent"),
    }
)
UPWARDS: Final = frozenset({"above", "over", "more", "greater", "exceed", "exceeds", "exceeding"})
DOWNWARDS: Final = frozenset({"below", "under", "less", "lower", "fewer", "smaller"})
REFUSING: Final = frozenset({"reject", "rejects", "rejected", "refuse", "refuses", "refused"})
WARNING: Final = frozenset({"warn", "warns", "warned", "warning", "warnings"})
_IGNORED: Final = FILLERS | REFUSING | WARNING | UPWARDS | DOWNWARDS

_NUMBER: Final = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class _FreeRule:
    """A rule without an id, and the words that it is compared by."""

    step: Step
    source: Source
    text: str
    words: frozenset[str]
    message: tuple[str, ...]
    effect: frozenset[str]
    numbers: frozenset[Decimal]


class FreeRules:
    """The rules of a document that carry no id, made ready once for all its requirements."""

    def __init__(self, document: Document, program: Program) -> None:
        self._context = frozenset(_context(document))
        self._rules = [
            _free_rule(step, source)
            for step in program.steps
            for source in step.sources
            if source.requirement_id is None
        ]

    def that_say(self, text: str) -> tuple[Source, ...]:
        """Those that say what the text says; usually none or one."""
        if not self._rules:
            return ()
        wanted = _Sentence.of(text)
        return tuple(rule.source for rule in self._rules if wanted.is_said_by(rule, self._context))


def _free_rule(step: Step, source: Source) -> _FreeRule:
    text = _without_message(step, source)
    message = words(step.message) if isinstance(step, Reject | Warn) else []
    name = step.name if isinstance(step, SetField) else assigned_name(step)
    return _FreeRule(
        step,
        source,
        text,
        frozenset(words(_NUMBER.sub(" ", text))),
        tuple(message),
        frozenset(words(name or "")),
        frozenset(_numbers(text)),
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What a requirement says; `named` is alike to a word of it, `content` to one that matters."""

    all_words: tuple[str, ...]
    said: frozenset[str]
    named: frozenset[str]
    content: tuple[frozenset[str], ...]
    numbers: frozenset[Decimal]

    @classmethod
    def of(cls, text: str) -> "_Sentence":
        asked = gist(text)
        said = {word for word in words(_NUMBER.sub(" ", asked)) if not word.isdigit()}
        return cls(
            tuple(words(text)),
            frozenset(said),
            frozenset().union(*map(all_forms, said)),
            tuple(map(all_forms, sorted(said - _IGNORED - passed_over(text)))),
            frozenset(_numbers(asked)),
        )

    def is_said_by(self, rule: _FreeRule, context: frozenset[str]) -> bool:
        if rule.message and self.all_words == rule.message:
            return True
        return (
            self._names_the_effect(rule)
            and bool(self.content)
            and self.numbers <= rule.numbers
            and all(alike & rule.words or alike & context for alike in self.content)
            and self._points_with(rule)
        )

    def _names_the_effect(self, rule: _FreeRule) -> bool:
        if isinstance(rule.step, Reject):
            return bool(self.said & REFUSING)
        if isinstance(rule.step, Warn):
            return bool(self.said & WARNING)
        return rule.effect <= self.named and not self.said & (REFUSING | WARNING)

    def _points_with(self, rule: _FreeRule) -> bool:
        """The comparison does not go the other way."""
        up, down = ">" in rule.text, "<" in rule.text
        return (up or self.said.isdisjoint(UPWARDS)) and (down or self.said.isdisjoint(DOWNWARDS))


def _without_message(step: Step, source: Source) -> str:
    """A message tells what is wanted, its rule refuses the opposite: only the condition counts."""
    if isinstance(step, Reject | Warn):
        return source.text.replace(step.message, " ")
    return source.text


def _numbers(text: str) -> set[Decimal]:
    found: set[Decimal] = set()
    for spelled in _NUMBER.findall(text):
        try:
            found.add(Decimal(spelled.replace(",", "")))
        except InvalidOperation:
            continue
    return found


def _context(document: Document) -> Iterable[str]:
    yield from words(document.title)
    for entity in document.entities:
        yield from words(entity.name)
    for field in (*(document.inputs or ()), *(document.outputs or ())):
        yield from words(field.name)
