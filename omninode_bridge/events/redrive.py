"""Sending a dead letter's message again: exactly as it was, and only so many times."""

from enum import StrEnum

from omninode_bridge.events.dead_letters import DeadLetter, original
from omninode_bridge.events.delivery import Outgoing, marked


class Standing(StrEnum):
    """What may still become of a letter.

    `parked` was sent again as often as it allows; `foreign` is no letter of ours.
    """

    WAITING = "waiting"
    REDRIVEN = "redriven"
    PARKED = "parked"
    FOREIGN = "foreign"


def standing(letter: DeadLetter | None, *, redriven: bool) -> Standing:
    if letter is None:
        return Standing.FOREIGN
    if redriven:
        return Standing.REDRIVEN
    return Standing.PARKED if letter.retry_count >= letter.max_retries else Standing.WAITING


def again(letter: DeadLetter, stored: bytes | None = None) -> Outgoing:
    """The message, byte for byte, with one header more that counts how often it was sent again.

    `stored` is the value that lies under `raw_value_digest`, where the letter names one.
    """
    return marked(original(letter, stored), letter.retry_count + 1)
