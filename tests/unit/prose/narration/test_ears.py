"""Conditions, the system, what it does: as it is told by a template, and in the passive."""

from typing import Final

from tests.unit.prose.narration import lifecycles, workflows

_TICKET: Final = (
    "A ticket begins as open.",
    "When the mechanic inspects an open ticket, the ticket shall be inspected.",
    (
        "While a ticket is inspected, when the customer accepts the offer, the system shall set "
        "the ticket to accepted."
    ),
    (
        "While a ticket is inspected, when the customer declines the offer, the system shall close "
        "the ticket."
    ),
    "When the customer collects an accepted ticket, the system shall close it.",
    "A closed ticket shall not change any more.",
)


def test_a_life_cycle_of_which_the_system_is_told_what_to_do() -> None:
    found = lifecycles.told(*_TICKET)
    assert lifecycles.rows(found) == {
        "open --inspect--> inspected",
        "inspected --accept--> accepted",
        "inspected --decline--> closed",
        "accepted --collect--> closed",
    }
    assert len(found.shown) == len(_TICKET)


def test_what_the_system_does_to_something_else_is_no_state() -> None:
    found = lifecycles.told(
        *_TICKET, "When the customer pays an accepted ticket, the system shall close the till."
    )
    rows = lifecycles.rows(found)
    assert not any("--pay--> closed" in row for row in rows)
    assert "R7" not in found.shown


def test_a_condition_that_is_no_state_keeps_a_sentence_unread() -> None:
    found = lifecycles.told(
        *_TICKET,
        "While the moon is full, when the customer scraps an accepted ticket, the system shall "
        "close the ticket.",
    )
    assert not any("scrap" in row for row in lifecycles.rows(found))


def test_each_step_in_the_passive_has_its_own_actor() -> None:
    found = workflows.told(
        "The piano is measured by the estimator.",
        "After that, the route is planned by the dispatcher.",
        "Once the route has been planned, the stairs are padded by the crew.",
        "While the stairs are being padded, the truck is fetched by the driver.",
        "As soon as both are done, the piano is carried down by the crew.",
    )
    assert workflows.needs(found) == {
        "measure_piano": (),
        "plan_route": ("measure_piano",),
        "pad_stairs": ("plan_route",),
        "fetch_truck": ("plan_route",),
        "carry_down_piano": ("pad_stairs", "fetch_truck"),
    }


def test_what_no_sentence_goes_on_from_is_no_step() -> None:
    found = workflows.told(
        "The piano is loved by the crew.",
        "First, the route is planned by the dispatcher.",
        "Then the stairs are padded by the crew.",
    )
    assert set(workflows.needs(found)) == {"plan_route", "pad_stairs"}
