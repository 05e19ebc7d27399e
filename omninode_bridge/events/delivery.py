"""Messages on their way, and the header that counts their returns from the dead letters."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

HEADER: Final = "omninode-redriven"


class Null(bytes):
    """Where Kafka has no value at all. It reads as an empty one, and is sent as none."""


NULL: Final = Null()

type Headers = tuple[tuple[str, bytes], ...]


class Delivery(StrEnum):
    """`put_aside`: its topic did not take it, and it lies in the dead letters instead."""

    SENT = "sent"
    PUT_ASIDE = "put_aside"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that has no position yet."""

    topic: str
    value: bytes
    key: bytes | None = None
    headers: Headers = ()


def marked(message: Outgoing, times: int) -> Outgoing:
    return replace(message, headers=(*message.headers, (HEADER, b"%d" % times)))


def unmarked(headers: Iterable[tuple[str, bytes]]) -> tuple[Headers, int]:
    """The headers as they were before we sent the message again, and how often we did.

    Of several counts the highest is believed; one that is no number is somebody else's header.
    """
    kept, times = [], 0
    for name, value in headers:
        if name == HEADER and value.isdigit() and len(value) < 4:  # noqa: PLR2004 - no honest count is longer
            times = max(times, int(value))
        else:
            kept.append((name, value))
    return tuple(kept), times
