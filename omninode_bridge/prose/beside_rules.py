"""Sentences of a document whose rules stand in it: what no rule, example or constraint realises."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.generation.bindings import realise
from omninode_bridge.generation.bindings_index import BindingsIndex
from omninode_bridge.generation.cases.contradictions import contradictions
from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.prose.authors_rules import AuthorsRules, idle, told_by
from omninode_bridge.prose.expansion import expanded, rendered
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.merging import merged
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.slots import Filled
from omninode_bridge.prose.statements.taking import Taken, taken
from omninode_bridge.prose.steps_merging import ContradictionError
from omninode_bridge.requirements.document import Document, Field, Requirement, RequirementClass
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.codes import UNASSIGNED
from omninode_bridge.rules.formatting import format_statement
from omninode_bridge.rules.groups import MAX_RULES
from omninode_bridge.rules.program import Checked, Program, Scope
from omninode_bridge.rules.statements import parse_statement

MOST: Final = 200
"""So many sentences are read beside rules."""

_OTHER: Final = frozenset({RequirementClass.INTERFACE, RequirementClass.QUALITY})
_STATED: Final = (1, 0, 1)


@dataclass(frozen=True, slots=True)
class Beside:
    """`document` has the rules of `matches` behind its own; `reasons` are of what was left out."""

    document: Document
    matches: tuple[tuple[Requirement, Pattern, tuple[Filled, ...]], ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)


def beside_rules(document: Document, patterns: Sequence[Pattern]) -> Beside:
    """The rules that sentences add to those of the author.

    None where it is not said what goes in, and where the rules are too many or have faults.
    """
    is_ruled = document.inputs is not None and len(document.rules) <= MAX_RULES
    program = _authors_program(document) if is_ruled else None
    if program is None:
        return Beside(document)
    index = BindingsIndex(document, program)
    asked = [
        one
        for one in document.requirements
        if one.classification not in _OTHER and not realise(index, one).is_bound
    ][:MOST]
    author = AuthorsRules(document, program)
    reasons: dict[str, str] = {}
    while asked:
        found = taken(document, asked, patterns, author.ruled)
        after, left = _added(document, found, author)
        if not left:
            matches = tuple(one[:3] for one in found.matches)
            return Beside(after, matches, {**found.reasons, **reasons})
        reasons |= left
        asked = [one for one in asked if one.id not in left]
    return Beside(document, (), reasons)


def _added(
    document: Document, found: Taken, author: AuthorsRules
) -> tuple[Document, dict[str, str]]:
    """The document with all rules, or why some of the sentences must not be read so."""
    after, left = document, dict[str, str]()
    for requirement, pattern, filled, text in found.matches:
        one = rendered(Match(pattern, filled, _STATED), requirement.id, {})
        try:
            part = expanded(text + one, requirement)
            part = replace(part, rules=tuple(replace(each, is_told=True) for each in part.rules))
            after = merged(after, part)
        except ContradictionError as error:
            left[requirement.id] = str(error)
    program = None if left else _program(document, after)
    if program is None:
        return document, left or {
            one[0].id: "which does not run with the rules" for one in found.matches
        }
    for requirement, *_ in found.matches:
        why = _barred(requirement, after, program, author)
        if why:
            left[requirement.id] = why
    return after, left or _contradicting(document, after)


def _barred(
    requirement: Requirement, after: Document, program: Program, author: AuthorsRules
) -> str:
    without = idle(program)
    for rule in after.rules:
        if not rule.is_told or rule.requirement_id != requirement.id:
            continue
        text = format_statement(parse_statement(rule.text))
        if text in without:
            return "what depends on it"
        for told in told_by(program, text, requirement.text):
            if why := author.against(told):
                return why
    return ""


def _contradicting(document: Document, after: Document) -> dict[str, str]:
    """The sentences whose rules answer an example otherwise; all, where no single one does."""
    whole = _program(document, document)
    found = () if whole is None else contradictions(Oracle(document, whole))
    before = {(one.place, one.message) for one in found}
    told = list(dict.fromkeys(one.requirement_id for one in after.rules if one.is_told))
    new = _new(document, after, before)
    if new is None:
        return {}
    single = {
        each: why for each in told if each and (why := _new(document, _only(after, each), before))
    }
    return single or {each: new for each in told if each}


def _new(document: Document, after: Document, before: Collection[object]) -> str | None:
    program = _program(document, after)
    if program is None:
        return None
    for one in contradictions(Oracle(after, program)):
        if (one.place, one.message) not in before:
            return f"which an example answers otherwise, in line {one.place.line}"
    return None


def _only(after: Document, requirement_id: str) -> Document:
    rules = tuple(
        one for one in after.rules if not one.is_told or one.requirement_id == requirement_id
    )
    return replace(after, rules=rules)


def _program(source: Document, document: Document) -> Program | None:
    """Of the rules, with the outputs that they give a value; None where they have faults."""
    found, scope = _checked(source, document)
    open_ = _unassigned(found, scope)
    return _without(open_, document, scope) if open_ else found.program


def _authors_program(document: Document) -> Program | None:
    """As `_program`, or of rules that read outputs which only sentences define: as known values."""
    found, scope = _checked(document, document)
    open_ = _unassigned(found, scope)
    if not open_:
        return found.program
    known = replace(scope, inputs=(*scope.inputs, *open_))
    return _without(open_, document, scope) or _without(open_, document, known)


def _checked(source: Document, document: Document) -> tuple[Checked, Scope]:
    entities = {entity.name: entity for entity in document.entities}
    scope = Scope(entities, document.inputs or (), source.outputs)
    return check_program(document.rules, scope), scope


def _unassigned(found: Checked, scope: Scope) -> tuple[Field, ...]:
    """Outputs for want of which there is no program."""
    if found.program is not None:
        return ()
    places = {one.place for one in found.diagnostics if one.code == UNASSIGNED.code}
    return tuple(one for one in scope.outputs or () if one.place in places)


def _without(open_: Sequence[Field], document: Document, scope: Scope) -> Program | None:
    places = {one.place for one in open_}
    outputs = tuple(one for one in scope.outputs or () if one.place not in places)
    return check_program(document.rules, replace(scope, outputs=outputs)).program
