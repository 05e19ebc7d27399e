"""Where a search for walks goes on: the states that it has seen least, then the shortest walks."""

from collections import Counter
from heapq import heappop, heappush
from typing import Final

from omninode_bridge.generation.reducer.oracle import Account
from omninode_bridge.requirements.document import JsonValue

LATER: Final = 4

type Events = tuple[dict[str, JsonValue], ...]


class Frontier:
    """Each state with each context once.

    A context that grows makes ever new places of the same few states. So the first place of each
    state comes before the second of any, and a value that a field of the context never had in its
    state before the others.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, int, Account, Events]] = []
        self._known: set[str] = set()
        self._values: set[tuple[str | None, str, str]] = set()
        self._entered: Counter[tuple[str | None, bool]] = Counter()

    def add(self, account: Account, events: Events) -> None:
        place = repr((account.state, account.context))
        if place in self._known:
            return
        self._known.add(place)
        values = {(account.state, name, repr(value)) for name, value in account.context.items()}
        is_new = not values <= self._values
        self._values |= values
        self._entered[account.state, is_new] += 1
        rank = self._entered[account.state, is_new] * (1 if is_new else LATER)
        heappush(self._waiting, (rank, len(events), len(self._known), account, events))

    def next(self) -> tuple[Account, Events] | None:
        """None where everything has been seen."""
        if not self._waiting:
            return None
        *_, account, events = heappop(self._waiting)
        return account, events
