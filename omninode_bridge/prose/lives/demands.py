"""What values must be for an event to be accepted, as guards or as limits of what it carries."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.lives.draft import Deed, Draft, Value, after_move
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.narration.conditions import condition_of
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.parts.spoken_types import is_unit
from omninode_bridge.requirements.types import Kind, Scalar

_INCLUDED: Final = re.compile(
    r" , (?:limits|both|both limits|both values|bounds|both ends) (?:is )?(?:included|inclusive)$|"
    r" (?:\( )?(?:inclusive|included)(?: \))?$"
)
_SIMPLE: Final = re.compile(r"(?P<name>\w+) (?P<sign>>=|<=|>|<|=) (?P<limit>-?\d[\d.]*)")
_INVERSE: Final = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_MANY: Final = (
    r"(?P<bound>(?:at least|at most|more than|less than|fewer than|exactly) \d+|\d+ or (?:more|"
    r"fewer|less)|\d+)"
)
_DONE_SO_OFTEN: Final = re.compile(
    rf"(?:it|the [a-z]+(?: [a-z]+)?) is (?P<verb>[a-z]+) (?:only )?{_MANY} times?(?: so far)?"
)
_THERE_ARE: Final = re.compile(
    rf"(?:there is|it has|the [a-z]+ has) {_MANY} (?P<what>[a-z-]+)(?: so far)?"
)
_SUFFICES: Final = re.compile(
    r"(?:the |its )?(?P<what>[a-z][a-z ]*?) (?:shall )?(?:suffices?|is sufficient|is enough)"
)
_OF_EVENTS: Final = re.compile(
    r" of (?P<events>(?:an?|the|each|every) [a-z-]+(?: or (?:an? |the )?[a-z-]+)?)(?= )"
)


@dataclass(slots=True)
class Demands:
    draft: Draft
    names: EventNames

    def condition(self, text: str, event: str) -> str:
        """What the words ask of values, in the rule language; empty where that is nothing known."""
        # A name that is written as code is words, too.
        spoken = re.sub(r"^(?:its|their|his|her) ", "the ", text.replace("_", " "))
        spoken = self._counted(re.sub(r"\b(?:current|given|present) (?=[a-z])", "", spoken))
        if not any(one.replace("_", " ") in text for one in self.draft.context):
            spoken = re.sub(r"\b(?:new|total) (?=[a-z])", "", spoken)
        values = {**self.draft.context, **(self.draft.carried(event) if event else {})}
        named: dict[str, Value] = {}
        for one in reversed(values.values()):
            named |= {name: one for name in names_of(one) if name not in named}
        fields = [
            Field(name, one.shape if one.type else Scalar(Kind.DECIMAL), one.line.requirement.place)
            for name, one in named.items()
        ]
        found = condition_of(spoken, fields, (self.draft.words.thing,))
        return re.sub(
            r"[a-z_]\w*", lambda word: named[word[0]].name if word[0] in named else word[0], found
        )

    def _counted(self, text: str) -> str:
        """`it is moved fewer than 3 times`, `there is at least 2 moves` ask for the number."""
        done = _DONE_SO_OFTEN.fullmatch(text)
        there = _THERE_ARE.fullmatch(text)
        what = base_of(done["verb"]) if done else there["what"] if there else ""
        if not what or (there and self.draft.value(what.replace("-", "_"), "")):
            return text
        found = self.names.meant(what) if what not in {"it", "event"} else []
        if len(found) != 1 or not self.draft.of_event(found[0]):
            return text
        bound = (done or there or {})["bound"]  # type: ignore[index] # one of them is a match
        return f"the {self.counter(found[0]).replace('_', ' ')} is {bound}"

    def counter(self, event: str) -> str:
        """The value that counts the event, a new one where none does."""
        known = self.draft.counters.get(event, "")
        if not known:
            line = self.draft.of_event(event)[0].line
            known = self.draft.remember(Value(f"{event}_count", line, "int")).name
            self.draft.counters[event] = known
            for deed in self.draft.of_event(event):
                deed.act(f"{known} = {known} + 1")
        return known

    def suffices(self, text: str, deed: Deed) -> str:
        """`the balance suffices`: it is not below 0 behind what the deed does to it."""
        found = _SUFFICES.fullmatch(text)
        value = self.draft.value(found["what"].replace(" ", "_"), "") if found else None
        after = after_move(deed, value.name) if value else ""
        return f"{after} >= 0" if after else ""

    def limit(self, event: str, times: int, line: Line) -> None:
        """`may be paused no more than twice`."""
        deeds = self.draft.moves(event, line)
        counter = self.counter(event)
        for deed in deeds:
            deed.guard(f"{counter} < {times}")
        self.draft.bind(line, deeds)

    def asked(self, text: str, carried: Sequence[Value], line: Line) -> None:
        plain = _INCLUDED.sub("", text)
        if carried:
            plain = re.sub(
                r"^(?:which|it|that) (?=is|lies|shall)",
                f"the {carried[-1].name.replace('_', ' ')} ",
                plain,
            )
        plain, events = self._of_events(plain)
        plain = re.sub(r" (?:lies|shall lie|shall be|may be) ", " is ", plain)
        events = events or self.speaking_of(plain)
        done = False
        for one in events:
            if asked := self.condition(plain, one):
                self.demand(asked, one, line)
                done = True
        if not done and not self.invariant(self.condition(plain, ""), line):
            raise UntoldError(f"`{text}` asks for nothing that is known")

    def _of_events(self, text: str) -> tuple[str, list[str]]:
        """`the tonnes of a fill or a withdrawal`: which events are meant, and the rest."""
        found = _OF_EVENTS.search(text)
        events = self.names.meant(found["events"]) if found else []
        return (text[: found.start()] + text[found.end() :] if found and events else text), events

    def speaking_of(self, text: str) -> list[str]:
        """The events that carry a value which the words name."""
        text = text.replace("_", " ")
        return [
            event
            for event, known in self.draft.payloads.items()
            if any(
                re.search(rf"\b{name.replace('_', ' ')}\b", text)
                for one in known.values()
                for name in names_of(one)
            )
        ]

    def demand(self, asked: str, event: str, line: Line) -> None:
        """A limit of what the event carries, where it is one, else a guard of its moves."""
        deeds = self.draft.moves(event, line)
        known = self.draft.carried(event)
        limits = limits_of(asked, known)
        for name, limit in limits:
            known[name].type = known[name].type or "decimal"
            known[name].limits = (*known[name].limits, limit)
        for deed in () if limits else deeds:
            deed.guard(asked)
        self.draft.bind(line, deeds)

    def invariant(self, asked: str, line: Line) -> bool:
        """What must always be so of a remembered value holds behind each change of it."""
        simple = _SIMPLE.fullmatch(asked)
        if simple is None or simple["name"] not in self.draft.context:
            return False
        changed = [
            (one, after) for one in self.draft.deeds if (after := after_move(one, simple["name"]))
        ]
        for deed, after in changed:
            if re.fullmatch(r"0|none", after) is None:
                deed.guard(f"{after} {simple['sign']} {simple['limit']}")
        self.draft.bind(line, [one for one, _ in changed])
        return bool(changed)

    def deny(self, asked: str, event: str, line: Line) -> None:
        if opposite := turned(asked):
            self.demand(opposite, event, line)
            return
        self.guard(event, f"not ({asked.strip('()')})", line)

    def guard(self, event: str, text: str, line: Line) -> None:
        deeds = self.draft.moves(event, line)
        for deed in deeds:
            deed.guard(text)
        self.draft.bind(line, deeds)


def names_of(value: Value) -> set[str]:
    """What a value is called: by its name, by other names, by the last word of its name."""
    last = "" if "_of_" in value.name else value.name.rsplit("_", maxsplit=1)[-1]
    last = "" if "_" in value.name and is_unit(last) else last
    return {one for one in (value.name, *value.aliases, last) if one}


def limits_of(asked: str, names: Collection[str]) -> list[tuple[str, str]]:
    """The limits that a condition sets to the values; none where it asks for something else."""
    parts = asked.strip("()").split(" and ")
    simple = [one for part in parts if (one := _SIMPLE.fullmatch(part))]
    are_limits = all(one["name"] in names and one["sign"] != "=" for one in simple)
    if len(simple) < len(parts) or not are_limits:
        return []
    return [(one["name"], f"{one['sign']} {one['limit']}") for one in simple]


def turned(asked: str) -> str:
    """The opposite of a comparison, or of several joined by `or`; empty for other conditions."""
    parts = asked.strip("()").split(" or ")
    simple = [one for part in parts if (one := _SIMPLE.fullmatch(part)) and one["sign"] in _INVERSE]
    opposite = (f"{one['name']} {_INVERSE[one['sign']]} {one['limit']}" for one in simple)
    return " and ".join(opposite) if len(simple) == len(parts) else ""
