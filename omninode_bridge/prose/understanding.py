"""A document whose prose is realised by patterns: the entry of this package."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.intelligence.evidence import SimilarNode
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes
from omninode_bridge.prose.acts.bearing import NONE_BARRED, Bearings, barred_by_unread, unguarded
from omninode_bridge.prose.beside_rules import beside_rules
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.choices import Choices, choices_of
from omninode_bridge.prose.composing import composed
from omninode_bridge.prose.conditional_steps import with_ways_around
from omninode_bridge.prose.counted_events import with_counted_events
from omninode_bridge.prose.expansion import NoFragmentError, expanded, rendered
from omninode_bridge.prose.fields_said import Fields, fields_said
from omninode_bridge.prose.filling import Known
from omninode_bridge.prose.matching import Match, match
from omninode_bridge.prose.merging import merged
from omninode_bridge.prose.narration.story import Told
from omninode_bridge.prose.narration.telling_all import telling_of, with_unread
from omninode_bridge.prose.notes import left_out, made_unique, marked, notes_of, told_of
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.provenance import Provenance
from omninode_bridge.prose.refusals import refusals
from omninode_bridge.prose.rule_faults import with_sound_rules, within_contract
from omninode_bridge.prose.sentence import Sentence
from omninode_bridge.prose.several import match_each
from omninode_bridge.prose.stated import has_structure
from omninode_bridge.prose.statements.said import asked_or_said, with_requirements
from omninode_bridge.prose.statements.taking import taken
from omninode_bridge.prose.steps_merging import ContradictionError
from omninode_bridge.prose.within_model import closed_things, within_model
from omninode_bridge.requirements.assembly import examples_of
from omninode_bridge.requirements.document import Document, Requirement, RequirementClass

MOST: Final = 500
"""So many requirements of a document are read as prose."""

_STATED: Final = (1, 0, 1)
_NO_PROSE: Final = frozenset({RequirementClass.INTERFACE})


@dataclass(frozen=True, slots=True)
class Understood:
    """`document` holds what the patterns stand for, beside what its author wrote.

    `obsolete` are findings of the reading that hold no longer: of examples whose fields nobody had
    declared before.
    """

    document: Document
    provenance: tuple[Provenance, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    obsolete: tuple[Diagnostic, ...] = ()


def understand(
    document: Document, node_type: NodeType, similar: Sequence[SimilarNode] = ()
) -> Understood:
    """What `similar` nodes chose comes before a pattern's default.

    Only where the document has no structure of its type; else it is returned as it is."""
    telling = telling_of(document, node_type)
    first = _understood(document, node_type, similar, telling(NONE_BARRED))
    if node_type is not NodeType.EFFECT or not first.provenance:
        return first
    is_told = any(one.told for one in first.provenance)

    def made(barred: Bearings) -> Understood:
        told = telling(barred) if is_told else Told(document)
        return _matched(document, told, node_type, similar, barred)

    def read(barred: Bearings) -> tuple[Document, frozenset[str]]:
        found = made(barred) if barred else first
        return found.document, _realised(found)

    barred = barred_by_unread(document, read)
    return made(barred) if barred else first


def _understood(
    document: Document, node_type: NodeType, similar: Sequence[SimilarNode], told: Told
) -> Understood:
    says = document.requirements or (node_type is NodeType.COMPUTE and asked_or_said(document))
    is_stated = has_structure(document, node_type) or not says
    if document.rules and node_type is NodeType.COMPUTE:
        return _beside(document)
    plain = Told(document)
    alone = Understood(document) if is_stated else _matched(document, plain, node_type, similar)
    together = _matched(document, told, node_type, similar) if told.shown else alone
    # What is told of declared things is read more narrowly than by patterns.
    is_narrow = node_type is NodeType.EFFECT or document.aggregations != told.document.aggregations
    least = len(_realised(alone)) + (not is_narrow)
    found = together if len(_realised(together)) >= least else alone
    if node_type is NodeType.REDUCER and not told.shown:
        found = replace(found, diagnostics=(*told.notes, *found.diagnostics))
    story = told if found is together else None
    whole = with_unread(document, found.document, node_type, _realised(found), story)
    dropped = {one.id for one in whole.requirements if not one.pattern}
    left = tuple(one for one in found.provenance if one.requirement_id not in dropped)
    return replace(found, document=whole, provenance=left)


def _beside(document: Document) -> Understood:
    """The author's rules, and behind them what sentences say that none of them realises."""
    patterns = [one for one in patterns_of(NodeType.COMPUTE) if one.states]
    found = beside_rules(document, patterns)
    provenance = tuple(
        Provenance(requirement.id, pattern.name, filled)
        for requirement, pattern, filled in found.matches
    )
    shown = {one.requirement_id: [one.shown] for one in provenance}
    notes = left_out(document.requirements, found.reasons, shown, ())
    requirements = marked(document.requirements, shown, notes)
    return Understood(replace(found.document, requirements=requirements), provenance, notes)


