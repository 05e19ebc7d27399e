"""Whether a rule says what a requirement says: only where every word is accounted for.

A requirement without a rule of its own is bound to a rule that carries no id when the name which
the rule assigns occurs in the requirement, each content word of the requirement occurs in the rule
or in the names that the document declares, each of its numbers occurs in the rule, and "above" or
"below" point the same way. So "Compute the discount" finds `discount = ...`, and "Mail the
discount" finds nothing.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.generation.reads import assigned_name
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.program import Program, Reject, SetField, Source, Step, Warn

FILLERS: Final = frozenset(
    {
        *("a", "an", "the", "of", "for", "to", "from", "with", "is", "are", "be", "been", "and"),
        *("or", "on", "in", "by", "as", "its", "it", "their", "this", "that", "these", "those"),
        *("per", "when", "if", "then", "than", "else", "otherwise", "at", "into", "each", "every"),
        *("all", "any", "which", "must", "shall", "should", "can", "will", "has", "have", "get"),
        *("gets", "do", "does", "node", "system", "request", "requests", "answer", "answers"),
        *("compute", "computes", "computed", "calculate", "calculates", "calculated"),
        *("determine", "determines", "return", "returns", "returned", "give", "gives", "given"),
        *("provide", "provides", "report", "reports", "derive", "derives", "percent"),
    }
)
UPWARDS: Final = frozenset({"above", "over", "more", "greater", "exceed", "exceeds", "exceeding"})
DOWNWARDS: Final = frozenset({"below", "under", "less", "lower", "fewer", "smaller"})
REFUSING: Final = frozenset({"reject", "rejects", "rejected", "refuse", "refuses", "refused"})
WARNING: Final = frozenset({"warn", "warns", "warned", "warning", "warnings"})
SHORTEST_STEM: Final = 4

_NUMBER: Final = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?")


def matching_sources(
    document: Document, program: Program, requirement: Requirement
) -> tuple[Source, ...]:
    """The free rules that say what the requirement says; usually none or one."""
    context = set(_context(document))
    return tuple(
        source
        for step in program.steps
        for source in step.sources
        if source.requirement_id is None and _says(requirement.text, step, source, context)
    )


def _says(text: str, step: Step, source: Source, context: set[str]) -> bool:
    said = words(text)
    if isinstance(step, Reject | Warn) and said == words(step.message):
        return True
    rule = _without_message(step, source)
    said = [word for word in words(_NUMBER.sub(" ", text)) if not word.isdigit()]
    known = {*words(_NUMBER.sub(" ", rule)), *context}
    if not _names_the_effect(said, step):
        return False
    ignored = FILLERS | REFUSING | WARNING | UPWARDS | DOWNWARDS
    content = [word for word in said if word not in ignored]
    explained = all(any(_alike(word, other) for other in known) for word in content)
    same_way = _points(said, UPWARDS, ">", rule) and _points(said, DOWNWARDS, "<", rule)
    return bool(content) and explained and same_way and _numbers(text) <= _numbers(rule)


def _without_message(step: Step, source: Source) -> str:
    """A message tells what is wanted, its rule refuses the opposite: only the condition counts."""
    if isinstance(step, Reject | Warn):
        return source.text.replace(step.message, " ")
    return source.text


def _points(said: Iterable[str], direction: frozenset[str], sign: str, rule: str) -> bool:
    return direction.isdisjoint(said) or sign in rule


def _names_the_effect(said: Iterable[str], step: Step) -> bool:
    found = set(said)
    if isinstance(step, Reject):
        return bool(found & REFUSING)
    if isinstance(step, Warn):
        return bool(found & WARNING)
    if found & (REFUSING | WARNING):
        return False
    name = step.name if isinstance(step, SetField) else assigned_name(step)
    return all(any(_alike(part, word) for word in found) for part in words(name or ""))


def _alike(one: str, other: str) -> bool:
    """Equal but for an ending: discount, discounts, discounted."""
    short, long = sorted((one, other), key=len)
    if long in (short, f"{short}s"):
        return True
    return len(short) >= SHORTEST_STEM and long.startswith(short) and long[len(short) :] in ENDINGS


ENDINGS: Final = frozenset({"s", "es", "d", "ed", "ing", "ion"})


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
