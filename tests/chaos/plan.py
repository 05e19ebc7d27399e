"""What is sent and what is struck, and when: the same seed and size give the same plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

DUPLICATES: Final = 0.05
GARBAGE: Final = 0.01
# At the end everything must be able to finish.
LAST_STRIKE: Final = 0.9
MOST_DELAY_S: Final = 3.0


class Target(StrEnum):
    """What is killed with -9; `REBALANCE` is a member that joins the group and leaves it again."""

    BROKER = "broker"
    DATABASE = "database"
    DAEMON = "daemon"
    CODE_SERVER = "code server"
    RUN_WORKER = "run worker"
    LAUNCHER = "launcher"
    RELAY = "relay"
    INTELLIGENCE = "intelligence"
    REBALANCE = "rebalance"


class Kind(StrEnum):
    REQUEST = "request"
    QUESTION = "question"
    EVENT = "event"
    GARBAGE = "garbage"
    GARBLED_EVENT = "garbled event"


@dataclass(frozen=True, slots=True)
class Size:
    """`requests` ask for a node, `questions` ask the intelligence service, `events` are metrics."""

    requests: int = 300
    events: int = 100_000
    strikes: int = 45

    @property
    def questions(self) -> int:
        return max(3, self.requests // 5)


@dataclass(frozen=True, slots=True)
class Send:
    """`number` tells those of a kind apart; the same one again is a duplicate."""

    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class Strike:
    """When so large a share of the requests has ended, and `delay_s` later.

    `pick` chooses one where there are several.
    """

    after: float
    delay_s: float
    target: Target
    pick: int


@dataclass(frozen=True, slots=True)
class Plan:
    seed: int
    size: Size
    sends: tuple[Send, ...]
    events: tuple[Send, ...]
    strikes: tuple[Strike, ...]

    def numbers(self, kind: Kind) -> frozenset[int]:
        return frozenset(each.number for each in (*self.sends, *self.events) if each.kind is kind)


def plan(seed: int, size: Size) -> Plan:
    chance = Random(seed)
    asked = _shuffled(
        chance,
        [Send(Kind.REQUEST, number) for number in range(size.requests)]
        + [Send(Kind.QUESTION, number) for number in range(size.questions)],
    )
    told = [Send(Kind.EVENT, number) for number in range(size.events)]
    return Plan(
        seed,
        size,
        _spoiled(chance, asked, Kind.GARBAGE),
        _spoiled(chance, told, Kind.GARBLED_EVENT),
        _strikes(chance, size.strikes),
    )


def identity(seed: int, send: Send) -> UUID:
    """The correlation id."""
    return uuid5(NAMESPACE_OID, f"chaos {seed} {send.kind} {send.number}")


def _spoiled(chance: Random, sends: Sequence[Send], garbage: Kind) -> tuple[Send, ...]:
    """With duplicates, each somewhere behind its first, and garbage anywhere."""
    # Places between the messages, so that inserting moves none of them.
    placed = [(float(at), each) for at, each in enumerate(sends)]
    again = chance.sample(range(len(sends)), _share(len(sends), DUPLICATES))
    placed += [(chance.uniform(at, len(sends)), sends[at]) for at in again]
    spoiled = range(_share(len(sends), GARBAGE))
    placed += [(chance.uniform(0, len(sends)), Send(garbage, number)) for number in spoiled]
    return tuple(each for _, each in sorted(placed, key=lambda one: one[0]))


def _strikes(chance: Random, count: int) -> tuple[Strike, ...]:
    """Each target as often as another, or once more."""
    every = [*Target] * -(-count // len(Target))
    whole = count - count % len(Target)
    targets = _shuffled(chance, every[:whole] + chance.sample([*Target], count - whole))
    strikes = [
        Strike(
            chance.uniform(0, LAST_STRIKE),
            chance.uniform(0, MOST_DELAY_S),
            target,
            chance.randrange(1000),
        )
        for target in targets
    ]
    return tuple(sorted(strikes, key=lambda each: each.after))


def _shuffled[T](chance: Random, items: Sequence[T]) -> list[T]:
    return chance.sample(items, len(items))


def _share(count: int, share: float) -> int:
    return max(1, round(count * share))
