"""Events that are refused: `a fill that would bring the level over 500`, `the third attempt`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.demands import Demands
from omninode_bridge.prose.lives.draft import Draft, Value, after_move
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier
from omninode_bridge.prose.narration.story import Line, UntoldError

_REST: Final = re.compile(
    rf"(?:such an? |(?:(?:{ARTICLE} )?(?:further|other|more|additional|later|next|third|"
    rf"fourth|fifth|"
    r"sixth|second|new) )|with (?:fewer|less|more) [a-z]+ |otherwise )(?:the |an? "
    r")?(?:(?P<what>[a-z-]+))?"
)
_BRINGS: Final = re.compile(
    r"(?P<event>.+?) (?:that|which) (?:shall |may )?(?:brings?|takes?|raises?|lowers?|makes?|puts?|"
    r"leaves?|pushes) (?P<field>.+?) (?:to )?(?P<side>over|above|below|under|beyond|more than|"
    r"less than) (?:(?P<limit>zero|\d[\d.]*)(?: [a-z]+)?|(?P<name>(?:the|its) [a-z][a-z ]*))"
)
_THAN: Final = re.compile(
    r"(?P<event>.+?) (?:of|for|over|by) (?P<side>more|less) than (?P<limit>.+)"
)
_TOTAL: Final = re.compile(
    r"(?P<event>[a-z-]+(?: [a-z]+)?) (?:of )?more than (?P<limit>(?:the|its) [a-z ]+?) "
    r"(?:in total|altogether|in all|overall)"
)
_HAS: Final = re.compile(
    r"(?P<event>.+?) of more (?P<what>[a-z]+) than .+? (?:has|have|holds|is there|there is|is left)"
)
_WITH: Final = re.compile(
    rf"(?P<event>.+?) with (?:{ARTICLE} )?(?P<how>negative|positive) (?P<field>.+)"
)
_NEGATIVE: Final = re.compile(rf"(?:{ARTICLE} )?(?P<how>negative|positive) (?P<field>[a-z ]+)")
_EVENT_WITH: Final = re.compile(rf"(?P<event>(?:{ARTICLE} )?[a-z-]+(?: event)?) with (?P<rest>.+)")
_OF_LIMIT: Final = re.compile(
    r"^((?:an? |the )?[a-z ]+?) (?:of |that is )?(?=\d|more|less|over|under|below|above|outside)"
)
_ITS_NUMBER: Final = re.compile(
    rf"(?P<event>(?:{ARTICLE} )?[a-z-]+) (?=outside|below|above|over|under|of \d)"
)


@dataclass(slots=True)
class Refusals:
    draft: Draft
    names: EventNames

    @property
    def _demands(self) -> Demands:
        return Demands(self.draft, self.names)

    def take(
        self, clause: Clause, event: str, carried: Sequence[Value], line: Line, *, is_rest: bool
    ) -> None:
        """`is_rest` where the sentence says before what must be so: `otherwise it is refused`."""
        if clause.says is Says.ASKS:
            self._demands.asked(clause.text, carried, line)
            return
        is_so = is_rest and self._rest(clause.text, event, line)
        ways = (
            self._brought, self._more_than_has, self._in_total, self._than, self._again,
            self._plainly,
        )  # fmt: skip
        if not is_so and not any(way(clause.text, event, line) for way in ways):
            raise UntoldError(f"when `{clause.text}` is refused is not understood")

    def when(self, clause: Clause, asks: Sequence[str], event: str, line: Line) -> None:
        """`if the amount is more than the balance , the withdrawal is refused`."""
        events = self.names.meant(clause.text, event)
        found = [(one, text, self._demands.condition(text, one)) for one in events for text in asks]
        if not found or not all(asked for _, _, asked in found):
            raise UntoldError(f"when `{clause.text}` is refused is not understood")
        for one, _, asked in found:
            self._demands.deny(asked, one, line)

    def never(self, clause: Clause, event: str, line: Line, states: Sequence[str]) -> None:
        """`it cannot be cancelled any more` holds where no move says otherwise."""
        events = self.names.meant(clause.event, event)
        denied = {*clause.states, *states}
        deeds = [one for each in events or [event] for one in self.draft.of_event(each)]
        if not deeds or not denied:
            raise UntoldError("what is impossible, and in which state, is not said")
        if against := [one for one in deeds if {*one.sources} & denied]:
            raise UntoldError(
                f"`{against[0].event}` is possible in {against[0].sources[0]} elsewhere"
            )
        for one in deeds:
            self.draft.denied.setdefault(one.event, set()).update(denied)
        self.draft.bind(line, deeds)

    def never_when(self, clause: Clause, asks: Sequence[str], event: str, line: Line) -> None:
        """`after 50 fillings it is never filled any more`."""
        events = self.names.meant(clause.event, event) if clause.event or event else []
        found = [(one, self._demands.condition(text, one)) for one in events for text in asks]
        if not found or not all(asked for _, asked in found):
            raise UntoldError("what is impossible, and when, is not said")
        for one, asked in found:
            self._demands.deny(asked, one, line)

    def _brought(self, text: str, event: str, line: Line) -> bool:
        """`a fill that shall bring the level over 500 tonnes`."""
        found = _BRINGS.fullmatch(text)
        events = self.names.meant(found["event"], event) if found else []
        value = self.draft.value(_plain(found["field"]), "") if found else None
        limit = self._limit(found["limit"], found["name"]) if found else ""
        if found is None or not events or value is None or not limit:
            return False
        sign = "<=" if found["side"] in {"over", "above", "beyond", "more than"} else ">="
        deeds = [
            one
            for each in events
            for one in self.draft.of_event(each)
            if after_move(one, value.name)
        ]
        for deed in deeds:
            deed.guard(f"{after_move(deed, value.name)} {sign} {limit}")
        self.draft.bind(line, deeds)
        return bool(deeds)

    def _limit(self, number: str | None, words: str | None) -> str:
        """A number, or what is remembered; empty where that is not known."""
        known = self.draft.value(_plain(words), "") if words else None
        return known.name if known else {"zero": "0"}.get(number or "", number or "")

    def _more_than_has(self, text: str, event: str, line: Line) -> bool:
        """`a redemption of more points than the card has`."""
        found = _HAS.fullmatch(text)
        events = self.names.meant(found["event"], event) if found else []
        known = self.draft.value(found["what"], "") if found else None
        for one in events if known else ():
            by = self.draft.value(found["what"], one) if found else None
            if by is None or known is None or by is known:
                return False
            self._demands.guard(one, f"{by.name} <= {self.draft.spelled(known, one)}", line)
        return bool(events and known)

    def _than(self, text: str, event: str, line: Line) -> bool:
        """`a withdrawal of more than the current level`."""
        found = _THAN.fullmatch(text)
        events = self.names.meant(found["event"], event) if found else []
        for one in events if found else ():
            by = self.draft.only_number(one)
            if by is None or found is None:
                return False
            said = f"the {by.name.replace('_', ' ')} is {found['side']} than {found['limit']}"
            asked = self._demands.condition(said, one)
            if not asked:
                return False
            self._demands.deny(asked, one, line)
        return bool(events)

    def _in_total(self, text: str, event: str, line: Line) -> bool:
        """`booking more than the budget in total`: what all of them add up to."""
        found = _TOTAL.fullmatch(text)
        events = self.names.meant(found["event"], event) if found else []
        limit = self.draft.value(_plain(found["limit"]), "") if found else None
        deeds = [one for each in events for one in self.draft.of_event(each)]
        grown = {
            name: after
            for deed in deeds
            for name in self.draft.context
            if (after := after_move(deed, name)).startswith(f"{name} + ")
            and not after.endswith(" 1")
        }
        if limit is None or len(grown) != 1:
            return False
        for deed in deeds:
            deed.guard(f"{next(iter(grown.values()))} <= {limit.name}")
        self.draft.bind(line, deeds)
        return bool(deeds)

    def _again(self, text: str, event: str, line: Line) -> bool:
        """`the third attempt`, `such a fill`: what the rule before it says, too."""
        found = _REST.fullmatch(text)
        return bool(found) and self._rest((found and found["what"]) or "", event, line)

    def _rest(self, words: str, event: str, line: Line) -> bool:
        """`otherwise the order is refused`, where something is asked of it."""
        events = self.names.meant(words, event) or ([event] if event and words in _ANY else [])
        deeds = [one for each in events for one in self.draft.of_event(each)]
        limited = [one for one in deeds if one.guards or self._is_limited(one.event)]
        self.draft.bind(line, limited)
        return bool(limited)

    def _is_limited(self, event: str) -> bool:
        return any(one.limits for one in self.draft.carried(event).values())

    def _plainly(self, text: str, event: str, line: Line) -> bool:
        """`a meter event with a negative energy`, `an amount of 0 or less`."""
        demands = self._demands
        for words, events in self._spoken(text, event):
            meant = events or demands.speaking_of(words)
            found = [(one, asked) for one in meant if (asked := demands.condition(words, one))]
            for one, asked in found:
                demands.deny(asked, one, line)
            if found:
                return True
        return False

    def _spoken(self, text: str, event: str) -> Iterator[tuple[str, list[str]]]:
        """Other words for it, and the events that are named."""
        if found := _WITH.fullmatch(text):
            yield f"the {found['field']} is {found['how']}", self.names.meant(found["event"], event)
        if found := _NEGATIVE.fullmatch(text):
            yield f"the {found['field']} is {found['how']}", []
        if found := _EVENT_WITH.fullmatch(text):
            events = self.names.meant(found["event"], event)
            yield found["rest"], events
            yield _OF_LIMIT.sub(r"\1 is ", found["rest"]), events
        yield text, []
        if found := _ITS_NUMBER.match(text):
            for one in self.names.meant(found["event"], event):
                if number := self.draft.only_number(one):
                    yield f"{number.name.replace('_', ' ')} {text[found.end() :]}", [one]


_ANY: Final = frozenset({"", "attempt", "one", "try", "event"})


def _plain(words: str) -> str:
    return identifier(re.sub(rf"^(?:{ARTICLE} )?(?:current |new )?", "", words))
