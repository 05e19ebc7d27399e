"""How often something may be done, and limits that the data model has already."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from omninode_bridge.prose.acts.act import Counted, Described, Limited, Repeated, Said, Words
from omninode_bridge.prose.acts.fields_called import field_called
from omninode_bridge.prose.acts.frame import act_called, frames_of
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.verbs import counted_by
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.requirements.document import Bound, Entity

_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3}
_WORDS: Final = {"one": 1, **{word: int(number) for word, number in WRITTEN.items()}}
_ADDING: Final = re.compile(
    r"(?:each|every|any) (?P<deed>[a-z]+)(?: of (?:an? |the )?[a-z]+(?: [a-z]+)?)? "
    r"(?:(?:adds|counts) (?:one|1) (?:to|in)|increases|raises|increments) (?:the |its )?"
    r"(?P<field>[a-z ]+?)(?: by (?:one|1))?"
)
_AT_MOST: Final = re.compile(
    r"^(?:at most|not more than|no more than|only|up to|more than) "
    r"(?P<number>\w+)(?P<times> times?)?$"
)
_TWICE: Final = re.compile(
    r"^(?P<what>.+?) (?:twice|again|repeatedly|a second time|more than once|two times)"
    r"(?: with the same (?:idempotency )?key)?(?: because .+?| if .+?| when .+?)?"
    r" (?:shall )?(?:never|not) (?:create|make|store|produce|add|lead to|result in|give|register) "
    r"(?:two|a second|another|more than one|duplicate|a duplicate|second)\b.*$"
)
_REPEATED: Final = re.compile(
    r"^(?:if|when|whenever|even if|where) (?:the |an? )?(?:same |identical |repeated )?"
    r"(?:request|order|call|message|wish|demand|attempt) to (?P<what>.+?) "
    r"(?:arrives?|comes?(?: in)?|is (?:sent|received|made|repeated|submitted)|gets? repeated)"
    r"(?: (?:twice|again|a second time|more than once|repeatedly|several times))?"
    r"(?: with the same (?:idempotency )?key)? , (?:then )?"
    r"(?:only (?:one|a single)|exactly one|just one|no (?:second|other|further)|"
    r"(?:still )?one) (?P<noun>[a-z]+(?: [a-z]+)?) (?:only )?(?:is|exists?|may be|shall be) ?"
    r"(?:only )?(?:[a-z]+ed|made|kept)?$"
)
_OVER: Final = r"(?P<how>more|less|fewer) than (?P<number>\d+(?:\.\d+)?) (?P<field>.+?)"
_LIMITS: Final = (
    re.compile(
        rf"^(?P<thing>.+?) (?:for|with|of|having|that have|over|lasting) {_OVER} "
        r"(?:is|may|shall)? ?(?:never (?:be )?(?:accepted|possible|allowed|permitted|taken|made)"
        r"|not (?:accepted|possible|allowed|permitted)|refused|rejected|turned down|declined)$"
    ),
    re.compile(
        r"^(?:the [a-z]+ (?:shall |must )?)?(?:reject|rejects|refuse|refuses|decline|declines) "
        rf"(?P<thing>.+?) (?:for|with|of|having|that have|lasting) {_OVER}$"
    ),
    re.compile(
        rf"^(?P<thing>.+?) (?:may |shall )?never (?:have|has|last|take|be for|hold) {_OVER}$"
    ),
)


_COMPARED: Final = re.compile(
    r"^(?P<thing>.+?) (?:that |which |who )?"
    r"(?:(?:is|last|lasts|weigh|weighs|cost|costs|take|takes) )?"
    r"(?P<how>longer|heavier|larger|bigger|higher|taller|older|wider|deeper|warmer|hotter|dearer|"
    r"shorter|lighter|smaller|lower|younger|colder|cheaper) "
    r"than (?P<number>\d+(?:\.\d+)?) ?(?P<field>[a-z]+(?: [a-z]+)?) "
    r"(?:is|may|shall)? ?(?:never (?:be )?(?:accepted|possible|allowed|permitted|taken|made)"
    r"|not (?:accepted|possible|allowed|permitted|taken)|refused|rejected|turned (?:down|away)|"
    r"declined)$"
)
_MEASURED: Final = {
    "heavier": "weight", "lighter": "weight", "longer": "length", "shorter": "length",
    "higher": "height", "taller": "height", "lower": "height", "older": "age", "younger": "age",
    "wider": "width", "deeper": "depth", "warmer": "temperature", "hotter": "temperature",
    "colder": "temperature", "dearer": "price", "cheaper": "price",
}  # fmt: skip
_LOWER: Final = frozenset(
    {"shorter", "lighter", "smaller", "lower", "younger", "colder", "cheaper"}
)
_GIVEN: Final = re.compile(
    r"^given (?P<thing>an? .+?) with (?:an? )?(?:(?P<number>-?\d+(?:\.\d+)?) (?P<field>[a-z ]+?)|"
    r"(?P<name>[a-z ]+?) (?:of )?(?P<value>-?\d+(?:\.\d+)?)) ,? ?"
    r"when (?:it|the .+?|somebody .+?) is (?P<done>[a-z]+) ,? ?(?:then )?"
    r"(?:it|this|the [a-z]+) is (?:refused|rejected|declined|never accepted|not accepted)$"
)
_IDENTIFIED: Final = re.compile(
    r"^(?:the|a|an|every|each) (?:new |stored )?(?P<thing>.+?) (?:gets|has|receives|is given) "
    r"(?:an?|its own|a unique|an own) (?:new |unique )?(?P<field>[a-z]+)$"
)
_IDEMPOTENT: Final = frozenset(
    {"is", "idempotent", "idempotency", "key", "keys", "the", "same", "a", "an", "never", "not"}
    | {"create", "second", "two", "another", "duplicate", "twice", "with", "no", "again", ":", ","}
    | {"shall", "may", "be", "request", "requests", "makes", "make", "only", "one", "once", "for"}
    | {"each", "so", "that", "and", "repeated", "call", "calls", "does", "it", "leads", "to", "by"}
    | {"its", "repeat", "repeating", "produces", "produce", "gives", "has", "effect", "further"}
)


class LimitReader:
    def __init__(self, model: Model) -> None:
        self._model = model

    def limits_of(self, said: str) -> tuple[Said, ...]:
        ways = (self._repeated, self._idempotent, self._counted, self._limited, self._compared)
        for read in (*ways, self._given, self._identified, self._adding):
            found = tuple(read(said))
            if found:
                return found
        return ()

    def _counted(self, said: str) -> Iterator[Said]:
        """`A loan may be extended at most twice.`"""
        for frame in frames_of(said):
            match = _AT_MOST.match(" ".join(frame.rest)) if frame.passive else None
            if match is None or len(frame.verbs) != 1 or frame.opener or frame.only:
                continue
            entity = self._entity(frame.subject)
            number = match["number"]
            is_more = match[0].startswith("more")
            most = _TIMES.get(number) or (number_of(number) if match["times"] else 0)
            if entity is not None and most and frame.never is is_more:
                asks = frame.passive and not frame.never
                yield Counted(entity, frame.verbs[0], most, asks)
                return

    def _adding(self, said: str) -> Iterator[Said]:
        """`Each repair adds one to the number of repairs`, which is counted so anyway."""
        match = _ADDING.fullmatch(said)
        verb = act_called(match["deed"]) if match else ""
        for entity in self._model.entities if match and verb else ():
            name = counted_by(entity, verb)
            if match and name and field_called(entity, tuple(match["field"].split())) == name:
                yield Described(
                    entity.name, f"{name} of a {entity.name} counts each {match['deed']}"
                )
                return

    def _repeated(self, said: str) -> Iterator[Said]:
        """`Adding the same patient twice must not create two cards.`"""
        match = _TWICE.match(said) or _REPEATED.match(said)
        for frame in frames_of(match["what"]) if match else ():
            entity = self._entity(frame.rest)
            if entity is not None and len(frame.verbs) == 1 and not frame.subject:
                yield Repeated(entity, frame.verbs[0])
                return

    def _idempotent(self, said: str) -> Iterator[Said]:
        """`Entering a bill is idempotent: the same key never creates a second bill.`"""
        words = tuple(said.split())
        is_denied = re.search(r"\b(?:not|never|no) (?:be )?idempot", said)
        if is_denied or not {"idempotent", "idempotency"} & {*words}:
            return
        for frame in frames_of(words[0] if len(words) == 1 else said.split(" is ", 1)[0]):
            entity = self._entity(frame.rest)
            if entity is None or frame.subject or frame.passive or len(frame.verbs) != 1:
                continue
            rest = {*words[len(frame.rest) + 1 :]}
            names = {word for word in rest if self._entity((word,)) is entity}
            if rest <= _IDEMPOTENT | names:
                yield Repeated(entity, frame.verbs[0])
                return

    def _compared(self, said: str) -> Iterator[Said]:
        """`Outages that last longer than 48 hours are not accepted.`"""
        match = _COMPARED.match(said)
        entity = self._entity(tuple(match["thing"].split())) if match else None
        if match is None or entity is None:
            return
        unit = match["field"].split()[0]
        noun = _MEASURED.get(match["how"], "")
        said_so = (field_called(entity, (one,)) for one in (unit, noun) if one)
        measured = (one.name for one in entity.fields if one.name.endswith(f"_{unit}"))
        number, upper = Decimal(match["number"]), match["how"] not in _LOWER
        names = {name for name in (*said_so, *measured) if name}
        name = names.pop() if len(names) == 1 else ""
        if name and _is_bound(entity, name, number, upper=upper):
            yield Limited(entity, name)

    def _given(self, said: str) -> Iterator[Said]:
        """`Given a score with 17 voices, when it is added, then it is refused.`"""
        match = _GIVEN.match(said)
        entity = self._entity(tuple(match["thing"].split())) if match else None
        if match is None or entity is None:
            return
        name = field_called(entity, tuple((match["field"] or match["name"]).split()))
        if name and _is_outside(entity, name, Decimal(match["number"] or match["value"])):
            yield Limited(entity, name)

    def _identified(self, said: str) -> Iterator[Said]:
        """`The new score gets an id.`"""
        match = _IDENTIFIED.match(said)
        entity = self._entity(tuple(match["thing"].split())) if match else None
        for one in entity.fields if match and entity else ():
            is_made = one.constraints.primary_key and str(one.type) == "uuid"
            if is_made and match and one.name == match["field"] and entity:
                yield Limited(entity, one.name)

    def _limited(self, said: str) -> Iterator[Said]:
        for form in _LIMITS:
            match = form.match(said)
            entity = self._entity(tuple(match["thing"].split())) if match else None
            if match is None or entity is None:
                continue
            name = field_called(entity, tuple(match["field"].split()))
            bound = Decimal(match["number"])
            if name and _is_bound(entity, name, bound, upper=match["how"] == "more"):
                yield Limited(entity, name)
                return

    def _entity(self, words: Words) -> Entity | None:
        thing, end = self._model.thing_at(words, articles_end(words, 0))
        is_whole = thing is not None and end == len(words)
        is_plain = thing is not None and thing.value is None and not thing.fields
        return thing.entity if thing is not None and is_whole and is_plain else None


def number_of(word: str) -> int:
    """0 for what is no number."""
    return int(word) if word.isdigit() else _WORDS.get(word, 0)


def _is_bound(entity: Entity, name: str, number: Decimal, *, upper: bool) -> bool:
    limits = next(one.constraints for one in entity.fields if one.name == name)
    bound: Bound | None = limits.maximum if upper else limits.minimum
    return bound is not None and bound.inclusive and bound.value == number


def _is_outside(entity: Entity, name: str, number: Decimal) -> bool:
    """Whether the data model refuses the number."""
    limits = next(one.constraints for one in entity.fields if one.name == name)
    low, high = limits.minimum, limits.maximum
    is_under = low is not None and number < low.value
    return bool(is_under or (high is not None and number > high.value))
