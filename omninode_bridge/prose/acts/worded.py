"""What strangers say in other words of deeds: to whom, what comes first, what an event carries."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.acts.by_state import with_things
from omninode_bridge.prose.acts.linking import linked
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.turned import done_of
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.types import Kind, Optional, Scalar

_A: Final = r"(?:an?|the|any|every|one)"
_THING: Final = rf"{_A} [a-z]+(?: [a-z]+)?"
_CARRIES: Final = re.compile(
    r"(?P<rest>.*\b[a-z]+_[a-z_]+\b.*?) (?:with|carrying|and carries|that carries|which carries) "
    r"(?P<list>(?:(?:the|its|all|their) )?[a-z]+(?:[a-z_ ,]*[a-z])?)"
)
_AGAIN: Final = r"(?: (?:again|afterwards|then|from then on|thereby|once more))*"
_MAKES: Final = re.compile(
    r"(?P<deed>.+?) ?(?:[,;] ?(?:and |then )*|and (?:then )?)(?:(?:which |that |this )?(?:makes?|"
    r"turns?|sets?|brings?) (?:it|them)(?: back)?(?: to| into)?|(?:it|they) (?:then )?(?:goes? "
    r"back|returns?|comes? back|changes?|moves?)(?: again)? (?:in)?to|(?:it|they) is(?: then)?) "
    rf"(?:the )?(?P<value>[a-z_]+(?: [a-z]+)??){_AGAIN}"
)
_WHEN_DOES: Final = re.compile(
    r"(?:when|whenever|if|once|as soon as) (?P<deed>[^,]+?) ?, (?:then )?(?:it|they) (?:then )?"
    rf"(?:is|becomes)(?: then)? (?P<value>[a-z_]+(?: [a-z]+)??){_AGAIN}"
)
_WHEN_DONE: Final = re.compile(
    rf"(?P<thing>.+?) becomes (?P<value>[a-z_ ]+?){_AGAIN} (?:when|once|as soon as) it is "
    r"(?P<done>[a-z]+(?: [a-z]+)?)"
)
_MAKING: Final = re.compile(
    r"(?P<deed>[a-z]+ing(?: (?:out|in|back|up|off|over|away))?) (?P<thing>.+?) (?:makes|turns|sets|"
    rf"brings) it(?: back)?(?: to| into)? (?P<value>[a-z_ ]+?){_AGAIN}"
)
_SET: Final = re.compile(r"(?P<deed>.+? (?:set|put|marked|sets|puts|marks)) (?P<value>[a-z_ ]+)")
_FIRST: Final = re.compile(
    r"(?P<rest>.+?) ?,? (?:and |with |in |the |sorted )*(?P<how>newest|latest|oldest|earliest|"
    r"highest|lowest|largest|smallest|biggest|heaviest|lightest|dearest|cheapest|longest|shortest) "
    r"(?P<field>[a-z]+(?: [a-z]+)? )?first"
)
_UP: Final = frozenset({"oldest", "earliest", "lowest", "smallest", "lightest", "cheapest"}) | {
    "shortest"
}
_UNTIL: Final = re.compile(
    r"(?P<thing>.+?) may be (?P<done>[a-z]+(?: [a-z]+)??) (?:only )?until it is "
    r"(?P<value>[a-z_ ]+)"
)
_EVER: Final = re.compile(
    r" at (?:whenever|all times|every time)$| (?:whenever|if) (?:i|you) want$"
)
_TELL: Final = re.compile(
    r"(?:tell|inform|notify|let) [a-z ]+? (?:know )?(?P<when>when(?:ever)? .+?) ?: (?:publish|send|"
    r"emit|raise) (?:the event |an event )?(?P<name>[a-z]+(?:_[a-z]+)+)"
)
_LIST_OF: Final = re.compile(
    r"(?:there is|(?:the |an? )?[a-z]+s? (?:sees?|gets?|needs?|wants?)|show me|give me|show|see) "
    r"(?:an? |the )?(?:list|overview) of (?P<rest>.+)"
)
_WITH_FILTERS: Final = re.compile(
    r" ?,? (?:with (?:an? )?filters? (?:for|on|by)|(?:which|that) may be filtered by) "
    r"(?P<list>[a-z ,]+?)(?= ?$| ?, sorted| and (?:is )?sorted)"
)


class Worded:
    def __init__(self, model: Model) -> None:
        self._model = model

    def ways_of(self, said: str) -> Iterator[tuple[str, ...]]:
        for way in (
            *(self._to_whom(said), self._carrying(said), self._becoming(said)),
            *(self._first(said), self._until(said), self._listed(said)),
        ):
            yield from way
        for plain in with_things(self._model, said):
            yield (plain,)
        if match := _TELL.fullmatch(said):
            yield (f"{match['when']} , publish the event {match['name']}",)
        if _EVER.search(said):
            yield (_EVER.sub("", said),)

    def _to_whom(self, said: str) -> Iterator[tuple[str, ...]]:
        """`The porter lends a bike to a guest`: with the guest's number, where a bike has that."""
        for owner in self._model.entities:
            for target in self._model.entities:
                link = linked(owner, target)
                nouns = "|".join(self._model.nouns_of(target))
                form = (
                    rf"(?P<deed>.+?) (?:to|for) {_A} (?:{nouns})"
                    rf"(?: (?:by|with|under) (?:its|the|their|his|her) {_spoken(link.key.name)})?"
                    r"(?P<rest> (?:with|and) .+)?"
                    if link is not None
                    else "(?!)"
                )
                match = re.fullmatch(form, said)
                if match is not None and link is not None and self._is_of(owner, match["deed"]):
                    more = (match["rest"] or "").replace(" with ", " , ", 1)
                    yield (f"{match['deed']} with the {_spoken(link.field.name)}{more}",)

    def _is_of(self, owner: Entity, deed: str) -> bool:
        words = tuple(deed.split())
        found = (self._model.entity_at(words, at)[0] for at in range(len(words)))
        return any(one is owner for one in found)

    def _carrying(self, said: str) -> Iterator[tuple[str, ...]]:
        """`... is published with the tag and the door`: an event has all that the row has."""
        match = _CARRIES.fullmatch(said)
        words = tuple(match["list"].replace(",", " , ").split()) if match is not None else ()
        for entity in self._model.entities if match is not None else ():
            names, end = self._model.fields_at(entity, words, 0)
            if match is not None and names and end == len(words):
                yield (match["rest"].strip(" ,"),)
                return

    def _becoming(self, said: str) -> Iterator[tuple[str, ...]]:
        """What is said to become of it, as the end of a deed."""
        if (match := _MAKES.fullmatch(said)) and self._is_state(match["value"]):
            yield (f"{match['deed']} , and it becomes {match['value']}",)
        if (match := _WHEN_DOES.fullmatch(said)) and self._is_state(match["value"]):
            yield (f"{match['deed']} , and it becomes {match['value']}",)
        if (match := _WHEN_DONE.fullmatch(said)) and self._is_state(match["value"]):
            yield (f"when {match['thing']} is {match['done']} , it becomes {match['value']}",)
        if (match := _MAKING.fullmatch(said)) and self._is_state(match["value"]):
            done = done_of(match["deed"])
            yield (f"when {match['thing']} is {done} , it becomes {match['value']}",)
        if (match := _SET.fullmatch(said)) and self._is_state(match["value"]):
            yield (f"{match['deed']} to {match['value']}",)

    def _is_state(self, said: str) -> bool:
        return any(said == one.words for each in self._model.entities for one in values_of(each))

    def _first(self, said: str) -> Iterator[tuple[str, ...]]:
        """`latest start day first`, `newest first` where there is one day."""
        match = _FIRST.fullmatch(said)
        if match is None:
            return
        down = "" if match["how"] in _UP else " descending"
        field = (match["field"] or "").strip()
        for entity in self._model.entities:
            if not field and self._is_of(entity, match["rest"]):
                times = [one.name for one in entity.fields if _is_time(one.type)]
                field = _spoken(times[0]) if len(times) == 1 else ""
        if field:
            yield (f"{match['rest']} , sorted by {field}{down}",)

    @staticmethod
    def _until(said: str) -> Iterator[tuple[str, ...]]:
        """From then on it may not."""
        if match := _UNTIL.fullmatch(said):
            never = f"{match['thing']} is never {match['done']} once it is {match['value']}"
            yield (f"{match['thing']} may be {match['done']}", never)

    @staticmethod
    def _listed(said: str) -> Iterator[tuple[str, ...]]:
        """`There is a list of plots with filters for status, sorted by area`."""
        plain = _LIST_OF.sub(r"list \g<rest>", said)
        plain = _WITH_FILTERS.sub(r" filtered by \g<list>", plain)
        plain = re.sub(r" ?,? and is sorted by ", " , sorted by ", plain)
        if plain != said:
            yield (plain,)


def _is_time(kind: object) -> bool:
    plain = kind.of if isinstance(kind, Optional) else kind
    return isinstance(plain, Scalar) and plain.kind in {Kind.DATE, Kind.DATETIME}


def _spoken(name: str) -> str:
    return name.replace("_", " ")
