"""What is to be done under a condition is realised alike, however both are told."""

from typing import Final

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_FEE: Final = """---
type: compute
---
# Desk
## Input
- price: money
- quantity: int
- credit: money
## Output
- fee: money
## Requirements
- The fee is the price.
"""
_STORE: Final = """---
type: effect
---
# Desk
## Data model
### Reservation
- id: uuid (primary key)
- pitch: int (>= 1, <= 120)
- guest: string (length 1..60)
## Requirements
- Create reservations with pitch and guest.
"""
_BEER: Final = """---
type: orchestrator
---
# Beer
## Requirements
- First crush the malt.
"""
_ACCOUNT: Final = """---
type: reducer
---
# Account

## Context
- balance: money (default 0)

## What can happen
- open
- deposit: amount: money (> 0)
- freeze
- unfreeze

## Requirements
- An account begins as new and becomes active when it is opened.
- An active account can be frozen, and a frozen account can be unfrozen.
"""
_EVENTS: Final = (
    "When {c}, {r}.",
    "When {c}, then {r}.",
    "Whenever {c}, {r}.",
    "Every time {c}, {r}.",
    "Once {c}, {r}.",
    "As soon as {c}, {r}.",
    "The moment {c}, {r}.",
    "After {c}, {r}.",
    "Immediately after {c}, {r}.",
    "{R} when {c}.",
    "{R}, when {c}.",
    "{R} once {c}.",
    "{R} as soon as {c}.",
    "{R} each time {c}.",
    "{R} after {c}.",
)
_TESTS: Final = (
    "If {c}, {r}.",
    "If {c}, then {r}.",
    "When {c}, {r}.",
    "Where {c}, {r}.",
    "Whenever {c}, {r}.",
    "In case {c}, {r}.",
    "In the event that {c}, {r}.",
    "Given that {c}, {r}.",
    "Assuming that {c}, then {r}.",
    "{R} if {c}.",
    "{R}, if {c}.",
    "{R} when {c}.",
    "{R} in case {c}.",
    "{R} provided that {c}.",
)
_RESPONSES: Final = (
    "{verb} {what}{how}",
    "the system shall {verb} {what}{how}",
    "the system {does} {what}{how}",
    "the node has to {verb} {what}{how}",
    "{what} shall be {done}{how}",
    "{what} must be {done}{how}",
    "{what} is {done}{how}",
)
_RESERVED: Final = "a reservation is created"
_CASES: Final = (
    (_FEE, _TESTS, "the credit is at least 100.00", "reduce reduces reduced|the fee| by 10 %"),
    (_FEE, _TESTS, "the quantity is more than 10", "add adds added|5.00| to the fee"),
    (_FEE, _TESTS, "the quantity is 0",
     'reject rejects rejected|the order| with "nothing ordered"'),
    (_STORE, _EVENTS, _RESERVED, "publish publishes published|the event reservation_made|"),
    (_BEER, _EVENTS, "the malt is crushed", "mash mashes mashed|the grain|"),
    (_ACCOUNT, _EVENTS, "an active account is deposited",
     "increase increases increased|the balance| by the amount"),
    (_ACCOUNT, _EVENTS, "an active account is deposited",
     "add adds added|the amount| to the balance"),
)  # fmt: skip


def _bound(document: str, text: str) -> str:
    read = read_prd(f"{document}- {text}\n").document
    found = understand(read, NodeType(document.split()[2])).document.requirements
    [shown] = [one.pattern for one in found if one.shown.strip(".") == text.strip(".")]
    return shown


def _responses(words: str) -> list[str]:
    verbs, what, how = words.split("|")
    verb, does, done = verbs.split()
    return [one.format(verb=verb, does=does, done=done, what=what, how=how) for one in _RESPONSES]


@pytest.mark.parametrize(("document", "frames", "condition", "words"), _CASES)
def test_conditions_and_responses_in_any_frame(
    document: str, frames: tuple[str, ...], condition: str, words: str
) -> None:
    responses = _responses(words)
    # Each frame with two responses and each response with several frames: all of them take long.
    texts = [
        frame.format(c=condition, r=response, R=response[:1].upper() + response[1:])
        for at, frame in enumerate(frames)
        for response in (responses[at % len(responses)], responses[(at + 3) % len(responses)])
    ]
    plain = _bound(document, texts[0])
    assert plain
    assert [(one, found) for one in texts if (found := _bound(document, one)) != plain] == []


@pytest.mark.parametrize(("document", "frames", "condition", "words"), _CASES)
def test_what_is_said_beside_it_keeps_it_from_being_bound(
    document: str, frames: tuple[str, ...], condition: str, words: str
) -> None:
    order, *_ = _responses(words)
    plain = _bound(document, frames[0].format(c=condition, r=order))
    others = (
        f"Only when {condition} and the moon is full, {order}.",
        f"When {condition}, never {order}.",
        f"When {condition}, the system shall not {order}.",
        f"When {condition}, the system shall no longer {order}.",
        f"When {condition} and nobody looks, {order}.",
        f"When it is believed that {condition}, {order}.",
        f"When {condition}, {order}, and the boss has to smile.",
        f"Unless {condition}, the system shall {order}.",
    )
    assert [one for one in others if _bound(document, one) == plain] == []
