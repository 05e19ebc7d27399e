"""The thirteen topics: how they are divided, how long they keep, how much a message may weigh."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Self

from omninode_bridge.errors import InvalidRequestError

MIB: Final = 1024 * 1024
DAY_MS: Final = 24 * 60 * 60 * 1000
# Room for key, headers and the record's frame beside the value.
FRAME_BYTES: Final = 64 * 1024
_SUFFIX: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True, slots=True)
class Topic:
    """`max_value_bytes` bounds the value alone, before compression."""

    name: str
    partitions: int
    retention_ms: int
    max_value_bytes: int

    @property
    def max_message_bytes(self) -> int:
        return self.max_value_bytes + FRAME_BYTES

    @property
    def settings(self) -> Mapping[str, str]:
        """The topic's configuration in Kafka's own names."""
        return {
            "cleanup.policy": "delete",
            "compression.type": "gzip",
            "max.message.bytes": str(self.max_message_bytes),
            "retention.ms": str(self.retention_ms),
        }


ANALYZE_REQUESTS: Final = "omninode_codegen_request_analyze_v1"
VALIDATE_REQUESTS: Final = "omninode_codegen_request_validate_v1"
PATTERN_REQUESTS: Final = "omninode_codegen_request_pattern_v1"
MIXIN_REQUESTS: Final = "omninode_codegen_request_mixin_v1"
ANALYZE_RESPONSES: Final = "omninode_codegen_response_analyze_v1"
VALIDATE_RESPONSES: Final = "omninode_codegen_response_validate_v1"
PATTERN_RESPONSES: Final = "omninode_codegen_response_pattern_v1"
MIXIN_RESPONSES: Final = "omninode_codegen_response_mixin_v1"
STATUS: Final = "omninode_codegen_status_session_v1"
ANALYZE_DEAD_LETTERS: Final = "omninode_codegen_dlq_analyze_v1"
VALIDATE_DEAD_LETTERS: Final = "omninode_codegen_dlq_validate_v1"
PATTERN_DEAD_LETTERS: Final = "omninode_codegen_dlq_pattern_v1"
MIXIN_DEAD_LETTERS: Final = "omninode_codegen_dlq_mixin_v1"

REQUESTS: Final = (ANALYZE_REQUESTS, VALIDATE_REQUESTS, PATTERN_REQUESTS, MIXIN_REQUESTS)
RESPONSES: Final = (ANALYZE_RESPONSES, VALIDATE_RESPONSES, PATTERN_RESPONSES, MIXIN_RESPONSES)
DEAD_LETTERS: Final = (
    ANALYZE_DEAD_LETTERS,
    VALIDATE_DEAD_LETTERS,
    PATTERN_DEAD_LETTERS,
    MIXIN_DEAD_LETTERS,
)

TOPICS: Final[Mapping[str, Topic]] = MappingProxyType(
    {
        topic.name: topic
        for topic in (
            *(Topic(name, 3, 7 * DAY_MS, 4 * MIB) for name in REQUESTS),
            *(Topic(name, 3, 7 * DAY_MS, 1 * MIB) for name in RESPONSES),
            Topic(STATUS, 6, 3 * DAY_MS, 1 * MIB),
            # Base64 makes a request a third larger, and it must still fit.
            *(Topic(name, 1, 30 * DAY_MS, 8 * MIB) for name in DEAD_LETTERS),
        )
    }
)

# A response that cannot be read lies beside the requests of its kind, and so does a status: it
# tells of a generation, whose request came in to be analysed.
DEAD_LETTERS_OF: Final[Mapping[str, str]] = MappingProxyType(
    dict(zip(REQUESTS, DEAD_LETTERS, strict=True))
    | dict(zip(RESPONSES, DEAD_LETTERS, strict=True))
    | {STATUS: ANALYZE_DEAD_LETTERS}
)


@dataclass(frozen=True, slots=True)
class DeadLetterTopics:
    """Where dead letters lie: our topics have one for their kind, any other has one beside it, of
    its name and the suffix.
    """

    suffix: str = ".dlq"

    @classmethod
    def named(cls, suffix: str) -> Self:
        """The usual suffix where it is empty; raises `InvalidRequestError` for one that no topic
        may have.
        """
        if not suffix:
            return cls()
        if not _SUFFIX.fullmatch(suffix):
            raise InvalidRequestError(
                f"{suffix!r} is no suffix of a topic",
                hint="Use up to 100 letters, digits, dots, hyphens and underscores.",
            )
        return cls(suffix)

    def of(self, topic: str) -> str:
        return DEAD_LETTERS_OF.get(topic) or f"{topic}{self.suffix}"

    def among(self, topics: Iterable[str]) -> tuple[str, ...]:
        """Those of our own first."""
        beside = (topic for topic in topics if topic.endswith(self.suffix))
        return (*DEAD_LETTERS, *sorted({*beside} - {*DEAD_LETTERS}))

    def holds(self, topic: str) -> bool:
        """What lies there has been put aside already."""
        return topic in DEAD_LETTERS or topic.endswith(self.suffix)


def dead_letter_topic(name: str) -> Topic:
    """As our own are made."""
    return replace(TOPICS[ANALYZE_DEAD_LETTERS], name=name)
