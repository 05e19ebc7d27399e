"""What is said of values, refusals and messages waits until all events are known."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from omninode_bridge.prose.lives.amounts import Amounts
from omninode_bridge.prose.lives.beginnings import Beginnings
from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.demands import Demands
from omninode_bridge.prose.lives.draft import Deed, Draft, Value, emitted
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.lives.frame import Frame
from omninode_bridge.prose.lives.items import bracketed
from omninode_bridge.prose.lives.outcomes import Outcome, Outcomes
from omninode_bridge.prose.lives.refusals import Refusals
from omninode_bridge.prose.narration.story import Line, UntoldError

_NAMED, _KEPT, _BEGUN, _CHANGED, _ASKED, _SPLIT, _SETTLED = range(7)
_REFUSING: Final = re.compile(
    r"\b(?:provided|providing|only|as long as|on condition|unless|must|has to|suffic\w+|may|can|"
    r"could|allowed)\b"
)


@dataclass(slots=True)
class Later:
    """By turns: what is kept, how values begin, what changes, what must be so."""

    draft: Draft
    names: EventNames
    spoken: str
    _waiting: list[tuple[int, Line, Callable[[], None]]] = field(default_factory=list)

    @property
    def all(self) -> Iterator[tuple[Line, Callable[[], None]]]:
        for _, line, run in sorted(self._waiting, key=lambda one: one[0]):
            yield line, run

    def _defer(self, turn: int, line: Line, run: Callable[[], None]) -> None:
        self._waiting.append((turn, line, run))

    def guard(self, deed: Deed, role: str, text: str, frame: Frame) -> None:
        """Of all ways that the event goes, where the sentence names no state."""
        is_all = not frame.is_placed
        line = frame.line

        def run() -> None:
            # One who pays too much may be refused, or only not get what the sentence says.
            if frame.is_changing and role == "when" and not _REFUSING.search(line.text.lower()):
                raise UntoldError(f"whether `{deed.event}` is refused otherwise is not said")
            demands = Demands(self.draft, self.names)
            meant = self.draft.of_event(deed.event) if is_all else [deed]
            found = demands.condition(text, deed.event)
            asked = [found or demands.suffices(text, one) for one in meant]
            if not all(asked):
                raise UntoldError(f"`{text}` asks for nothing that is known")
            for one, each in zip(meant, asked, strict=True):
                one.guard(f"not ({each})" if role == "unless" else each)
            self.draft.bind(line, meant)

        self._defer(_ASKED, line, run)

    def limit(self, event: str, times: int, line: Line) -> None:
        demands = Demands(self.draft, self.names)
        self._defer(_ASKED, line, partial(demands.limit, event, times, line))

    def outcome(self, one: Outcome) -> None:
        outcomes = Outcomes(self.draft, self.names, self.spoken)
        self._defer(_SPLIT, one.line, partial(outcomes.split, one))
        self._defer(_SETTLED, one.line, partial(outcomes.settle, one))

    def limited(self, first: Deed, way: Deed, line: Line) -> None:
        """Of two ways that an event goes each has its own condition."""

        def run() -> None:
            if not first.guards:
                self.draft.deeds.remove(way)
                raise UntoldError(f"`{way.event}` leads to {first.ends} elsewhere, in all cases")

        self._defer(_SETTLED, line, run)

    def bind_all(self, event: str, line: Line) -> None:
        def run() -> None:
            self.draft.bind(line, self.draft.of_event(event))

        self._defer(_SETTLED, line, run)

    def take(
        self, clause: Clause, frame: Frame, carried: Sequence[Value], deed: Deed | None
    ) -> None:
        event = (self.names.meant(clause.event) or [""])[0] if clause.event else self.names.current
        line = frame.line
        match clause.says:
            case Says.INFORMS:
                run = partial(self._inform, clause, list(frame.deeds), frame, deed)
                self._defer(_ASKED, line, run)
            case Says.NEVER:
                refusals = Refusals(self.draft, self.names)
                run = partial(refusals.never, clause, event, line, frame.sources)
                if asks := [text for role, text in frame.asks if role == "when"]:
                    frame.is_heard = True
                    frame.asks.clear()
                    run = partial(refusals.never_when, clause, asks, event, line)
                self._defer(_ASKED, line, run)
            case Says.KEEPS:
                self._keeps(clause, event, carried, line)
            case Says.BEGINS if clause.is_so or not (frame.deeds or frame.sources):
                self._begins(clause, line)
            case Says.CHANGES | Says.BEGINS:
                self._changes(clause, event, frame)
            case _:
                self._refuses(clause, event, carried, frame)

    def _begins(self, clause: Clause, line: Line) -> None:
        beginnings = Beginnings(self.draft)
        self._defer(_BEGUN, line, partial(beginnings.begin, clause, line))
        self._defer(_SETTLED, line, partial(beginnings.settle, clause, line))

    def _changes(self, clause: Clause, event: str, frame: Frame) -> None:
        _is_free(frame)
        frame.is_changing = True
        frame.place(clause.states)
        amounts = Amounts(self.draft, self.names, self.spoken)
        deeds = list(frame.deeds) if frame.is_placed else []
        turn = _ASKED if clause.text == "0" and clause.sign == "=" else _CHANGED
        self._defer(turn, frame.line, partial(amounts.change, clause, event, frame.line, deeds))

    def _keeps(self, clause: Clause, event: str, carried: Sequence[Value], line: Line) -> None:
        amounts = Amounts(self.draft, self.names, self.spoken)
        left: list[str] = []
        turn = _NAMED if any(bracketed(one)[1] for one in clause.items) else _KEPT
        self._defer(turn, line, partial(amounts.keep, clause, event, carried, line, left))
        self._defer(_SETTLED, line, partial(amounts.settle, left, line))

    def _refuses(self, clause: Clause, event: str, carried: Sequence[Value], frame: Frame) -> None:
        refusals, line = Refusals(self.draft, self.names), frame.line
        asks = [text for role, text in frame.asks if role == "when"]
        if clause.says is Says.REFUSED and asks and not frame.sources and not frame.deeds:
            frame.is_heard = True
            frame.asks.clear()
            self._defer(_ASKED, line, partial(refusals.when, clause, asks, event, line))
            return
        _is_free(frame)
        if clause.says is Says.REFUSED and frame.deeds and not frame.is_limited:
            raise UntoldError(f"when `{clause.text}` is refused is not understood")
        is_rest, frame.is_limited = frame.is_limited, True
        take = partial(refusals.take, clause, event, carried, line, is_rest=is_rest)
        self._defer(_ASKED, line, take)

    def _inform(
        self, clause: Clause, deeds: Sequence[Deed], frame: Frame, last: Deed | None
    ) -> None:
        into = [one for one in self.draft.deeds if one.ends in frame.sources]
        meant = list(deeds) or into or ([last] if last and not frame.sources else [])
        if not meant:
            raise UntoldError("no event and no state of the document is named when it happens")
        for one in meant:
            one.act(emitted(clause, one, self.draft))
        self.draft.bind(frame.line, meant)


def _is_free(frame: Frame) -> None:
    """Raises `UntoldError` where conditions stand before what has no event of its own."""
    if (frame.sources or frame.asks) and not frame.deeds:
        raise UntoldError("its condition is about no event that is known")
