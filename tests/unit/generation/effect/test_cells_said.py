"""What each cell of an operation does, as different people say it, and near misses."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import Told, bound, told

DOCUMENT = """\
---
type: effect
---
# Makerspace machines

## Data model

### Machine
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| serial | string | unique, length 3..20 |
| name | string | length 1..60 |
| area | enum(wood, metal, textile) | |
| power_kw | decimal | > 0, <= 15 |
| hourly_fee | money | >= 0, default 5 |
| note | string? | length 1..200 |
| repairs | int | default 0 |
| status | enum(idle, reserved, broken) | default idle |
| version | int | default 1 |
| created_at | datetime | |

### Voucher
| field | type | constraints |
| --- | --- | --- |
| code | string | primary key, length 4..12 |
| holder | email | |
| hours | int | > 0, <= 40 |

## Operations

| operation | kind | entity | input | output | request | timeout | retry | errors | emits | \
rules |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| add_machine | create | Machine | serial, name, area, power_kw, hourly_fee, note, \
idempotency_key | Machine | | | | duplicate serial | machine_added | `reject when area == \
"textile" and power_kw > 3: "too strong for textile"` |
| show_machine | read | Machine | id or serial | Machine | | | | not found | | |
| rename_machine | update | Machine | id, name, version | Machine | | | | not found, stale \
version | machine_renamed | |
| reserve_machine | update | Machine | id | Machine | | | | not found | | |
| release_machine | update | Machine | id | Machine | | | | not found | | |
| report_broken | update | Machine | id, note | Machine | | | | not found | machine_broken | |
| repair_machine | update | Machine | id | Machine | | | | not found | | `repairs = \
stored.repairs + 1` |
| price_machine | update | Machine | id, hourly_fee | Machine | | | | not found | | `reject when \
hourly_fee > 50: "no more than 50 an hour"` |
| scrap_machine | delete (soft) | Machine | id | | | | | not found | machine_scrapped | |
| list_machines | list | Machine | area?, status?, name contains?, page, size, sort | \
list[Machine], total | | | | | | |
| issue_voucher | create | Voucher | code, holder, hours | Voucher | | | | duplicate code | | |
| cancel_voucher | delete (hard) | Voucher | code | | | | | not found | | |
| list_vouchers | list | Voucher | holder?, page, size | list[Voucher], total | | | | | | |
| ask_price | call | | serial | price: money | GET {dealer_url}/prices/{serial} | 3s | 2 | not \
found | | |

## Life cycle
| from | event | to | guard | action |
| --- | --- | --- | --- | --- |
| [*] | add_machine | idle | | |
| idle | reserve_machine | reserved | | |
| reserved | release_machine | idle | | |
| idle | report_broken | broken | | |
| reserved | report_broken | broken | | |
| broken | repair_machine | idle | stored.repairs < 4 | |
| idle | rename_machine | idle | | |
| idle | price_machine | idle | | |
| broken | scrap_machine | [*] | | |

