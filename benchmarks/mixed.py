"""Small documents of all four types, cut from the examples, made from a number."""

from typing import Final

from benchmarks.documents import document
from omninode_bridge.node_type import NodeType

THINGS: Final = ("tool", "book", "bike", "tent", "game", "lamp", "boat")
FIELDS: Final = ("name", "title", "label", "caption")

EFFECT: Final = """---
node: {thing}_lending_{number}
type: effect
domain: neighbourhood
---
# Lending of one {thing} after the other {number}
A neighbourhood lends its things.

## Requirements
- R1: Add a {thing} with its {field}, kind and deposit.
- R2: Find a {thing} by id.
- R3: A {thing} that is lent cannot be removed.

## Data model
### {entity}
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| {field} | string | length 1..{longest} |
| kind | enum(garden, wood, other) | default other |
| deposit | money | >= 0, <= {deposit} |
| borrower | email? | |

## Operations
### add_{thing}
- kind: create
- input: {field}, kind?, deposit, borrower?
- output: {entity}
- emits: {thing}_added

### find_{thing}
- kind: read
- input: id
- output: {entity}
- errors: not found

### remove_{thing}
- kind: delete (soft)
- input: id
- errors: not found
- rules:
  - R3: `reject when borrower != none: "the {thing} is lent"`

## Examples
```json
[
  {{"operation": "add_{thing}",
   "request": {{"{field}": "One", "kind": "wood", "deposit": "{half}.00"}},
   "answer": {{"{field}": "One", "deposit": "{half}.00", "borrower": null}}}},
  {{"operation": "remove_{thing}", "request": {{"id": "$1.id"}}, "answer": {{}}}},
  {{"operation": "find_{thing}", "request": {{"id": "$1.id"}},
   "answer": {{"error": {{"code": "RESOURCE_NOT_FOUND"}}}}}}
]
```
"""
REDUCER: Final = """---
type: reducer
domain: logistics
---
# Locker of a {thing} {number}
Follows one compartment from deposit to pickup.

## Requirements
- R1: A deposit makes the locker occupied.
- R2: The late fee is the fee per day for each day after the free ones.
- R3: Refuse parcels of more than {heaviest} kg.
- R4: Count pickups by size per day.

## Data model
### Context
| field | type | constraints |
| --- | --- | --- |
| code | string? | |
| earned | money | default 0 |

### Events
| event | fields |
| --- | --- |
| deposit | parcel: uuid (unique), code: string (length 4..8), weight_kg: decimal (> 0) |
| pickup | size: enum(small, large), days: int (>= 0), fee_per_day: money, at: datetime |

## State machine
| from | event | to | guard | action |
| --- | --- | --- | --- | --- |
| [*] | | empty | | |
| empty | deposit | occupied | | code = code |
| occupied | pickup | empty | | earned = earned + late_fee; code = none |

## Rules
- R2: `late_fee = fee_per_day * (days - {free}) if days > {free} else 0`
- R3: `reject when weight_kg > {heaviest}: "too heavy"`

## Aggregations
of: pickup

| metric | function | field | group by | window |
| --- | --- | --- | --- | --- |
| pickups | count | | size | 1d |
| late_fees | sum | late_fee | size | |

## Examples
```json
{{"state": null, "events": [
  {{"event": "deposit", "parcel": "7d0cbb0e-9a51-4b11-9d0b-0f6a4a0e5d10",
   "code": "4711", "weight_kg": 2.5}}
]}}
```

```json
{{"state": {{"state": "occupied", "code": "4711", "earned": "0"}}}}
```
"""
ORCHESTRATOR: Final = """---
type: orchestrator
---
# Booking of a {thing} {number}
Books a {thing} and a place for it; when the place cannot be had, the {thing} is given back.

## Input
| field | type | constraints |
| --- | --- | --- |
| customer | email | |
| days | int | >= 1, <= {longest} |
| budget | money | > 0 |

## Requirements
- T1: Ask for approval when the quoted price exceeds the budget.
- T2: Retry the place {retry} times.
- T3: The days must be between 1 and {longest}.

## Workflow
| step | uses | needs | when | on failure | retry | timeout | compensate with | description |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| quote | price_service | | | stop | 1 x 500ms | 10s | | |
| approval | manager_inbox | quote | quote.price > budget | stop | | 24h | | T1 |
| {thing} | {thing}_shop | quote, approval | | stop | | 30s | return_{thing} | |
| place | place_portal | {thing} | | compensate | {retry} x 1s | 20s | | T2 |

## Examples
```json
{{"request": {{"input": {{"customer": "kim@example.org", "days": 1, "budget": "10.00"}},
             "history": []}},
 "answer": {{"status": "running", "start": [{{"step": "quote", "attempt": 1}}], "compensate": []}}}}
```
"""
TEMPLATES: Final = {
    NodeType.EFFECT: EFFECT,
    NodeType.REDUCER: REDUCER,
    NodeType.ORCHESTRATOR: ORCHESTRATOR,
}


def mixed_document(number: int, node_type: NodeType) -> str:
    """The same number gives the same document; others differ in name, thresholds and fields."""
    if node_type is NodeType.COMPUTE:
        return document(number)
    thing = THINGS[number % len(THINGS)]
    return TEMPLATES[node_type].format(
        thing=thing,
        entity=thing.title(),
        number=number,
        field=FIELDS[number // len(THINGS) % len(FIELDS)],
        longest=20 + number % 50,
        deposit=100 + 2 * (number % 50),
        half=50 + number % 50,
        heaviest=20 + number % 30,
        free=1 + number % 4,
        retry=1 + number % 3,
    )


def mixed_documents(count: int) -> dict[str, str]:
    """By file name, the four types in turn."""
    types = tuple(NodeType)
    return {
        f"{number:03}_{node_type.value}.md": mixed_document(number, node_type)
        for number in range(count)
        for node_type in (types[number % len(types)],)
    }
