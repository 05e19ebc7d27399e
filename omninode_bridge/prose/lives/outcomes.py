"""Ways in which one event goes, by a value: `if the mark is at most 4 , it becomes passed`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.lives.demands import Demands, turned
from omninode_bridge.prose.lives.draft import Deed, Draft, after_move
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.narration.story import Line, UntoldError

_REACHES: Final = re.compile(r" (?:reaches|gets to|comes to) (?=\d)")
_PASSES: Final = re.compile(
    r" (?:goes|rises|climbs|gets|falls|drops|sinks) (?:to )?(?=(?:above|over|below|under) )"
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


@dataclass(slots=True)
class Outcomes:
    draft: Draft
    names: EventNames

    def split(self, one: Outcome) -> None:
        """Raises `UntoldError` where no event is known that could go so."""
        found = [(deed, " and ".join(asks)) for deed, asks in self._found(one)]
        if not found:
            raise UntoldError(f"`{one.asks[0]}` asks for nothing that is known")
        for deed, asked in found:
            guard = (turned(asked) or f"not ({asked})") if one.is_rest else asked
            way = Deed(deed.event, one.line, ends=one.state, guards=[guard])
            self.draft.bind(one.line, [deed])
            deed.ways.append(way)
            one.trunks.append(deed)

    def settle(self, one: Outcome) -> None:
        """What goes one way in one case only stays where it is in others, if it adds up to it."""
        for deed in one.trunks:
            way = deed.ways[0] if deed.ways else None
            if way is None or len(deed.ways) < _TWO:
                if way is None or not self._grows(one, deed):
                    deed.ways.clear()
                    reason = f"what becomes of it otherwise, when `{deed.event}` happens, is open"
                    self.draft.dropped[deed.event] = (one.line, reason)
                    raise UntoldError(reason)
                guard = way.guards[0]
                rest = Deed(deed.event, one.line, guards=[turned(guard) or f"not ({guard})"])
                deed.ways.append(rest)

    def _found(self, one: Outcome) -> Sequence[tuple[Deed, list[str]]]:
        """The events that go so, each with what is asked then."""
        if one.deed is not None and self._speaks(one, one.deed):
            asked = [self._asked(text, one.deed, one) for text in one.asks]
            return [(one.deed, asked)] if all(asked) and not one.deed.ends else []
        known = [deed for deed in self.draft.deeds if self._grows(one, deed)]
        if one.is_led or any(deed.ends not in {"", one.state, *deed.sources} for deed in known):
            raise UntoldError(f"whether `{one.asks[0]}` before or behind it is not said")
        asks = [(deed, [self._asked(text, deed, one) for text in one.asks]) for deed in known]
        return asks if all(all(each) for _, each in asks) else []

    def _speaks(self, one: Outcome, deed: Deed) -> bool:
        """Whether it asks for what the event carries."""
        demands = Demands(self.draft, self.names)
        return all(deed.event in demands.speaking_of(_worded(text, "+")) for text in one.asks)

    def _grows(self, one: Outcome, deed: Deed) -> bool:
        """Whether the event changes each value that is asked for."""
        demands = Demands(self.draft, self.names)
        asked = [demands.condition(_worded(text, "+"), "") for text in one.asks]
        names = [[name for name in self.draft.context if _has(name, text)] for text in asked]
        return all(asked) and all(
            any(_changed(deed, name) for name in each) and not self._hidden(each, deed)
            for each in names
        )

    def _hidden(self, names: Sequence[str], deed: Deed) -> bool:
        return any(name in self.draft.carried(deed.event) for name in names)

    def _asked(self, text: str, deed: Deed, one: Outcome) -> str:
        """In the rule language, with what remembered values are behind the event."""
        demands = Demands(self.draft, self.names)
        names = [name for name in self.draft.context if after_move(deed, name)]
        signs = {after_move(deed, name).partition(f"{name} ")[2][:1] for name in names}
        asked = demands.condition(_worded(text, "-" if signs == {"-"} else "+"), deed.event)
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
            [*deed.guards, *way.guards], [*deed.actions], [*deed.ids, *way.ids], is_way=True,
        )
        for way in deed.ways
    ]  # fmt: skip


def _worded(text: str, sign: str) -> str:
    """`reaches 400` is at least so much of what rises, and at most of what falls."""
    side = " is at most " if sign == "-" else " is at least "
    return _PASSES.sub(" is ", _REACHES.sub(side, text))


def _has(name: str, text: str) -> bool:
    return len(_parted(name, text)) > 1


def _parted(name: str, text: str) -> list[str]:
    return re.split(rf"(?<![\w.]){name}\b", text)


def _changed(deed: Deed, name: str) -> bool:
    after = after_move(deed, name)
    return bool(after) and _NUMBER.fullmatch(after) is None
