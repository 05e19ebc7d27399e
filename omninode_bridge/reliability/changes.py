"""What became of breakers, and what people want of them, kept beyond the processes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.reliability.breaker import BreakerState


class Dependency(StrEnum):
    """What breakers stand before. The name of each begins with one of these; more may follow it,
    such as an address.
    """

    POSTGRESQL = "PostgreSQL"
    KAFKA = "Kafka"
    REDIS = "Redis"
    ONEXTREE = "OnexTree"
    INTELLIGENCE = "Intelligence service"
    SOURCE = "Source"


@dataclass(frozen=True, slots=True)
class Process:
    """One that has breakers. `place` is for people."""

    id: UUID
    place: str

    @property
    def known_as(self) -> str:
        """How it calls itself before the record: while it does, it lives."""
        return f"omninode breakers {self.id.hex}"


@dataclass(frozen=True, slots=True)
class Change:
    """`name` is that of the breaker; the same `id` is the same change."""

    id: UUID
    name: str
    before: BreakerState
    after: BreakerState
    at: datetime
    process: Process


@dataclass(frozen=True, slots=True)
class Order:
    """Hold the breakers of this name open or closed; without a state they are to begin anew."""

    id: UUID
    name: str
    state: BreakerState | None
    at: datetime

    def concerns(self, breaker: str) -> bool:
        """Also where only the beginning of its name was said: `Kafka`, `Source graph`."""
        return breaker == self.name or breaker.startswith(f"{self.name} ")


def standing_order(breaker: str, orders: Iterable[Order]) -> Order | None:
    """The latest that concerns it."""
    found = (order for order in orders if order.concerns(breaker))
    return max(found, key=lambda order: order.at, default=None)


def breaker_named(text: str) -> str:
    """As breakers are called; raises `InvalidRequestError` where none is called like that."""
    wanted = " ".join(text.split())
    for known in Dependency:
        rest = wanted[len(known) :]
        if wanted.lower().startswith(known.lower()) and rest[:1] in {"", " "}:
            return f"{known}{rest}"
    raise InvalidRequestError(
        f"No breaker is called {wanted}",
        hint=f"Names begin with {', '.join(Dependency)}. See: omninode breakers list",
    )


def overview(
    current: Sequence[Change], orders: Sequence[Order], opened: Mapping[str, int]
) -> Sequence[tuple[str, str, datetime, str, int, str]]:
    """Name, state, since when, by whom, how often it opened, process; then what is ordered of
    those that nobody has used since.
    """
    found = []
    obeying = set[str]()
    for change in current:
        order = standing_order(change.name, orders)
        held = order is not None and order.state is change.after
        if order is not None and held:
            obeying.add(order.name)
        count = opened.get(change.name, 0)
        by = "hand" if held else "itself"
        row = (change.name, change.after.value, change.at, by, count, change.process.place)
        found.append(row)
    ordered = [
        (each.name, each.state.value, each.at, "hand", opened.get(each.name, 0), "any that uses it")
        for each in orders
        if each.state is not None and each.name not in obeying
    ]
    return [*found, *ordered]


class BreakerLog(Protocol):
    """Every method raises `UnavailableError` where the system of record does not answer."""

    def put(self, changes: Collection[Change]) -> None:
        """Store those that are new by their id."""
        ...

    def recent(self, limit: int) -> Sequence[Change]:
        """The latest first."""
        ...

    def current(self) -> Sequence[Change]:
        """The latest of each breaker in each process that lives, by name and time."""
        ...

    def opened(self) -> Mapping[str, int]:
        """How often each has opened, by name."""
        ...

    def order(self, order: Order) -> None:
        """In place of an earlier one for the same name."""
        ...

    def orders(self) -> Sequence[Order]:
        """One for each name, by name."""
        ...
