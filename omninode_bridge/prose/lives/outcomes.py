"""Ways in which one event goes, by a value: `if the mark is at most 4 , it becomes passed`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.lives.amounts import Amounts
from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.demands import Demands, turned
from omninode_bridge.prose.lives.draft import Deed, Draft, after_move, emitted
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.narration.story import Line, UntoldError

_REACHES: Final = re.compile(r" (?:reach(?:es)?|gets? to|comes? to) (?=\d|the |its )")
_PASSES: Final = re.compile(
    r" (?:goes|rises|climbs|gets|falls|drops|sinks) (?:to )?(?=(?:above|over|below|under) )"
)
_EMPTIED: Final = re.compile(
    r" (?:reach(?:es)?|gets? to|comes? to|drops? to|falls? to) (?:0|zero)\b"
)
_NUMBER: Final = re.compile(r"\d[\d.]*")
_TWO: Final = 2


@dataclass(slots=True, eq=False)
class Outcome:
    """`deed` is what was told last, `is_rest` where it is what holds otherwise.

    `is_led` where its sentence says what happens: then a value that changes could be meant as it
    is before, or behind.
    """

    line: Line
    asks: tuple[str, ...]
    state: str
    deed: Deed | None
    is_rest: bool = False
    is_led: bool = False
    trunks: list[Deed] = field(default_factory=list)
    effects: list[Clause] = field(default_factory=list)
    """What else is so in that case: how values change, and who is told."""

    places: tuple[str, ...] = ()
    """The states in which it is said to be so."""


@dataclass(slots=True)
class Outcomes:
    draft: Draft
    names: EventNames
    spoken: str

    def split(self, one: Outcome) -> None:
        """Raises `UntoldError` where no event is known that could go so."""
        found = [(deed, " and ".join(asks)) for deed, asks in self._found(one)]
        if not found:
            raise UntoldError(f"`{one.asks[0]}` asks for nothing that is known")
        for deed, asked in found:
            guard = (turned(asked) or f"not ({asked})") if one.is_rest else asked
            way = Deed(deed.event, one.line, ends=one.state, guards=[guard])
            for effect in one.effects:
                self._take(effect, way, one.line)
            _at_odds(deed, way)
            self.draft.bind(one.line, [deed])
            deed.ways.append(way)
            one.trunks.append(deed)

    def _take(self, effect: Clause, way: Deed, line: Line) -> None:
        if effect.says is Says.INFORMS:
            way.act(emitted(effect, way, self.draft))
            return
        amounts = Amounts(self.draft, self.names, self.spoken)
        amounts.change(effect, way.event, line, [way])

    def settle(self, one: Outcome) -> None:
        """What goes one way in one case only stays where it is in others, if it adds up to it."""
        for deed in one.trunks:
            way = deed.ways[0] if deed.ways else None
            if way is None or len(deed.ways) < _TWO:
                is_rest_told = bool(deed.ends) or not one.state
                if way is None or not (is_rest_told or self._grows(one, deed)):
                    deed.ways.clear()
                    reason = f"what becomes of it otherwise, when `{deed.event}` happens, is open"
                    self.draft.dropped[deed.event] = (one.line, reason)
                    raise UntoldError(reason)
                guard = way.guards[0]
                others = [turned(guard) or f"not ({guard})"]
                rest = Deed(deed.event, one.line, ends=deed.ends, guards=others)
                deed.ways.append(rest)

    def _found(self, one: Outcome) -> Sequence[tuple[Deed, list[str]]]:
        """The events that go so, each with what is asked then."""
        if one.deed is not None and self._speaks(one, one.deed):
            asked = [self._asked(text, one.deed, one) for text in one.asks]
            is_open = not one.deed.ends or not one.is_led
            return [(one.deed, asked)] if all(asked) and is_open else []
        if bearing := self._bearing(one):
            asks = [(deed, [self._asked(text, deed, one) for text in one.asks]) for deed in bearing]
            return asks if all(all(each) for _, each in asks) else []
        known = [deed for deed in self.draft.deeds if self._grows(one, deed)]
        if one.places:
            known = [deed for deed in known if {*deed.sources} <= {*one.places}]
        ends = {one.state} - {""}
        is_split = ends and any(deed.ends not in {"", *ends, *deed.sources} for deed in known)
        if one.is_led or is_split:
            raise UntoldError(f"whether `{one.asks[0]}` before or behind it is not said")
        asks = [(deed, [self._asked(text, deed, one) for text in one.asks]) for deed in known]
        return asks if all(all(each) for _, each in asks) else []

    def _bearing(self, one: Outcome) -> Sequence[Deed]:
        """The ways of the one event that carries what is asked for."""
        demands = Demands(self.draft, self.names)
        found = [{*demands.speaking_of(_worded(text, "+"))} for text in one.asks]
        events = set[str].intersection(*found) if found else set()
        known = [deed for deed in self.draft.deeds if {deed.event} == events]
        is_open = not one.is_led and not any(self._grows(one, deed) for deed in self.draft.deeds)
        return known if is_open else []

    def _speaks(self, one: Outcome, deed: Deed) -> bool:
        """Whether it asks for what the event carries."""
        demands = Demands(self.draft, self.names)
        return all(deed.event in demands.speaking_of(_worded(text, "+")) for text in one.asks)

    def _grows(self, one: Outcome, deed: Deed) -> bool:
        """Whether the event changes each value that is asked for."""
        demands = Demands(self.draft, self.names)
        asked = [demands.condition(_worded(text, "+"), "") for text in one.asks]
        names = [[name for name in self.draft.context if _has(name, text)] for text in asked]
        is_emptied = any(_EMPTIED.search(text) for text in one.asks)
        return all(asked) and all(
            any(_changed(deed, name, is_emptied=is_emptied) for name in each)
            and not self._hidden(each, deed)
            for each in names
        )

    def _hidden(self, names: Sequence[str], deed: Deed) -> bool:
        return any(name in self.draft.carried(deed.event) for name in names)

    def _asked(self, text: str, deed: Deed, one: Outcome) -> str:
        """In the rule language, with what remembered values are behind the event."""
        demands = Demands(self.draft, self.names)
        names = [name for name in self.draft.context if after_move(deed, name)]
        signs = {after_move(deed, name).partition(f"{name} ")[2][:1] for name in names}
        is_falling = signs == {"-"} or _EMPTIED.search(text) is not None
        asked = demands.condition(_worded(text, "-" if is_falling else "+"), deed.event)
        own = self.draft.carried(deed.event)
        for name in names:
            if name in own or not _has(name, asked):
                continue
            if one.is_led:
                raise UntoldError(f"whether `{text}` before or behind it is not said")
            asked = f"({after_move(deed, name)})".join(_parted(name, asked))
        return asked


def unfolded(draft: Draft) -> None:
    """Each way as a move of its own, with all that is said of the event."""
    draft.deeds = [one for deed in draft.deeds for one in (_ways(deed) or (deed,))]


def _ways(deed: Deed) -> Sequence[Deed]:
    return [
        Deed(
            deed.event, way.line, deed.sources, way.ends, deed.verb, deed.is_not,
            [*deed.guards, *way.guards], _both(deed, way), [*deed.ids, *way.ids], is_way=True,
        )
        for way in deed.ways
    ]  # fmt: skip


def _at_odds(deed: Deed, way: Deed) -> None:
    """Raises `UntoldError` where a value changes in all cases, and in one once more."""
    for text in way.actions:
        name, _, after = text.partition(" = ")
        if after_move(deed, name) and _has(name, after):
            raise UntoldError(f"whether `{text}` is besides `{after_move(deed, name)}` is not said")


def _both(deed: Deed, way: Deed) -> list[str]:
    """What is done to a value in one case is done instead of what is done to it in all."""
    own = [one.partition(" = ")[0] for one in way.actions if " = " in one]
    return [one for one in deed.actions if one.partition(" = ")[0] not in own] + way.actions


def _worded(text: str, sign: str) -> str:
    """`reaches 400` is at least so much of what rises, and at most of what falls."""
    side = " is at most " if sign == "-" else " is at least "
    return _PASSES.sub(" is ", _REACHES.sub(side, text))


def _has(name: str, text: str) -> bool:
    return len(_parted(name, text)) > 1


def _parted(name: str, text: str) -> list[str]:
    return re.split(rf"(?<![\w.]){name}\b", text)


def _changed(deed: Deed, name: str, *, is_emptied: bool) -> bool:
    """Nothing is brought down to zero by what is added to it."""
    after = after_move(deed, name)
    if is_emptied and after.startswith(f"{name} + "):
        return False
    return bool(after) and _NUMBER.fullmatch(after) is None
