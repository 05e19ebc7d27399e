"""Sentences that say more of fields that the data model has: which are needed, and their limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Described, Words
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.declared.changes import optional, with_terms
from omninode_bridge.prose.declared.predicates import said_of
from omninode_bridge.prose.stored import plain_type
from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.parts.spoken_terms import Terms
from omninode_bridge.requirements.types import EnumOf

_VERB: Final = re.compile(
    r"\b(?:is|are|must|shall|should|has|have|needs?|may|can|cannot|will|never|lasts?|consists?|"
    r"measures?|weighs?|costs?|contains?|holds?|defaults?|lies?|ranges?|counts?|takes?|stays?)\b",
    re.IGNORECASE,
)
_MEASURE: Final = re.compile(
    r"(?:(?:must|shall|should|may|can|cannot|has to|never)(?: not| never)? )?(?:lasts?|weighs?|"
    r"costs?|measures?|takes?|holds?|runs?) ",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"(?:(?:the|its|their|each|every|an?|all|both) )?(?P<subject>[\w'\u2019][^;:()]{0,90}?)"
    r"(?:, if (?:(?:it|they) (?:is|are) )?(?:given|any|present|known|stated|there|there is one),)?",
    re.IGNORECASE,
)
_GIVEN: Final = (
    r"(?:required|mandatory|compulsory|needed|necessary|obligatory|given|present|there|stated|"
    r"filled in|entered|supplied|provided|specified|known|set)"
)
_NEEDED: Final = re.compile(
    r"(?:is|are|must(?: always| all)? be|shall(?: always| all)? be|should be|(?:has|have) to be|"
    rf"needs? to be|must not be (?:missing|empty|left out)$)(?: always| all| both)? ?{_GIVEN}?"
    r"(?P<when> (?:when|whenever|if|for|to|in order to|before|on|at|by)\b[^;]*)?",
    re.IGNORECASE,
)
_IS_NOT: Final = re.compile(r"(?:,? and |, (?:but )?|; )(?P<rest>the [\w ,]+? (?:is|are) not)\.?$")
_ALL: Final = re.compile(
    r"(?:all|both|each|every one)(?: (?:of )?(?:them|these|these fields|fields|the fields|two|"
    r"three|four|five|six|seven|\d+))*(?: fields| of them)? "
    rf"(?:is|are|must be|shall be|have to be|has to be|need to be) {_GIVEN}",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"(?:if|when|unless|without|where) (?:nobody|no one|nothing|none|it|they|the [\w ]+?|an? "
    r"[\w ]+?|no [\w ]+?|one)(?: (?:is|are|was|says?|states?|gives?|chooses?|names?|tells?|sets?|"
    r"specifies|picks?|enters?|has been))?"
    r"(?: (?:not|n't))?(?: (?:said|stated|given|chosen|set|specified|told|mentioned|it|one|"
    r"otherwise|anything|there|missing|left out|known))*, "
    r"(?:it|they|the [\w ]+?|[\w ]+?) (?:is|are|becomes?|counts as|defaults to|shall be|will be|"
    r"must be)(?: set to| taken as| assumed to be)? [\"\u201c]?(?P<value>[\w-]+)[\"\u201d]?",
    re.IGNORECASE,
)
_THERE: Final = re.compile(
    r"(?:then )?there (?:is|are)(?: also| further)? (?:an? |the )?(?P<noun>[\w ]+)", re.IGNORECASE
)
_MISSING: Final = re.compile(
    r"\b(?:nobody|no one|nothing|none|no|not|without|unless|missing|left out|otherwise)\b|n't\b",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"(?:is|are|must be|shall be) (?:stored|kept|saved|written|recorded) in (?:the|an?) field "
    r"`?(?P<name>\w+)`?(?:,? and (?P<rest>.+))?",
    re.IGNORECASE,
)
_UNIQUE: Final = re.compile(
    r"(?:is|are|must be|shall be|has to be|have to be) unique", re.IGNORECASE
)
_UNCHANGED: Final = re.compile(
    r"(?:never change|(?:can|may|must|shall|is|are|will) ?(?:not|never) (?:be )?(?:changed?|"
    r"altered?|to be changed)|cannot (?:be changed|change)|stays? the same|is fixed|are fixed)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """`fields` of the entity as they are now; `how` is told to the author."""

    entity: str
    how: str
    fields: tuple[Field, ...] = ()
    kept: Words = ()


@dataclass(frozen=True, slots=True)
class _Said:
    subject: str
    rest: str


@dataclass(slots=True)
class Describing:
    """Reads clause after clause; `last` is what the one before was about.

    `is_many` where that were several fields.
    """

    entities: dict[str, Entity]
    last: tuple[str, str] = ("", "")
    is_many: bool = False
    fixed: set[tuple[str, str]] = field(default_factory=set)

    def read(self, clause: str, line: int) -> Described | None:
        """None where it says nothing of a field."""
        text = " ".join(clause.replace("\u2019", "'").split()).strip(" .,;")
        for way in (self._all, self._otherwise, self._there, self._said):
            found = way(text, line)
            if found is not None:
                self._take(found)
                return Described(found.entity, found.how)
        return None

    def _take(self, told: Told) -> None:
        entity = self.entities[told.entity]
        new = {one.name: one for one in told.fields}
        kept = tuple(new.get(one.name, one) for one in entity.fields)
        self.entities[told.entity] = replace(entity, fields=kept)
        self.fixed |= {(told.entity, name) for name in told.kept}
        if told.fields:
            self.last = told.entity, told.fields[-1].name
            self.is_many = len(told.fields) > 1

    def _near(self, line: int, text: str = "") -> list[Entity]:
        """The entity that is named, else all, those first that are told of right above."""
        model = Model(self.entities.values())
        words = tuple(re.findall(r"[\w'-]+", text.lower()))
        found = (model.entity_at(words, at)[0] for at in range(len(words)))
        named = [one for one in found if one is not None]
        ordered = sorted(
            self.entities.values(),
            key=lambda one: (one.place.line > line, abs(one.place.line - line)),
        )
        return ([*dict.fromkeys(one.name for one in named)] and named) or ordered

    def _all(self, text: str, line: int) -> Told | None:
        near = self._near(line) if _ALL.fullmatch(text) else []
        return Told(near[0].name, f"all fields of a {near[0].name} are given") if near else None

    def _there(self, text: str, _: int) -> Told | None:
        """`There are also rehearsals.`"""
        found = _THERE.fullmatch(text)
        words = tuple(found["noun"].lower().split()) if found else ()
        entity, end = Model(self.entities.values()).entity_at(words, 0)
        is_whole = entity is not None and end == len(words)
        return (
            Told(entity.name, f"there are {text.rsplit(maxsplit=1)[-1]}")
            if entity and is_whole
            else None
        )

    def _otherwise(self, text: str, _: int) -> Told | None:
        found = _OTHERWISE.fullmatch(text) if _MISSING.search(text.partition(",")[0]) else None
        ways = self._chosen(found["value"]) if found else []
        if found is None or len(ways) != 1:
            return None
        [(entity, own)] = ways
        made = with_terms(own, Terms(limits=(f"default {found['value']}",)))
        return (
            Told(entity.name, f"{entity.name}.{own.name} is {found['value']} by default", (made,))
            if made
            else None
        )

    def _chosen(self, value: str) -> list[tuple[Entity, Field]]:
        """The field that the sentence in front is about, else the only one that can be that."""
        fields = [(one, each) for one in self.entities.values() for each in one.fields]
        last = [(one, each) for one, each in fields if (one.name, each.name) == self.last]
        kinds = ((one, each, plain_type(each.type)) for one, each in fields)
        own = [
            (one, each)
            for one, each, kind in kinds
            if isinstance(kind, EnumOf) and value in kind.members
        ]
        return own if len(own) == 1 else last

    def _said(self, text: str, line: int) -> Told | None:
        for verb in _VERB.finditer(text):
            match = _SUBJECT.fullmatch(text[: verb.start()].strip())
            if match is None:
                continue
            said = _Said(match["subject"], text[verb.start() :])
            is_last = said.subject.lower() in {"it", "they"}
            if is_last and self.last[1] and (not self.is_many or said.subject.lower() == "it"):
                entity = self.entities[self.last[0]]
                return self._of(entity, (self.last[1],), said.rest)
            for entity in self._near(line, text):
                names = _names(self.entities, entity, said.subject)
                found = self._of(entity, names, said.rest) if names else None
                if found is not None:
                    return found
            if found := self._measured(said, line):
                return found
        return None

    def _of(self, entity: Entity, names: Words, rest: str) -> Told | None:
        own = [one for one in entity.fields if one.name in names]
        said = ", ".join(names)
        if _UNCHANGED.fullmatch(rest):
            return Told(entity.name, f"{said} of a {entity.name} stays as it is", kept=names)
        if _NEEDED.fullmatch(_IS_NOT.sub("", rest)) and re.search(rf"\b{_GIVEN}\b", rest):
            return self._needed(entity, names, rest)
        stored = _FIELD.fullmatch(rest)
        if stored is not None and names == (stored["name"],):
            rest = stored["rest"] or "is required"
        if _UNIQUE.fullmatch(rest):
            return None  # That is read of all things together.
        made = []
        for one in own:
            is_many = len(own) == 1 and rest.startswith("are ")
            terms = said_of(rest, one.name.replace("_", " "), is_choice=is_many)
            changed = with_terms(one, terms) if terms is not None else None
            if changed is None:
                return None
            made.append(changed)
        return Told(entity.name, f"{said} of a {entity.name}: {rest}", tuple(made))

    def _needed(self, entity: Entity, names: Words, rest: str) -> Told | None:
        """Where some are needed, the others are not."""
        behind = _IS_NOT.search(rest)
        if behind is not None:
            subject = re.sub(r"^the | (?:is|are) not$", "", behind["rest"])
            if not _names(self.entities, entity, subject):
                return None
        made = tuple(
            one if one.name in names or one.constraints.primary_key else optional(one)
            for one in entity.fields
        )
        return Told(entity.name, f"a {entity.name} needs {', '.join(names)}", made)

    def _measured(self, said: _Said, line: int) -> Told | None:
        """`A rehearsal lasts at most 240 minutes.`"""
        words = tuple(said.subject.lower().split())
        for entity in self._near(line, said.subject):
            found, end = Model(self.entities.values()).entity_at(words, 0)
            unit = said.rest.rstrip(". ").split()[-1].lower()
            own = [one for one in entity.fields if unit in one.name.split("_")]
            is_measure = _MEASURE.match(said.rest) is not None
            if is_measure and found is entity and end == len(words) and len(own) == 1:
                return self._of(entity, (own[0].name,), said.rest)
        return None


def _names(entities: Mapping[str, Entity], entity: Entity, subject: str) -> Words:
    """Fields, if the whole subject names such: `Name, email and voice`."""
    words = tuple(re.findall(r"[\w'-]+|,", subject.lower()))
    model = Model(entities.values())
    for at in range(1, len(words)):
        found, end = (
            model.entity_at(words, at + 1)
            if words[at - 1 : at] in {("of",), ("for",)}
            else (None, 0)
        )
        if found is entity and end == len(words):
            words = words[: at - 1]
            break
    thing, end = model.thing_at(words, 0)
    if thing is not None and thing.entity is entity and thing.fields and end == len(words):
        return thing.fields
    for said in (words, tuple(lexicon().singular(one) for one in words)):
        names, end = model.fields_at(entity, said, 0)
        if names and end == len(said):
            return names
    return ()
