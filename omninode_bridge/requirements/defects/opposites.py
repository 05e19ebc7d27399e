"""Sentences that deny one another, ranges without a value, requirements against their own rules."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.language.any_case import AnyCase
from omninode_bridge.requirements.document import Document, Requirement, RuleText
from omninode_bridge.requirements.notebook import Notebook

WORD: Final = re.compile(r"[a-z']+|\d[\d.,]*\d|\d")
FEWEST_WORDS: Final = 3
MODALS: Final = frozenset(
    {
        *("must", "shall", "should", "will", "can", "may", "do", "does", "did", "is", "are", "be"),
        *("to", "the", "a", "an", "ever", "also"),
    }
)
NEGATIONS: Final = frozenset(
    {"not", "never", "no", "cannot", "don't", "doesn't", "can't", "mustn't", "won't", "isn't"}
)
PAIRS: Final = {
    "after": "before", "most": "least", "maximum": "minimum", "rejected": "accepted",
    "refused": "accepted", "reject": "accept", "refuse": "accept", "rejects": "accepts",
    "refuses": "accepts", "forbidden": "allowed", "prohibited": "allowed", "excludes": "includes",
    "exclude": "include", "excluded": "included", "descending": "ascending",
    "optional": "required", "mandatory": "required", "disabled": "enabled",
    "invisible": "visible", "private": "public", "impossible": "possible",
    "unable": "able", "without": "with",
}  # fmt: skip
SAME_SENSE: Final = frozenset({"mandatory"})
TURNING: Final = NEGATIONS | PAIRS.keys()
NUMBER: Final = r"(\d{1,18}(?:[.,]\d{1,9})?)"
BETWEEN: Final = re.compile(rf"\bbetween {NUMBER} ?%? and {NUMBER}", re.IGNORECASE)
AT_LEAST: Final = re.compile(
    rf"\bat least {NUMBER}\b[^.]{{0,40}}?\bat most {NUMBER}", re.IGNORECASE
)
AT_MOST: Final = re.compile(rf"\bat most {NUMBER}\b[^.]{{0,40}}?\bat least {NUMBER}", re.IGNORECASE)
RANGE: Final = AnyCase(r"between|at (?:least|most)")
FIGURE: Final = re.compile(rf"(?<![\w.-]){NUMBER}(?![\w])")
REJECTION: Final = re.compile(r"reject when [\w.]+\s*(?:>=|<=|>|<)\s*(\d+(?:\.\d+)?)\s*(%?)\s*:")
UNITS: Final = frozenset(
    Decimal(each) for each in (1, 7, 12, 24, 30, 52, 60, 100, 365, 1000, 1440, 3600, 10080, 86400)
)


def find_opposites(document: Document, lines: Sequence[str], notebook: Notebook) -> None:
    _denials(document, notebook)
    for number, line in enumerate(lines, 1):
        for low, high in _ranges(line) if RANGE.occurs_in(line) else ():
            notebook.add("PRD112", Place(number), f"nothing lies between {low} and {high}")
    by_id = {requirement.id: requirement for requirement in document.requirements}
    for rule in document.rules:
        if rule.requirement_id in by_id:
            _against(by_id[rule.requirement_id], rule, notebook)


def _denials(document: Document, notebook: Notebook) -> None:
    """The same words, and one of the two sentences says the opposite."""
    seen: dict[tuple[str, ...], tuple[str, bool]] = {}
    for requirement in document.requirements:
        said, opposite = _sense(requirement.text)
        if len(said) < FEWEST_WORDS:
            continue
        other, was_opposite = seen.setdefault(said, (requirement.id, opposite))
        if opposite is not was_opposite:
            message = f"{requirement.id} says the opposite of {other}"
            notebook.add("PRD117", requirement.place, message)


def _sense(text: str) -> tuple[tuple[str, ...], bool]:
    """The words that carry the meaning, and whether they are turned round (twice: not at all)."""
    words: list[str] = WORD.findall(text.lower())
    if TURNING.isdisjoint(words):
        return tuple(word for word in words if word not in MODALS), False
    said, turned = [], False
    for word in words:
        if word in NEGATIONS:
            turned = not turned
        elif word in PAIRS:
            turned ^= word not in SAME_SENSE
            said.append(PAIRS[word])
        elif word not in MODALS:
            said.append(word)
    return tuple(said), turned


def _ranges(text: str) -> Iterator[tuple[str, str]]:
    for match in BETWEEN.finditer(text):
        if _number(match[1]) > _number(match[2]):
            yield match[1], match[2]
    if (limits := AT_LEAST.search(text)) and _number(limits[1]) > _number(limits[2]):
        yield limits[1], limits[2]
    if (limits := AT_MOST.search(text)) and _number(limits[2]) > _number(limits[1]):
        yield limits[2], limits[1]


def _against(requirement: Requirement, rule: RuleText, notebook: Notebook) -> None:
    """A limit of a rejection that is not the only figure of its requirement, in any unit."""
    limit = REJECTION.search(rule.text)
    if limit is None or limit[2]:
        return
    figures = {_number(each) for each in FIGURE.findall(requirement.text)}
    if len(figures) != 1:
        return
    [figure], bound = figures, Decimal(limit[1])
    if figure and bound and _ratio(figure, bound) not in UNITS and abs(figure - bound) != 1:
        message = f"the rule says {limit[1]} where {requirement.id} says {figure}"
        notebook.add("PRD118", rule.place, message)


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    return max(one, other) / min(one, other)


def _number(text: str) -> Decimal:
    """A comma before three digits separates thousands."""
    return Decimal(re.sub(r",(?=\d{3}(?!\d))", "", text).replace(",", "."))
