"""Sequences of events that show a reducer at work, found by trying and evaluating."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from omninode_bridge.generation.reducer.frontier import Frontier
from omninode_bridge.generation.reducer.layout import EVENT
from omninode_bridge.generation.reducer.oracle import Account, ReducerOracle, Told
from omninode_bridge.generation.reducer.payloads import Event, Payloads

MOST_TAKEN: Final = 6_000
FEW_MORE: Final = 200
LONGEST_WALK: Final = 24
MOST_WALKS: Final = 24
TRIED_AT_A_NODE: Final = 16
MOST_REFUSED: Final = 4
NO_EVENT: Final = "no_such_event"

type Goal = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Events from the beginning, what became of each, and the goals that they show."""

    events: tuple[Event, ...]
    told: tuple[Told, ...]
    goals: frozenset[Goal]


class WalkSearch:
    """Walks that together take every row that they can, and give metrics something to count."""

    def __init__(self, oracle: ReducerOracle) -> None:
        self.oracle = oracle
        self.layout = oracle.layout
        self.payloads = Payloads(oracle.layout)
        self._left = MOST_TAKEN
        self._seen: set[Goal] = set()
        machine = oracle.reducer.machine
        rows = () if machine is None else machine.rows
        self._rows: set[Goal] = {("row", row.number) for row in rows}
        self.found: list[Walk] = []

    def walks(self) -> tuple[Walk, ...]:
        if self.layout.reducer.machine is not None:
            self._search()
        self._long_walk()
        return _covering(self.found)

    def _search(self) -> None:
        """Breadth first among states, so that no context that grows hides what lies behind."""
        frontier = Frontier()
        frontier.add(self.oracle.start(), ())
        while (place := frontier.next()) is not None and self._left > 0:
            account, events = place
            for event in self._next(len(events), account):
                after = account.copy()
                self._try(after, event, events)
                if len(events) < LONGEST_WALK:
                    frontier.add(after, (*events, event))

    def _next(self, number: int, account: Account) -> Iterator[Event]:
        """Each event with some payloads, other ones at each depth, and with what is known."""
        for subject in self.layout.subjects:
            payloads = self.payloads.of(subject)
            for at in range(min(TRIED_AT_A_NODE, len(payloads))):
                chosen = payloads[(at + (number * 3 if at else 0)) % len(payloads)]
                yield self.payloads.with_keys(chosen, subject, number)
            for known in self.oracle.known(account, subject) if payloads else ():
                yield self.payloads.with_keys(payloads[0] | known, subject, number)

    def _try(self, account: Account, event: Event, before: tuple[Event, ...]) -> Told:
        self._left -= 1
        told = self.oracle.take(account, event)
        goals = frozenset(_goals(told, event))
        if not goals <= self._seen:
            self._seen |= goals
            if self._rows <= self._seen:
                # What is left to find are refusals: a few more tries are enough.
                self._left = min(self._left, FEW_MORE)
            events = (*before, event)
            shown = {
                goal
                for one, past in zip(events, account.told, strict=True)
                for goal in _goals(past, one)
            }
            self.found.append(Walk(events, tuple(account.told), frozenset(shown)))
        return told

    def _long_walk(self) -> None:
        """As many accepted events as fit, and each kind of refusal once."""
        walk = _LongWalk(self.oracle, self.payloads)
        has_end = self.layout.reducer.machine is not None
        for number in range(LONGEST_WALK):
            if not walk.step(number) and has_end:
                break
        if not has_end:
            walk.refuse()
        if walk.events:
            self._with_repeats(walk.account, walk.events)

    def _with_repeats(self, account: Account, events: list[Event]) -> None:
        """The walk, then a repeat of an event with a key, and events that are refused."""
        accepted = (
            event for event, told in zip(events, account.told, strict=True) if not told.reason
        )
        keyed = next((event for event in accepted if self._has_key(event)), events[0])
        reducer = self.layout.reducer
        is_held = reducer.machine is not None and bool(reducer.machine.held)
        is_refused = reducer.is_named and not is_held
        unknown: list[Event] = [{EVENT: NO_EVENT}, {EVENT: 1}] if is_refused else []
        for event in (keyed, self._unfit(events[0]), *unknown):
            self.oracle.take(account, event)
            events.append(event)
        goals = {
            goal
            for one, told in zip(events, account.told, strict=True)
            for goal in _goals(told, one)
        }
        goals.add(("long walk",))
        self.found.append(Walk(tuple(events), tuple(account.told), frozenset(goals)))

    def _has_key(self, event: Event) -> bool:
        subject = str(event.get(EVENT, self.layout.reducer.entity))
        return any(event.get(key.name) is not None for key in self.layout.keys_of(subject))

    def _unfit(self, event: Event) -> Event:
        return event | {"no_such_field": 1}


