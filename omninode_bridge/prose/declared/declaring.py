"""The data model as the sentences of a document complete it: limits, what is needed, states."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.language.duties import as_it_is
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Described
from omninode_bridge.prose.acts.operations import with_key
from omninode_bridge.prose.declared.describing import Describing
from omninode_bridge.prose.declared.given import with_given
from omninode_bridge.prose.declared.states import OWN, begun, named_in, shown, with_states
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.parts.spoken_things import thing_frame
from omninode_bridge.requirements.parts.spoken_types import entity_called

_JOINTS: Final = (
    re.compile(r";\s+"),
    re.compile(r",? (?:and|but) (?=(?:the|its|their|no|every|each|it|they)\b)"),
)
_MOST_PARTS: Final = 5
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Declared:
    """`told` are clauses that say only what the data are, with what each says.

    `later` are fields that a new one has only when something was done to it, `fixed` those that
    never change.
    """

    entities: tuple[Entity, ...]
    told: Mapping[str, Described]
    later: frozenset[tuple[str, str]] = frozenset()
    fixed: frozenset[tuple[str, str]] = frozenset()

    def says(self, clause: str) -> Described | None:
        return self.told.get(key_of(clause))


def key_of(clause: str) -> str:
    return " ".join(as_it_is(clause).lower().split()).strip(" .,;")


def declared(document: Document, lines: Sequence[Line]) -> Declared:
    entities = {one.name: with_key(one) for one in document.entities}
    texts = [_text(one) for one in lines if len(_text(one)) <= _LONGEST]
    wanted = [one for one in texts if thing_frame(one) is None]
    named = _as_called(entities, wanted)
    entities = with_states(named, texts)
    entities = _with_given(entities, lines)
    reader = Describing(entities)
    told: dict[str, Described] = {}
    for line in lines:
        told |= _told(reader, _text(line), line.requirement.place.line)
    known = {(one.name, each.name) for one in named.values() for each in one.fields}
    all_ = {(one.name, each.name) for one in reader.entities.values() for each in one.fields}
    later = (all_ - known) | {(one, name) for one, name in all_ if name in OWN}
    return Declared(
        tuple(reader.entities.values()), told, frozenset(later), frozenset(reader.fixed)
    )


def _text(line: Line) -> str:
    return as_it_is(line.text or line.requirement.text)


def _with_given(entities: Mapping[str, Entity], lines: Sequence[Line]) -> dict[str, Entity]:
    """The sentence names the thing, or one that stands in front does."""
    found = dict(entities)
    before: Entity | None = None
    for line in lines:
        named = named_in(found, _text(line))
        topic = named[-1] if named else before
        if topic is not None:
            made = with_given(found, asked(_text(line)), found[topic.name])
            found[made.name] = before = made
    return found


def _as_called(entities: Mapping[str, Entity], texts: Sequence[str]) -> dict[str, Entity]:
    """What is a `found item` where its data are told, and an `item` in all that is asked."""
    lasts = [snake_case(one).split("_")[-1] for one in entities]
    kinds = {str(field.type) for one in entities.values() for field in one.fields}
    found: dict[str, Entity] = {}
    for name, entity in entities.items():
        *first, last = snake_case(name).split("_")
        nouns = (last, lexicon().plural(last))
        whole = re.compile(rf"\b{' '.join(first)} (?:{'|'.join(nouns)})\b", re.IGNORECASE)
        bare = re.compile(rf"\b(?:{'|'.join(nouns)})\b", re.IGNORECASE)
        said = [whole.sub("", text) for text in texts]
        more = sum(bool(whole.search(text)) for text in texts)
        is_short = bool(first) and lasts.count(last) == 1 and not any(name in one for one in kinds)
        is_short = is_short and not more and any(bare.search(text) for text in said)
        called = entity_called(last) if is_short else name
        found[called] = replace(entity, name=called)
    return found


def _told(reader: Describing, text: str, line: int) -> dict[str, Described]:
    """The sentence, or what is read of its parts."""
    found = _read(reader, text, line)
    if found is not None:
        return {key_of(text): found}
    told: dict[str, Described] = {}
    for joint in _JOINTS:
        parts = joint.split(text)
        if 1 < len(parts) <= _MOST_PARTS:
            for part in parts:
                told |= _told(reader, part, line)
            break
    return told


def _read(reader: Describing, clause: str, line: int) -> Described | None:
    first = begun(reader.entities, clause) or shown(reader.entities, clause)
    if first is None:
        return reader.read(clause, line)
    entity, how = first
    reader.entities[entity.name] = entity
    return Described(entity.name, how)
