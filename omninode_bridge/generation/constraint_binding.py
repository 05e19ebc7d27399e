"""Requirements that are wholly a constraint: "The quantity must be greater than 0." """

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.generation.constraint_wording import states_constraint
from omninode_bridge.generation.refused_ranges import accepted_ranges
from omninode_bridge.generation.said.lemmas import all_said
from omninode_bridge.requirements.document import Bound, Document, Field, Requirement
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.types import Optional

_SENTENCE: Final = re.compile(
    r"(?:(?:the|each|every|an?|all)\s+)?(?P<field>[a-z0-9_` ]{1,80}?)"
    r"(?:\s+of\s+(?:the|each|every|an?)\s+(?P<owner>[a-z0-9_` ]{1,80}?))?"
    r"\s+(?:must|shall|should|has to|have to)\s+(?:(?:be|lie|stay)\s+)?"
    r"(?P<phrase>[^.]{1,80}(?:\.\d+)?[a-z ]{0,40})\.?"
)
_UNIT: Final = re.compile(r"(?P<phrase>.*[0-9])\s*(?P<unit>[a-z][a-z ]{0,39})")
_NUMBER: Final = r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)"

type Reading = Callable[[re.Match[str]], tuple[Bound | None, Bound | None]]


@dataclass(frozen=True, slots=True)
class Promise:
    """The field whose constraint is the requirement; `owner` None is the input."""

    owner: str | None
    field: Field

    @property
    def how(self) -> str:
        where = f" of {self.owner}" if self.owner else ""
        return f"constraint of `{self.field.name}`{where}, line {self.field.place.line}"


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal("NaN")


def _least(*, inclusive: bool) -> Reading:
    return lambda found: (Bound(_number(found[1]), inclusive), None)


def _most(*, inclusive: bool) -> Reading:
    return lambda found: (None, Bound(_number(found[1]), inclusive))


_PHRASES: Final[tuple[tuple[re.Pattern[str], Reading], ...]] = (
    (re.compile(r"positive"), lambda _: (Bound(Decimal(0), inclusive=False), None)),
    (re.compile(r"(?:not (?:be )?|non-)negative"), lambda _: (Bound(Decimal(0)), None)),
    (
        re.compile(rf"(?:(?:greater|more|larger|higher) than|above|over) {_NUMBER}"),
        _least(inclusive=False),
    ),
    (re.compile(rf"(?:at least|no less than|not less than) {_NUMBER}"), _least(inclusive=True)),
    (re.compile(rf"(?:(?:less|lower|smaller) than|below|under) {_NUMBER}"), _most(inclusive=False)),
    (
        re.compile(rf"(?:at most|no more than|not more than|not exceed|up to) {_NUMBER}"),
        _most(inclusive=True),
    ),
    (
        re.compile(rf"between {_NUMBER} and {_NUMBER}"),
        lambda found: (Bound(_number(found[1])), Bound(_number(found[2]))),
    ),
)
_REQUIRED: Final = frozenset({"required", "mandatory", "given", "present", "provided"})


def promise_of(document: Document, requirement: Requirement) -> Promise | None:
    """The only field whose constraint says exactly what the requirement says."""
    text = " ".join(requirement.text.lower().replace("`", "").split())
    for each in (text, *accepted_ranges(text)):
        sentence = _SENTENCE.fullmatch(each)
        found = None if sentence is None else _promised(document, sentence)
        if found is not None:
            return found
    told = tuple(one for one in _fields(document) if _states(document, one, requirement.text))
    named = tuple(one for one in told if _is_owned(one, requirement.text)) or told
    return named[0] if len(named) == 1 else None


def _states(document: Document, promise: Promise, text: str) -> bool:
    owner = words(promise.owner or "") + words(document.title)
    return states_constraint(text, promise.field, owner, [one.field for one in _fields(document)])


def _is_owned(promise: Promise, text: str) -> bool:
    return promise.owner is not None and all_said(words(promise.owner), words(text))


def _promised(document: Document, sentence: re.Match[str]) -> Promise | None:
    phrase = sentence["phrase"].strip()
    named = _named(document, sentence, "")
    if not named and (measured := _UNIT.fullmatch(phrase)):
        # "The volume must be at most 20 ml" is about `volume_ml`.
        named = _named(document, sentence, measured["unit"])
        phrase = measured["phrase"]
    if len(named) != 1 or not _keeps(named[0].field, phrase):
        return None
    return named[0]


def _named(document: Document, sentence: re.Match[str], unit: str) -> list[Promise]:
    wanted = [*words(sentence["field"]), *words(unit)]
    found = [
        promise
        for promise in _fields(document)
        if words(promise.field.name) == wanted and _is_owner(promise, sentence["owner"])
    ]
    if found or wanted[:2] != ["number", "of"]:
        return found
    # `The number of seats`, where the field is called `seats`.
    return [
        one
        for one in _fields(document)
        if words(one.field.name) == wanted[2:] and _is_owner(one, sentence["owner"])
    ]


def _fields(document: Document) -> Iterator[Promise]:
    for field in document.inputs or ():
        yield Promise(None, field)
    for entity in document.entities:
        for field in entity.fields:
            yield Promise(entity.name, field)


def _is_owner(promise: Promise, owner: str | None) -> bool:
    return owner is None or (promise.owner is not None and words(promise.owner) == words(owner))


def _keeps(field: Field, phrase: str) -> bool:
    if phrase in _REQUIRED:
        return field.default is None and not isinstance(field.type, Optional)
    for pattern, reading in _PHRASES:
        if found := pattern.fullmatch(phrase):
            low, high = reading(found)
            constraints = field.constraints
            return (low is None or low == constraints.minimum) and (
                high is None or high == constraints.maximum
            )
    return False
