"""Notes that name an act with a label or in a few words of the trade: each as an order.

`FSM: idle -> running -> done`, `consumer for shop.order-paid.v1`, `upsert of orders keyed by
order_id`. As in `told_acts`, a wording is the whole sentence.
"""

import re
from collections.abc import Callable
from typing import Final

from omninode_bridge.prose.kernel import MAKING, NAME, TOPIC, TYPE, Kernel, limits

type Told = Callable[[re.Match[str]], Kernel | None]

ARROW: Final = r"\s*(?:->|-->|=>|\u2192)\s*"
STATE: Final = r"[a-z][a-z0-9_-]{1,30}"
LABEL: Final = rf"(?:{NAME}\s*[:\u2014\u2013-]\s+)?"
_ROW: Final = rf"(?P<states>{STATE}(?:{ARROW}{STATE})+)"
_LISTED: Final = rf"(?P<states>{STATE}(?:,\s+(?:and\s+)?{STATE})+)"
_MACHINE: Final = r"(?:fsm|(?:finite\s+)?state\s+machine|life\s?cycle)"
_EVENTS: Final = r"(?:\s+(?:events?|messages?|topic))?"
_KEY: Final = r"`?(?P<key>[a-z]+(?:_[a-z]+)+)`?"
_THING: Final = r"(?P<thing>[a-z]{3,30}(?:\s(?!keyed)[a-z]{3,30})?)"
_STORE: Final = (
    r"(?:(?:the\s+)?(?:postgres(?:ql)?|qdrant|memgraph|mongodb|sqlite|"
    r"`?[a-z][a-z_]{2,40}`?\s+table))"
)
_SENT: Final = r"(?:publish(?:es)?|emits?|produces?)"
_TAKEN: Final = r"(?:subscribes?\s+(?:to\s+)?|consumes?\s+|listens?\s+(?:to|on)\s+)"


def tracking(states: list[str], entity: str = "", left: tuple[str, ...] = ()) -> Kernel | None:
    """What comes back to a state is more than a row of states."""
    if len({*states}) < len(states):
        return None
    text = f"Track the states of {entity or 'an item'}: {', '.join(states)}"
    return Kernel(text, left, assumed=() if entity else ("entity",))


def _machine(found: re.Match[str]) -> Kernel | None:
    return tracking(re.split(rf"{ARROW}|,\s+(?:and\s+)?", found["states"].lower()))


def _life(found: re.Match[str]) -> Kernel | None:
    entity = found["entity"].lower()
    return None if limits(entity) else tracking(re.split(ARROW, found["states"].lower()), entity)


def _pipeline(found: re.Match[str]) -> Kernel | None:
    steps = re.split(ARROW, found["states"].lower())
    if len({*steps}) < len(steps):
        return None
    return Kernel(f"Run these steps in sequence: {', '.join(steps)}")


def _sending(found: re.Match[str]) -> Kernel:
    return Kernel(f"Publish {found['topic']}")


def _each_sent(found: re.Match[str]) -> Kernel:
    first, *others = (f"Publish {one}" for one in re.split(r",\s+(?:and\s+)?", found["topics"]))
    return Kernel(first, beside=tuple(others))


def _taking(found: re.Match[str]) -> Kernel | None:
    """Of two topics one comes in, and the other is an event of its own."""
    name = found["topic"]
    sent = found.groupdict().get("sent")
    if limits(re.sub(TOPIC, "", name)):
        return None
    return Kernel(f"Consume {name} events", beside=(f"Publish {sent}",) if sent else ())


def _upserting(found: re.Match[str]) -> Kernel | None:
    return (
        None if limits(found["thing"]) else Kernel(f"Upsert {found['thing']} by `{found['key']}`")
    )


def _storing(found: re.Match[str]) -> Kernel | None:
    """In which kind of store it is kept is no part of what is kept."""
    if limits(found["thing"]):
        return None
    return Kernel(f"Store {found['thing']}", (found["left"],))


def _once(found: re.Match[str]) -> Kernel | None:
    event = (found.groupdict().get("event") or "events").lower()
    return None if limits(event) else Kernel(f"Ignore repeated {event} by `{found['key']}`")


def _cached(found: re.Match[str]) -> Kernel | None:
    """How long it is kept is asked for where nobody says it."""
    long = f" of {found['long']} seconds" if found["long"] else ""
    return None if limits(found["thing"]) else Kernel(f"Cache {found['thing']} with a TTL{long}")


def _limited(found: re.Match[str]) -> Kernel:
    """Each client is counted by itself in any case."""
    return Kernel(f"Limit {found['thing']} to {found['most']} per {found['unit']}")


def _within(found: re.Match[str]) -> Kernel:
    return Kernel(f"Ensure that `{found['value']}` is between {found['low']} and {found['high']}")


