"""Sentences about transitions, and near misses: another event, state or number, a negation."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import bound, sentences

DOCUMENT = """\
# Library loan

## Data model
### Context
| field | type | constraints |
| --- | --- | --- |
| renewals | int | default 0 |
| reminders | int | default 0, <= 3 |
| fine | money | default 0 |
| reader | string? | |

### Events
| event | fields |
| --- | --- |
| lend | reader: string (length 1..20), slip: uuid (unique) |
| renew | |
| remind | |
| charge | amount: money (> 0) |
| give_back | |
| lose | |
| replace | |

## State machine
| from | event | to | guard | action |
| --- | --- | --- | --- | --- |
| [*] | lend | open | | reader = reader |
| open | renew | open | renewals < 2 | renewals = renewals + 1 |
| open | remind | open | | reminders = reminders + 1 |
| open | charge | open | | fine = fine + amount |
| open | give_back | returned | fine <= 50 | |
| open | lose | lost | | emit buy_again(reader) |
| lost | replace | returned | fine >= 35 | |
| returned | | [*] | | |

## Requirements
{requirements}
"""

SO = sentences("""
A loan may be renewed at most twice.
A loan can be renewed up to two times.
No more than two renewals are possible.
An open loan may be renewed at most twice.
Renewing is allowed twice at most.
A loan can not be renewed more than twice.
An open loan is reminded at most three times.
A returned loan is final.
Returned is a final state.
Nothing happens to a loan after it is returned.
A returned loan cannot be changed any more.
A loan starts as open.
A new loan begins in the state open.
Every loan starts open when it is lent.
A loan can be given back only when the fine is at most 50.
A lost loan is returned only with a fine of at least 35.
Only a lost loan can be replaced.
A lost loan cannot be renewed.
A loan that is returned cannot be renewed.
A loan is lent, renewed and given back.
When a loan is lost, it is bought again.
""")

NOT_SO = sentences("""
A loan is returned when at least 35 has been paid as a fine.
A loan may be renewed at most three times.
A loan may be renewed at least twice.
A loan may be renewed more than twice.
A loan may be charged at most twice.
A lost loan may be renewed at most twice.
A loan may be renewed at most twice a year.
The reader is reminded at most twice.
The reader is renewed at most three times.
A lost loan is final.
Lost is a final state.
A returned loan is not final.
A returned loan can be changed.
Nothing happens to a loan after it is lost.
A loan starts as lost.
A loan starts as open and lost.
A loan does not start as open.
A loan can be given back only when the fine is at most 40.
A loan can be given back only when the fine is at least 50.
A lost loan is returned only with a fine of at least 50.
Only an open loan can be replaced.
Only a lost loan can be renewed.
An open loan cannot be renewed.
A loan is lent, repaired and given back.
When a loan is renewed, it is bought again.
A loan is lent and given back within 28 days.
A returned loan can be changed no more than twice.
Open is a final state.
A reader may renew at most twice.
An open loan may be given back at most twice.
A returned loan is never final.
A loan may be renewed by at most two readers.
A loan begins with a fine of 10.
A lost loan cannot be replaced.
A loan is open or final.
""")


@cache
def _bound() -> dict[str, tuple[str, ...]]:
    return bound(DOCUMENT, [*SO, *NOT_SO], NodeType.REDUCER)


@pytest.mark.parametrize("sentence", SO)
def test_what_a_transition_does_is_bound_and_shown_by_a_test(sentence: str) -> None:
    assert _bound().get(sentence)


@pytest.mark.parametrize("sentence", NOT_SO)
def test_what_it_does_not_is_not(sentence: str) -> None:
    assert sentence not in _bound()
