"""Sentences about a thing and its states become one state machine, or nothing that is wrong."""

import pytest

from omninode_bridge.requirements.structures import OUTSIDE
from tests.unit.prose.narration.lifecycles import rows, told

_START = "An order starts as placed."
_PAY = "When the customer pays a placed order, it becomes paid."
_SHIP = "When a paid order is shipped, it becomes shipped."


def test_one_paragraph_of_sentences_is_one_machine() -> None:
    found = told(_START, _PAY, _SHIP)
    assert rows(found) == {"placed --pay--> paid", "paid --ship--> shipped"}
    assert found.document.states is not None
    assert found.document.states.initial == "placed"
    assert found.shown.keys() == {"R1", "R2", "R3"}
    assert not found.notes


@pytest.mark.parametrize(
    "pay",
    [
        "When a customer pays a placed order, the order becomes paid.",
        "Once a placed order has been paid, it becomes paid.",
        "As soon as a placed order is paid, it shall become paid.",
        "A placed order becomes paid when the customer pays it.",
        "A placed order shall become paid as soon as the customer pays it.",
        "A placed order can be paid by the customer; it is then paid.",
        "A placed order can be paid by the customer, then it is paid.",
        "The customer may pay an order while it is placed; it is then paid.",
        "The customer can pay a placed order, and then it becomes paid.",
        "If the customer pays an order that is placed, the order turns paid.",
        "When the customer pays, an order moves from placed to paid.",
        "A placed order moves to paid when the customer pays it.",
        "A placed order is moved to the state paid when the customer pays.",
        "Whenever a placed order is paid by the customer, it is marked as paid.",
        "While an order is placed, the customer may pay it, and it becomes paid.",
        "Upon a placed order is paid, it goes to paid.",
    ],
)
def test_other_words_for_one_move(pay: str) -> None:
    found = told(_START, pay, _SHIP)
    assert rows(found) == {"placed --pay--> paid", "paid --ship--> shipped"}
    assert "R2" in found.shown


@pytest.mark.parametrize(
    "start",
    [
        "An order begins as placed.",
        "Each order starts in the state placed.",
        "Initially, an order is placed.",
        "An order is initially placed.",
        "A new order is placed.",
        "Every order starts out as placed.",
        "An order is created as placed.",
    ],
)
def test_other_words_for_the_start(start: str) -> None:
    found = told(start, _PAY, _SHIP)
    assert found.document.states is not None
    assert found.document.states.initial == "placed"
    assert "R1" in found.shown


def test_without_a_start_the_first_event_makes_the_thing() -> None:
    found = told("When an order is placed, it becomes placed.", _PAY)
    assert rows(found) == {f"{OUTSIDE} --place--> placed", "placed --pay--> paid"}


def test_several_states_to_begin_with_are_several_rows() -> None:
    found = told(
        _START, _PAY, _SHIP, "The customer may cancel a placed or paid order; it is then cancelled."
    )
    assert {"placed --cancel--> cancelled", "paid --cancel--> cancelled"} <= rows(found)


@pytest.mark.parametrize(
    "end",
    [
        "Shipped orders are final.",
        "A shipped order can no longer change.",
        "A shipped order cannot be changed any more.",
        "A shipped order never changes.",
        "Shipped is a final state.",
    ],
)
def test_final_states(end: str) -> None:
    found = told(_START, _PAY, _SHIP, end)
    assert found.document.states is not None
    assert found.document.states.finals == ("shipped",)
    assert "R4" in found.shown


@pytest.mark.parametrize(
    ("remark", "intent"),
    [
        ("When an order is shipped, the customer shall be notified.", "notify_customer"),
        ("The customer is informed when an order is shipped.", "inform_customer"),
        ("Once an order becomes shipped, the customer must be notified.", "notify_customer"),
        ("After an order has been shipped, the system notifies the customer.", "notify_customer"),
        ("As soon as an order is shipped, an invoice shall be sent.", "send_invoice"),
    ],
)
def test_what_else_happens_on_a_move(remark: str, intent: str) -> None:
    found = told(_START, _PAY, _SHIP, remark)
    assert f"paid --ship--> shipped / emit {intent}()" in rows(found)
    assert "R4" in found.shown


def test_a_number_of_times_is_counted() -> None:
    found = told(
        _START, _PAY, _SHIP, "While an order is paid, it may be changed up to three times."
    )
    assert "paid --change [change_count < 3]--> paid / change_count = change_count + 1" in rows(
        found
    )
    assert [one.name for one in found.document.context or ()] == ["change_count"]