def _realised(found: Understood) -> frozenset[str]:
    return frozenset(one.requirement_id for one in found.provenance)


def _matched(
    source: Document,
    told: Told,
    node_type: NodeType,
    similar: Sequence[SimilarNode],
    barred: Bearings = NONE_BARRED,
) -> Understood:
    work = _Work(source, told.document, node_type, choices_of(similar), barred)
    work.notes += told.notes
    work.provenance += (Provenance(each, "", (), shown) for each, shown in told.shown.items())
    document = work.document
    # Where the document says what goes in, a statement about just that is the better reading.
    is_declared = document.inputs is not None
    if node_type is not NodeType.COMPUTE and told.shown:
        # What does not fit the story is no step or event of its own beside it.
        work.refused = told.refused
    if node_type is not NodeType.EFFECT and is_declared:
        work.state(asked_or_said(document)[:MOST])
    work.match()
    work.expand()
    if node_type is NodeType.EFFECT:
        work.refuse()
    elif not is_declared:
        work.state([requirement for requirement, _ in work.later])
    return work.result()


@dataclass(slots=True)
class _Work:
    source: Document
    document: Document
    node_type: NodeType
    similar: Choices
    barred: Bearings
    found: list[tuple[Requirement, tuple[Match, ...]]] = field(default_factory=list)
    later: list[tuple[Requirement, Sentence]] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def state(self, requirements: Sequence[Requirement]) -> None:
        """What is said in words of arithmetic becomes rules; such sentences are read together."""
        patterns = [one for one in patterns_of(self.node_type) if one.states]
        asked = [one for one in requirements if one.classification not in _NO_PROSE]
        found = taken(self.document, asked, patterns)
        self.reasons |= found.reasons
        document = self.document
        for requirement, pattern, filled, text in found.matches:
            fragment = rendered(Match(pattern, filled, _STATED), requirement.id, {})
            document = merged(document, expanded(text + fragment, requirement))
        self.document = with_sound_rules(self.document, document)
        self.document = with_requirements(self.document, (one[0] for one in found.matches))
        for requirement, pattern, filled, _ in found.matches:
            self.provenance.append(Provenance(requirement.id, pattern.name, filled))

    def refuse(self) -> None:
        """What refuses a value of a stored field is a rule of each operation that writes it."""
        patterns = [one for one in patterns_of(self.node_type) if one.states]
        asked = [requirement for requirement, _ in self.later]
        for requirement, pattern, filled in refusals(self.document, asked, patterns):
            self._add(requirement, [Match(pattern, filled, _STATED)], {})

    def match(self) -> None:
        """Every sentence is matched before any is expanded: they speak of the same things."""
        known = self._known()
        patterns = [one for one in patterns_of(self.node_type) if not (one.refines or one.states)]
        done = self.refused | {one.requirement_id for one in self.provenance}
        for requirement in self.document.requirements[:MOST]:
            if requirement.classification in _NO_PROSE or requirement.id in done:
                continue
            sentence = parse_sentence(requirement.text)
            matching = match_each(sentence, patterns, known)
            if matching.matches:
                self.found.append((requirement, matching.matches))
            else:
                self.later.append((requirement, sentence))
                self.notes += notes_of(requirement, matching)

    def _known(self) -> Known:
        entities = {entity.name: entity for entity in self.document.entities}
        workflow = self.document.workflow
        steps = tuple(step.name for step in workflow.steps) if workflow else ()
        events = {event.name: event for event in self.document.events}
        return Known(entities, steps, self.similar, self.document.operations, events)

    def expand(self) -> None:
        fields_of = fields_said(self.found, self.document, self.source)
        for requirement, matches in self.found:
            self._add(requirement, matches, fields_of)
        patterns = [one for one in patterns_of(self.node_type) if one.refines]
        while patterns and self._refine(patterns, fields_of):
            # What one sentence adds, another may speak of.
            fields_of = fields_said(self.found, self.document, self.source)
        for requirement, sentence in self.later if patterns else ():
            self.notes += notes_of(requirement, match(sentence, patterns, self._known()))

    def _refine(self, patterns: Sequence[Pattern], fields_of: Fields) -> bool:
        """Whether any of the sentences that are left fits now."""
        known, count = self._known(), len(self.later)
        others = [one for one in patterns_of(self.node_type) if not (one.refines or one.states)]
        for requirement, sentence in tuple(self.later):
            matching = match_each(sentence, patterns, known, others)
            if matching.matches:
                self._add(requirement, matching.matches, fields_of)
                self.later.remove((requirement, sentence))
        return len(self.later) < count

    def _add(
        self,
        requirement: Requirement,
        matches: Sequence[Match],
        fields_of: Fields,
    ) -> None:
        """All that one sentence asks for, or nothing of it."""
        document = self.document
        for one in matches:
            try:
                text = rendered(one, requirement.id, fields_of)
                after = merged(document, expanded(text, requirement))
                things = closed_things(self.node_type, one, after)
                after = within_model(self.source, after, things)
                if self.node_type is NodeType.COMPUTE:
                    after = with_sound_rules(document, within_contract(self.source, after))
                out = self.barred.keys() & {each.name for each in after.operations}
                if out:
                    name = min(out)
                    self.notes.append(unguarded(requirement, name, self.barred[name]))
                    return
                document = after
            except (ContradictionError, NoFragmentError) as error:
                message = f"{requirement.id} fits the pattern {one.pattern.name}, but: {error}"
                self.notes.append(codes.CONFLICT.at(requirement.place, message))
                return
        self.document = document
        for one in matches:
            said = Provenance(requirement.id, one.pattern.name, one.filled, left=one.left)
            self.provenance.append(said)
            self.notes += told_of(requirement, one, fields_of)

    def result(self) -> Understood:
        shown: dict[str, list[str]] = {}
        for one in self.provenance:
            shown.setdefault(one.requirement_id, []).append(one.shown)
        self.notes += left_out(self.document.requirements, self.reasons, shown, self.notes)
        requirements = marked(self.document.requirements, shown, self.notes)
        document = replace(self.document, requirements=requirements)
        document = with_ways_around(with_counted_events(document))
        document = composed(document) if self.provenance else document
        if not self.provenance:
            return Understood(document, (), tuple(self.notes))
        before, after = examples_of(self.source), examples_of(document)
        added = document.examples[len(self.source.examples) :]
        document = replace(
            document,
            examples=(*added, *after.document.examples),
            scenarios=after.document.scenarios,
            unbound_examples=after.document.unbound_examples,
        )
        notes = (*self.notes, *made_unique(self.source, document), *after.diagnostics)
        return Understood(document, tuple(self.provenance), notes, before.diagnostics)
