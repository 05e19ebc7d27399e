"""What a sentence says of the things that its document declares: as a whole, or part by part."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.language.people import without_agent
from omninode_bridge.language.wishes import NODE
from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.acts.across import AcrossReader
from omninode_bridge.prose.acts.act import Act, Brings, Guard, InUse, Said, Tail, Thing
from omninode_bridge.prose.acts.alternatives import (
    alternatives_in,
    of_all,
    takes_state_for_deed,
    with_noun,
)
from omninode_bridge.prose.acts.announcing import EventReader
from omninode_bridge.prose.acts.besides import besides_in, with_besides
from omninode_bridge.prose.acts.conflicts import ConflictReader, refuses, without_verdict
from omninode_bridge.prose.acts.finality import FinalReader
from omninode_bridge.prose.acts.making import act_of
from omninode_bridge.prose.acts.messages import with_message, without_message
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.narrowing import narrowed
from omninode_bridge.prose.acts.plainer import Plainer, narrowed_deed, without_contrast
from omninode_bridge.prose.acts.reading import ActReader
from omninode_bridge.prose.acts.remarks import RemarkReader
from omninode_bridge.prose.acts.repeating import repeats
from omninode_bridge.prose.acts.several import deeds_of, with_thing
from omninode_bridge.prose.acts.values import done_by, values_of
from omninode_bridge.prose.acts.verbs import PLAIN
from omninode_bridge.prose.declared.declaring import Declared
from omninode_bridge.prose.declared.given import (
    ASSIGNED,
    BECOMING,
    BEHALF,
    DEMANDED,
    NOTED,
    is_key,
    listed,
)
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.requirements.document import Entity

_REASON: Final = re.compile(
    r"\s(?:because|since)\s[^,;]+?\s(?=(?:must|shall|should|may|can|cannot|will)\b)", re.IGNORECASE
)
_SEMICOLON: Final = re.compile(r";\s+(?:and |but )?")
_CLAUSE: Final = re.compile(r",\s+(?:and|but)\s+")
_LOOSE: Final = re.compile(
    r",?\s+(?:and|but)\s+(?=(?:no two|nobody|no one|no|the|it|they|an?|its|every|each|only|"
    r"whenever|when|after|once|cannot)\b)"
)
_OPENED: Final = re.compile(
    r"(?:when|if|once|after|while|as|where|unless|until|before|only|given|each|every time)\b",
    re.IGNORECASE,
)
_ECHO: Final = re.compile(
    r"(?:it|they) (?:is|are) (?:then )?(?:deleted|removed|erased|gone)(?: then)?[.,]?",
    re.IGNORECASE,
)
"""What `cancels an outage` says once more."""

_RETURNED: Final = re.compile(rf"^(?P<who>{NODE})\s+(?P<must>[a-z]+\s+)?returns?\b", re.IGNORECASE)
_STAYING: Final = re.compile(
    r"^(?P<deed>.*\b(?:an?|the|any|every) (?P<value>[a-z-]+) .*?)[;,] (?:and |but )?(?:it|they) "
    r"(?:then )?(?:stays?|remains?) (?P=value)[.]?$",
    re.IGNORECASE,
)
"""What is done to an installed thing that stays installed changes no state."""

_WHILE: Final = re.compile(
    r", .*\b(?:while|when|if|once|as long as)\b|\b(?:while|as long as|unless)\b"
)
_MOST_PARTS: Final = 4


class SentenceReader:
    """All that reads sentences of one document."""

    def __init__(self, model: Model, data: Declared) -> None:
        self.model = model
        self._data = data
        self._entities = {one.name: one for one in model.entities}
        self._acts = ActReader(model)
        self._across = AcrossReader(model)
        self._remarks = RemarkReader(model)
        self._conflicts = ConflictReader(model)
        self._events = EventReader(model)
        self._plainer = Plainer(model)
        self._finals = FinalReader(model)
        self._last: tuple[Said, ...] = ()

    def after(self, text: str) -> tuple[Said, ...]:
        """As `said_of` a sentence that stands behind the one that was read before."""
        found = repeats(self.model, asked(text), self._last)
        found = found or self.said_of(text) or self._contrasted(text)
        self._last = found
        self._conflicts.before = [(one.entity, one.verb) for one in found if isinstance(one, Act)]
        return found

    def said_of(self, text: str) -> tuple[Said, ...]:
        """What it says as a whole, or all of its parts; nothing where a part says nothing."""
        text = with_noun(self.model, text, self._conflicts.topic)
        found = self._only_while(asked(text)) if _WHILE.search(text) else ()
        found = found or self._finals.finals_of(asked(text), self._last)
        found = found or self._of_several(text) or self._otherwise(text)
        about = [one.entity for one in found if isinstance(one, Act | Guard)]
        self._conflicts.topic = about[-1] if about else self._conflicts.topic
        return found

    def _otherwise(self, text: str) -> tuple[Said, ...]:
        found = self._said(text) or self._in_other_words(text) or self._of_parts(text)
        return () if takes_state_for_deed(self.model, asked(text), found) else found

    def _of_several(self, text: str) -> tuple[Said, ...]:
        """What is said of several states, or what becomes of other fields besides."""
        spoken = asked(text)
        for each in alternatives_in(self.model, spoken):
            if found := of_all(each, self.said_of(each.said)):
                return found
        besides = besides_in(spoken)
        return with_besides(self.model, besides, self.said_of(besides.said)) if besides else ()

    def _of_parts(self, text: str) -> tuple[Said, ...]:
        """What stands between semicolons, or clauses: all of it is read, or nothing."""
        ways = (_SEMICOLON, _CLAUSE, _LOOSE)
        for between in ways if not _OPENED.match(text) else (_SEMICOLON,):
            parts = between.split(text)
            if not 1 < len(parts) <= _MOST_PARTS:
                continue
            found = [self._part(one) for one in parts if not _ECHO.fullmatch(one)]
            said = tuple(one for each in found for one in each)
            is_deleted = len(found) == len(parts) or any(_is_deleting(one) for one in said)
            if all(found) and is_deleted:
                return said
        return ()

    def _in_other_words(self, text: str) -> tuple[Said, ...]:
        for way in self._plainer.ways_of(asked(text)) if '"' not in text else ():
            said = [self.said_of(one) for one in way]
            if all(said):
                unseen = self._plainer.unseen_in(asked(text), way)
                return (*(one for each in said for one in each), *unseen)
        return ()

    def _only_while(self, spoken: str) -> tuple[Said, ...]:
        """`Change the note of a cup, but only while it is free.`"""
        parted = narrowed_deed(spoken)
        acts = self._acts.acts_of(parted[0]) if parted else ()
        if parted is None or len(acts) != 1 or acts[0].kind not in {"update", "delete"}:
            return ()
        [act], (_, thing, state, only) = acts, parted
        noun = tuple(thing.split())
        is_own = thing in {"it", "they"} or self.model.entity_at(noun, 1) == (act.entity, len(noun))
        words = tuple(state.split())
        value, end = self.model.value_at(act.entity, words, 0)
        if not is_own or value is None or end != len(words) or act.wanted is not None:
            return ()
        fields = act.given if act.verb in PLAIN else ()
        return (act, Guard(act.entity, act.verb, value, only, fields=fields))

    def _contrasted(self, text: str) -> tuple[Said, ...]:
        """`A cup with trips cannot be removed; the clerk removes other cups by their mark.`"""
        limits = [one for one in self._last if isinstance(one, InUse | Guard)]
        if len(limits) != 1:
            return ()
        [limit] = limits
        entity = limit.target if isinstance(limit, InUse) else limit.entity
        plain = without_contrast(asked(text), self.model.nouns_of(entity)[0])
        found = self.said_of(plain) if plain else ()
        is_same = all(isinstance(one, Act) and one.entity is entity for one in found)
        return found if is_same and _verbs(found) == {limit.verb} else ()

    def _part(self, text: str) -> tuple[Said, ...]:
        found = self.said_of(text) or self._contrasted(text)
        self._last = found
        deeds = [(one.entity, one.verb) for one in found if isinstance(one, Act)]
        self._conflicts.before = deeds or self._conflicts.before
        return found

    def _said(self, text: str) -> tuple[Said, ...]:
        if data := self._data.says(text):
            return (data,)
        # What the node returns is shown; what a reader returns is back.
        text = _RETURNED.sub(r"\g<who> \g<must>retrieve", text)
        text = _STAYING.sub(r"\g<deed>", text)
        plain, message = without_message(_REASON.sub(" ", text))
        spoken = asked(plain)
        said = self._one(spoken) or self._each(spoken)
        if not said and message:
            return self._one(asked(text)) or self._each(asked(text))
        return with_message(said, message) if message else said

    def _one(self, spoken: str) -> tuple[Said, ...]:
        said = self._across.across_of(spoken)
        said = said or self._remarks.remarks_of(spoken) or self._conflicts.conflicts_of(spoken)
        if said or refuses(spoken):
            return said
        said = self._acts.acts_of(spoken) or self._becoming(spoken)
        said = said or self._noted(spoken) or self._assigned(spoken)
        if said:
            return said
        ways = (narrowed(spoken), without_verdict(spoken), without_agent(spoken))
        for way in dict.fromkeys(one for one in ways if one != spoken):
            # Behind `by` a field may stand as well as somebody.
            if said := self._remarks.remarks_of(way) or self._acts.acts_of(way):
                return said
        return self._remarks.lists_of(spoken) or self._events.events_of(spoken)

    def _noted(self, spoken: str) -> tuple[Said, ...]:
        """`An actor borrows a costume: we note the actor`, `when rejecting, a reason is given`."""
        if match := NOTED.match(spoken):
            acts = self._acts.acts_of(BEHALF.sub("", match["deed"].strip()))
            if len(acts) == 1:
                return self._with_list(acts[0], match)
        match = DEMANDED.match(spoken)
        verb, entity = self._conflicts.deed_of(match["deed"]) if match else ("", None)
        if match is None or entity is None:
            return ()
        fields = listed(self._entities, entity, match["field"])
        return (Brings(entity, verb, None, fields, must=True),) if verb and fields else ()

    def _becoming(self, spoken: str) -> tuple[Said, ...]:
        """`When a lent bike is returned, it becomes available again.`"""
        match = BECOMING.match(spoken)
        found = self._conflicts.thing_of(match["thing"]) if match else None
        if match is None or found is None:
            return ()
        entity, wanted = found
        verb = f"{base_of(match['done'])} {match['particle'] or ''}".strip()
        value = next((one for one in values_of(entity) if one.words == match["value"]), None)
        is_own = (
            match["it"] in {"it", "its status", "its state"} or entity.name.lower() in match["it"]
        )
        if value is None or not is_own or wanted == value:
            return ()
        act = act_of("update", verb, Thing(entity, (), wanted), Tail(sets=(value,)))
        return (act,) if act is not None else ()

    def _assigned(self, spoken: str) -> tuple[Said, ...]:
        """`A technician can be assigned to an open fault.`"""
        match = ASSIGNED.match(spoken)
        found = self._conflicts.thing_of(match["thing"]) if match else None
        if match is None or found is None:
            return ()
        entity, wanted = found
        verb = base_of(match["done"])
        fields = listed(self._entities, entity, match["field"])
        done = done_by(entity, verb)
        if len(fields) != 1 or done is None:
            return ()
        tail = Tail(given=fields, sets=(done,))
        act = act_of("update", verb, Thing(entity, (), wanted), tail)
        named = f"{verb}_{fields[0]}"
        return (replace(act, named=named),) if act is not None else ()

    def _with_list(self, act: Act, match: re.Match[str]) -> tuple[Said, ...]:
        entity = act.entity
        fields = listed(self._entities, entity, match["list"])
        known = {one.name for one in entity.fields}
        value = next(
            (one for one in values_of(entity) if one.words == (match["value"] or "")), None
        )
        is_read = bool(fields) or _is_key_alone(self._entities, entity, match["list"])
        if act.kind != "update" or not is_read or (match["value"] and value is None):
            return ()
        if not {*fields} <= known:
            return ()
        sets = act.sets if value is None or value in act.sets else (*act.sets, value)
        return (replace(act, given=tuple(dict.fromkeys((*act.given, *fields))), sets=sets),)

    def _each(self, spoken: str) -> tuple[Said, ...]:
        """Several deeds of one sentence: all of them are read, or nothing."""
        for parts in deeds_of(self.model, spoken):
            found: list[Said] = []
            for part in parts:
                thing = next((one.entity for one in found if isinstance(one, Act)), None)
                said = self._one(with_thing(self.model, part, thing))
                if not said:
                    break
                found += said
            else:
                return tuple(found)
        return ()


def _is_deleting(said: Said) -> bool:
    return isinstance(said, Act) and said.kind == "delete"


def _is_key_alone(entities: Mapping[str, Entity], entity: Entity, said: str) -> bool:
    """Which one it is has to be told anyway."""
    return all(is_key(entities, entity, part) for part in re.split(r" ?, ?(?:and )?| and ", said))


def _verbs(said: Iterable[Said]) -> set[str]:
    return {one.verb for one in said if isinstance(one, Act)}
