"""Documents of tasks from daily life: proven, and the answers are what a person has worked out."""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest

from tests.examples.command import EXAMPLES, Example, Omninode

type Json = Any  # whatever JSON a test looks into

DAY_1: Final = "2026-01-01T00:00:00Z"
DAY_2: Final = "2026-01-02T00:00:00Z"
LATE: Final = "2026-01-01T23:00:00Z"
HEATING: Final = {
    "basic_costs": "1802.39",
    "usage_costs": "3068.94",
    "rounding_difference": "0.00",
    "refunds": ["DG"],
    "warnings": ["more than 300.00 in arrears"],
}
FLATS: Final = [
    ("EG", "739.11", "1351.06", "0.00", "-590.17"),
    ("OG", "668.05", "1717.88", "257.68", "-428.15"),
    ("DG", "395.23", "0.00", "0.00", "254.82"),
]
TOLL: Final = {
    "rejected": [
        {"index": 3, "event": None, "reason": "duplicate"},
        {"index": 4, "event": None, "reason": "guard"},
    ],
    "aggregates": {
        "passages": [
            {"emission": "electric", "window_start": DAY_1, "value": 1},
            {"emission": "electric", "window_start": DAY_2, "value": 1},
            {"emission": "euro5", "window_start": DAY_1, "value": 1},
            {"emission": "euro6", "window_start": DAY_1, "value": 1},
        ],
        "income": [
            {"station": "s", "window_start": LATE, "value": "70.09"},
            {"station": "t", "window_start": DAY_2, "value": "3.5"},
        ],
        "longest": [{"station": "s", "value": "1500"}, {"station": "t", "value": "77.7"}],
        "usual_toll": [
            {"emission": "electric", "value": "35.5"},
            {"emission": "euro5", "value": "0.99"},
            {"emission": "euro6", "value": "1.6"},
        ],
        "plates": [{"station": "s", "value": 2}, {"station": "t", "value": 1}],
        "heavy": [{"station": "s", "value": 1}, {"station": "t", "value": 1}],
    },
}
CLAIM: Final = {
    "rejected": [
        {"index": 0, "event": "file", "reason": "guard"},
        {"index": 5, "event": "file", "reason": "duplicate"},
        {"index": 6, "event": "refund", "reason": "guard"},
        {"index": 9, "event": "repair", "reason": "guard"},
        {"index": 12, "event": "inspect", "reason": "no_transition"},
        {"index": 13, "event": "dance", "reason": "unknown_event"},
    ],
    "intents": [
        {"intent": "pay_customer", "payload": {"serial": "ABC654321", "refund_due": "837.47"}}
    ],
    "aggregates": {"workshop_hours": [{"value": "3.333"}]},
}
CLOSED: Final = {
    "state": "closed",
    "serial": "ABC654321",
    "price": "1249.95",
    "repairs": 2,
    "cost": "210.47",
    "refunded": "837.47",
}
SAMPLE: Final = ("phone", 1, 0, None)
SERVER: Final = ("name_entry", 2, 500, 10_000)

pytestmark = pytest.mark.slow


type Examples = Mapping[str, Example]


def answered(omninode: Omninode, examples: Examples, name: str) -> Json:
    """What the node says to the request that lies beside its document."""
    node = examples[name].node()
    told = omninode("run", node, "--input", str(EXAMPLES / f"{name}_request.json"))
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_heating_costs_are_split_to_the_cent(omninode: Omninode, examples: Examples) -> None:
    told = answered(omninode, examples, "heating_costs")
    assert {key: told[key] for key in HEATING} == HEATING
    parts = ("name", "basic", "usage", "reduction", "balance")
    assert [tuple(flat[part] for part in parts) for flat in told["flats"]] == FLATS


def test_tolls_are_added_up(omninode: Omninode, examples: Examples) -> None:
    told = answered(omninode, examples, "road_toll")
    assert {key: told[key] for key in TOLL} == TOLL


def test_a_claim_goes_its_way(omninode: Omninode, examples: Examples) -> None:
    told = answered(omninode, examples, "warranty_claim")
    assert {key: told[key] for key in CLAIM} == CLAIM
    assert {key: told["state"][key] for key in CLOSED} == CLOSED


@pytest.mark.parametrize(
    ("name", "started"),
    [
        pytest.param("blood_sample", SAMPLE, id="flowchart"),
        pytest.param("server_order", SERVER, id="table"),
    ],
)
def test_the_next_step_is_started(
    name: str, started: tuple[str | int | None, ...], omninode: Omninode, examples: Examples
) -> None:
    told = answered(omninode, examples, name)
    parts = ("step", "attempt", "delay_ms", "timeout_ms")
    assert (told["status"], told["compensate"]) == ("running", [])
    assert [tuple(each[part] for part in parts) for each in told["start"]] == [started]


def test_a_permit_is_kept_and_guarded(omninode: Omninode, examples: Examples) -> None:
    node = examples["parking_permit"].node()

    def ask(operation: str, **request: str | int) -> Json:
        file = omninode.folder / "request.json"
        file.write_text(json.dumps(request), encoding="utf-8")
        more = ("--operation", operation, "--state", "state", "--input", str(file))
        return json.loads(omninode("run", node, *more).stdout)

    request = json.loads((EXAMPLES / "parking_permit_request.json").read_text("utf-8"))
    asked = ask("request_permit", **request)
    assert (asked["fee"], asked["state"]) == ("37.50", "requested")
    assert ask("return_permit", plate="B-C7") == {}

    ask("request_permit", **request)
    assert ask("pay_permit", plate="B-C7", paid="50.005")["change"] == "12.51"
    assert ask("return_permit", plate="B-C7")["error"]["code"] == "INVALID_STATE"
    extended = ask("extend_permit", plate="B-C7", version=2, extra=12)
    assert (extended["months"], extended["due"]) == (15, "150.00")
    assert ask("find_permit", plate="B-C7")["fee"] == "187.50"
