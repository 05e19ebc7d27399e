"""What each cell of an aggregation does, as different people say it, and near misses."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import Told, bound, told

DOCUMENT = """\
---
type: reducer
---
# Parking garage figures

## Data model
### Ticket
| field | type | constraints |
| --- | --- | --- |
| ticket_no | string | primary key |
| level | enum(p1, p2, p3) | |
| plate | string | length 2..10 |
| kind | enum(short, season, lost) | default short |
| minutes | int | >= 0, <= 100000 |
| charge | money | >= 0 |
| left_at | datetime | |

## Rules
- `reject when kind == "season" and charge > 0: "season tickets are free"`

## Aggregations of Ticket
| metric | function | field | group by | window | where |
| --- | --- | --- | --- | --- | --- |
| tickets | count | | level | 1h | |
| income | sum | charge | level | 1d | |
| mean_minutes | avg | minutes | kind | | |
| longest | max | minutes | level | | |
| cheapest | min | charge | | | kind = "short" |
| plates | distinct | plate | | 1d | |
| p95_minutes | p95 | minutes | level | | |
| lost | count | | | 7d | kind = "lost" |
| long_stays | count | | level | | minutes > 600 |
| busiest | top-3 | level | | | |
| last_plate | last | plate | level | | |

## Requirements
{requirements}
"""

TOLD = told("""
== count
+ Count the tickets per level and hour.
+ The number of tickets is counted for each level every hour.
+ How many tickets are there per level and hour?
+ The system shall count tickets by level and hour.
+ As a manager I want to know the number of tickets per level and hour.
+ Hourly number of tickets of each level.
+ For each level and hour the tickets are counted.
+ Every ticket is counted per level and per hour.
- Count the tickets per level and day.
- Count the tickets per kind and hour.
- Count the tickets per plate.
- The tickets are not counted per level and hour.
== sum
+ The income per level and day is the sum of the charges.
+ Add up the charges per level and day.
+ The charges are totalled for each level and each day.
+ The system shall sum the charge by level and day.
+ Total charge per level and day.
+ How much is charged per level a day?
- The income per level and week is the sum of the charges.
- The average charge per level and day.
- Sum of the minutes per level and day.
- The income per kind and day is the sum of the charges.
== avg
+ The average of the minutes per kind is known.
+ Average minutes for each kind of ticket.
+ The mean number of minutes by kind.
+ How many minutes does a ticket of each kind take on average?
+ The system shall compute the mean of the minutes per kind.
+ The minutes are averaged per kind.
+ For every kind, the average minutes are shown.
- The average of the minutes per level is known.
- The median of the minutes per kind.
- The average charge per kind.
== max and min
+ The maximum of the minutes by level.
+ For each level, the highest number of minutes.
+ The lowest charge of a short ticket.
+ The system shall report the greatest number of minutes per level.
+ Minimum charge of tickets of the kind short.
- The shortest stay in minutes per level is known.
- The lowest charge of a season ticket.
- The lowest charge of all tickets.
- The highest charge of a short ticket.
== distinct
+ The number of different plates per day.
+ Count the distinct plates per day.
+ How many different plates are seen a day?
+ The system shall count unique plates daily.
+ Unique plates by day.
- The number of different plates per hour.
- The number of plates per day.
- The number of different tickets per day.
== percentile
+ The 95th percentile of the minutes per level.
+ The system shall compute the 95th percentile of minutes for each level.
- The 90th percentile of the minutes per level.
- The 95th percentile of the charge per level.
== top and last
+ The three busiest levels are shown.
+ The top three levels.
+ The 3 levels with the most tickets.
+ The most frequent three levels.
+ The last plate of each level is known.
+ The most recent plate per level.
+ The system shall keep the latest plate per level.
- The two busiest levels are shown.
- The three least busy levels are shown.
- The first plate of each level is known.
== where
+ Count the lost tickets per week.
+ Lost tickets are counted weekly.
+ The number of tickets of the kind lost per week.
+ Tickets of more than 600 minutes are counted per level.
+ The number of stays over 600 minutes by level.
+ For every level, count the tickets longer than 600 minutes.
+ When a ticket is lost, it is counted for the week.
+ How many tickets are lost per week?
- Count the season tickets per week.
- Tickets of more than 500 minutes are counted per level.
- Tickets of less than 600 minutes are counted per level.
- Lost tickets are not counted.
== duplicates
+ A ticket is counted once.
+ The same ticket must not be counted twice.
+ A ticket that arrives twice is ignored the second time.
+ Duplicate tickets change nothing.
+ If a ticket number was seen before, the ticket is rejected.
+ A repeated ticket is reported as a duplicate.
+ The system shall ignore tickets that it has already seen.
+ Processing a ticket is idempotent.
+ No ticket is counted more than once.
+ Two tickets with the same number count as one.
- A plate is counted once.
- The same ticket is counted twice.
- Duplicate plates change nothing.
- A ticket is counted once an hour.
== rule
+ Season tickets must not have a charge above 0.
+ Season tickets with a charge of more than 0 are rejected.
+ The system shall refuse season tickets with a charge above 0.
+ A charge above 0 is not allowed for season tickets.
- A short ticket with a charge is refused.
- A season ticket with a charge above 5 is refused.
- A season ticket without a charge is refused.
== constraint
+ The minutes must not be negative.
+ The minutes must be at most 100000.
+ A charge is never negative.
+ A ticket has at most 100000 minutes.
- The minutes must be at most 10000.
- A charge is never positive.
""")


@cache
def _bound() -> dict[str, tuple[str, ...]]:
    return bound(DOCUMENT, [text for one in TOLD for text in one.all], NodeType.REDUCER)


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_a_cell_does_is_bound_and_shown_by_a_test(one: Told) -> None:
    assert [text for text in one.so if not _bound().get(text)] == []


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_it_does_not_is_not(one: Told) -> None:
    assert [text for text in one.not_so if text in _bound()] == []
