"""Sentences about things that refer to others: what is named is there, in use, not too much."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.acts.across_words import (
    ABSENT_REFUSED,
    ALIKE,
    DONE,
    IF_ABSENT,
    IN_USE,
    MOST,
    NAMED,
    NEVER_UNKNOWN,
    ONE_ALREADY,
    ONLY_KNOWN,
    ONLY_WHO,
    REFUSED_IN_USE,
    REFUSING,
    SOME,
    TWO_KNOWN,
    TWO_THERE,
    WHEN_DONE,
    WHO_KNOWN,
)
from omninode_bridge.prose.acts.act import Exists, InUse, Most, Said, Words
from omninode_bridge.prose.acts.conflict_words import REFUSED
from omninode_bridge.prose.acts.conflicts import without_verdict
from omninode_bridge.prose.acts.fields_called import field_called
from omninode_bridge.prose.acts.frame import verb_at
from omninode_bridge.prose.acts.limits import number_of
from omninode_bridge.prose.acts.stating import Stating, gerund, participles
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.requirements.document import Entity

_CODES: Final = (
    (re.compile(r"\bnot found\b"), "RESOURCE_NOT_FOUND"),
    (re.compile(r"\b(?:conflict|invalid state|wrong state)\b"), "INVALID_STATE"),
    (re.compile(r"\b(?:invalid|validation)\b"), "VALIDATION_ERROR"),
)


class AcrossReader(Stating):
    """Knows which thing of the data model is meant; which field refers to it is told later."""

    def across_of(self, said: str) -> tuple[Said, ...]:
        if (both := TWO_KNOWN.match(said) or TWO_THERE.match(said)) is not None:
            head, tail = both.groupdict().get("head") or "", both["tail"]
            ways = (self._across(f"{head}{both[each]}{tail}") for each in ("one", "two"))
            found = [one for way in ways for one in way if isinstance(one, Exists)]
            return tuple(found) if len(found) == len(("one", "two")) else ()
        return self._across(said)

    def _across(self, said: str) -> tuple[Said, ...]:
        said = WHO_KNOWN.sub(r"\g<adj> \g<noun>", said)
        plain = without_verdict(said)
        refused = REFUSING.match(said) or REFUSED.match(said)
        what = refused["what"] if refused is not None else ""
        code = _code(said)
        for found in (
            *(self._named(plain), self._only_known(plain), self._only_who(plain)),
            *(self._absent(what), self._never_unknown(plain), self._when_done(plain)),
            *(self._in_use(plain, what), self._at_most(plain), self._one_already(what)),
            self._of_those_alike(plain),
        ):
            one = next(found, None)
            if isinstance(one, Exists):
                return (_coded(one, code),)
            if one is not None:
                return (one,) if code != "RESOURCE_NOT_FOUND" else ()
        return ()

    def _named(self, said: str) -> Iterator[Said]:
        """`A loan must name a registered member`, `the member of a loan must exist`."""
        for form in NAMED:
            match = form.match(said)
            parts = match.groupdict() if match is not None else {}
            target = self._target(parts.get("target"), parts.get("adj"))
            owner = self._spoken(parts.get("owner"))
            if target is not None and (owner is not None or "owner" not in parts):
                yield Exists(target, owner, must=True)
                return

    def _only_known(self, said: str) -> Iterator[Said]:
        """`A plot may only be rented to a known tenant`."""
        match = ONLY_KNOWN.match(said)
        target = self._target(match["target"], match["adj"]) if match else None
        owner = self._spoken(match["owner"]) if match else None
        verbs = participles(match["done"]) if match and match["done"] else ()
        if match and target and owner and len(verbs) == bool(match["done"]):
            yield Exists(target, owner, verb="".join(verbs), only=True)

    def _only_who(self, said: str) -> Iterator[Said]:
        """`Only registered members may borrow a tool`."""
        match = ONLY_WHO.match(said)
        target = self._target(match["target"], match["adj"]) if match else None
        verb = self._deed(match["deed"]) if match else ""
        if target is not None and verb:
            yield Exists(target, verb=verb, only=True)

    def _never_unknown(self, said: str) -> Iterator[Said]:
        """`Unknown members cannot borrow tools`."""
        match = NEVER_UNKNOWN.match(said)
        target = self._target(match["target"], None) if match else None
        verb = self._deed(match["deed"]) if match else ""
        if target is not None and verb:
            yield Exists(target, verb=verb)

    def _when_done(self, said: str) -> Iterator[Said]:
        """`When a loan is created, the member must exist`."""
        match = WHEN_DONE.match(said)
        target = self._target(match["target"], None) if match else None
        deed = match["deed"] if match else ""
        done = DONE.match(deed)
        entity = self._spoken(done["thing"]) if done else None
        verb = base_of(done["done"]) if done and entity is not None else self._gerund(deed)
        if target is not None and target is not entity and verb:
            yield Exists(target, entity, verb)

    def _absent(self, what: str) -> Iterator[Said]:
        """`Borrowing for an unknown member`, `if the member does not exist, the loan`."""
        match = IF_ABSENT.match(what) or ABSENT_REFUSED.match(what)
        if match is None:
            return
        parts = match.groupdict()
        target = self._target(parts.get("target") or parts.get("other"), None)
        owner = self._spoken(match["deed"])
        verb = "" if owner is not None else self._gerund(match["deed"])
        if target is not None and owner is not target and (owner is not None or verb):
            yield Exists(target, owner, verb)

    def _in_use(self, said: str, what: str) -> Iterator[Said]:
        """`A member with open loans cannot be removed`."""
        ways = [*((form, what) for form in REFUSED_IN_USE), *((form, said) for form in IN_USE)]
        for form, text in ways:
            match = form.match(text)
            if match is None:
                continue
            parts = match.groupdict()
            target = self._spoken(parts["target"])
            if parts.get("gerund"):
                verbs: tuple[str, ...] = tuple(filter(None, (self._gerund(parts["gerund"]),)))
            elif parts.get("verb"):
                verbs = (parts["verb"],)
            else:
                verbs = participles(parts["done"])
            said_of_it = parts["owned"] or parts.get("there") or ""
            owned = self.thing_of(SOME.sub("", said_of_it))
            if target is not None and owned is not None and len(verbs) == 1:
                yield InUse(target, verbs[0], *owned, code=_code(said) or "INVALID_STATE")
                return

    def _at_most(self, said: str) -> Iterator[Said]:
        """`A member may have at most three open loans at a time`."""
        for form in MOST:
            match = form.match(said)
            if match is None:
                continue
            parts = match.groupdict()
            target, number = self._spoken(parts["target"]), number_of(parts["number"])
            words = (parts["owned"], *filter(None, (parts.get("value"),)))
            owned = self.thing_of(" ".join(words)) or self.thing_of(" ".join(words[::-1]))
            alike = self._alike(owned[0], parts) if owned is not None else None
            if target is not None and owned is not None and number and alike is not None:
                yield Most(target, owned[0], number, owned[1], same=alike)
                return

    def _one_already(self, what: str) -> Iterator[Said]:
        """`Booking a table that already has a booked stay for the same day`."""
        match = ONE_ALREADY.match(what)
        target = self._spoken(match["target"]) if match else None
        verb = self._gerund(match["gerund"]) if match else ""
        owned = self.thing_of(match["owned"]) if match else None
        alike = self._alike(owned[0], match.groupdict()) if owned and match else None
        if target is not None and owned is not None and verb and alike:
            yield Most(target, owned[0], 1, owned[1], same=alike, verb=verb)

    def _of_those_alike(self, said: str) -> Iterator[Said]:
        """`No locker may hold two stored parcels`, `no two booked stays of the same day`."""
        for form in ALIKE:
            match = form.match(said)
            parts = match.groupdict() if match is not None else {}
            owned = self.thing_of(parts["owned"]) if parts else None
            same = self._alike(owned[0], parts) if owned is not None else None
            most = number_of(parts["number"] or "") if parts.get("number") else 1
            is_of_all = owned is not None and owned[1] is None
            if owned is not None and same and most and (not is_of_all or len(same) > 1):
                yield Most(None, owned[0], most, owned[1], same=same)
                return

    def _alike(self, owner: Entity, parts: Mapping[str, str | None]) -> Words | None:
        """The fields that are the same; None where they are no fields, or a length of time."""
        said = parts.get("same") or parts.get("each") or ""
        if not said:
            return ()
        words = [
            re.sub(r"^(?:the )?(?:same )?", "", one).split()
            for one in re.split(r" ?, (?:and )?| and ", said)
        ]
        names = [field_called(owner, tuple(one)) for one in words]
        # A number of days is no day.
        is_exact = all(name.endswith(one[-1]) for name, one in zip(names, words, strict=True))
        return tuple(names) if all(names) and is_exact else None

    def _target(self, noun: str | None, adjective: str | None) -> Entity | None:
        """Not where the data model has a state that is called `registered`."""
        found = self._spoken(noun) or self._keyed(noun)
        states = {one.words for one in values_of(found)} if found is not None else set()
        return None if adjective in states else found

    def _keyed(self, noun: str | None) -> Entity | None:
        """`An unknown badge` is that of an employee, where one is known by its badge."""
        words = tuple((noun or "").split())
        found = [
            one
            for one in self._model.entities
            for each in one.fields
            if words and each.constraints.primary_key and field_called(one, words) == each.name
        ]
        return found[0] if len(found) == 1 else None

    def _spoken(self, noun: str | None) -> Entity | None:
        return self._entity(tuple(noun.split())) if noun else None

    def _deed(self, said: str) -> str:
        """`borrow a tool`: the verb, where a known thing stands behind it."""
        words = tuple(said.split())
        for phrasal in (True, False):
            verb, end = verb_at(words, 0, ending="", phrasal=phrasal)
            if verb and (end == len(words) or self._entity(words[end:])):
                return verb
        return ""

    def _gerund(self, said: str) -> str:
        words = tuple(said.split())
        verb, end = gerund(words)
        return verb if verb and (end == len(words) or self._entity(words[end:])) else ""


def _code(said: str) -> str:
    return next((code for form, code in _CODES if form.search(said)), "")


def _coded(found: Exists, code: str) -> Exists:
    return replace(found, code=code or found.code)
