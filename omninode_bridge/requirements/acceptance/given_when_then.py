"""Cases in sentences: Given-When-Then, and `field = value` on both sides of an arrow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.acceptance.binding import bind_clause
from omninode_bridge.requirements.acceptance.outcome import Case, require_inputs
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.document import Rejection
from omninode_bridge.requirements.notebook import shown

KEYWORD: Final = re.compile(
    r"(?:^|(?<=[\s,;.*_]))[*_]{0,2}(given|when|then|and|but)\b[*_:]{0,3}\s+", re.IGNORECASE
)
QUOTED: Final = re.compile(r"\"[^\"]*\"")
CASE_START: Final = re.compile(r"[*_`]{0,3}given\b", re.IGNORECASE)
STEP: Final = re.compile(r"[*_`]{0,3}(?:when|then|and|but)\b", re.IGNORECASE)
OUTCOME: Final = re.compile(r"\bthen\b", re.IGNORECASE)
ARROW: Final = re.compile(r"\s*(?:=>|->|\u2192|\u21d2)\s*")
REJECTED: Final = re.compile(
    r"\b(?:rejected|refused|fails?|error)\b[^\"'`:\u201c]{0,60}"
    r"(?::\s*[\"'`\u201c]?(?P<after>.{1,500}?)[\"'`\u201d]?|"
    r"[\"'`\u201c](?P<quoted>.{1,500}?)[\"'`\u201d])\s*\.?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One step of a case; `side` is given, when or then."""

    side: str
    text: str


def is_case(text: str) -> bool:
    return CASE_START.match(text) is not None and OUTCOME.search(text) is not None


def begins_case(text: str) -> bool:
    """Whether a text is the first step of a case that goes on in the texts after it."""
    return CASE_START.match(text) is not None and OUTCOME.search(text) is None


def continues_case(text: str) -> bool:
    return STEP.match(text) is not None


def read_sentence(text: str, place: Place, signature: Signature, name: str = "") -> Case:
    """A case in one text, whichever of the two forms it has."""
    case = Case(place=place, text=text, name=name)
    sides = ARROW.split(text, maxsplit=1)
    if is_case(text):
        bind_clauses(case, list(_clauses(text)), signature)
    elif len(sides) > 1:
        bind_clauses(case, [Clause("given", sides[0]), Clause("then", sides[1])], signature)
    else:
        _bind_pairs(case, text, signature)
    return case


def _bind_pairs(case: Case, text: str, signature: Signature) -> None:
    """Inputs and outputs side by side: each name says where it belongs."""
    given = bind_clause(text, signature.inputs)
    rest = {key: type_ for key, type_ in signature.outputs.items() if key not in signature.inputs}
    expected = bind_clause(text, rest)
    if not given.values or not expected.values:
        case.refuse("it names no input and output with their values")
        return
    both = bind_clause(text, {**signature.inputs, **rest})
    if both.unbound:
        case.refuse(f'"{shown(both.unbound)}" belongs to no field')
    case.given.update(given.values)
    case.expected.update(expected.values)
    require_inputs(case, signature)


def _clauses(text: str) -> Iterator[Clause]:
    """Steps in order; `and` continues the step before it."""
    side = "given"
    # A keyword in a quoted value is no keyword.
    outside = QUOTED.sub(lambda quoted: '"' * len(quoted.group()), text)
    matches = list(KEYWORD.finditer(outside))
    for index, match in enumerate(matches):
        word = match.group(1).lower()
        side = word if word in ("given", "when", "then") else side
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        yield Clause(side, text[match.end() : end].strip(" ,;"))


def bind_clauses(case: Case, clauses: list[Clause], signature: Signature) -> None:
    """Given and When bind inputs, Then binds outputs or a rejection."""
    for clause in clauses:
        if clause.side == "then":
            rejection = rejection_in(clause.text)
            if rejection is not None:
                case.rejection = rejection
                continue
        types = signature.outputs if clause.side == "then" else signature.inputs
        bound = bind_clause(clause.text, types)
        target = case.expected if clause.side == "then" else case.given
        target.update(bound.values)
        if bound.unbound:
            case.refuse(f'"{shown(bound.unbound)}" belongs to no field')
    if not case.given:
        case.refuse("no input field is given a value")
    require_inputs(case, signature)


def rejection_in(text: str) -> Rejection | None:
    match = REJECTED.search(text)
    if match is None:
        return None
    return Rejection((match.group("after") or match.group("quoted")).strip())
