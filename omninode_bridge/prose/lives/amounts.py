"""What is remembered, and what events do to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.lives.clause import Clause
from omninode_bridge.prose.lives.demands import Demands
from omninode_bridge.prose.lives.draft import Deed, Draft, Value, after_move
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.lives.items import bracketed, guessed, value_of
from omninode_bridge.prose.narration.plain_words import identifier, without_article
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.parts.spoken_types import is_unit, type_of_unit

_STOCKS: Final = ("level", "stock", "balance", "content", "contents", "supply", "credit")
_ITSELF: Final = frozenset(
    {"it", "each one", "each of them", "each", "that", "this", "them", "these", "that number",
     "that amount", "this amount", "this number", "its amount"}
)  # fmt: skip
_SO_FAR: Final = re.compile(r" (?:so far|until now|up to now|in total|altogether|in all|overall)$")
_COUNTED: Final = re.compile(r"(?:the )?(?:number of|how many|how often|count of) (?P<what>.+)")
_SUMMED: Final = re.compile(
    r"(?P<how>sum of|total of|total|overall)(?: the| all(?: the)?)? (?P<what>.+)"
)
_BRACKET: Final = re.compile(r" \( [^()]+ \)$")
_NUMBER: Final = re.compile(
    r"(?P<number>\d[\d.]*)(?: (?P<unit>[a-z]+))?(?: (?:per|for each|for every|each) "
    r"(?P<per>[a-z]+))?"
)


@dataclass(slots=True)
class Amounts:
    draft: Draft
    names: EventNames
    spoken: str

    def keep(
        self, clause: Clause, event: str, carried: Sequence[Value], line: Line, left: list[str]
    ) -> None:
        """`left` are the items of which nothing is known yet."""
        for item in clause.items:
            known = list(carried) if not item else []
            for one in known:
                self._remember(one, clause.field, line)
            spoken, called = bracketed(item)
            spoken, name = _BRACKET.sub("", spoken), called or clause.field
            if not known and not self._kept(spoken, name, event, line):
                left.append(spoken)
                self._declare(item, name, line)
            elif not known and spoken != item and not called:
                self._limited(item, line)

    def _limited(self, item: str, line: Line) -> None:
        """What a sentence that keeps a value says of its type and its limits."""
        said = value_of(item, line, self.spoken)
        for event in self.draft.carriers(said.name):
            value = self.draft.value(said.name, event)
            if value is not None:
                value.type = value.type or said.type
                value.limits = (*value.limits, *said.limits)

    def _declare(self, item: str, name: str, line: Line) -> None:
        """A number that other sentences may change: `it remembers the balance in euros`."""
        try:
            value = value_of(item, line, self.spoken)
        except UntoldError:
            return
        if value.is_number and self.draft.value(value.name, "") is None:
            value.name = identifier(name) or value.name
            self.draft.remember(value)

    def settle(self, items: Sequence[str], line: Line) -> None:
        """Raises `UntoldError` for what no event brings."""
        for item in items:
            plain = re.sub(r" in [a-z]+$", "", without_article(item))
            found = self.draft.value(identifier(plain), "")
            if found is None:
                raise UntoldError(f"which event brings `{item}` is not said")
            changing = [one for one in self.draft.deeds if after_move(one, found.name)]
            if not changing:
                del self.draft.context[found.name]
                raise UntoldError(f"which event changes `{item}` is not said")
            for limit in found.limits if found.line is line else ():
                Demands(self.draft, self.names).invariant(f"{found.name} {limit}", line)
            self.draft.bind(line, changing)

    def _kept(self, item: str, name: str, event: str, line: Line) -> bool:
        plain = re.sub(
            r" in [a-z]+$", "", without_article(_SO_FAR.sub("", re.sub(r"'s? ", " ", item)))
        )
        carriers = self.draft.carriers(identifier(plain))
        own = [{one.name, *one.aliases} for one in self._carried(carriers)]
        is_own = any(identifier(plain) in names for names in own)
        if not is_own and (counted := _COUNTED.fullmatch(plain)):
            return self._count(counted["what"], name, plain, line)
        if not is_own and (summed := _SUMMED.fullmatch(plain)):
            called = "" if name == "sum" else re.sub(r" (?:the|all|all the) ", " ", plain)
            return self._sum(summed["what"], identifier(called), event, line)
        its = re.match(r"its ([a-z ]+)$", item)
        if not carriers and its and name:
            self.draft.carried(event)[identifier(its[1])] = value_of(item, line, self.spoken)
            carriers = [event]
        for one in carriers:
            value = self.draft.value(identifier(plain), one)
            if value is not None:
                self._remember(value, name, line, one)
        if not carriers and _SO_FAR.search(item) and self.draft.only_number(event):
            return self._sum("", identifier(plain), event, line)
        return bool(carriers)

    def _carried(self, events: Sequence[str]) -> list[Value]:
        return [one for event in events for one in self.draft.carried(event).values()]

    def _remember(self, value: Value, name: str, line: Line, event: str = "") -> None:
        """The last one that an event brings."""
        events = (
            [event]
            if event
            else [one for one, known in self.draft.payloads.items() if value.name in known]
        )
        kept = self.draft.remember(
            Value(identifier(name) or value.name, line, value.type, aliases={*value.aliases})
        )
        for one in events:
            deeds = self.draft.moves(one, line)
            for deed in deeds:
                deed.act(f"{kept.name} = {value.name}")
            self.draft.bind(line, deeds)

    def _count(self, what: str, name: str, phrase: str, line: Line) -> bool:
        """`how many parts is ordered`, `the number of ratings`."""
        *before, last = re.sub(r"^(?:it|they|the [a-z]+) is ", "", what).split()
        noun = " ".join(one for one in before if one != "is")
        base = base_of(last) if is_past(last) else ""
        found = self.names.meant(base or what) if base or what != "it" else []
        if len(found) != 1:
            return False
        event = found[0]
        known = self.draft.counters.get(event, "")
        if known and not name:
            self.draft.context[known].aliases.add(identifier(phrase))
            self.draft.bind(line, self.draft.of_event(event))
            return True
        spoken = f"{noun} {last}".strip() if base and noun else f"times {last}" if base else phrase
        made = identifier(name) or identifier(
            re.sub(r"^how (?:many|often) ", "", spoken).replace("-", "_")
        )
        aliases = {identifier(noun or what.replace("-", "_"))}
        counter = self.draft.remember(Value(made, line, "int", aliases=aliases))
        self.draft.counters[event] = counter.name
        deeds = self.draft.moves(event, line)
        for deed in deeds:
            deed.act(f"{counter.name} = {counter.name} + 1")
        self.draft.bind(line, deeds)
        return True

    def _sum(self, what: str, name: str, event: str, line: Line) -> bool:
        """`the sum of the scores`, `the total filled`: of what one event brings."""
        plain = identifier(without_article(what))
        singular = identifier(re.sub(r"s$", "", plain))
        events = self.draft.carriers(plain) or self.draft.carriers(singular)
        done = self.names.meant(base_of(plain)) if plain and is_past(plain) else []
        events = events or done or ([event] if not plain else [])
        found = [
            (
                one,
                self.draft.value(plain, one)
                or self.draft.value(singular, one)
                or self.draft.only_number(one),
            )
            for one in events
        ]
        values = [
            (one, value) for one, value in found if value is not None and one in self.draft.payloads
        ]
        if not values:
            return False
        first = values[0][1]
        kind = first.type if first.is_number else "decimal"
        total = self.draft.remember(Value(name or first.name, line, kind))
        for one, value in values:
            value.type = value.type or kind
            before = self.draft.spelled(total, one)
            deeds = self.draft.moves(one, line)
            for deed in deeds:
                deed.act(f"{total.name} = {before} + {value.name}")
            self.draft.bind(line, deeds)
        return True

    def change(self, clause: Clause, event: str, line: Line, deeds: Sequence[Deed]) -> None:
        """Raises `UntoldError` for an amount that nothing carries."""
        events = self.names.meant(clause.event, event) or [event]
        if not clause.event and not deeds:
            events = self._bringing(clause.text, event) or events
        if not events[0]:
            raise UntoldError("which event changes it is not said")
        for one in events:
            words = self._stock() if clause.field == "level" and clause.event else clause.field
            name = identifier(without_article(words).removeprefix("number of "))
            known = self.draft.value(name, "")
            by, kind = self._amount(clause.text, one) if clause.sign else ("", "")
            name = name or by
            if known is None and (not (name and kind) or (by == "0" and clause.sign == "=")):
                raise UntoldError(f"`{words}` is not remembered")
            value = known or self.draft.remember(Value(name, line, kind or "decimal"))
            is_literal = re.match(r"\d", by) is not None
            value.type = value.type or ("" if is_literal and kind == "int" else kind)
            value.aliases |= {identifier(clause.called)} - {""}
            action = self._action(value, clause.sign, by, one)
            if clause.sign == "+" and by == "1" and value.is_number:
                self.draft.counters.setdefault(one, value.name)
            meant = [each for each in deeds if each.event == one] or self.draft.moves(one, line)
            for deed in meant:
                deed.act(action)
            self.draft.bind(line, meant)

    def _bringing(self, text: str, current: str) -> list[str]:
        """The one event that carries the amount, where the one told last does not."""
        per = re.search(r" (?:per|for each|for every|each) ([a-z]+)$", text)
        words = identifier(per[1] if per else without_article(text))
        ways = [one for one in (words, f"{words}s") if words]
        if any(self.draft.value(one, current) for one in ways):
            return []
        found = [event for one in ways for event in self.draft.carriers(one)]
        return found if len(found) == 1 else []

    def _action(self, value: Value, sign: str, by: str, event: str) -> str:
        if not sign:
            return f"{value.name} = {'0' if value.is_number else 'none'}"
        before = self.draft.spelled(value, event)
        return f"{value.name} = {by}" if sign == "=" else f"{value.name} = {before} {sign} {by}"

    def _stock(self) -> str:
        """What is in the thing, as the document calls it."""
        found = [one for one in _STOCKS if re.search(rf"\b{one}\b", self.spoken)]
        if len(found) != 1:
            raise UntoldError("what is in it has no name")
        return found[0]

    def _amount(self, text: str, event: str) -> tuple[str, str]:
        """In the rule language, and its type."""
        text = re.sub(r"^(?:that|this) (?=[a-z]+$)", "the ", text) if text not in _ITSELF else text
        plain = without_article(WRITTEN.get(text, {"one": "1", "zero": "0"}.get(text, text)))
        if number := _NUMBER.fullmatch(plain):
            unit = number["unit"] or ""
            kind = (
                type_of_unit(unit)
                if unit and is_unit(unit)
                else "int"
                if "." not in plain
                else "decimal"
            )
            per = (
                self.draft.value(number["per"], event)
                or self.draft.value(f"{number['per']}s", event)
                if number["per"]
                else None
            )
            if number["per"] and per is None:
                raise UntoldError(f"`{number['per']}` is carried by no event and is not remembered")
            return (f"{number['number']} * {per.name}" if per else number["number"]), kind
        named = re.sub(r"^(?:number|amount) of ", "", plain)
        of_event = re.search(r" of (?:an?|the|each|every) ([a-z-]+)$", named)
        if of_event and self.names.meant(of_event[1]) == [event]:
            named = named[: of_event.start()]
        value = self.draft.value(identifier(named), event)
        if value is None and (
            text in _ITSELF or re.match(r"(?:an?|the|that) (?:number|amount) of ", text)
        ):
            value = self.draft.only_number(event)
        if value is None:
            raise UntoldError(f"`{text}` is carried by no event and is not remembered")
        value.type = value.type or guessed(value.name) or "decimal"
        is_own = value.name in self.draft.carried(event)
        return (value.name if is_own else self.draft.spelled(value, event)), value.type
