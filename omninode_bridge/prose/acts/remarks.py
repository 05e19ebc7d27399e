"""Sentences about what is done to stored things: where it is refused, and what is told of it."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.acts.act import (
    Guard,
    Kept,
    Said,
    Telling,
    Thing,
    Value,
    Words,
)
from omninode_bridge.prose.acts.arranging import arranged_by
from omninode_bridge.prose.acts.events_called import event_of, published
from omninode_bridge.prose.acts.fields_called import field_called
from omninode_bridge.prose.acts.frame import Frame, act_called, frames_of
from omninode_bridge.prose.acts.limits import LimitReader
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.unique import UniqueReader
from omninode_bridge.prose.acts.verbs import PLAIN
from omninode_bridge.prose.acts.versions import VersionReader
from omninode_bridge.requirements.document import Entity

_IF: Final = frozenset({"when", "if", "while", "once", "after", "whenever", "as soon as"})
LASTING: Final = frozenset({"once", "after", "as soon as"})
_ONLY_FROM: Final = frozenset({"only after", "only once"})
_ONLY_IF: Final = _ONLY_FROM | {"only if", "only when", "only while", "only as long as"}
_REFUSING: Final = frozenset({"reject", "refuse", "decline", "deny", "forbid", "prevent"})
_PLACED: Final = frozenset({"in", "on", "out", "off", "under", "at"})
_AGAIN: Final = frozenset(
    {"again", "anymore", "once more", "any more", "any longer", "a second time"}
)
_DENIED: Final = re.compile(
    r"^(?P<what>.+?) (?:is|shall be) (?:forbidden|never allowed|not allowed|never possible|"
    r"not possible|never permitted|not permitted|prohibited|refused|rejected|impossible)$"
)
_GONE: Final = (
    r"(?:(?:is |are )?(?:never|not|no longer) (?:shown|listed|visible|found|seen|show|appear)"
    r"|disappears?|vanish(?:es)?|is hidden)"
    r"(?: (?:up|any ?more|in|on|from|any|the|all|lists?|search))*"
)
_STORED: Final = (
    r"(?:(?:its|their|the) (?:data|record|records|entry|details|history) )?(?:it |they )?"
    r"(?:is |are |remain |remains |stay |stays |may be )(?:then |still )*"
    r"(?:kept|stored|archived|preserved|hidden|in the [a-z]+|on record|on file|"
    r"available|retained|in store|there)"
    r"(?: (?:in|for|as|on) (?:the |our )?[a-z ]+)?"
)
_KEPT: Final = re.compile(
    r"^(?:deleted|removed|cancelled|erased) (?P<what>.+?) "
    rf"(?:{_STORED}(?:,? (?:but|and) {_GONE})?|{_GONE} ?,? (?:but|and|though) {_STORED})$"
)


class RemarkReader:
    """`verbs` that other sentences ask for tell which act a remark is about."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._limits = LimitReader(model)
        self._unique = UniqueReader(model)
        self._versions = VersionReader(model)

    def remarks_of(self, said: str) -> tuple[Said, ...]:
        limits = self._limits.limits_of
        for read in (
            *(self._unique.unique_of, self._kept, limits),
            self._versions.versions_of,
            self._telling,
            self._guards,
        ):
            found = tuple(read(said))
            if found:
                return found
        return ()

    def lists_of(self, said: str) -> tuple[Said, ...]:
        """What no deed says: `All bookings are listed by day` is one."""
        return tuple(arranged_by(self._model, said))

    def _entity(self, words: str | None) -> Entity | None:
        spoken = tuple((words or "").split())
        found, end = self._model.entity_at(spoken, articles_end(spoken, 0))
        return found if end == len(spoken) else None

    def _kept(self, said: str) -> Iterator[Said]:
        match = _KEPT.match(said)
        entity = self._entity(match["what"]) if match else None
        if entity is not None:
            yield Kept(entity)

    def _telling(self, said: str) -> Iterator[Said]:
        for frame in frames_of(published(said)):
            if frame.never or frame.only or len(frame.verbs) != 1:
                continue
            event = event_of(frame)
            if event is None:
                continue
            about = (
                frame.condition if frame.opener in _IF | {"each time", "every time", "upon"} else ()
            )
            done = (
                self._done(about or frame.subject) if not (about and frame.opener == "") else None
            )
            if frame.passive and not about:
                continue
            if done is not None:
                yield Telling(*done, event)
                return

    def _done(self, words: Words) -> tuple[Entity, str] | None:
        """`a booking is removed`, `the desk closes a loan`, `closing a loan`, `every dispatch`."""
        said = " ".join(words)
        for frame in frames_of(said) if words else ():
            if frame.never or len(frame.verbs) != 1 or frame.opener:
                continue
            spoken = frame.subject if frame.passive else frame.rest
            thing, end = self._model.thing_at(spoken, 0)
            rest = frame.rest if frame.passive else ()
            if thing is not None and rest[:1] == ("as",):
                # What is reported as lost is lost by being reported.
                value, last = self._model.value_at(thing.entity, rest, 1)
                rest = () if value is not None and last == len(rest) else rest
            is_whole = thing is not None and end == len(spoken) and not rest
            is_one = thing is not None and (not thing.fields or _is_flag(thing))
            if thing is not None and is_whole and is_one and thing.value is None:
                return thing.entity, frame.verbs[0]
        return self._nominal(words)

    def _nominal(self, words: Words) -> tuple[Entity, str] | None:
        start = articles_end(words, 0)
        bare = words[start:]
        verb = act_called(bare[0]) if bare else ""
        if not verb or len(self._model.entities) != 1:
            return None
        rest = bare[1:]
        entity = self._model.entities[0]
        of = rest[1:] if rest[:1] == ("of",) else rest
        found, end = self._model.entity_at(of, articles_end(of, 0))
        is_whole = not rest or (found is entity and end == len(of))
        return (entity, verb) if is_whole else None

    def _guards(self, said: str) -> Iterator[Said]:
        match = _DENIED.match(said)
        if match is not None:
            yield from self._denied(match["what"])
            return
        for frame in frames_of(said):
            found = tuple(self._refusing(frame)) or tuple(self._guard(frame))
            if found:
                yield from found
                return

    def _refusing(self, frame: Frame) -> Iterator[Said]:
        """`If the sample is not on loan, the system rejects the return`."""
        is_plain = not (frame.passive or frame.never or frame.only) and len(frame.verbs) == 1
        if not is_plain or frame.verbs[0] not in _REFUSING or frame.opener not in _IF:
            return
        about = self._condition_of_any(frame)
        words = frame.rest[articles_end(frame.rest, 0) :]
        words = words[1:] if words[:1] == ("to",) else words
        if about is None or not words:
            return
        entity, value, is_not = about
        verb = act_called(words[0])
        rest = words[2:] if words[1:2] == ("of",) else words[1:]
        found, end = self._model.entity_at(rest, articles_end(rest, 0))
        is_own = rest in {(), ("it",), ("them",)} or (found is entity and end == len(rest))
        if verb and is_own:
            lasts = frame.opener in LASTING and not is_not
            yield Guard(entity, verb, value, is_not, lasts=lasts)

    def _condition_of_any(self, frame: Frame) -> tuple[Entity, Value, bool] | None:
        for entity in self._model.entities:
            value, is_not = self._condition(entity, frame)
            if value is not None:
                return entity, value, is_not
        return None

    def _denied(self, what: str) -> Iterator[Said]:
        """`Deleting a closed ticket is forbidden.`"""
        for frame in frames_of(what):
            thing, end = self._model.thing_at(frame.rest, 0)
            is_whole = thing is not None and end == len(frame.rest) and not frame.passive
            if thing is not None and is_whole and thing.value is not None and not frame.subject:
                yield from (Guard(thing.entity, one, thing.value, False) for one in frame.verbs)
                return

    def _guard(self, frame: Frame) -> Iterator[Said]:
        limits = frame.never or frame.only or frame.opener in _ONLY_IF
        if not limits or (frame.never and frame.only):
            return
        spoken = frame.subject if frame.passive else frame.rest
        thing, end = self._subject(spoken)
        if spoken in {("it",), ("they",), ("them",)} and frame.opener:
            thing, end = self._subject(frame.condition)[0], 1
        if thing is None and frame.opener and frame.passive:
            thing, end = self._part(frame)
        if thing is None or (not frame.passive and frame.only):
            return
        if thing.fields and not (frame.passive and {*frame.verbs} <= PLAIN):
            return
        behind = " ".join((*spoken[end:], *(frame.rest if frame.passive else ())))
        value, is_not = self._state(thing, frame, behind)
        if value is None:
            return
        only = frame.only or frame.opener in _ONLY_IF or frame.opener == "unless"
        asks = only and not frame.never and not thing.fields
        lasts = _lasts(frame, only=only, is_not=is_not)
        only = only is not is_not
        for verb in frame.verbs:
            yield Guard(thing.entity, verb, value, only, asks, "", lasts, thing.fields)

    def _part(self, frame: Frame) -> tuple[Thing | None, int]:
        """`the price` of what the condition names."""
        owner = self._subject(frame.condition)[0]
        name = field_called(owner.entity, frame.subject) if owner and not owner.fields else ""
        return (Thing(owner.entity, (name,)) if owner and name else None), len(frame.subject)

    def _state(self, thing: Thing, frame: Frame, behind: str) -> tuple[Value | None, bool]:
        """The one that is said of the thing or in the condition, and whether it is not so."""
        if thing.value is not None:
            return (thing.value if not frame.opener and behind in {"", *_AGAIN} else None), False
        is_said = frame.opener and behind in {"", *_AGAIN}
        return self._condition(thing.entity, frame) if is_said else (None, False)

    def _subject(self, words: Words) -> tuple[Thing | None, int]:
        """`a loan that is overdue`."""
        thing, end = self._model.thing_at(words, 0)
        if thing is None or thing.value is not None or end >= len(words):
            return thing, end
        is_that = words[end] in {"that", "which", "who"} and words[end + 1 : end + 2] == ("is",)
        if is_that or words[end] in _PLACED:
            start = end + 2 if is_that else end
            value, stop = self._model.value_at(thing.entity, words, start)
            stop += words[stop : stop + 1] in {("already",), ("still",), ("now",)}
            if value is not None:
                return Thing(thing.entity, (), value, thing.is_many), stop
        if words[end] == "whose":
            name, stop = self._model.field_at(thing.entity, words, end + 1)
            stop += words[stop : stop + 1] == ("is",)
            value, stop = self._model.value_in(thing.entity, name, words, stop)
            if value is not None:
                return Thing(thing.entity, (), value, thing.is_many), stop
        return thing, end

    def _condition(self, entity: Entity, frame: Frame) -> tuple[Value | None, bool]:
        """`while it is closed`, `once the ticket is closed`, `if its status is open`."""
        words = frame.condition
        fitting = (frame.never or frame.verbs[0] in _REFUSING) and frame.opener in _IF | {"unless"}
        fitting = fitting or (frame.only and frame.opener in _IF) or frame.opener in _ONLY_IF
        if "is" not in words or not fitting:
            return None, False
        at = words.index("is")
        subject, rest = (
            words[:at],
            tuple(one for one in words[at + 1 :] if one not in {"already", "still"}),
        )
        is_not = rest[:1] in {("never",), ("not",)}
        rest = rest[is_not:]
        own = self._model.entity_at(subject, articles_end(subject, 0))[0] is entity
        owned = self._model.thing_at(subject, 0)[0]
        if owned is not None and owned.entity is entity and len(owned.fields) == 1:
            found, end = self._model.value_in(entity, owned.fields[0], rest, 0)
        elif subject in {("it",), ("they",)} or own:
            found, end = self._model.value_at(entity, rest, 0)
        else:
            found, end = self._model.value_in(entity, field_called(entity, subject), rest, 0)
        return (found if end == len(rest) else None), is_not


def _lasts(frame: Frame, *, only: bool, is_not: bool) -> bool:
    """Whether it holds from then on: `once it is sold`, `only after it is weighed`."""
    if frame.opener in _ONLY_FROM:
        return not is_not
    return frame.opener in LASTING and not (only or is_not)


def _is_flag(thing: Thing) -> bool:
    """`the alarm of a fridge`, which is on or off."""
    kinds = {one.name: str(one.type) for one in thing.entity.fields}
    return len(thing.fields) == 1 and kinds[thing.fields[0]] == "bool"
