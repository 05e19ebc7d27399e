"""What became of breakers, and what people want of them, in dictionaries."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.breaker import BreakerState
from omninode_bridge.reliability.changes import Change, Order, Process


class FakeBreakerLog:
    """`down` makes every call fail; `living` are the processes that live."""

    def __init__(self) -> None:
        self.down = False
        self.living = set[UUID]()
        self._changes: dict[UUID, Change] = {}
        self._orders: dict[str, Order] = {}

    def put(self, changes: Collection[Change]) -> None:
        self._fail_when_down()
        for change in changes:
            self._changes.setdefault(change.id, change)

    def recent(self, limit: int) -> Sequence[Change]:
        self._fail_when_down()
        return sorted(self._changes.values(), key=lambda each: each.at, reverse=True)[:limit]

    def current(self) -> Sequence[Change]:
        latest: dict[tuple[str, Process], Change] = {}
        for change in reversed(self.recent(len(self._changes))):
            latest[change.name, change.process] = change
        found = [each for each in latest.values() if each.process.id in self.living]
        return sorted(found, key=lambda each: (each.name, each.at))

    def opened(self) -> Mapping[str, int]:
        self._fail_when_down()
        opened = (each for each in self._changes.values() if each.after is BreakerState.OPEN)
        return Counter(each.name for each in opened)

    def order(self, order: Order) -> None:
        self._fail_when_down()
        self._orders[order.name] = order

    def orders(self) -> Sequence[Order]:
        self._fail_when_down()
        return sorted(self._orders.values(), key=lambda each: each.name)

    def _fail_when_down(self) -> None:
        if self.down:
            raise UnavailableError("The record does not answer")
