"""Operations of generated nodes on the embedded store, sentence by sentence."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.effects.node import LIBRARY, Answer, EffectNode, code

pytestmark = pytest.mark.slow

DOCUMENT = LIBRARY
BOOK = {"isbn": "9780000000001", "title": "Atlas", "price": "20"}


def added(node: EffectNode, number: int = 1, **more: Any) -> Answer:  # noqa: ANN401 - JSON values
    book = {**BOOK, "isbn": f"978{number:010d}", "title": f"Book {number}", **more}
    return node.ask("add_book", book)


def test_create_fills_key_times_version_and_defaults(node: EffectNode) -> None:
    book = added(node)
    assert len(book["id"]) == 36
    assert book["created_at"] == book["updated_at"]
    assert book["created_at"].endswith("Z")
    assert (book["version"], book["copies"], book["kind"], book["weight"]) == (1, 1, "novel", None)
    assert book["price"] == "20.00"


def test_created_at_rises_strictly_even_where_the_clock_stands(node: EffectNode) -> None:
    class Standing:
        def now(self) -> datetime:
            return datetime(2026, 1, 1, tzinfo=UTC)

        def pause(self, seconds: float) -> None:
            del seconds

    ports = replace(node.bindings.embedded(node.state), clock=Standing())
    times = [
        node.ask("add_book", {**BOOK, "isbn": f"978{n:010d}"}, ports)["created_at"]
        for n in range(3)
    ]
    assert times == [
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000001Z",
        "2026-01-01T00:00:00.000002Z",
    ]


def test_unique_holds_against_rows_that_are_softly_deleted(node: EffectNode) -> None:
    book = added(node)
    assert node.ask("remove_book", {"id": book["id"]}) == {}
    assert code(node.ask("find_book", {"id": book["id"]})) == "RESOURCE_NOT_FOUND"
    assert code(added(node)) == "DUPLICATE_REGISTRATION"
    assert node.ask("list_books", {})["total"] == 0


def test_null_is_no_duplicate_of_null(node: EffectNode) -> None:
    assert added(node, 1)["shelf"] is None
    assert added(node, 2)["shelf"] is None
    assert added(node, 3, shelf="A")["shelf"] == "A"
    assert code(added(node, 4, shelf="A")) == "DUPLICATE_REGISTRATION"


def test_exactly_one_of_the_alternatives_is_given(node: EffectNode) -> None:
    book = added(node)
    assert node.ask("find_book", {"isbn": book["isbn"]}) == book
    assert code(node.ask("find_book", {})) == "VALIDATION_ERROR"
    both = {"id": book["id"], "isbn": book["isbn"]}
    assert code(node.ask("find_book", both)) == "VALIDATION_ERROR"


def test_an_update_changes_what_is_given_and_counts_the_version(node: EffectNode) -> None:
    book = added(node, weight="1.5")
    wanted = {"id": book["id"], "version": 1, "title": "New", "weight": None}
    changed = node.ask("change_book", wanted)
    assert (changed["title"], changed["weight"], changed["version"]) == ("New", None, 2)
    assert (changed["price"], changed["created_at"]) == (book["price"], book["created_at"])
    assert changed["updated_at"] > book["updated_at"]
    assert code(node.ask("change_book", wanted)) == "INVALID_STATE"


def test_null_is_refused_where_the_field_is_not_optional(node: EffectNode) -> None:
    book = added(node)
    wanted = {"id": book["id"], "version": 1, "title": None}
    assert code(node.ask("change_book", wanted)) == "VALIDATION_ERROR"


def test_the_order_is_request_then_row_then_rules(node: EffectNode) -> None:
    book = added(node)
    cheap = {"id": book["id"], "version": 1, "price": "1"}
    assert node.ask("change_book", cheap)["error"]["message"] == "too cheap"
    assert code(node.ask("change_book", {**cheap, "version": 9})) == "INVALID_STATE"
    assert code(node.ask("change_book", {**cheap, "price": -1})) == "VALIDATION_ERROR"
    assert "too cheap" not in str(node.ask("change_book", {**cheap, "price": -1}))


def test_an_assignment_to_a_field_is_written_too(node: EffectNode) -> None:
    book = added(node, shelf="B")
    empty = node.ask("change_book", {"id": book["id"], "version": 1, "copies": 0})
    assert (empty["copies"], empty["shelf"]) == (0, None)
    assert node.ask("find_book", {"id": book["id"]}) == empty


def test_a_refusal_leaves_neither_row_nor_event_behind(node: EffectNode) -> None:
    assert added(node, copies=100)["error"]["message"] == "too many copies"
    assert node.ask("list_books", {}) == {"items": [], "total": 0}
    assert node.events() == []


def test_lists_are_ordered_by_creation_and_filtered_in_any_case(node: EffectNode) -> None:
    books = [added(node, n, title=title) for n, title in enumerate(("Zebra", "abc", "ZOO"))]
    assert node.ask("list_books", {})["items"] == books
    found = node.ask("list_books", {"title_contains": "zO"})
    assert (found["items"], found["total"]) == ([books[2]], 1)
    assert node.ask("list_books", {"page": 2, "size": 2}) == {"items": [books[2]], "total": 3}
    assert code(node.ask("list_books", {"page": 0})) == "VALIDATION_ERROR"


def test_a_page_has_fifty_items_by_default(node: EffectNode) -> None:
    for number in range(51):
        added(node, number)
    found = node.ask("list_books", {})
    assert (len(found["items"]), found["total"]) == (50, 51)
    assert len(node.ask("list_books", {"page": 2})["items"]) == 1


def test_sort_takes_a_field_of_either_direction(node: EffectNode) -> None:
    for number, price in enumerate(("9", "10", "1000")):
        added(node, number, price=price)
    up = node.ask("list_books", {"sort": "price"})["items"]
    down = node.ask("list_books", {"sort": "-price"})["items"]
    assert [book["price"] for book in up] == ["9.00", "10.00", "1000.00"]
    assert down == up[::-1]
    assert code(node.ask("list_books", {"sort": "colour"})) == "VALIDATION_ERROR"


def test_defaults_are_no_filters(node: EffectNode) -> None:
    node.ask("join", {"number": 1, "email": "a@example.org", "born": "2000-01-01"})
    late = {"number": 2, "email": "b@example.org", "born": "2000-01-01", "active": False}
    assert node.ask("join", late) == {"number": 2, "email": "b@example.org"}
    assert node.ask("members", {})["total"] == 2
    assert node.ask("members", {"active": True})["total"] == 1


def test_a_repeat_gets_the_stored_answer(node: EffectNode) -> None:
    wanted = {**BOOK, "idempotency_key": "k1"}
    first = node.ask("add_book", wanted)
    assert node.ask("add_book", wanted) == first
    assert [event["event_type"] for event in node.events()] == ["book_added"]
    assert code(node.ask("add_book", {**wanted, "idempotency_key": "k2"})) == (
        "DUPLICATE_REGISTRATION"
    )


def test_events_are_envelopes_with_the_answer_or_the_deleted_row(node: EffectNode) -> None:
    book = added(node)
    node.ask("remove_book", {"id": book["id"]})
    added_event, removed_event = node.events()
    assert (added_event["event_type"], added_event["payload"]) == ("book_added", book)
    assert (removed_event["event_type"], removed_event["payload"]) == ("book_removed", book)
    assert added_event["envelope_version"] == "1.0"
    assert added_event["partition_key"] == book["id"]


def test_a_plain_delete_forgets_the_row(node: EffectNode) -> None:
    member = {"number": 1, "email": "a@example.org", "born": "2000-01-01"}
    node.ask("join", member)
    assert node.ask("leave", {"number": 1}) == {**member, "active": True}
    assert code(node.ask("leave", {"number": 1})) == "RESOURCE_NOT_FOUND"
    assert "error" not in node.ask("join", member)


def test_what_is_null_contains_nothing_not_even_an_empty_text(node: EffectNode) -> None:
    added(node, 1)
    shelved = added(node, 2, shelf="A1")
    for part in ("", "a"):
        assert node.ask("list_books", {"shelf_contains": part})["items"] == [shelved]
