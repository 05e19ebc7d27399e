"""Sentences about operations, and near misses: another field, state or number, a negation."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import bound, sentences

DOCUMENT = """\
---
type: effect
node: hostel_desk
---
# Hostel desk

## Data model

### Guest
| field | type | constraints |
| --- | --- | --- |
| email | email | primary key |
| name | string | length 1..60 |
| age | int | >= 0 |
| nights | int | >= 0, default 0 |
| deposit | money | default 0 |
| warnings_given | int | default 0 |
| phase | enum(invited, staying, gone) | default invited |

### Locker
| field | type | constraints |
| --- | --- | --- |
| number | int | primary key |
| place | string | unique, length 1..40 |
| width | enum(small, large) | default small |

## Operations

| operation | kind | entity | input | output | errors | emits | rules |
| --- | --- | --- | --- | --- | --- | --- | --- |
| book_guest | create | Guest | email, name, age, nights, idempotency_key | Guest | \
duplicate email | guest_booked | `reject when age < 18: "too young"`; \
`reject when nights > 14: "two weeks at most"` |
| check_in | update | Guest | email, deposit | Guest | not found | | \
`reject when deposit < 20: "a deposit is needed"` |
| warn_guest | update | Guest | email | Guest | not found | | \
`warnings_given = stored.warnings_given + 1` |
| extend_stay | update | Guest | email, nights | Guest | not found | | \
`reject when nights <= stored.nights: "longer"` |
| leave | update | Guest | email | Guest | not found | guest_left | |
| remove_guest | delete (soft) | Guest | email | | not found | | |
| search_guests | list | Guest | name contains?, phase?, page, size | list[Guest], total | | | |
| add_locker | create | Locker | number, place, width | Locker | duplicate place | | |
| scrap_locker | delete (hard) | Locker | number | | not found | | |
| list_lockers | list | Locker | width?, page, size | list[Locker], total | | | |

## Life cycle
| from | event | to | guard | action |
| --- | --- | --- | --- | --- |
| [*] | book_guest | invited | | |
| invited | check_in | staying | | |
| staying | warn_guest | staying | stored.warnings_given < 3 | |
| staying | extend_stay | staying | | |
| staying | leave | gone | | |
| gone | remove_guest | [*] | | |

## Requirements
{requirements}
"""

SO = sentences("""
The same booking sent twice is stored once.
A booking that is sent again with the same key is not done twice.
Booking the same guest twice with the same key has no further effect.
A guest under 18 is refused.
Guests younger than 18 are rejected.
A guest must be at least 18.
Nobody under the age of 18 can be booked.
A guest can be booked for at most 14 nights.
A guest is booked for 14 nights at most.
A deposit of at least 20 is needed to check in.
On check-in a deposit of less than 20.00 is rejected.
A guest can be warned at most three times.
A guest may be warned up to 3 times.
A guest is warned no more than three times.
A removed guest stays in the archive.
Removed guests are kept, but hidden.
A guest is removed softly.
Guests can be searched by a part of the name.
The clerk searches guests by part of the name and phase.
I find guests by part of their name.
Lockers are added and scrapped.
Lockers can be added, listed and scrapped.
Two lockers cannot have the same place.
A second guest with the same email is refused.
An email must not be used twice.
Only a guest who is gone can be removed.
Booking and leaving are announced.
A guest who leaves is announced.
""")

NOT_SO = sentences("""
The same locker sent twice is stored once.
The same check-in sent twice is done once.
The same booking sent twice is paid once.
A guest over 18 is refused.
A guest under 19 is refused.
A guest under 18 is booked.
A guest under 18 is not refused.
A locker under 18 is refused.
A guest with less than 18 nights is refused.
A guest must be at least 14.
A guest must be at most 18.
A stay of more than 18 nights is refused.
A guest can be booked for at least 14 nights.
A guest can be booked for at most 14 guests.
A guest can be booked for less than 14 nights.
A deposit of at least 21 is needed to check in.
A deposit of at least 20 is needed to leave.
A guest can be warned at most twice.
A guest can be warned at least three times.
A guest can be extended at most three times.
A removed locker stays in the archive.
A scrapped locker stays in the archive.
A removed guest does not stay in the archive.
A removed guest stays in the archive for 30 days.
A removed guest is deleted for good.
Guests can be searched by a part of the email.
Lockers can be searched by a part of the place.
Guests can be searched by a part of the name and age.
Lockers are added, repaired and scrapped.
Guests are added and scrapped.
Two lockers can have the same place.
Two lockers cannot have the same width.
Two guests cannot have the same name.
Only a guest who is staying can be removed.
Booking and warning are announced.
Lockers are not added.
Neither lockers are added nor scrapped.
A guest who is warned three times is removed.
A guest under 18 is refused by the police.
A guest under 18 is refused on Sundays.
A stay of more than 14 nights costs 20.
""")


@cache
def _bound() -> dict[str, tuple[str, ...]]:
    return bound(DOCUMENT, [*SO, *NOT_SO], NodeType.EFFECT)


@pytest.mark.parametrize("sentence", SO)
def test_what_an_operation_does_is_bound_and_shown_by_a_test(sentence: str) -> None:
    assert _bound().get(sentence)


@pytest.mark.parametrize("sentence", NOT_SO)
def test_what_it_does_not_is_not(sentence: str) -> None:
    assert sentence not in _bound()