## Requirements
{requirements}
"""

TOLD = told("""
== create
+ Machines can be added.
+ Staff register a new machine with its serial, name, area and power.
+ As a manager I want to add a machine so that members can find it.
+ The system shall store a new machine.
+ A new machine is recorded with serial, name and area.
+ Add machines.
+ It must be possible to create a machine.
- Machines can be added by the dozen.
- Staff register a new machine with its colour.
- Add machines with a photo.
- A machine can be added and priced at once.
- Machines are not added.
== unique
+ The serial of a machine is unique.
+ No two machines may share a serial.
+ A machine with a serial that already exists is refused.
+ When a serial is already taken, adding the machine is rejected.
+ If a machine with the same serial exists, the system shall reject the request.
+ Every serial may be used only once.
+ Serials must be unique.
+ The same serial cannot be registered twice.
+ A duplicate serial is an error.
- The name of a machine is unique.
- No two machines may share an area.
- The serial of a machine is unique per area.
- Serials need not be unique.
- A machine with a serial that already exists is overwritten.
== idempotent
+ Adding a machine is idempotent.
+ When the same request to add a machine arrives twice, only one machine is stored.
+ A repeated call to add a machine with the same key returns the first answer.
+ If the request for a new machine is retried, it must not create a second one.
+ Sending the same machine again with the same idempotency key does not create another one.
+ An addition that is sent twice is executed once.
+ Double submissions of a new machine are ignored.
+ A resubmitted addition with a known key is answered like the first.
+ A machine is not added twice when the key is the same.
- Reserving a machine is idempotent.
- A repeated call to rename a machine with the same key returns the first answer.
- Adding a machine is idempotent for 24 hours.
- Sending the same machine again with another key does not create another one.
- Adding a machine is not idempotent.
== read by keys
+ A machine can be found by its id or its serial.
+ Show a machine by id or serial.
+ As a member I look up a machine by its serial.
+ The system shall retrieve a machine by its id.
+ A machine is shown for a given serial.
- Show a machine by id or area.
- As a member I look up a machine by its serial and see its repairs history.
- Show a machine by its picture.
== not found
+ An unknown machine is reported as not found.
+ If there is no such machine, the caller gets an error.
+ Looking up a machine that does not exist fails with not found.
+ When the id is unknown, showing the machine is refused.
+ Showing a machine that is not there is an error.
+ The system shall return a not found error when a machine does not exist.
+ Requests for missing machines are rejected.
- An unknown machine is created.
- If there is no such machine, an empty answer is returned.
- If there is no such voucher, the dealer is asked.
- Looking up a machine that does not exist is logged.
== update of given fields
+ The name of a machine can be changed.
+ Rename a machine.
+ As a manager I rename machines.
+ The manager may change a machine's name.
+ The system shall let staff rename a machine.
+ A machine's name can be edited.
- The serial of a machine can be changed.
- The area of a machine can be changed.
- The manager may change a machine's name once a year.
- The name of a machine can never be changed.
== stale version
+ Renaming with an outdated version is refused.
+ If the version is stale, the renaming is rejected.
+ When someone else has changed the machine in the meantime, renaming fails.
+ A machine can only be renamed with its current version.
+ Renaming a machine uses optimistic locking on its version.
+ An old version is refused when a machine is renamed.
- Reserving with an outdated version is refused.
- If the version is stale, the renaming is merged.
- Renaming with an outdated name is refused.
- Renaming with an outdated version is not refused.
== soft delete
+ Scrapped machines stay in the database.
+ A scrapped machine is hidden but not erased.
+ Scrapping a machine only hides it.
+ When a machine is scrapped, its record is kept.
+ A machine that was scrapped no longer appears in the list.
+ Scrapping is a soft delete.
+ Machines are never physically deleted when they are scrapped.
+ A scrapped machine disappears from searches while its data remain.
+ The system shall keep the records of scrapped machines.
- Cancelled vouchers stay in the database.
- Scrapped machines stay in the database for ten years.
- Scrapping a machine erases it.
- Scrapped machines appear in the list.
- Broken machines are hidden.
== hard delete
+ A cancelled voucher is gone for good.
+ Cancelling a voucher deletes it permanently.
+ Vouchers can be cancelled.
+ When a voucher is cancelled, it is removed.
+ The cashier cancels a voucher by its code.
+ Cancel a voucher.
+ As a cashier I can cancel vouchers.
+ A voucher is erased when it is cancelled.
- A cancelled voucher is kept.
- A scrapped machine is gone for good.
- Vouchers can be cancelled within a week.
- Cancelled vouchers are refunded.
== filter
+ Machines can be listed by area.
+ Members filter the machines by area and status.
+ As a member I want to see all machines of an area.
+ The list of machines can be restricted to a status.
+ List machines, optionally by area.
+ When an area is given, only machines of that area are listed.
+ The system shall list the machines with a given status.
+ Show all machines with a certain status.
+ Vouchers are listed per holder.
- Machines can be listed by power.
- Members filter the machines by area and fee.
- Vouchers are listed per machine.
- Machines can be listed by colour.
- The list of machines cannot be restricted to a status.
== filter by a part
+ Machines are found by a part of their name.
+ Members search machines by name.
+ The search for machines accepts a fragment of the name.
+ As a member I search for machines whose name contains a text.
+ Typing part of a name finds the matching machines.
+ Part of the name is enough to find a machine.
+ When a text is given, all machines with that text in their name are listed.
+ The list of machines can be narrowed to names containing a word.
- Machines are found by a part of their serial.
- Vouchers are found by a part of the holder.
- Machines are found by the beginning of their name.
- Members search machines by note.
== page and sort
+ Machines are listed page by page.
+ The list of machines is paginated.
+ Members page through the machines.
+ The list of machines can be sorted.
+ The number of machines per page can be chosen.
+ The list of machines shows the total number.
+ The system shall return the machines in pages.
+ Lists of vouchers are divided into pages.
- Vouchers can be sorted.
- Machines are listed in pages of 30.
- The list of machines is printed.
- The list of machines shows the total fee.
== emits
+ When a machine is scrapped, an event is published.
+ Scrapping a machine is announced.
+ The system shall publish machine_added for every new machine.
+ Other systems are told when a machine is renamed.
+ An event is sent whenever a machine breaks.
+ After a machine was added, the event machine_added is emitted.
+ Every scrapped machine raises an event.
+ A broken machine is made known to others.
- When a machine is reserved, an event is published.
- Repairs are announced.
- Scrapping a machine is announced by e-mail.
- Other systems are told when a voucher is issued.
- Scrapping a machine is not announced.
== reject rule
+ An hourly fee above 50 is refused.
+ The hourly fee must not exceed 50.
+ A machine may cost at most 50 an hour.
+ No machine costs more than 50 per hour.
+ When the hourly fee is higher than 50.00, the system shall reject it.
+ Fees of more than 50 are rejected.
+ If the fee exceeds 50, pricing the machine is refused.
+ The system refuses an hourly fee over 50.
- An hourly fee above 60 is refused.
- An hourly fee below 50 is refused.
- The hourly fee must exceed 50.
- A power above 50 is refused.
- An hourly fee above 50 is refused for members.
- An hourly fee above 50 needs an approval.
== reject rule of two
+ A textile machine with more than 3 kW is refused.
+ Textile machines must not have more than 3 kW.
+ Machines in the textile area are limited to 3 kW.
+ When a textile machine has a power of more than 3 kW, it is rejected.
+ In the textile area, no machine may be stronger than 3 kW.
+ If the area is textile and the power is above 3 kW, adding is refused.
+ The system shall refuse textile machines above 3 kW.
+ A power over 3 kW is not allowed in the textile area.
- A wood machine with more than 3 kW is refused.
- A machine with more than 3 kW is refused.
- A textile machine with more than 4 kW is refused.
- A textile machine with less than 3 kW is refused.
- Textile machines are refused.
- A textile machine with more than 3 kW is refused at night.
== transition
+ An idle machine can be reserved.
+ Reserving makes an idle machine reserved.
+ Members reserve idle machines.
+ As a member I can reserve an idle machine.
+ Only idle machines can be reserved.
+ A broken machine cannot be reserved.
+ A reserved machine can be released.
+ After release the machine is idle.
+ A machine that is broken must not be reserved.
- A broken machine can be reserved.
- An idle machine cannot be reserved.
- A broken machine can be released.
- Only broken machines can be reserved.
- When a machine is released, its status becomes broken.
- A reserved machine can be reserved again by its owner.
- Only the owner can release a reserved machine.
== guard that counts
+ A machine can be repaired at most four times.
+ A machine is repaired no more than four times.
+ After four repairs a machine cannot be repaired any more.
+ A fifth repair is refused.
+ When a machine has been repaired four times, another repair is rejected.
+ Repairing is possible up to four times.
+ The system shall refuse to repair a machine more than four times.
+ No machine is repaired more than 4 times.
- A machine can be repaired at most three times.
- A fourth repair is refused.
- A machine can be reserved at most four times.
- A machine must be repaired at least four times.
- A machine can be repaired at most four times a year.
== assignment
+ Each repair is counted.
+ The number of repairs is counted.
+ When a machine is repaired, its repairs go up by one.
+ Repairing adds one to the repairs.
+ The system shall count the repairs of a machine.
+ Every repair increases the number of repairs by 1.
+ A repaired machine has one repair more.
+ Repairs are counted.
- Each reservation is counted.
- Each repair is counted twice.
- When a machine is repaired, its repairs go up by two.
- When a machine is repaired, its repairs go down by one.
- Repairs are not counted.
== first state and default
+ A new machine is idle.
+ Machines start as idle.
+ When a machine is added, its status is idle.
+ The hourly fee is 5 unless another one is given.
+ Without a fee, 5.00 is charged per hour.
+ The default hourly fee is 5.
+ A machine begins in the status idle.
- A new machine is reserved.
- By default a machine costs 6 an hour.
- The default power is 5.
- When a machine is reserved, its status is idle.
== constraint
+ A machine has at most 15 kW.
+ The power must be positive.
+ A voucher is for at most 40 hours.
+ The power of a machine must not exceed 15 kW.
+ A voucher cannot have more than 40 hours.
+ Vouchers of more than 40 hours are refused.
+ A name has at most 60 characters.
+ The serial is between 3 and 20 characters long.
+ The area is wood, metal or textile.
+ A note is optional.
- A machine has at most 16 kW.
- A voucher is for at least 40 hours.
- A name has at most 20 characters.
- The area is wood, metal or glass.
- A note is required.
- A serial is optional.
== call
+ The price is asked from the dealer.
+ Ask the dealer for the price of a serial.
+ As a manager I ask the dealer for a price.
- The request to the dealer is repeated three times.
- The dealer has 5 seconds to answer.
- The price is asked from the dealer and stored.
- The request to the dealer is not repeated.
""")


@cache
def _bound() -> dict[str, tuple[str, ...]]:
    return bound(DOCUMENT, [text for one in TOLD for text in one.all], NodeType.EFFECT)


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_a_cell_does_is_bound_and_shown_by_a_test(one: Told) -> None:
    assert [text for text in one.so if not _bound().get(text)] == []


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_it_does_not_is_not(one: Told) -> None:
    assert [text for text in one.not_so if text in _bound()] == []
