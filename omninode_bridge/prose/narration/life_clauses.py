"""Clauses about a thing and its states: `it becomes approved`, `the customer cancels the order`."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_known, is_past
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.narration.life_amounts import amount_change
from omninode_bridge.prose.narration.life_things import PREPOSITIONS, ThingReader
from omninode_bridge.prose.narration.life_vocabulary import (
    BECOMES,
    FINAL,
    INITIALLY,
    STARTS,
)
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article
from omninode_bridge.prose.step_names import alike

_NOUN: Final = rf"(?:{ARTICLE} )?[a-z][a-z-]*(?: [a-z][a-z-]*){{0,2}}"
_PERSON: Final = rf"(?: by {_NOUN})?"
_TIMES: Final = (
    r"(?: (?:up to|at most|no more than|not more than|a maximum of) (?P<times>\w+)(?: times?)?|"
    r" (?:only )?(?P<once>once|twice))?(?: altogether| in total)?"
)
_TELLING: Final = frozenset({"notify", "publish"})
_CALLING: Final = frozenset({"call", "phone", "summon", "page", "ring"})
_MESSAGES: Final = frozenset(
    {
        "letter",
        "message",
        "mail",
        "e-mail",
        "email",
        "reminder",
        "notification",
        "notice",
        "warning",
    }
)
_PLACES: Final = "on|into|in|to|at|from|of|for|with|onto"
_NO_EVENTS: Final = frozenset({"be", "have", "do", "become", "get", "contain", "seem", "remain"})
_DOER: Final = rf"(?:it|they)(?= )|(?!it |they )(?:(?:{ARTICLE}|[a-z-]+) )?(?:[a-z-]+ )*?[a-z-]+"
_PARTICLE: Final = r"(?: (?:up|out|off|back|away|down|in|on)(?= |$))?"
_DONE_TO: Final = rf"{ARTICLE} .+?|(?:for |of |on )?(?:it|them)"
_NO_SUBJECT: Final = PREPOSITIONS - {"that", "which", "is", "in", "or", "and"}


class Says(StrEnum):
    STARTS = "starts"
    BECOMES = "becomes"
    FINAL = "final"
    IS = "is"
    DOES = "does"
    NEVER = "never"
    INFORMS = "informs"
    CHANGES = "changes"
    ACCEPTS = "accepts"


@dataclass(frozen=True, slots=True)
class Clause:
    """`states` are those that the thing is in, `state` the one that is named behind the verb.

    `about` is what the verb is done to where that is not the thing; `word` is as spoken.
    """

    says: Says
    states: tuple[str, ...] = ()
    state: str = ""
    verb: str = ""
    word: str = ""
    about: str = ""
    times: int = 0
    may: bool = False


class ClauseReader(ThingReader):
    """Clauses one by one: each way of saying something is tried in turn."""

    def read(self, text: str, *, is_event: bool = False) -> Clause | None:
        """None where it is of another form. Raises `UntoldError` where it names what is unknown.

        `is_event` where something follows from it: then nobody is told anything by it.
        """
        ways = (
            *(self._changes, self._starts, self._final, self._becomes, self._never, self._accepts),
            *(self._informs, self._is, self._does),
        )
        for way in ways:
            found = way(text) if not is_event or way != self._informs else None
            if found is not None:
                return found
        return None

    def _starts(self, text: str) -> Clause | None:
        found = re.fullmatch(rf"(.+?) (?:{STARTS}|{INITIALLY}) (.+)", text)
        found = found or re.fullmatch(
            r"(?:initially|at first|in the beginning)(?: ,)? (.+?) is (.+)", text
        )
        if found is None:
            new = re.fullmatch(r"(?:a|an|each|every) new (.+?) is (?:an? )?(.+)", text)
            found = new if new and new[2] in self.vocabulary.states else None
        if found is None or self.about(found[1]) is None:
            return None
        return Clause(Says.STARTS, state=self._state(found[2]))

    def _final(self, text: str) -> Clause | None:
        found = re.fullmatch(rf"(.+?) {FINAL}", text)
        ended = re.fullmatch(r"the (?:final|last|end) states? is (.+)", text)
        stays = re.fullmatch(r"(.+?) (?:stays?|remains?) ([a-z-]+)(?: forever| for good)?", text)
        if stays and self.about(stays[1]) == (self.vocabulary.states.get(stays[2]),):
            return Clause(Says.FINAL, (self._state(stays[2]),))
        found = found or ended
        if found is None:
            return None
        states = re.fullmatch(rf"(?:the states? )?({self.vocabulary.list_pattern})", found[1])
        listed = self.vocabulary.listed(states[1]) if states else self.about(found[1])
        return Clause(Says.FINAL, listed) if listed else None

    def _becomes(self, text: str) -> Clause | None:
        found = re.fullmatch(rf"(?:(.+?) )?{BECOMES} (.+)", text)
        if found is None:
            return None
        states = () if found[1] is None else self.about(found[1])
        source = re.search(
            rf" from (?:the )?(?:state )?({self.vocabulary.state_pattern}) (?:in)?to ", text
        )
        if states is None:
            return None
        if source:
            states = (self.vocabulary.states[source[1]],)
        return Clause(Says.BECOMES, states, self._state(found[2]))

    def _never(self, text: str) -> Clause | None:
        if none := re.fullmatch(r"no ([a-z]+) (?:is|may be) ([a-z]+)(?: any more| then)?", text):
            return self._none(none[1], none[2])
        if nothing := re.fullmatch(r"nothing (?:may be|is) ([a-z]+)", text):
            return Clause(Says.NEVER, (), verb=self._verb(nothing[1]), word=nothing[1])
        found = re.fullmatch(
            rf"(.+?) is never ([a-z-]+{_PARTICLE}){_PERSON}(?: any more| anymore| again)?", text
        )
        states = self.about(found[1]) if found else None
        if found is None or states is None:
            return None
        return Clause(Says.NEVER, states, verb=self._verb(found[2]), word=found[2])

    def _none(self, noun: str, word: str) -> Clause | None:
        """`no coins are accepted` is said of the event that carries them."""
        events = self.vocabulary.events
        singular = lexicon().singular(noun)
        meant = [one for one in events if alike(singular, one)]
        meant += [self.carried[one] for one in (noun, singular) if one in self.carried]
        verb = self._verb(word)
        meant += [verb] if not events or verb in events else []
        return Clause(Says.NEVER, verb=meant[0], word=word) if meant else None

    def _changes(self, text: str) -> Clause | None:
        """`the coins are added to the credit`, `the number of sales goes up by one`."""
        found = amount_change(text, self.remembered)
        if found is None:
            return None
        name, sign, by = found
        return Clause(Says.CHANGES, verb=sign, word=name, about=by)

    def nominal(self, text: str) -> Clause | None:
        """`the repair`: what happens, as a noun."""
        found = re.fullmatch(rf"(?:{ARTICLE} )?([a-z]+)(?: of (.+))?", text)
        word = found[1] if found else ""
        verb = lexicon().nominals.get(word) or (word if is_known(word) else "")
        verb = verb or (base_of(word) if word.endswith("ing") else "")
        if found is None or not verb or word in self.vocabulary.states:
            return None
        states = self.about(found[2]) if found[2] else ()
        return None if states is None else Clause(Says.IS, states, verb=verb, word=word)

    def _accepts(self, text: str) -> Clause | None:
        """`deposits are accepted`, where the event is declared."""
        found = re.fullmatch(
            r"(?:the |all )?([a-z]+) is (?:still |further )?(?:accepted|allowed|possible)", text
        )
        events = self.vocabulary.events
        noun = lexicon().singular(found[1]) if found else ""
        meant = [one for one in events if one == noun] or [
            one for one in events if alike(noun, one)
        ]
        return Clause(Says.ACCEPTS, verb=meant[0]) if noun and len(meant) == 1 else None

    def _informs(self, text: str) -> Clause | None:
        """Somebody is told, or something is sent."""
        given = re.fullmatch(rf"({_NOUN}) (?:gets?|receives?) an? ([a-z-]+)", text)
        if given and given[2] in _MESSAGES and self.about(given[1]) is None:
            return Clause(Says.INFORMS, verb=f"send_{identifier(given[2])}")
        passive = re.fullmatch(
            rf"({_NOUN}) is ([a-z]+)(?: of (?:this|that|it)| by e-?mail| immediately)?", text
        )
        active = re.fullmatch(
            rf"(?:{_NOUN} )?(?:shall )?([a-z]+) ({ARTICLE} [a-z-]+(?: [a-z-]+)?)", text
        )
        for found, verb, noun in ((passive, 2, 1), (active, 1, 2)):
            base = base_of(found[verb]) if found else ""
            if (
                found is None
                or not (lexicon().verbs.get(base) in _TELLING or base in _CALLING)
                or self.about(found[noun]) is not None
            ):
                continue
            name = identifier(without_article(found[noun]))
            if name:
                return Clause(Says.INFORMS, verb=f"{base}_{name}")
        return None

    def _is(self, text: str) -> Clause | None:
        """`a ticket is approved`: a state, or what is done, as the sentence around it says."""
        for joint in re.finditer(
            r"(?<! that)(?<! which) (is|may be) (?:in (?:the )?(?:state |status )?)?", text
        ):
            found = re.fullmatch(rf"(?P<word>.+?){_PERSON}{_TIMES}", text[joint.end() :])
            clause = self._said_of(text[: joint.start()], found) if found else None
            if clause is not None:
                return replace(clause, may=joint[1] == "may be")
        return None

    def _said_of(self, noun: str, found: re.Match[str]) -> Clause | None:
        word = re.sub(r"^an? | again$", "", found["word"])
        placed = re.fullmatch(rf"([a-z]+{_PARTICLE}) (?:{_PLACES}) (.+)", word)
        part = re.fullmatch(rf"((?:{ARTICLE} )?[a-z-]+) of (.+)", noun)
        if placed and self._is_about(placed[2]) and self._other(noun):
            return self._on_thing(noun, placed[1], placed[2])
        if part and self._is_about(part[2]) and re.fullmatch(rf"[a-z]+{_PARTICLE}", word):
            return self._on_thing(part[1], word, part[2])
        states = self.about(noun)
        state = self.vocabulary.states.get(word, "")
        listed = re.fullmatch(self.vocabulary.list_pattern, word)
        is_done = re.fullmatch(rf"([a-z]+){_PARTICLE}", word)
        about = "" if states is not None else self._other(noun)
        verb = self._verb(word) if is_done and is_past(is_done[1]) else ""
        verb = self._event(verb, about)
        if not (state or listed or verb) or (states is None and not (about and verb)):
            return None
        is_in = self.vocabulary.listed(word) if listed and not state else ()
        return Clause(Says.IS, (states or ()) + is_in, state, verb, word, about, _times(found))

    def _on_thing(self, noun: str, word: str, thing: str) -> Clause | None:
        """`coins are inserted into an idle machine`, `the door of the machine is opened`."""
        about, verb = self._other(noun), self._verb(word)
        if not verb or not is_past(word.split(maxsplit=1)[0]):
            return None
        states = self.about(thing) or ()
        return Clause(Says.IS, states, verb=self._event(verb, about), word=word, about=about)

    def _does(self, text: str) -> Clause | None:
        """`the customer may cancel the order`, `a travelling loan arrives`."""
        allowed = re.fullmatch(
            rf"(.+?) (?:may|shall) ([a-z-]+{_PARTICLE})(?: (.+?))?{_TIMES}", text
        )
        found = allowed or re.fullmatch(
            rf"({_DOER}) ([a-z-]+{_PARTICLE})(?: ({_DONE_TO}))?{_TIMES}", text
        )
        if found is None or {*found[1].split()} & _NO_SUBJECT:
            return None
        verb = self._verb(found[2]) or (found[2] if allowed and found[2].isalpha() else "")
        if (
            verb in _NO_EVENTS
            or not verb
            or (not allowed and found[2] == verb and not found[1].endswith("s"))
        ):
            return None
        return self._done(found, verb, may=bool(allowed))

    def _done(self, found: re.Match[str], verb: str, *, may: bool) -> Clause | None:
        doer = self.about(found[1])
        done_to = self.about(found[3]) if found[3] else None
        if doer is not None and done_to is not None:
            return None
        is_thing = doer is not None or done_to is not None
        about = "" if is_thing else self._other(found[3] or found[1])
        if (doer is None and not self._other(found[1])) or not (is_thing or about):
            return None
        if found[3] and done_to is None and not self._other(found[3]):
            return None
        states = doer if doer is not None else done_to or ()
        verb = self._event(verb, about)
        about = about if found[3] else ""
        return Clause(Says.DOES, states, verb=verb, about=about, times=_times(found), may=may)


def _times(found: re.Match[str]) -> int:
    groups = found.groupdict()
    spoken = groups.get("times") or groups.get("once") or ""
    number = WRITTEN.get(spoken, spoken)
    return int(number) if number.isdigit() else 0
