"""The boat club, proven from its document, decides by what its rows say together."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.examples.command import EXAMPLES, Example, Omninode

type Json = Any  # whatever JSON a test looks into

pytestmark = pytest.mark.slow


def test_nobody_plans_too_much(omninode: Omninode, examples: Mapping[str, Example]) -> None:
    node = examples["boat_club"].node()

    def ask(operation: str, **request: str | int) -> Json:
        file = omninode.folder / "request.json"
        file.write_text(json.dumps(request), encoding="utf-8")
        more = ("--operation", operation, "--state", "state", "--input", str(file))
        return json.loads(omninode("run", node, *more).stdout)

    request = json.loads((EXAMPLES / "boat_club_request.json").read_text("utf-8"))
    member = ask("enter_member", **request)["id"]
    ask("enter_boat", mark="SW-01", seats=2)
    trip: dict[str, str | int] = {
        "member_id": member,
        "boat": "SW-01",
        "from_hour": 9,
        "to_hour": 11,
    }
    first = ask("plan_trip", **trip, day="2026-07-04")
    again = ask("plan_trip", **trip, day="2026-07-04")["error"]
    assert (first["state"], again["message"]) == ("planned", "the boat is out then")
    assert ask("plan_trip", **trip, day="2026-07-05")["crew"] == 1
    third = ask("plan_trip", **trip, day="2026-07-06")["error"]
    assert third["message"] == "the member has two planned trips"
    ask("end_trip", id=first["id"])
    assert ask("plan_trip", **trip, day="2026-07-06")["day"] == "2026-07-06"
    assert ask("scrap_boat", mark="SW-01")["error"]["code"] == "INVALID_STATE"
