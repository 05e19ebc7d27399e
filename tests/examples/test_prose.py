"""Examples that are prose alone: proven, and their nodes answer what a person has worked out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.examples.command import EXAMPLES, Example, Omninode

type Json = Any  # whatever JSON a test looks into

BAKERY: Final = {
    "accepted_sales": [{"value": 3}],
    "sale_amount_per_1d_by_product": [
        {"product": "roll", "window_start": "2026-03-01T00:00:00Z", "value": "0.60"},
        {"product": "roll", "window_start": "2026-03-02T00:00:00Z", "value": "1.20"},
        {"product": "rye", "window_start": "2026-03-01T00:00:00Z", "value": "4.20"},
    ],
    "complaints_by_reason": [{"reason": "stale", "value": 1}],
    "distinct_customers_per_1d": [
        {"window_start": "2026-03-01T00:00:00Z", "value": 2},
        {"window_start": "2026-03-02T00:00:00Z", "value": 1},
    ],
    "top_product": [{"value": [{"value": "roll", "count": 2}, {"value": "rye", "count": 1}]}],
    "latest_temperature_by_oven": [{"oven": "left", "value": "231.5"}],
    "waiting_time_average_by_counter": [{"counter": "A", "value": "3.5"}],
    "waiting_time_median_by_counter": [{"counter": "A", "value": "3"}],
}

pytestmark = pytest.mark.slow


type Examples = Mapping[str, Example]


def answered(omninode: Omninode, node: str, operation: str, request: Json) -> Json:
    file = omninode.folder / "request.json"
    file.write_text(json.dumps(request), encoding="utf-8")
    more = ("--state", "state", "--operation", operation) if operation else ()
    told = omninode("run", node, *more, "--input", str(file))
    return json.loads(told.stdout)


def request_of(name: str) -> Json:
    return json.loads((EXAMPLES / f"{name}_request.json").read_text("utf-8"))


def test_a_bakery_counts_what_goes_over_the_counter(omninode: Omninode, examples: Examples) -> None:
    node = examples["bakery_counter"].node()
    told = answered(omninode, node, "", request_of("bakery_counter"))

    assert told["state"]["state"] == "selling"
    assert told["rejected"] == [
        {"index": 3, "event": "sale", "reason": "duplicate"},
        {"index": 4, "event": "mark_cleaned", "reason": "no_transition"},
    ]
    assert {name: told["aggregates"][name] for name in BAKERY} == BAKERY


def test_a_flat_is_handed_over(omninode: Omninode, examples: Examples) -> None:
    node = examples["flat_handover"].node()
    request = request_of("flat_handover")

    told = answered(omninode, node, "", request)
    started = [(each["step"], each["attempt"], each["delay_ms"]) for each in told["start"]]
    assert (told["status"], told["compensate"]) == ("running", [])
    assert started == [("collect_deposit", 2, 60_000), ("approve_sign_lease", 1, 0)]

    failures = [
        {"step": "collect_deposit", "outcome": "failed", "attempt": number} for number in (2, 3)
    ]
    told = answered(omninode, node, "", {**request, "history": [*request["history"], *failures]})
    assert told == {
        "status": "compensating",
        "start": [],
        "compensate": [{"step": "undo_order_key", "uses": "order_key"}],
    }


def test_a_clean_flat_is_not_cleaned(omninode: Omninode, examples: Examples) -> None:
    node = examples["flat_handover"].node()
    history = [{"step": "inspect_flat", "outcome": "completed", "attempt": 1}]
    told = answered(omninode, node, "", {"input": {"dirty": False}, "history": history})
    assert [each["step"] for each in told["start"]] == ["order_key", "approve_sign_lease"]


def test_seeds_come_and_go_and_come_back(omninode: Omninode, examples: Examples) -> None:
    node = examples["seed_library"].node(unbound=1)

    def ask(operation: str, **request: Json) -> Json:
        return answered(omninode, node, operation, request)

    packet = ask("create_seed_packet", **request_of("seed_library"))
    other = ask("create_seed_packet", label="BEAN", variety="Heart", quantity=3, location="d1")
    again = ask("create_seed_packet", **request_of("seed_library"))
    assert again["error"]["code"] == "DUPLICATE_REGISTRATION"
    assert ask("search_seed_packets", variety_contains="HEART")["total"] == 2
    assert ask("list_seed_packets", location="d1") == {"items": [other], "total": 1}

    change = "change_seed_packet_quantity_and_location"
    assert ask(change, id=packet["id"], quantity=2) == {**packet, "quantity": 2}
    assert ask(change, id=packet["id"], variety="x")["error"]["code"] == "VALIDATION_ERROR"
    assert ask("delete_seed_packet", id=packet["id"]) == {}
    assert ask("find_seed_packet", label="TOM-7")["error"]["code"] == "RESOURCE_NOT_FOUND"
    assert ask("restore_seed_packet", id=packet["id"]) == {**packet, "quantity": 2}
    assert ask("find_seed_packet", label="TOM-7") == {**packet, "quantity": 2}
    assert ask("publish_harvest_announced", variety="Ox heart", quantity=40) == {}
    [line] = (omninode.folder / "state" / "outbox.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["payload"] == {"variety": "Ox heart", "quantity": 40}


def test_a_desk_takes_readings(omninode: Omninode, examples: Examples) -> None:
    node = examples["meter_desk"].node()
    state = omninode.folder / "state"
    _answering(state)

    def ask(operation: str, **request: Json) -> Json:
        return answered(omninode, node, operation, request)

    meter = ask("upsert_meter", **request_of("meter_desk"))
    assert ask("upsert_meter", **{**meter, "reading": "42000"}) == {**meter, "reading": "42000"}
    assert ask("call_tariff", postcode="04103") == {"result": {"price": "0.31"}}
    assert ask("call_tariff", postcode="1")["error"]["code"] == "SERVICE_UNAVAILABLE"

    tariff = {"key": "04103", "value": {"price": "0.31"}, "now": "2026-03-01T00:00:00Z"}
    assert ask("put_tariff", **tariff)["expires_at"] == "2026-03-02T00:00:00Z"
    assert ask("get_tariff", key="04103", now="2026-03-01T23:59:59Z")["value"] == tariff["value"]
    late = ask("get_tariff", key="04103", now="2026-03-02T00:00:00Z")
    assert late["error"] == {"code": "VALIDATION_ERROR", "message": "expired"}

    sheet = {"name": "m-1.txt", "content": "41907"}
    assert ask("archive_reading_sheet", **sheet)["name"] == "m-1.txt"
    again = ask("archive_reading_sheet", **{**sheet, "content": "0"})
    assert again["error"]["code"] == "DUPLICATE_REGISTRATION"
    archived = state / "files" / "archive" / "reading_sheet" / "m-1.txt"
    assert archived.read_text("utf-8") == "41907"


def test_a_desk_is_patient_and_keeps_limits(omninode: Omninode, examples: Examples) -> None:
    node = examples["meter_desk"].node()
    _answering(omninode.folder / "state")

    def ask(operation: str, time: str, **request: Json) -> Json:
        told = answered(omninode, node, operation, {**request, "now": f"2026-03-01T{time}Z"})
        return told["error"]["message"] if "error" in told else told

    left = [ask("admit_submission", f"10:1{n}:00", client="kim")["remaining"] for n in range(3)]
    assert left == [2, 1, 0]
    assert ask("admit_submission", "11:09:59", client="kim") == "limit exceeded"
    assert ask("admit_submission", "11:10:00", client="kim")["remaining"] == 2

    assert ask("poll_order", "10:00:00", number="A-1")["status"] == "open"
    assert ask("poll_order", "10:00:29", number="A-1") == "too early"
    assert ask("poll_order", "10:00:30", number="A-1")["looks"] == 2

    assert ask("lock_meter", "10:00:00", name="E", requester="kim")["owner"] == "kim"
    assert ask("lock_meter", "10:01:59", name="E", requester="ann") == "locked by another owner"
    assert ask("lock_meter", "10:02:00", name="E", requester="ann")["owner"] == "ann"


def _answering(state: Path) -> None:
    """What the services answer."""
    state.mkdir()
    answers = [
        {"method": "GET", "path": "/04103", "status": 200, "body": {"result": {"price": "0.31"}}},
        {"method": "GET", "path": "/A-1", "status": 200, "body": {"status": "open"}},
    ]
    (state / "http.json").write_text(json.dumps(answers), encoding="utf-8")
