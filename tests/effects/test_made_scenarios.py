"""What made-up scenarios reach: refusals far into a machine, lists, second rows, changed values."""

from pathlib import Path

import pytest

from tests.effects.node import DOCUMENTS, imported, package_of

pytestmark = pytest.mark.slow

REPAIRS = """\
---
node: repairs
type: effect
---
# Repairs
Repairs clocks.

## Data model
### Clock
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| estimate | money? | |
| total | money | default 0 |
| state | enum(taken, open, ready, gone) | |

## Operations
| operation | kind | entity | input | output | rules |
| --- | --- | --- | --- | --- | --- |
| take | create | Clock | estimate | Clock | |
| open_up | update | Clock | id | Clock | |
| charge | update | Clock | id, total | Clock | DEAR |
| finish | update | Clock | id | Clock | |
| hand_out | update | Clock | id, paid: money | Clock | `reject when paid < total: "pay first"` |

## States
| from | event | to | guard |
| --- | --- | --- | --- |
| [*] | take | taken | |
| taken | open_up | open | |
| open | charge | open | |
| open | finish | ready | total > 0 |
| ready | hand_out | gone | |
""".replace("DEAR", '`reject when estimate != none and total > estimate * 2: "too dear"`')
CARDS = """\
---
node: cards
type: effect
---
# Cards
Keeps cards and parcels.

## Data model
### Card
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| credit | money | >= 0, default 0 |

### Parcel
| field | type | constraints |
| --- | --- | --- |
| number | int | primary key |
| weight | int | |

## Operations
| operation | kind | entity | input | output | request | rules |
| --- | --- | --- | --- | --- | --- | --- |
| add_card | create | Card | | Card | | |
| top_up | update | Card | id, amount: money (> 0, <= 20) | Card | | FULL |
| weigh | call + create | Parcel | number | Parcel | `GET {scale_url}/{number}` | |
| send_off | update | Parcel | number, more: int | Parcel | | HEAVY |
""".replace(
    "FULL", '`credit = stored.credit + amount`; `reject when credit > 500: "no more than 500"`'
).replace("HEAVY", '`reject when weight + more > 30: "too heavy"`')
LISTS = """\
---
node: letters
type: effect
---
# Letters
Keeps readers.

## Data model
### Reader
| field | type | constraints |
| --- | --- | --- |
| email | email | primary key |
| topics | list[string] | length 1..3 |

## Operations
| operation | kind | entity | input | output | rules |
| --- | --- | --- | --- | --- | --- |
| subscribe | upsert | Reader | email, topics | Reader | `reject when "spam" in topics: "no spam"` |
"""


def test_refusals_of_rules_far_into_a_machine_are_shown(tmp_path: Path) -> None:
    with imported(REPAIRS, tmp_path) as node:
        scenarios = node.scenarios()
        shown = {call.message for each in scenarios.values() for call in each.calls}
        assert {"too dear", "pay first"} <= shown
        for name, scenario in scenarios.items():
            assert node.tests.play(scenario, tmp_path / name) == [], name


def test_refusals_on_rows_near_a_limit_and_of_rows_from_a_call_are_shown(tmp_path: Path) -> None:
    with imported(CARDS, tmp_path) as node:
        scenarios = node.scenarios()
        shown = {call.message for each in scenarios.values() for call in each.calls}
        assert {"no more than 500", "too heavy"} <= shown
        for name, scenario in scenarios.items():
            assert node.tests.play(scenario, tmp_path / name) == [], name


def test_a_list_without_what_a_rule_refuses_is_found() -> None:
    assert package_of(LISTS).sample_request is not None


def test_an_upsert_makes_a_second_row_and_an_update_another_value(tmp_path: Path) -> None:
    text = (DOCUMENTS / "settings.md").read_text(encoding="utf-8")
    with imported(text.replace("# Setting keeper", "# More settings"), tmp_path) as node:
        rows = dict(node.scenarios()["UPSERT_SETTING"].left.rows)
        assert len(rows["Setting"]) > 1
