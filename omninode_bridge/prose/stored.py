"""What a sentence means of what the document stores: its operations, and values of its fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import participle_of
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.sentence import Clause, NounPhrase, Sentence
from omninode_bridge.prose.slots import Name, name_of, noun_of
from omninode_bridge.requirements.document import Entity, Operation
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

type Entities = Mapping[str, Entity]

_KINDS: Final = {
    "create": ("create", "upsert"),
    "upsert": ("upsert",),
    "update": ("update",),
    "delete": ("delete",),
    "restore": ("restore",),
}
_TOLD: Final = frozenset({"event", "message", "announcement", "domain"})
_OPENERS: Final = re.compile(
    r"^(?:when(?:ever)?|once|if|as soon as|upon|on|after|each time|every time)\s+", re.IGNORECASE
)


MEANT: Final = frozenset(
    {"operation", "verb", "event name", "done field", "done value", "said field", "said value"}
)
"""Places that only a document's entities and operations give a meaning."""


class Stored(Protocol):
    @property
    def entities(self) -> Entities: ...

    @property
    def operations(self) -> Sequence[Operation]: ...


def meant(source: str, sentence: Sentence, clause: Clause, stored: Stored) -> Name | str | None:
    if source == "verb":
        return name_of(clause.verb.split())
    if source == "operation":
        return operation_meant(sentence, clause, stored)
    if source == "event name":
        return _event_name(sentence, clause, stored)
    entity = entity_of(clause.object, stored.entities)
    if entity is None or clause.object is None:
        return None
    if source.startswith("done"):
        found = value_done(entity, clause.verb)
    else:
        words = f"{clause.object.text} {sentence.restriction}".lower().split()
        found = value_said(entity, words)
    return None if found is None else found[source.endswith("value")]


def entity_of(phrase: NounPhrase | None, entities: Entities) -> Entity | None:
    """The entity of the document that a phrase names: `the open loans` is `Loan`."""
    noun = noun_of(phrase.words) if phrase else None
    return entities.get(noun.title) if noun else None


def plain_type(found: ValueType) -> ValueType:
    return found.of if isinstance(found, Optional) else found


def values_of(entity: Entity) -> Iterator[tuple[Name, str]]:
    """Each value that has a word of its own: `closed` of `status`, `true` of `blocked`."""
    for field in entity.fields:
        kind = plain_type(field.type)
        name = Name(field.name, field.name.replace("_", " "), str(field.type))
        if isinstance(kind, EnumOf):
            yield from ((name, member) for member in kind.members)
        elif isinstance(kind, Scalar) and kind.kind is Kind.BOOL:
            yield name, "true"


def value_said(entity: Entity, words: Sequence[str]) -> tuple[Name, str] | None:
    """The one value of the entity that the words name: `an open loan`."""
    said = f" {' '.join(words)} "
    found = [
        (name, value) for name, value in values_of(entity) if f" {_word(name, value)} " in said
    ]
    return found[0] if len(found) == 1 else None


def value_done(entity: Entity, verb: str) -> tuple[Name, str] | None:
    """The one value that a verb brings about: to close a loan makes it `closed`."""
    table = lexicon()
    found = []
    for name, value in values_of(entity):
        word = _word(name, value)
        if table.lemma(word) == verb and word != verb:
            found.append((name, value))
        elif value == "true" and table.lemma(word) == verb.removeprefix("un") != verb:
            found.append((name, "false"))
        elif value != "true" and word == verb.removeprefix("re") != verb:
            found.append((name, value))
    return found[0] if len(found) == 1 else None


def _word(name: Name, value: str) -> str:
    word = name.name.removeprefix("is_") if value == "true" else value
    return word.replace("_", " ").lower()


def operation_meant(sentence: Sentence, clause: Clause, stored: Stored) -> Name | None:
    """The operation that a condition, a gerund or the clause itself speaks of.

    `When a member is registered`, `Closing a loan publishes ...`, `A loan can be closed`.
    """
    for verb, phrase in _acts(sentence, clause):
        entity = entity_of(phrase, stored.entities)
        if entity is None:
            continue
        found = _operation(verb, entity, stored.operations)
        if found is not None:
            words = (*verb.split(), *phrase.words)
            return Name(found.name, found.name.replace("_", " "), _kind(found), said=words)
    return None


def _acts(sentence: Sentence, clause: Clause) -> Iterator[tuple[str, NounPhrase]]:
    for text in (_OPENERS.sub("", sentence.condition), sentence.actor):
        found = parse_sentence(text) if text else None
        if found is not None and found.clauses and found.object is not None:
            yield found.verb, found.object
            return
    if clause.object is not None:
        yield clause.verb, clause.object


def _operation(verb: str, entity: Entity, operations: Sequence[Operation]) -> Operation | None:
    own = [one for one in operations if one.entity == entity.name]
    named = [one for one in own if lexicon().lemma(one.name.split("_")[0]) == verb]
    kinds = _KINDS.get(lexicon().verbs.get(verb, ""), ())
    fitting = named or [one for one in own if kinds and one.kinds and one.kinds[0] in kinds]
    return fitting[0] if len(fitting) == 1 else None


def _kind(operation: Operation) -> str:
    return " + ".join(operation.kinds) + (" (soft)" if operation.deletion == "soft" else "")


def _event_name(sentence: Sentence, clause: Clause, stored: Stored) -> Name | None:
    """`the event loan_closed`; else `register_member` is told as `member_registered`."""
    said = clause.object.words if clause.object else ()
    own = [word for word in said if word not in _TOLD]
    if own:
        return name_of(own)
    operation = operation_meant(sentence, clause, stored)
    if operation is None:
        return None
    verb, *words = operation.said
    return name_of((*words, participle_of(verb)))
