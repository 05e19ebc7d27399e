"""What the edges of a flowchart do, as different people say it, and near misses."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import Told, bound, told

DOCUMENT = """\
---
type: orchestrator
---
# Office move

## Input
| field | type | constraints |
| --- | --- | --- |
| desks | int | > 0 |
| abroad | bool | default false |
| insured_value | money | >= 0 |
| urgency | enum(low, normal, high) | default normal |

## Process
```mermaid
flowchart TD
    begin([order arrives]) --> survey[planner]
    survey --> far{abroad}
    far -->|yes| declare_customs[customs]
    far -->|no| book_truck[fleet]
    survey --> dear{insured_value > 50000}
    dear -->|yes| insure[insurer]
    survey --> pack[packers]
    pack --> quick{urgency = "high"}
    quick -->|yes| add_crew[agency]
    declare_customs --> carry[movers]
    book_truck --> carry
    pack --> carry
    carry --> unpack[packers]
    unpack --> done([moved])
```

| step | on failure | retry | timeout | compensate with |
| --- | --- | --- | --- | --- |
| survey | stop | 1 | 1h | |
| book_truck | compensate | 2 x 1s | 10m | release_truck |
| insure | continue | | 1d | |
| carry | compensate | | 12h | carry_back |
| unpack | compensate | | | |

## Requirements
{requirements}
"""

TOLD = told("""
== order
+ The survey comes first.
+ Packing follows the survey.
+ Carrying waits until packing is done.
- Unpacking comes before carrying.
- Packing follows carrying.
== edge
+ Moves abroad are declared to the customs.
+ For moves that do not go abroad, a truck is booked.
+ A move abroad needs a customs declaration.
+ If the move goes abroad, customs are declared.
+ Moves with an insured value above 50,000 are insured.
+ Insure moves with a value of more than 50000.
+ When the urgency is high, a crew is added.
+ Only when the urgency is high is a crew added.
+ Otherwise a truck is booked.
- Moves abroad get a truck.
- Moves with an insured value above 60,000 are insured.
- Moves with an insured value below 50,000 are insured.
- When the urgency is low, a crew is added.
- Moves that do not go abroad are insured.
== join
+ Carrying starts after packing and after the truck is booked or customs are declared.
== failure
+ If the insurance fails, the move goes on.
+ If carrying fails, the truck is released.
+ If the survey fails, the move is called off.
- If carrying fails, the insurance is cancelled.
- If the survey fails, the truck is released.
- If packing fails, the move goes on.
== retry and limit
+ Booking a truck is tried again twice.
+ The insurer has one day.
+ If the survey fails, it is repeated once.
- Booking a truck is tried again three times.
- The insurer has two days.
== parallel
+ Packing and booking the truck can happen at the same time.
- Packing and carrying can happen at the same time.
""")


@cache
def _bound() -> dict[str, tuple[str, ...]]:
    return bound(DOCUMENT, [text for one in TOLD for text in one.all], NodeType.ORCHESTRATOR)


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_a_cell_does_is_bound_and_shown_by_a_test(one: Told) -> None:
    assert [text for text in one.so if not _bound().get(text)] == []


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_it_does_not_is_not(one: Told) -> None:
    assert [text for text in one.not_so if text in _bound()] == []
