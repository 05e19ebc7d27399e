"""Whether a sentence says what transitions do: what may happen in which state, and where it leads.

A word such as `granted` may be what happens or the state after it; which it is, its place tells:
in `A denied application cannot be granted` the state stands before the thing, the event behind
`be`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.said.lemmas import lemmas
from omninode_bridge.generation.said.spoken import GLUE, NEGATIONS, REFUSED, is_one, plain_speech
from omninode_bridge.language.word_forms import is_past
from omninode_bridge.requirements.naming import words

_MODAL: Final = frozenset({"can", "may", "must", "shall", "should", "will", "to"})
_BECOMING: Final = frozenset(
    {"becomes", "become", "to", "into", "makes", "make", "turns", "then", "new", "again", "leads"}
)
_WHILE: Final = frozenset({"while", "from", "if", "when", "unless", "until", "before", "whenever"})
_UNTIL: Final = frozenset({"before", "until", "unless"})
_MOVING: Final = frozenset(
    {
        *("become", "move", "go", "turn", "state", "status", "change", "after", "once", "only"),
        *("back", "again", "then", "start", "lead", "make", "set", "mark", "while", "until"),
        *("before", "unless", "already", "yet", "time", "still", "now", "first", "event"),
    }
)
_LEADING: Final = frozenset({"when", "whenever", "after", "once", "if", "as"})
_PRONOUNS: Final = frozenset({"it", "that", "which", "they"})
_MOST_EVENTS: Final = 4


@dataclass(frozen=True, slots=True)
class Arrow:
    """One transition; without an `origin` nothing is there yet. `also` are words of its event."""

    event: str
    origin: str | None
    target: str
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Thing:
    """Words for what has the states, and others that may stand beside them."""

    names: frozenset[str]
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Happening:
    """The events that a sentence is about, and in which states they are refused."""

    events: tuple[str, ...] = ()
    refused_in: tuple[str, ...] = ()


def happening(arrows: Sequence[Arrow], text: str, thing: Thing) -> Happening | None:
    """What the sentence tells truly; without events where what it tells is not so.

    None where it is not about events in states, or says more than that.
    """
    reading = _Reading(arrows, text, thing)
    if not reading.is_about_them():
        return None
    if not reading.is_true():
        return Happening()
    return Happening(reading.events(), reading.refused_in())


def _tokens(text: str) -> tuple[str, ...]:
    spelled = plain_speech(gist(text)).lower().replace("_", " ").rstrip(".!")
    return tuple(re.findall(r"[a-z0-9]+|,", spelled))


class _Reading:
    def __init__(self, arrows: Sequence[Arrow], text: str, thing: Thing) -> None:
        self._arrows = tuple(arrows)
        self._tokens = _tokens(text)
        self._aside = passed_over(text)
        self._thing = thing
        self._states = {state for one in arrows for state in (one.origin, one.target) if state}
        own = {word for one in arrows for name in (one.event, one.origin or "", one.target)
               for word in words(name)}  # fmt: skip
        self._refusing = frozenset(word for word in REFUSED if not is_one(word, own))
        self._events: dict[int, str] = dict(self._happening())
        self._named = dict(self._state_words())

    def events(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._events.values()))

    def refused_in(self) -> tuple[str, ...]:
        states = sorted({state for state, _ in self._named.values()})
        if "only" in self._tokens or {*self._tokens} & _UNTIL:
            own = {one.origin for one in self._arrows if one.event in self.events()}
            return tuple(sorted(self._states - own))
        return tuple(states) if self._denied() else ()

    def _denied(self) -> int:
        refused = any(is_one(word, self._refusing) for word in self._tokens)
        return sum(word in NEGATIONS for word in self._tokens) + refused

    def is_about_them(self) -> bool:
        return 0 < len(self.events()) <= _MOST_EVENTS and bool(self._named) and not self._left()

    def is_true(self) -> bool:
        said, events = {*self._tokens}, self.events()
        denied = self._denied()
        if denied > 1:
            return False
        only = "only" in said or (denied == 1 and bool(said & _UNTIL))
        if denied and "only" in said:
            return False
        return all(self._agrees(event, only=only, denied=bool(denied)) for event in events)

    def _agrees(self, event: str, *, only: bool, denied: bool) -> bool:
        own = [one for one in self._arrows if one.event == event]
        origins = {one.origin for one in own if one.origin is not None}
        named = {state for state, _ in self._named.values()}
        before = {state for state, role in self._named.values() if role == "origin"}
        behind = {state for state, role in self._named.values() if role == "target"}
        if only:
            return named == origins
        if denied:
            return not behind and not named & origins
        reached = {one.target for one in own if not before or one.origin in before}
        return before <= origins and behind <= reached and named <= origins | reached

    def _left(self) -> set[str]:
        also = (one.also for one in self._arrows if one.event in self.events())
        known = self._thing.names.union(self._thing.about, _MOVING, *also)
        forms = frozenset[str]().union(*map(lemmas, known))
        events = {word for event in self.events() for word in words(event)}
        taken = {*self._events, *self._named}
        return {
            word
            for at, word in enumerate(self._tokens)
            if at not in taken
            and word not in GLUE | NEGATIONS | self._aside | {","}
            and not lemmas(word) & forms
            and not is_one(word, self._refusing)
            and not is_one(word, events)
        }

    def _happening(self) -> Iterator[tuple[int, str]]:
        """Where it is said what happens: the surest place first, and then only there."""
        for is_there in (self._behind_be, self._behind_modal, self._as_noun, self._passive):
            found = [(at, event) for at in range(len(self._tokens)) if is_there(at)
                     for event in [self._event_at(at)] if event]  # fmt: skip
            if found:
                yield from found
                yield from self._listed(found[-1][0], is_there)
                return

    def _listed(self, at: int, is_there: Callable[[int], bool]) -> Iterator[tuple[int, str]]:
        """`granted or denied`: what stands beside it in a list."""
        step = at + 1
        while step + 1 < len(self._tokens) and self._tokens[step] in ("and", "or", ","):
            event = self._event_at(step + 1)
            if not event or is_there(step + 1):
                return
            yield step + 1, event
            step += 2

    def _event_at(self, at: int) -> str:
        own = lemmas(self._tokens[at])
        for event in dict.fromkeys(one.event for one in self._arrows):
            spelled = [word for word in words(event) if word not in self._thing.names]
            spelled = spelled or words(event)
            if own & lemmas(spelled[0]) and all(is_one(one, self._tokens) for one in spelled[1:]):
                return event
        return ""

    def _behind_be(self, at: int) -> bool:
        return at > 0 and self._tokens[at - 1] in ("be", "been") and is_past(self._tokens[at])

    def _behind_modal(self, at: int) -> bool:
        back = at - 1
        while back >= 0 and self._tokens[back] in NEGATIONS | {"only", "also"}:
            back -= 1
        return back >= 0 and self._tokens[back] in _MODAL and not self._is_state(at)

    def _as_noun(self, at: int) -> bool:
        """Also an order, and what somebody does: everything that is no state."""
        word = self._tokens[at]
        return not self._is_state(at) and (not is_past(word) or word.endswith("ing"))

    def _passive(self, at: int) -> bool:
        before = self._tokens[at - 1] if at else ""
        if self._is_state(at) and at > 1 and self._tokens[at - 2] in _PRONOUNS:
            return False
        return before in ("is", "are", "was", "were", "gets", "has", "have") and is_past(
            self._tokens[at]
        )

    def _is_state(self, at: int) -> bool:
        return any(self._tokens[at] in words(state) for state in self._states)

    def _state_words(self) -> Iterator[tuple[int, tuple[str, str]]]:
        for state in sorted(self._states):
            wanted = [word for word in words(state) if word not in GLUE] or words(state)
            places = [
                at for at, word in enumerate(self._tokens)
                if word in wanted and at not in self._events
            ]  # fmt: skip
            if {self._tokens[at] for at in places} == {*wanted}:
                yield from ((at, (state, self._role(min(places)))) for at in places)

    def _role(self, at: int) -> str:
        """Whether the state is where it begins or where it leads; empty where that is open."""
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) else ""
        before = self._tokens[max(at - 4, 0) : at]
        if is_one(after, self._thing.names):
            return "origin"
        if {*before} & _BECOMING or after == "again":
            return "target"
        if {*before} & _WHILE:
            return "origin"
        led = [one for one in self._events if one < at]
        is_result = led and "," in self._tokens[max(led) : at] and self._tokens[0] in _LEADING
        return "target" if is_result else ""
