"""What each cell of a transition does, as different people say it, and near misses."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import Told, bound, told

DOCUMENT = """\
---
type: reducer
---
# Visa application

## Data model
### Context
| field | type | constraints |
| --- | --- | --- |
| fee | money | >= 0, default 0 |
| reminders | int | >= 0, default 0 |
| appeals | int | >= 0, <= 2, default 0 |
| officer | string? | |
### Events
| event | fields |
| --- | --- |
| submit | fee: money |
| assign | officer: string |
| remind | |
| grant | |
| deny | reason: string |
| appeal | |
| withdraw | |
| pay | amount: money (> 0) |

## State machine
| from | event | to | guard | action |
| --- | --- | --- | --- | --- |
| [*] | submit | submitted | | fee = fee |
| submitted | assign | in_review | | officer = officer; emit notify_officer(officer) |
| submitted | remind | submitted | reminders < 3 | reminders = reminders + 1 |
| submitted | pay | submitted | amount <= fee | fee = fee - amount |
| in_review | grant | granted | fee = 0 | emit print_visa() |
| in_review | deny | denied | | emit send_letter(reason) |
| denied | appeal | in_review | | appeals = appeals + 1 |
| submitted | withdraw | withdrawn | | |
| in_review | withdraw | withdrawn | | |

## Requirements
{requirements}
"""

TOLD = told("""
== transition
+ A submitted application can be assigned to an officer.
+ When an application is assigned, it is in review.
+ Assigning moves an application from submitted to in review.
+ An application in review can be granted or denied.
+ As an officer I can deny an application that is in review.
+ When the officer denies the application, the system shall move it to denied.
+ An application is withdrawn while it is submitted or in review.
+ Deny an application in review.
- A denied application can be assigned.
- When an application is assigned, it is granted.
- A submitted application can be granted.
- An application in review can be granted by the head of the office only.
- A granted application can be withdrawn.
== refused
+ A granted application cannot be withdrawn.
+ A denied application cannot be granted.
+ It is not possible to withdraw a denied application.
+ An application must not be granted before it is in review.
+ Withdrawing a granted application is refused.
+ Once granted, an application can no longer be denied.
+ If the application is withdrawn, a reminder is rejected.
+ The system shall refuse to assign an application that is denied.
+ Only submitted applications can be assigned.
+ Only an application in review can be granted.
- A submitted application cannot be withdrawn.
- An application in review cannot be granted.
- Only denied applications can be assigned.
- A denied application cannot be appealed.
- A granted application cannot be withdrawn within a week.
== start
+ An application starts as submitted.
+ A new application is submitted.
+ Every application begins in the state submitted.
+ The first state is submitted.
+ Submitting starts an application.
+ Initially an application is submitted.
- An application starts as denied.
- Every application begins in the state in review.
- A new application is granted.
- The last state is submitted.
== final
+ Granted is a final state.
+ Granted and withdrawn are final.
+ Nothing can happen to a withdrawn application.
+ A granted application never changes again.
+ After it was withdrawn, an application accepts no further events.
+ A withdrawn application stays withdrawn.
- Denied is a final state.
- Denied and withdrawn are final.
- Nothing can happen to a denied application.
- Granted is not a final state.
== guard that counts
+ At most three reminders can be sent.
+ An application can be reminded at most three times.
+ A fourth reminder is refused.
+ After three reminders no more are accepted.
+ Reminders are limited to three.
+ No more than three reminders are accepted.
+ The system shall refuse more than three reminders.
+ One may appeal at most twice.
+ A third appeal is refused.
- At most four reminders can be sent.
- A third reminder is refused.
- At least three reminders must be sent.
- One may appeal at most three times.
- At most three reminders can be sent per week.
== guard
+ An application is granted only when the fee is 0.
+ A payment must not be more than the fee.
+ If the fee is not 0, granting is refused.
+ A payment above the fee is refused.
+ An amount greater than the fee is rejected.
+ No one can pay more than the fee.
+ Granting is only possible with a fee of 0.
- An application is denied only when the fee is 0.
- An application is granted only when the fee is 10.
- A payment must not be less than the fee.
- A payment below the fee is refused.
- An application is granted only when the fee is 0 and the officer agrees.
== action
+ Each reminder is counted.
+ A reminder increases the number of reminders by one.
+ Each appeal is counted.
+ A payment lowers the fee.
+ When an amount is paid, it is taken off the fee.
+ The officer is remembered when an application is assigned.
+ The system shall count the reminders.
+ On submission the fee is stored.
+ The amount paid is subtracted from the fee.
- A payment raises the fee.
- Each reminder is counted twice.
- The reason is remembered when an application is denied.
- Each withdrawal is counted.
== intent
+ The officer is notified when an application is assigned.
+ When an application is granted, the visa is printed.
+ Granting prints the visa.
+ A denial sends a letter.
+ If an application is denied, a letter with the reason is sent.
+ The system shall send a letter whenever an application is denied.
- When an application is denied, the visa is printed.
- When an application is withdrawn, a letter is sent.
- A denial sends two letters.
- When an application is granted, no visa is printed.
== field
+ The amount of a payment is positive.
- A payment must be greater than 1.
- The amount of a payment may be negative.
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
