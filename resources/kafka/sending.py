"""How messages are sent: packed as the environment wants it, to which partition, how often."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.topics import DeadLetterTopics
from resources.reliability.retries import Retries


class Partitioning(StrEnum):
    """`key` is Kafka's own: murmur2 of the key, any partition without one.

    `round_robin` takes one after the other, whatever the key: messages of one key lose their
    order. `balanced` keeps that order, and sends what has no key to where it has sent least.
    """

    KEY = "key"
    ROUND_ROBIN = "round_robin"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class Packing:
    """A batch goes out when it holds `batch_bytes`, or `linger_ms` after its first message."""

    compression: str | None
    linger_ms: int
    batch_bytes: int


PACKING: Final[Mapping[str, Packing]] = MappingProxyType(
    {
        "development": Packing(None, 0, 8_192),
        "test": Packing(None, 0, 16_384),
        "staging": Packing("gzip", 5, 32_768),
        "production": Packing("lz4", 10, 65_536),
    }
)


@dataclass(frozen=True, slots=True)
class Sending:
    packing: Packing = PACKING["development"]
    partitioning: Partitioning = Partitioning.KEY
    retries: Retries = field(default_factory=Retries)
    dead_letters: DeadLetterTopics = field(default_factory=DeadLetterTopics)

    @classmethod
    def of(cls, environment: str, partitioning: str, suffix: str = "") -> "Sending":
        """Empty texts mean the defaults; raises `InvalidRequestError` for names that are none."""
        packing = _named("environment", environment or "development", PACKING)
        strategies = {each.value: each for each in Partitioning}
        strategy = _named("partitioning", partitioning or "key", strategies)
        return cls(packing, strategy, dead_letters=DeadLetterTopics.named(suffix))


def _named[V](what: str, name: str, known: Mapping[str, V]) -> V:
    if name not in known:
        raise InvalidRequestError(
            f"{name!r} is no {what} of Kafka's producer", hint=f"Choose one of {', '.join(known)}."
        )
    return known[name]


class Partitioner:
    """Chooses by what this producer has sent before; not for several threads."""

    def __init__(self, strategy: Partitioning) -> None:
        self._strategy = strategy
        self._sent: dict[str, Counter[int]] = {}

    def chooses(self, key: bytes | None) -> bool:
        """False where it is left to Kafka's own way."""
        is_kept_together = self._strategy is Partitioning.BALANCED and key is not None
        return self._strategy is not Partitioning.KEY and not is_kept_together

    def choose(self, topic: str, key: bytes | None, partitions: Collection[int]) -> int | None:
        """None: as Kafka's clients do by themselves."""
        if not self.chooses(key) or not partitions:
            return None
        sent = self._sent.setdefault(topic, Counter())
        # Where each has as many, the lowest first: that is one after the other.
        chosen = min(sorted(partitions), key=lambda number: sent[number])
        sent[chosen] += 1
        return chosen