def test_a_missing_state_is_taken_from_the_story_and_asked_for() -> None:
    found = told(_START, "When the customer pays the order, it becomes paid.", _SHIP)
    assert "placed --pay--> paid" in rows(found)
    assert any("R2 takes placed" in note.message for note in found.notes)


def test_a_final_state_is_not_what_the_story_goes_on_from() -> None:
    end, more = (
        "Shipped orders are final.",
        "When the customer complains, an order becomes disputed.",
    )
    found = told(_START, _PAY, _SHIP, end, more)
    assert rows(found) == {"placed --pay--> paid", "paid --ship--> shipped"}
    assert any("from which state" in note.message for note in found.notes)


@pytest.mark.parametrize(
    "denial",
    ["A shipped order cannot be paid.", "An order that is shipped can no longer be paid."],
)
def test_what_is_denied_holds_where_no_row_allows_it(denial: str) -> None:
    found = told(_START, _PAY, _SHIP, denial)
    assert rows(found) == {"placed --pay--> paid", "paid --ship--> shipped"}
    assert "R4" in found.shown


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("When an urgent order is shipped, it becomes shipped.", "no state"),
        ("A placed order cannot be paid.", "elsewhere"),
        ("A placed order is final.", "elsewhere"),
        ("When the customer pays a placed order, it becomes shipped.", "elsewhere"),
        ("An order starts as paid.", "elsewhere"),
        (
            "The customer may return a paid order unless it is shipped; it is then placed.",
            "condition",
        ),
        (
            "If it rains, a paid order becomes placed when the customer returns it.",
            "several events",
        ),
        ("When an order is lost, the customer shall be notified.", "no event"),
        ("A lost order cannot be paid.", "no state"),
        ("If the customer pays twice, a placed order becomes paid.", "how often"),
        ("A paid order becomes lost after 14 days.", "no state"),
        ("All orders except paid ones become placed when the shop closes.", "no state"),
        ("When a paid order is shipped, it shall not become placed.", "no state"),
        ("While an order is lost, it may be changed up to three times.", "in which state"),
    ],
)
def test_what_does_not_fit_stays_unbound_and_is_told(sentence: str, reason: str) -> None:
    found = told(_START, _PAY, _SHIP, sentence)
    assert "R4" not in found.shown
    assert rows(found) == {"placed --pay--> paid", "paid --ship--> shipped"}
    assert any(reason in note.message for note in found.notes), [one.message for one in found.notes]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mechanics are friendly on the phone.",
        "The registrar shall be able to print a report.",
        "Orders must be stored for ten years.",
        "A shipped order is printed on paper.",
        "The warehouse does not ship placed orders on Sundays.",
        "Only managers may cancel a paid order.",
        "A paid order may be cancelled only by the manager; it is then placed.",
        "A paid order can be cancelled within 3 days; it is then placed.",
        "An order is never placed twice.",
        "Nobody may pay a shipped order.",
        "A paid order does not become shipped when the customer complains.",
    ],
)
def test_other_sentences_tell_nothing(sentence: str) -> None:
    found = told(_START, _PAY, _SHIP, sentence)
    assert "R4" not in found.shown
    assert rows(found) == {"placed --pay--> paid", "paid --ship--> shipped"}


def test_without_a_thing_that_becomes_something_nothing_is_told() -> None:
    found = told("Count the orders per day.", "When the customer calls, answer the phone.")
    assert found.document.states is None
    assert not found.shown


def test_states_behind_the_thing_and_sentences_that_go_on() -> None:
    found = told(
        "Every application starts in the state submitted.",
        "The clerk reviews a submitted application; it then moves to under review.",
        "If the application is under review, the head can grant it, whereupon it becomes granted.",
        "An application under review becomes refused when the head turns down it.",
        "The applicant may withdraw a submitted application or one under review. It is then gone.",
        "Granted and gone applications never change again.",
    )
    assert {
        "submitted --review--> under_review",
        "under_review --grant--> granted",
        "submitted --withdraw--> gone",
        "under_review --withdraw--> gone",
    } <= rows(found)
    assert {"R1", "R2", "R3", "R5", "R6"} <= found.shown.keys()


def test_of_several_states_each_must_be_reached() -> None:
    remark = "When an order becomes shipped or lost, the customer shall be notified."
    ends = "Shipped and lost orders are final."
    found = told(_START, _PAY, _SHIP, remark, ends)
    assert found.shown.keys() == {"R1", "R2", "R3"}
    assert any("nothing leads to lost" in note.message for note in found.notes)
