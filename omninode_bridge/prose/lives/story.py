"""From what the sentences say to the draft of a life: which event goes from where to where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from omninode_bridge.prose.lives.beginnings import initial_of
from omninode_bridge.prose.lives.clause import LAST, Clause, Part, Says
from omninode_bridge.prose.lives.draft import Deed, Draft, Value
from omninode_bridge.prose.lives.events import EventNames
from omninode_bridge.prose.lives.frame import Frame
from omninode_bridge.prose.lives.items import value_of
from omninode_bridge.prose.lives.later import Later
from omninode_bridge.prose.lives.machine import name_ends, state_called
from omninode_bridge.prose.lives.outcomes import Outcome
from omninode_bridge.prose.narration.plain_words import identifier
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.structures import OUTSIDE

_AMOUNTS = frozenset({"empty", "full"})
_EFFECTS = frozenset({Says.CHANGES, Says.INFORMS})


@dataclass(slots=True)
class LifeStory:
    draft: Draft
    names: EventNames
    spoken: str
    bound: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, tuple[Line, str]] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    """The sentences that say what does not fit, each with the id of its requirement."""

    _deed: Deed | None = None
    _state: str = ""
    _carried: list[Value] = field(default_factory=list)
    _outcome: Outcome | None = None
    _later: Later = field(init=False)

    def __post_init__(self) -> None:
        self._later = Later(self.draft, self.names, self.spoken)

    def tell(self, told: Sequence[tuple[Line, tuple[Part, ...]]], lines: Sequence[Line]) -> None:
        """`lines` are all, also those that are not read."""
        before = {id(line): last for last, line in pairwise(lines)}
        self.draft.initial = initial_of([one.clause for _, parts in told for one in parts])
        for line, parts in told:
            # Only what was said just before can be so otherwise.
            if self._outcome and self._outcome.line not in (line, before.get(id(line))):
                self._outcome = None
            self._try(line, partial(self._sentence, line, parts))
        name_ends(self.draft)
        for line, run in self._later.all:
            self._try(line, run)

    def _try(self, line: Line, run: Callable[[], None]) -> None:
        try:
            run()
        except UntoldError as error:
            self.reasons[line.id] = (line, str(error))
            self.failed.add(line.key)

    def _sentence(self, line: Line, parts: Sequence[Part]) -> None:
        frame = Frame(line, is_split=any(part.role == "otherwise" for part in parts))
        for part in parts:
            if part.role:
                self._condition(part, frame)
            elif frame.is_heard and part.clause.says in _EFFECTS and self._outcome:
                self._outcome.effects.append(part.clause)
            elif frame.is_heard and part.clause.says not in {Says.ENDS, Says.SILENT}:
                raise UntoldError("what else holds in that case is not understood")
            elif part.clause.says in _EFFECTS and frame.is_asking and self._deed:
                self._splits(Clause(Says.ENDS), frame)
                self._outcome.effects.append(part.clause)  # type: ignore[union-attr] # just made
            else:
                self._main(part.clause, frame)
        for deed in frame.deeds:
            self._complete(deed, frame)
        if frame.asks and not (frame.deeds or frame.is_heard):
            raise UntoldError("its condition is about no event that is known")
        self.bound.setdefault(line.id, "; ".join(one.clause.shown for one in parts))

    def _complete(self, deed: Deed, frame: Frame) -> None:
        """Conditions of the sentence hold for what it tells."""
        if frame.sources and not deed.sources and frame.is_first(deed):
            deed.sources, deed.is_not = frame.sources, frame.is_not
        for role, text in frame.asks:
            self._later.guard(deed, role, text, frame)

    def _condition(self, part: Part, frame: Frame) -> None:
        clause = part.clause
        if clause.says is Says.DEED and part.role == "while":
            meant = [one for one in self.draft.words.states.values() if clause.event in one]
            if len(meant) != 1:
                raise UntoldError(f"`{clause.event}` is no state that is known")
            frame.sources = tuple(meant)
            frame.is_placed = True
        elif clause.says is Says.DEED:
            frame.is_led = True
            self._happens(clause, frame)
        elif clause.says is Says.IN:
            states = tuple(self._state if one == LAST else one for one in clause.states)
            frame.sources, frame.is_not = states, part.role in {"before", "unless"}
            frame.is_placed = True
            self._state = states[-1] if len(states) == 1 else self._state
        elif part.role == "otherwise":
            frame.is_rest = True
        elif clause.says is Says.ASKS:
            frame.asks.append((part.role, clause.text))
            frame.places = frame.places or clause.states
        else:
            raise UntoldError("its condition is about no state that is known")

    def _main(self, clause: Clause, frame: Frame) -> None:
        match clause.says:
            case Says.DEED:
                self._done(clause, frame)
            case Says.ENDS:
                self._ends(clause, frame)
            case Says.STARTS:
                self._starts(clause, frame.line)
            case Says.HAS:
                self._has(clause, frame)
            case Says.FINAL:
                self._final(clause, frame)
            case Says.SILENT:
                self.draft.everywhere.append(frame.line.id)
            case Says.ALLOWED:
                self._allowed(clause, frame)
            case _:
                carried = list(frame.carried or self._carried)
                self._later.take(clause, frame, carried, self._deed)

    def _starts(self, clause: Clause, line: Line) -> None:
        if clause.state != self.draft.initial and clause.state not in _AMOUNTS:
            raise UntoldError(f"it starts as `{clause.state}`, elsewhere as `{self.draft.initial}`")
        self._state = self.draft.initial
        self.draft.starts.append(line)

    def _event(self, clause: Clause) -> str:
        called = self.names.called(clause)
        found = self.names.meant(called)
        event = found[0] if len(found) == 1 else called
        self.names.known.setdefault(event)
        self.names.mention(event)
        return event

    def _happens(self, clause: Clause, frame: Frame) -> None:
        event = self._event(clause)
        if clause.times:
            self._limited(event, clause, frame)
            return
        deed = self._known(event, clause, frame)
        if deed is None:
            states = frame.deeds[-1].sources if clause.is_other and frame.deeds else ()
            states = clause.states or states
            deed = Deed(event, frame.line, states, verb=clause.text or event)
            self.draft.deeds.append(deed)
        self.draft.bind(frame.line, [deed])
        frame.is_placed |= bool(clause.states)
        if deed not in frame.deeds:
            frame.deeds.append(deed)
        self._deed = deed
        for item in clause.items:
            self._carry(event, item, frame)

    def _done(self, clause: Clause, frame: Frame) -> None:
        """Behind what happens, `the lent loan is lost` is where it ends."""
        state = "" if clause.may or clause.items else state_called(clause.text, self.draft)
        if frame.is_led and state and frame.deeds and not frame.deeds[-1].ends:
            others = [one.ends for one in self.draft.of_event(clause.event) if one.ends != state]
            if others:
                raise UntoldError(f"`{clause.event}` leads elsewhere to {others[0]}")
            self._ends(Clause(Says.ENDS, states=clause.states, state=state), frame)
        else:
            self._happens(clause, frame)

    def _known(self, event: str, clause: Clause, frame: Frame) -> Deed | None:
        """The deed that was told before, and of which this is only a mention."""
        for one in frame.deeds:
            if one.event == event:
                return one
        known = self.draft.of_event(event)
        states = clause.states or frame.sources
        same = [
            one for one in known if not states or not one.sources or {*one.sources} == {*states}
        ]
        is_open = [one for one in same if not one.ends or not one.sources or not states]
        return is_open[-1] if is_open else same[-1] if same and states else None

    def _limited(self, event: str, clause: Clause, frame: Frame) -> None:
        line, times = frame.line, clause.times
        states = clause.states or frame.sources
        if not self.draft.of_event(event):
            made = Deed(event, line, states, verb=clause.text or event)
            self.draft.deeds.append(made)
            frame.deeds.append(made)
            self._deed = made
        self._later.limit(event, times, line)
        frame.is_limited = True

    def _carry(self, event: str, item: str, frame: Frame) -> None:
        value = value_of(item, frame.line, self.spoken)
        known = self.draft.carried(event)
        frame.carried.append(known.setdefault(value.name, value))
        self._carried = frame.carried

    def _splits(self, clause: Clause, frame: Frame) -> bool:
        """`if the mark is at most 4 , it becomes passed ; otherwise it becomes failed`."""
        asks = tuple(text for role, text in frame.asks if role == "when")
        if frame.is_rest:
            if self._outcome is None or self._outcome.is_rest:
                raise UntoldError(f"when it becomes {clause.state} is not said")
            first = self._outcome
            line, state = frame.line, clause.state
            one = replace(first, line=line, state=state, is_rest=True, trunks=[], effects=[])
        elif asks and len(asks) == len(frame.asks) and (frame.is_split or not frame.deeds):
            deed = frame.deeds[-1] if frame.deeds else self._deed
            is_led = bool(frame.deeds)
            one = Outcome(frame.line, asks, clause.state, deed, is_led=is_led, places=frame.places)
            frame.asks.clear()
        else:
            return False
        self._outcome, frame.is_heard, frame.is_placed = one, True, True
        self._later.outcome(one)
        return True

    def _other(self, deed: Deed, clause: Clause, frame: Frame) -> Deed:
        """Another way of an event that is told before, with conditions of its own."""
        if not frame.asks or frame.is_changing:
            raise UntoldError(f"`{deed.event}` leads to {clause.state}, elsewhere to {deed.ends}")
        sources = frame.sources or clause.states or deed.sources
        way = Deed(deed.event, frame.line, sources, verb=deed.verb)
        self.draft.deeds.insert(self.draft.deeds.index(deed) + 1, way)
        frame.deeds = [way if one is deed else one for one in frame.deeds]
        deed.ids = [one for one in deed.ids if one != frame.line.id]
        self._later.limited(deed, way, frame.line)
        return way

    def _ends(self, clause: Clause, frame: Frame) -> None:
        if OUTSIDE in clause.states and self.draft.initial:
            raise UntoldError(f"it is {self.draft.initial} from the start, and not created")
        if frame.is_bearing and not frame.deeds:
            raise UntoldError(f"what leads to {clause.state} is not said")
        if self._splits(clause, frame):
            return
        deed = frame.deeds[-1] if frame.deeds else self._deed
        if deed is None or (deed.ends and deed.ends != clause.state and deed not in frame.deeds):
            raise UntoldError(f"what leads to {clause.state} is not said")
        if deed.ends and deed.ends != clause.state:
            deed = self._deed = self._other(deed, clause, frame)
        deed.ends = self._state = clause.state
        frame.is_placed = True
        deed.sources = deed.sources or clause.states
        self.draft.bind(frame.line, [deed])
        if frame.asks and deed not in frame.deeds:
            frame.deeds.append(deed)

    def _has(self, clause: Clause, frame: Frame) -> None:
        found = self.names.meant(clause.event)
        if not found and clause.event:
            self.names.known.setdefault(identifier(clause.event))
            found = [identifier(clause.event)]
        frame.is_bearing = True
        if not found:
            raise UntoldError("which event carries it is not said")
        for event in found:
            self.names.mention(event)
            if frame.sources and not frame.is_not and not self.draft.of_event(event):
                self.draft.deeds.append(Deed(event, frame.line, frame.sources))
            for item in clause.items:
                self._carry(event, item, frame)
            self._later.bind_all(event, frame.line)

    def _final(self, clause: Clause, frame: Frame) -> None:
        if LAST in clause.states and self._deed is not None:
            self.draft.ended.append((self._deed, frame.line))
            return
        states = [one for one in clause.states if one != LAST]
        self.draft.finals |= dict.fromkeys(states, frame.line)

    def _allowed(self, clause: Clause, frame: Frame) -> None:
        events = self.names.meant(clause.event)
        states = clause.states or frame.sources
        if not events or not (states or frame.asks):
            raise UntoldError("what is possible, and in which state, is not said")
        for event in events:
            self.names.mention(event)
            known = self.draft.of_event(event)
            if not known:
                known = [Deed(event, frame.line, states)]
                self.draft.deeds += known
            for one in known:
                if one.sources and states and not {*one.sources} <= {*states}:
                    raise UntoldError(f"`{event}` is possible in {one.sources[0]} elsewhere")
                one.sources = one.sources or states
            self.draft.bind(frame.line, known)
            frame.deeds += [one for one in known if one not in frame.deeds]
            self._deed = known[-1]
