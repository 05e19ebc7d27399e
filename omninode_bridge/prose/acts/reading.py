"""From one sentence to what it asks of the things that the document's data model declares."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.acts.act import Act, Tail, Thing, Words
from omninode_bridge.prose.acts.fields_called import ARTICLES
from omninode_bridge.prose.acts.frame import PARTICLES, Frame, frames_of, verb_at
from omninode_bridge.prose.acts.making import act_of
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.reasons import is_reason
from omninode_bridge.prose.acts.tails import TailReader, is_identifying
from omninode_bridge.prose.acts.triggers import Triggers, is_somebody
from omninode_bridge.prose.acts.values import begins_with, done_by
from omninode_bridge.prose.acts.verbs import UPDATING, classes_of, counted_by, is_agent
from omninode_bridge.requirements.document import Entity

_LISTS: Final = (("list",), ("lists",), ("overview",), ("listing",), ("page",), ("pages",))
_DETAILS: Final = (("details",), ("data",), ("record",), ("information",), ("entry",))
_SORTING: Final = frozenset({"sort", "order", "arrange"})
_SHOWN: Final = frozenset({"read", "list"})
_OWN: Final = re.compile(r"\b(?:their|his|her|my|your) own\b", re.IGNORECASE)
_PRONOUNS: Final = frozenset({"it", "them", "one"})


class ActReader:
    def __init__(self, model: Model) -> None:
        self._model = model

    def acts_of(self, said: str) -> tuple[Act, ...]:
        """All that the sentence asks for; empty where a word of it is left over."""
        for frame in frames_of(said):
            if frame.never or frame.only:
                continue
            if frame.opener:
                found = Triggers(self._model, self._of_frame, self._acts).acts_of(frame)
            else:
                found = self._of_frame(frame)
            if found and _OWN.search(said) and any(one.kind in _SHOWN for one in found):
                # Whose they are is said by no field: all of them would be shown.
                return ()
            if found:
                return found
        return ()

    def _of_frame(self, frame: Frame) -> tuple[Act, ...]:
        if frame.passive:
            words = frame.subject
            thing, end = self._thing(words, 0)
            if thing is None:
                return self._of_participle(frame)
            read = tuple((verb, thing, (*words[end:], *frame.rest)) for verb in frame.verbs)
        else:
            if not is_somebody(frame.subject):
                return ()
            thing, end = self._thing(frame.rest, 0)
            if thing is None:
                return self._moving(frame) or self._agent(frame)
            if found := self._parted_verb(frame, thing, end):
                return found
            read = tuple((verb, thing, frame.rest[end:]) for verb in frame.verbs)
        acts: list[Act] = []
        for verb, one, rest in read:
            found = self._acts(verb, one, rest) or self._with_reason(verb, one, frame, end)
            if not found:
                return ()
            acts += found
        return tuple(acts)

    def _of_participle(self, frame: Frame) -> tuple[Act, ...]:
        """`A discarded score may be brought back`, `found items are entered`."""
        at = articles_end(frame.subject, 0)
        is_done = at < len(frame.subject) and is_past(frame.subject[at])
        thing, end = self._thing(frame.subject, at + 1) if is_done else (None, 0)
        if thing is None or end != len(frame.subject) or len(frame.verbs) != 1:
            return ()
        is_gone = "delete" in classes_of(base_of(frame.subject[at]))
        found = self._acts(frame.verbs[0], thing, frame.rest)
        wanted = "restore" if is_gone else "create"
        return found if all(one.kind == wanted for one in found) else ()

    def _with_reason(self, verb: str, thing: Thing, frame: Frame, end: int) -> tuple[Act, ...]:
        """`A hive that has died is removed by its code`: people know why."""
        if not (frame.passive and is_reason(self._model, thing.entity, frame.subject[end:])):
            return ()
        found = self._acts(verb, thing, frame.rest)
        return found if all(one.kind in {"delete", "update"} for one in found) else ()

    def _parted_verb(self, frame: Frame, thing: Thing, end: int) -> tuple[Act, ...]:
        """`the clerk hands a parcel out`."""
        behind = frame.rest[end : end + 1]
        if len(frame.verbs) != 1 or not {*behind} & PARTICLES or " " in frame.verbs[0]:
            return ()
        return self._acts(f"{frame.verbs[0]} {behind[0]}", thing, frame.rest[end + 1 :])

    def _thing(self, words: Words, at: int) -> tuple[Thing | None, int]:
        """Also behind `the list of`, `the details of`."""
        start = at
        while start < len(words) and words[start] in ARTICLES:
            start += 1
        if words[start : start + 1] in _LISTS and words[start + 1 : start + 2] == ("of",):
            thing, end = self._model.thing_at(words, start + 2)
            return (replace(thing, is_many=True) if thing else None), end
        if words[start : start + 1] in _DETAILS and words[start + 1 : start + 2] == ("of",):
            return self._model.thing_at(words, start + 2)
        return self._model.thing_at(words, at)

    def _moving(self, frame: Frame) -> tuple[Act, ...]:
        """`dispatch a unit to an incident`: the verb says what becomes of what stands behind."""
        rest = frame.rest
        for at, word in enumerate(rest[:6]):
            if word not in {"to", "for", "from"} or at == 0:
                continue
            thing, end = self._model.thing_at(rest, at + 1)
            if thing is None or thing.fields or thing.is_many or len(frame.verbs) > 1:
                return ()
            done = done_by(thing.entity, frame.verbs[0])
            names, stop = self._model.fields_at(thing.entity, rest, 0)
            is_field = bool(names) and stop == at
            is_one = rest[0] in {"a", "an", "the"} and at <= len(("a", "fire", "engine"))
            if done is None or not (is_field or is_one):
                return ()
            given = Tail(given=names if is_field else ())
            return self._acts(frame.verbs[0], thing, rest[end:], given)
        return ()

    def _agent(self, frame: Frame) -> tuple[Act, ...]:
        """`subscribe with an email`: who does it is a `Subscriber`."""
        verb = frame.verbs[0]
        plain = verb.removeprefix("un")
        for entity in self._model.entities if len(frame.verbs) == 1 else ():
            if not is_agent(plain, entity):
                continue
            if plain != verb and done_by(entity, verb) is not None:
                return self._leaving(entity, frame)
            kind = "create" if plain == verb else "delete"
            tail, end = TailReader(self._model, entity, kind, frame.rest, 0).read()
            own = "register" if kind == "create" else "delete"
            act = act_of(kind, own, Thing(entity), tail)
            if act is not None and end >= len(frame.rest) and (tail.given or tail.keys):
                return (replace(act, verb=verb, named=verb),)
        return ()

    def _leaving(self, entity: Entity, frame: Frame) -> tuple[Act, ...]:
        """Who unsubscribes is `unsubscribed`, and not gone."""
        verb = frame.verbs[0]
        tail, end = TailReader(self._model, entity, "update", frame.rest, 0).read()
        act = act_of("update", verb, Thing(entity), tail)
        is_whole = act is not None and end >= len(frame.rest) and not tail.given
        return (replace(act, named=verb),) if act is not None and is_whole else ()

    def _acts(
        self, verb: str, thing: Thing, rest: Words, tail: Tail | None = None
    ) -> tuple[Act, ...]:
        if thing.is_many and self._finds_one(verb, thing, rest):
            thing = replace(thing, is_many=False)
        if verb in _SORTING and rest[:1] == ("by",):
            rest = ("sorted", *rest)
        for kind in self._kinds(verb, thing):
            reader = TailReader(self._model, thing.entity, kind, rest, 0, tail or Tail())
            found, end = reader.read()
            act = act_of(kind, verb, thing, found)
            if act is None:
                continue
            if end >= len(rest):
                return (act,)
            more = self._next(thing, rest, end)
            if more:
                return (act, *more)
        return ()

    def _finds_one(self, verb: str, thing: Thing, rest: Words) -> bool:
        """`Kites can be got by code`, `fetched one by one with their id`."""
        at = next(
            (at for at, word in enumerate(rest) if word in {"by", "with"} and at < len(rest)), -1
        )
        names, _ = self._model.fields_at(thing.entity, rest, at + 1)
        shown = classes_of(verb) & {"read", "list", "search"}
        is_one = "one by one" in " ".join(rest) or (bool(names) and all(map(is_identifying, names)))
        return shown == {"read"} and is_one

    def _next(self, thing: Thing, rest: Words, at: int) -> tuple[Act, ...]:
        """`... and remove it by its number`."""
        start = at
        while start < len(rest) and rest[start] in {",", "and", ";", "then", "also", "or"}:
            start += 1
        for phrasal in (True, False) if start > at else ():
            verb, end = verb_at(rest, start, ending="", phrasal=phrasal)
            if not verb:
                continue
            if rest[end : end + 1] and rest[end] in _PRONOUNS:
                said = Thing(thing.entity, (), None, rest[end] == "them")
                return self._acts(verb, said, rest[end + 1 :])
            other, stop = self._thing(rest, end)
            if other is not None:
                return self._acts(verb, other, rest[stop:])
        return ()

    def _kinds(self, verb: str, thing: Thing) -> Iterator[str]:
        """What the verb may ask for, the likeliest first."""
        classes = classes_of(verb)
        done = done_by(thing.entity, verb)
        if thing.fields:
            yield from self._kinds_of_fields(verb, classes)
            return
        if counted_by(thing.entity, verb):
            yield "update"
        if begins_with(thing.entity, verb, done):
            yield "create"
        if done is not None:
            yield "create" if "create" in classes else "update"
        if "search" in classes:
            yield "search"
        if thing.is_many and classes & _SHOWN:
            yield "list"
        is_one = not thing.is_many
        order = ("create", "read") if {"create", "read"} <= classes else ("read", "create")
        wanted = (*order, "restore", "delete")
        yield from (one for one in wanted if one in classes and (one != "read" or is_one))
        yield "update"
        if not classes:
            yield "create"

    def _kinds_of_fields(self, verb: str, classes: frozenset[str]) -> Iterator[str]:
        if "update" in classes or verb in UPDATING:
            yield "update"