_NUMBER: Final = r"-?\d+(?:\.\d+)?"

_HAVING: Final = rf"(?:(?:{TYPE}\s+)?node\s+with\s+(?:an?\s+)?)?"
_EMISSION: Final = r"(?:kafka\s+)?events?\s+(?:emission|publishing|publication)\s*[:\u2014-]\s+"
_CONSUMER: Final = rf"(?:{MAKING}\s+)?(?:an?\s+)?(?:kafka\s+)?consumer\s+for\s+(?:the\s+)?"
_KEYED: Final = rf"(?:by|on|keyed\s+(?:by|on))\s+{_KEY}"
_BESIDE: Final = r"(?:,\s*|;\s*|\s+and\s+)"
_KEEPING: Final = r"(?:(?:write|persist|insert)s?|(?:stor|sav)es?)"
_DROPPED: Final = r"(?:dropped|ignored|skipped|discarded)"
_VALUE: Final = r"`?(?P<value>[a-z]+(?:_[a-z]+)*)`?"
_BOTH: Final = rf"\[(?P<low>{_NUMBER}),\s*(?P<high>{_NUMBER})\]"

NOTES: Final[tuple[tuple[str, Told], ...]] = tuple(
    (rf"{LABEL}{form}", told)
    for form, told in (
        (rf"{_HAVING}{_MACHINE}(?:\s+states)?\s*:?\s+\(?{_ROW}\)?", _machine),
        (rf"{_HAVING}{_MACHINE}\s+states\s*:?\s+\(?{_LISTED}\)?", _machine),
        (rf"(?P<entity>[a-z]{{3,30}})\s+(?:life\s?cycle|states|status)\s*:\s+{_ROW}", _life),
        (rf"(?:executes?|runs?)\s+{_ROW}(?:\s+in\s+(?:this\s+)?(?:order|sequence))?", _pipeline),
        (rf"(?:workflow|pipeline|flow|execution\s+order)\s*[:\u2014-]\s+{_ROW}", _pipeline),
        (rf"{_EMISSION}(?P<topic>{TOPIC})", _sending),
        (
            (
                rf"{_SENT}\s+(?:the\s+)?(?:kafka\s+)?(?:events|topics)\s*:\s+"
                rf"(?P<topics>{TOPIC}(?:,\s+(?:and\s+)?{TOPIC})*)"
            ),
            _each_sent,
        ),
        (rf"{_CONSUMER}(?P<topic>{TOPIC}){_EVENTS}", _taking),
        (rf"{_CONSUMER}(?P<topic>[a-z]+(?:[ -][a-z]+){{1,3}})\s+events", _taking),
        (
            (
                rf"(?:topics:\s+)?{_TAKEN}(?P<topic>{TOPIC}){_EVENTS}{_BESIDE}"
                rf"{_SENT}\s+(?P<sent>{TOPIC}){_EVENTS}"
            ),
            _taking,
        ),
        (rf"{_TAKEN}(?P<topic>{TOPIC})", _taking),
        (
            rf"(?:handler\s+)?(?:idempotent(?:ly)?\s+)?upserts?\s+(?:of\s+)?{_THING}\s+{_KEYED}",
            _upserting,
        ),
        (rf"(?:stor|sav|writ)es?\s+{_THING}\s+idempotently\s+{_KEYED}", _upserting),
        (rf"{_KEEPING}\s+{_THING}\s+(?P<left>(?:in)?(?:to|in)\s+{_STORE})", _storing),
        (rf"idempotent\s+(?:on|by)\s+{_KEY}", _once),
        (
            (
                rf"duplicated?\s+(?P<event>[a-z]{{3,30}}s)\s+are\s+{_DROPPED}\s+"
                rf"(?:by\s+|\(){_KEY}\)?"
            ),
            _once,
        ),
        (
            (
                r"(?:in-memory\s+)?(?:ttl\s+cache|cache\s+with\s+(?:an?\s+)?ttl)"
                rf"(?:\s+\((?P<long>\d{{1,6}})\s?s\))?\s+for\s+{_THING}"
            ),
            _cached,
        ),
        (
            (
                rf"(?:enforces?\s+)?(?:an?\s+)?rate[\s-]limit(?:ing)?(?:\s+of|\s*:)\s+"
                rf"(?P<most>\d{{1,7}})\s+{_THING}\s+per\s+(?P<unit>second|minute|hour|day)"
                r"(?:\s+(?:per|for\s+each)\s+(?:client|caller))?"
            ),
            _limited,
        ),
        (rf"{_VALUE}\s+must\s+(?:be|lie)\s+(?:with)?in\s+{_BOTH}", _within),
    )
)