class _LongWalk:
    """A walk that takes the least used rows and payloads first."""

    def __init__(self, oracle: ReducerOracle, payloads: Payloads) -> None:
        self.oracle = oracle
        self.payloads = payloads
        self.account = oracle.start()
        self.events: list[Event] = []
        self._used: dict[object, int] = {}
        self._refused: set[Goal] = set()
        self._subjects = [name for name in oracle.layout.subjects if payloads.of(name)]

    def step(self, number: int) -> bool:
        """Add one accepted event, and before it what is refused for a new reason."""
        best: tuple[int, int, Event] | None = None
        for order, subject in enumerate(self._subjects):
            found = self._tried(number, subject)
            candidate = None if found is None else (found[0], order, found[1])
            if candidate is not None and (best is None or candidate[:2] < best[:2]):
                best = candidate
        if best is None:
            return False
        told = self._added(best[2])
        for thing in (self._subjects[best[1]], told.row.number if told.row else None):
            self._used[thing] = self._used.get(thing, 0) + 1
        return True

    def refuse(self) -> None:
        """Add what a rule refuses: without a machine no search looks for it."""
        for subject in self._subjects:
            told = (
                (one, self.oracle.take(self.account.copy(), one)) for one in self._unused(subject)
            )
            refused = (event for event, found in told if found.reason == "guard")
            for event in islice(refused, MOST_REFUSED):
                self._added(event)

    def _unused(self, subject: str) -> Iterator[Event]:
        for number, event in enumerate(self.payloads.of(subject), 2_000):
            yield self.payloads.with_keys(event, subject, number)

    def _tried(self, number: int, subject: str) -> tuple[int, Event] | None:
        """How often its row was used already; None where the event is not accepted."""
        payloads = self.payloads.of(subject)
        event = payloads[(number + self._used.get(subject, 0)) % len(payloads)]
        event = self.payloads.with_keys(event, subject, 1_000 + number)
        for known in ({}, *self.oracle.known(self.account, subject)):
            told = self.oracle.take(self.account.copy(), event | known)
            if not told.reason:
                row = subject if told.row is None else told.row.number
                return self._used.get(row, 0), event | known
        told = self.oracle.take(self.account.copy(), event)
        goals = set(_goals(told, event))
        if not goals <= self._refused:
            self._refused |= goals
            self._added(event)
        return None

    def _added(self, event: Event) -> Told:
        self.events.append(event)
        return self.oracle.take(self.account, event)


def _goals(told: Told, event: Event) -> Iterator[Goal]:
    if told.row is not None:
        yield ("row", told.row.number)
    else:
        yield ("refused", event.get(EVENT), told.reason.partition(":")[0])


def _covering(walks: list[Walk]) -> tuple[Walk, ...]:
    """Walks that together show all goals that any shows, the most telling first."""
    waiting = list(walks)
    open_goals = frozenset[Goal]().union(*(walk.goals for walk in waiting))
    found: list[Walk] = []
    while open_goals and len(found) < MOST_WALKS:
        best = max(waiting, key=lambda walk: (len(walk.goals & open_goals), -len(walk.events)))
        found.append(best)
        open_goals -= best.goals
    return tuple(found)
