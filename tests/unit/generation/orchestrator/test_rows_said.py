"""Sentences about conditions, limits and failures, and near misses of each."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import bound, sentences

DOCUMENT = """\
# Parcel export

## Input
| field | type | constraints |
| --- | --- | --- |
| foreign | bool | |
| weight | decimal | > 0 |
| pieces | int | >= 1 |
| kind | enum(letter, parcel, pallet) | |
| express | bool | |

## Requirements
{requirements}

## Process
```mermaid
flowchart TD
    begin([order]) --> pick[warehouse]
    pick --> abroad{foreign}
    abroad -->|yes| customs[broker]
    abroad -->|no| weigh[scale]
    customs --> weigh
    weigh --> heavy{weight > 30}
    heavy -->|yes| forklift[yard]
    weigh --> fast{express}
    fast -->|yes| fly[airline]
    fast -->|no| drive[haulier]
    fly --> bill[accounts]
    drive --> bill
    weigh --> notify_customer[mailer]
    bill --> done([done])
```

| step | on failure | retry | timeout | compensate with |
| --- | --- | --- | --- | --- |
| pick | stop | 2 x 1s | 30s | put_back |
| customs | compensate | | 2d | withdraw_papers |
| fly | compensate | 3 | 1h | cancel_seat |
| drive | stop | | | |
| notify_customer | continue | | | |
| bill | compensate | | 5m | |
"""

SO = sentences("""
Only foreign orders pass customs.
Customs is only for foreign orders.
Foreign orders go through customs.
Orders of more than 30 kg need the forklift.
A forklift is needed for a weight above 30.
The forklift is used only when the weight is over 30.
If notifying the customer fails, the process continues.
Flying is retried three times.
Picking is retried up to 2 times.
Picking must not take longer than 30 seconds.
Flying has one hour.
Customs may take two days at most.
When billing fails, the seat is cancelled.
When billing fails, the seat is cancelled and the papers are withdrawn.
If customs fails, what was picked is put back.
Notifying the customer may fail without harm.
""")

NOT_SO = sentences("""
Only foreign orders are picked.
Only express orders pass customs.
Foreign orders skip customs.
Orders that are not foreign pass customs.
Orders of more than 40 kg need the forklift.
Orders of less than 30 kg need the forklift.
Orders of more than 30 pieces need the forklift.
Express orders are driven, the others fly.
Express orders fly, the others are weighed.
Only parcels fly.
Heavy orders fly.
A failing bill does not stop the order.
A failing flight may fail without consequences.
Flying is retried twice.
Picking is retried up to 3 times.
Picking must not take longer than 60 seconds.
Picking must not take longer than 30 minutes.
Flying has two hours.
Customs may take one day at most.
When driving fails, the seat is cancelled.
When picking fails, the papers are withdrawn.
When billing fails, the seat is kept.
Billing comes before flying.
Foreign orders pass customs twice.
Foreign orders of more than 30 kg pass customs.
Customs is done before anything else.
Picking must take longer than 30 seconds.
Picking has at least 30 seconds.
Express orders go through customs.
Foreign letters pass customs.
Billing may fail without harm.
Orders of more than 30 km need the forklift.
Orders with exactly 30 kg need the forklift.
""")


@cache
def _bound() -> dict[str, tuple[str, ...]]:
    return bound(DOCUMENT, [*SO, *NOT_SO], NodeType.ORCHESTRATOR)


@pytest.mark.parametrize("sentence", SO)
def test_what_the_workflow_does_is_bound_and_shown_by_a_test(sentence: str) -> None:
    assert _bound().get(sentence)


@pytest.mark.parametrize("sentence", NOT_SO)
def test_what_it_does_not_is_not(sentence: str) -> None:
    assert sentence not in _bound()
