"""The name of the event that a sentence has published: `the event bike_sold goes out`."""

import re
from typing import Final

from omninode_bridge.prose.acts.frame import Frame

_TELLING: Final = frozenset(
    {"publish", "emit", "send", "announce", "broadcast", "raise", "fire", "produce", "notify"}
    | {"inform", "tell", "send out", "issue", "trigger", "push", "put out", "give"}
)
_HAPPENS: Final = re.compile(r"(event(?: [a-z_]+)?) (?:goes out|happens|occurs|is due|follows)$")
_EVENT: Final = re.compile(
    r"^(?:(?:to|by|with|of|through|via|as|an|a|the|its|on) )*"
    r"(?:(?:subscribers?|others?|listeners|(?:all )?(?:other )?(?:systems?|services?)|interested "
    r"parties|everyone|everybody|the outside world) )?"
    r"(?:(?:are|is) )?(?:(?:by|with|of|through|via|in|as|an|a|the) )*"
    r"(?:(?:domain|kafka) )?(?:(?P<before>[a-z]+(?:_[a-z]+)+) )?"
    r"(?:events?|messages?|announcements?)"
    r"(?: (?:called|named|of the name|with the name))?(?: (?P<name>[a-z]+(?:_[a-z]+)*))?"
    r"(?: to (?:all |the |other )*(?:subscribers|others|listeners|systems|services|broker))?$"
)


def published(said: str) -> str:
    """`the event goes out` as `the event is published`."""
    return _HAPPENS.sub(r"\1 is published", said)


def event_of(frame: Frame) -> str | None:
    """The name of the event that is published, empty where it has none; None for no event."""
    if frame.verbs[0] not in _TELLING:
        return None
    spoken = " ".join(frame.rest)
    if frame.passive:
        spoken = f"{' '.join(frame.subject)} {spoken}".strip()
    match = _EVENT.match(spoken)
    if match is None:
        return None
    return match["before"] or match["name"] or ""
