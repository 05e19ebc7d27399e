"""What a sentence says of the things that its document declares: as a whole, or part by part."""

import re
from dataclasses import replace
from typing import Final

from omninode_bridge.language.people import without_agent
from omninode_bridge.language.wishes import NODE
from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.acts.across import AcrossReader
from omninode_bridge.prose.acts.act import Act, Brings, Guard, Said, Tail, Thing
from omninode_bridge.prose.acts.announcing import EventReader
from omninode_bridge.prose.acts.conflicts import ConflictReader, refuses, without_verdict
from omninode_bridge.prose.acts.making import act_of
from omninode_bridge.prose.acts.messages import with_message, without_message
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.narrowing import narrowed
from omninode_bridge.prose.acts.reading import ActReader
from omninode_bridge.prose.acts.remarks import RemarkReader
from omninode_bridge.prose.acts.several import deeds_of, with_thing
from omninode_bridge.prose.acts.values import done_by, values_of
from omninode_bridge.prose.declared.declaring import Declared
from omninode_bridge.prose.declared.given import (
    ASSIGNED,
    BECOMING,
    BEHALF,
    DEMANDED,
    NOTED,
    listed,
)
from omninode_bridge.prose.narration.plain_words import asked

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

    def after(self, text: str) -> tuple[Said, ...]:
        """As `said_of` a sentence that stands behind the one that was read before."""
        found = self.said_of(text)
        self._conflicts.before = [(one.entity, one.verb) for one in found if isinstance(one, Act)]
        return found

    def said_of(self, text: str) -> tuple[Said, ...]:
        """What it says as a whole, or all of its parts; nothing where a part says nothing."""
        found = self._said(text) or self._of_parts(text)
        about = [one.entity for one in found if isinstance(one, Act | Guard)]
        self._conflicts.topic = about[-1] if about else self._conflicts.topic
        return found

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

    def _part(self, text: str) -> tuple[Said, ...]:
        found = self.said_of(text)
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
        if act.kind != "update" or (match["value"] and value is None) or not {*fields} <= known:
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
