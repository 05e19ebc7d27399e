"""How a thing is, as a clause about it says: `a claim that is not approved`."""

from collections.abc import Sequence

from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.acts.act import (
    Value,
    Words,
)
from omninode_bridge.prose.acts.conflict_words import (
    NOBODY,
    NOT,
    OUT,
    STILL,
)
from omninode_bridge.prose.acts.frame import PARTICLES, act_called, verb_at
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.values import done_by, values_of
from omninode_bridge.requirements.document import Entity


class Stating:
    """`before` are the deeds of the sentence in front, as `both`; `topic` is what `it` means."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.before: Sequence[tuple[Entity, str]] = ()
        self.topic: Entity | None = None

    def thing_of(self, said: str) -> tuple[Entity, Value | None] | None:
        """`an open fault`, `a fault that is open`, `a fault`."""
        words = tuple(said.split())
        stated = self._stated(words)
        if stated is not None:
            return None if stated[2] else (stated[0], stated[1])
        entity = self._entity(words)
        return (entity, None) if entity is not None else None

    def deed_of(self, said: str) -> tuple[str, Entity | None]:
        """`rejecting`, `rejecting a claim`, `a claim is rejected`."""
        words = tuple(said.split())
        verb, end = gerund(words)
        if verb and end == len(words):
            return verb, self.topic
        entity = self._entity(words[end:]) if verb else None
        return verb, entity

    def _entity(self, words: Words) -> Entity | None:
        at = articles_end(words, 0)
        found, end = self._model.entity_at(words, at)
        return found if words and end == len(words) else None

    def _undone(self, thing: str) -> tuple[Entity, Value, bool] | None:
        """`a fault nobody has been assigned to` is not assigned."""
        match = NOBODY.match(thing)
        entity = self._entity(tuple(match["noun"].split())) if match else None
        if entity is None or match is None:
            return None
        value = done_by(entity, base_of(match["done"]))
        return None if value is None else (entity, value, True)

    def _stated(self, words: Words) -> tuple[Entity, Value, bool] | None:
        """The thing and what is said of it; whether it is not so."""
        at = articles_end(words, 0)
        thing, stop = self._model.thing_at(words, 0)
        if thing is not None and thing.value is not None and stop == len(words):
            return (thing.entity, thing.value, False) if not thing.fields else None
        entity, end = self._model.entity_at(words, at)
        if entity is None:
            value, end = None, at
            for one in self._model.entities:
                value, end = self._model.value_at(one, words, at)
                found, stop = self._model.entity_at(words, end)
                if value is not None and found is one and stop == len(words):
                    return one, value, False
            return None
        rest = words[end:]
        if rest[:1] in {("that",), ("which",), ("who",)}:
            rest = rest[1:]
        if rest[:1] != ("is",):
            return None
        value, is_not = self._value(entity, rest[1:])
        return None if value is None else (entity, value, is_not)

    def _value(self, entity: Entity, words: Words) -> tuple[Value | None, bool]:
        is_not = bool({*words[:2]} & NOT)
        rest = tuple(one for one in words if one not in NOT | STILL)
        if rest == ("out",):
            outs = [
                one for one in values_of(entity) if one.words.replace(" ", "_") in OUT | {"out"}
            ]
            return (outs[0] if len(outs) == 1 else None), is_not
        found, end = self._model.value_at(entity, rest, 0)
        return (found if rest and end == len(rest) else None), is_not


def gerund(words: Words) -> tuple[str, int]:
    """The verb in front, with its particle."""
    for phrasal in (True, False):
        verb, end = verb_at(words, 0, ending="ing", phrasal=phrasal)
        if verb:
            return verb, end
    if words and words[0].endswith("ing") and base_of(words[0]):
        is_phrasal = words[1:2] and words[1] in PARTICLES
        return (f"{base_of(words[0])} {words[1]}", 2) if is_phrasal else (base_of(words[0]), 1)
    noun = act_called(words[0]) if words else ""
    return (noun, 1) if noun and words[1:2] == ("of",) else ("", 0)


def participles(rest: str) -> tuple[str, ...]:
    """`claimed or deleted`; nothing where another word stands there."""
    found: list[str] = []
    words = [one for one in rest.split() if one not in {",", "and", "or", "again", "be", "anymore"}]
    for word in words:
        if found and word in PARTICLES and word not in {"for", "on"}:
            found[-1] = f"{found[-1]} {word}"
        elif is_past(word):
            found.append(base_of(word))
        else:
            return ()
    return tuple(found)
