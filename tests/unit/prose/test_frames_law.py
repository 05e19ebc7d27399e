"""What is asked for is realised in the same way whatever frame it stands in."""

from collections.abc import Mapping
from typing import Final

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd
from tests.unit.language.framings import DENIED, FRAMES, PASSIVE, Content

_EFFECT: Final = """---
type: effect
---
# Desk
## Data model
### Reservation
- id: uuid (primary key)
- pitch: int (>= 1, <= 120)
- guest: string (length 1..60)
- email: email
- arrival: date
## Requirements
"""
_COMPUTE: Final = """---
type: compute
---
# Desk
## Requirements
"""
_FEE: Final = """---
type: compute
---
# Desk
## Input
- price: money
- credit: money
## Output
- fee: money
## Requirements
- The fee is the price.
"""
_REDUCER: Final = """---
type: reducer
---
# Desk
## Data model
### Delivery
- id: uuid (primary key)
- depot: string
- weight: decimal
- at: datetime
## Requirements
"""
_ORCHESTRATOR: Final = """---
type: orchestrator
---
# Desk
## Requirements
"""
_CONTENTS: Final[Mapping[Content, str]] = {
    Content("create", "creating", "created", "reservations", " with pitch and guest"): _EFFECT,
    Content("view", "viewing", "viewed", "a reservation", " by id"): _EFFECT,
    Content("search", "searching", "searched", "reservations", " by guest or email"): _EFFECT,
    Content("delete", "deleting", "deleted", "a reservation", " by id"): _EFFECT,
    Content("list", "listing", "listed", "all reservations", " ordered by arrival"): _EFFECT,
    Content("update", "updating", "updated", "the email of a reservation"): _EFFECT,
    Content("sort", "sorting", "sorted", "orders", " by date"): _COMPUTE,
    Content("group", "grouping", "grouped", "parcels", " by country"): _COMPUTE,
    Content("remove", "removing", "removed", "duplicate orders", " by number"): _COMPUTE,
    Content("count", "counting", "counted", "deliveries", " per depot"): _REDUCER,
    Content("report", "reporting", "reported", "the average weight", " per depot"): _REDUCER,
}
_each = pytest.mark.parametrize("content", _CONTENTS, ids=lambda one: one.plain)


def _bound(document: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the sentence became, and the operations that the document has with it."""
    read = read_prd(f"{document}- {text}\n").document
    found = understand(read, NodeType(document.split()[2])).document
    shown = [one.pattern for one in found.requirements if one.text.strip(".") == text.strip(".")]
    return tuple(shown), tuple(one.name for one in found.operations)


@_each
def test_every_frame_is_bound_like_the_plain_sentence(content: Content) -> None:
    plain = _bound(_CONTENTS[content], content.plain)
    assert plain[0] != ("",)
    others = {name: _bound(_CONTENTS[content], content.within(FRAMES[name])) for name in FRAMES}
    assert {name: one for name, one in others.items() if one != plain} == {}


@_each
def test_what_denies_or_adds_something_is_not_bound_like_it(content: Content) -> None:
    plain = _bound(_CONTENTS[content], content.plain)
    others = {frame: _bound(_CONTENTS[content], content.within(frame)) for frame in DENIED}
    assert [frame for frame, one in others.items() if one == plain] == []


@pytest.mark.parametrize("name", sorted(FRAMES.keys() - PASSIVE))
def test_a_change_of_a_value_is_one_in_every_frame_of_the_node(name: str) -> None:
    content = Content("add", "adding", "added", "5.00 to the fee")
    shown, _ = _bound(_FEE, content.within(FRAMES[name]))
    is_of_people = "lerk" in FRAMES[name] or "Users" in FRAMES[name]
    assert bool(shown[0]) or is_of_people, shown
