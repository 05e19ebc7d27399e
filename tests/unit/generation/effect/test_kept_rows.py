"""Which operations look at the rows of which entities, by what they find them, and who is alone."""

import pytest

from omninode_bridge.generation.effect.kept_rows import is_alone
from omninode_bridge.generation.effect.narrowing import narrowed
from omninode_bridge.generation.effect.operations import Operations
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.requirements.reading import read_prd

DOCUMENT = """\
# Rental desk

## Data model

### Boat
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| seats | int | |

### Trip
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| boat | uuid | |
| crew | int | |
| price | money | |
| back | date? | |

## Operations
| operation | kind | entity | input | output | rules |
| --- | --- | --- | --- | --- | --- |
| add_boat | create | Boat | seats | Boat | |
| show_boat | read | Boat | id | Boat | {show} |
| start_trip | create | Trip | boat, crew, price, back? | Trip | {start} |
| list_trips | list | Trip | | list[Trip] | |
"""


def plans_of(start: str = "", show: str = "", text: str = DOCUMENT) -> dict[str, OperationPlan]:
    reading = read_prd(text.format(start=f"`{start}`" if start else "", show=show))
    operations = Operations(reading.document)
    assert not [each for each in operations.findings if each.severity == "error"]
    return {plan.name: plan for plan in operations.plans}


@pytest.mark.parametrize(
    ("rule", "equal"),
    [
        ('reject when boat not in [b.id for b in Boat]: "none"', {"Boat": ("id", "boat")}),
        (
            'reject when count(t for t in Trip if t.boat == boat) > 1: "two"',
            {"Trip": ("boat",) * 2},
        ),
        (
            'reject when count(t for t in Trip if boat == t.boat and t.crew > 1) > 1: "two"',
            {"Trip": ("boat",) * 2},
        ),
        ('reject when count(t for t in Trip if t.crew > 1 and t.boat == boat) > 1: "two"', {}),
        ('reject when count(t for t in Trip if t.boat == boat or t.crew > 1) > 1: "two"', {}),
        ('reject when count(t for t in Trip if t.price == price) > 1: "two"', {}),
        ('reject when count(Trip) > len([t for t in Trip if t.boat == boat]): "two"', {}),
        ('reject when boat not in [b.id for b in Boat if b.seats > crew]: "none"', {}),
    ],
)
def test_rows_are_found_by_what_all_uses_begin_with(
    rule: str, equal: dict[str, tuple[str, str]]
) -> None:
    """Never by money, which is spelled in more than one way."""
    assert dict(narrowed(plans_of(rule)["start_trip"])) == equal


def test_who_decides_by_rows_and_who_changes_them_is_alone() -> None:
    plans = plans_of('reject when boat not in [b.id for b in Boat]: "none"')
    alone = {name for name, plan in plans.items() if is_alone(plan, [*plans.values()])}
    assert alone == {"add_boat", "start_trip"}


def test_who_only_reads_is_alone_with_nobody() -> None:
    plans = plans_of(show='`reject when count(t for t in Trip if t.boat == id) > 3: "worn out"`')
    assert plans["show_boat"].kept == ("Trip",)
    assert not any(is_alone(plan, [*plans.values()]) for plan in plans.values())


def test_a_field_that_is_spelled_like_an_entity_is_that_field() -> None:
    text = DOCUMENT.replace("### Boat", "### boat").replace("| Boat |", "| boat |")
    plans = plans_of(show='`reject when seats > 9: "large"`', text=text)
    assert plans["show_boat"].kept == ()
    assert plans_of("boat_is_known = boat in [b.id for b in Boat]")["start_trip"].kept == ("Boat",)


def test_a_rule_outside_applies_where_its_names_are_known() -> None:
    rule = '\n## Rules\n- `reject when boat not in [b.id for b in Boat]: "none"`\n'
    plans = plans_of(text=DOCUMENT + rule)
    assert {name for name, plan in plans.items() if plan.kept} == {"start_trip"}
