"""Time-outs, retries and idempotency keys of calls, on a real connection and a real clock."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.effects.node import DOCUMENTS, Answer, EffectNode, code
from tests.effects.unsteady import Service, unsteady

pytestmark = pytest.mark.slow

DOCUMENT = (DOCUMENTS / "courier.md").read_text(encoding="utf-8")
TIMEOUT = 0.4
GENEROUS = 15.0
type Ask = Callable[[str, Answer], Answer]


def asking(node: EffectNode, service: Service) -> Ask:
    network = node.module("real.http_network").HttpNetwork({"courier_url": service.address})
    ports = replace(node.bindings.embedded(node.state), http=network)
    return lambda operation, request: node.ask(operation, request, ports)


def test_a_late_answer_is_a_time_out_after_the_stated_time_and_tries(node: EffectNode) -> None:
    with unsteady("late") as service:
        ask = asking(node, service)
        ask("enter", {"number": 1})
        started = time.monotonic()
        answer = ask("locate", {"number": 1})
        taken = time.monotonic() - started
        assert code(answer) == "TIMEOUT_ERROR"
        assert len(service.seen) == 3
        assert 3 * TIMEOUT + 0.1 + 0.2 <= taken < GENEROUS
        assert service.pauses[0] >= TIMEOUT + 0.1
        assert service.pauses[1] >= TIMEOUT + 0.2
        assert ask("find", {"number": 1})["place"] is None


def test_an_answer_drop_by_drop_is_late_too(node: EffectNode) -> None:
    with unsteady("dripping") as service:
        ask = asking(node, service)
        started = time.monotonic()
        assert code(ask("quote", {"weight": 1})) == "TIMEOUT_ERROR"
        assert 2 * TIMEOUT <= time.monotonic() - started < GENEROUS
        assert len(service.seen) == 2


def test_a_service_that_recovers_is_asked_again(node: EffectNode) -> None:
    with unsteady(503, 200, place="Oslo") as service:
        ask = asking(node, service)
        ask("enter", {"number": 7})
        assert ask("locate", {"number": 7})["place"] == "Oslo"
        assert ask("find", {"number": 7})["place"] == "Oslo"
        assert [each.path for each in service.seen] == ["/parcels/7"] * 2


def test_the_tries_end_and_the_last_failure_is_told(node: EffectNode) -> None:
    with unsteady(503, 429, 504) as service:
        ask = asking(node, service)
        ask("enter", {"number": 1})
        assert code(ask("locate", {"number": 1})) == "TIMEOUT_ERROR"
        assert len(service.seen) == 3


@pytest.mark.parametrize(
    ("status", "expected"),
    [(400, "VALIDATION_ERROR"), (404, "RESOURCE_NOT_FOUND"), (422, "VALIDATION_ERROR")],
)
def test_what_would_fail_again_is_not_tried_again(
    node: EffectNode, status: int, expected: str
) -> None:
    with unsteady(status, 200, price="1.00") as service:
        answer = asking(node, service)("quote", {"weight": 1})
        assert code(answer) == expected
        assert len(service.seen) == 1


def test_a_redirect_is_no_answer(node: EffectNode) -> None:
    with unsteady(302, price="1.00") as service:
        assert code(asking(node, service)("quote", {"weight": 1})) == "SERVICE_UNAVAILABLE"


def test_a_retried_request_is_applied_once(node: EffectNode) -> None:
    with unsteady("lost", "late", 200, booking="B1") as service:
        answer = asking(node, service)("book", {"weight": 2, "idempotency_key": "order 12"})
        assert answer == {"booking": "B1"}
        assert [each.key for each in service.seen] == ["order 12"] * 3
        assert service.applied == ["order 12"]


def test_a_repeat_has_the_stored_answer_and_calls_nobody(node: EffectNode) -> None:
    with unsteady(200, booking="B1") as service:
        ask = asking(node, service)
        first = ask("book", {"weight": 2, "idempotency_key": "a"})
        service.body = {"booking": "B2"}
        assert ask("book", {"weight": 2, "idempotency_key": "a"}) == first
        assert len(service.seen) == 1
        assert ask("book", {"weight": 2, "idempotency_key": "b"}) == {"booking": "B2"}
        assert service.applied == ["a", "b"]


def test_a_failed_request_is_no_stored_answer(node: EffectNode) -> None:
    with unsteady(503, 503, 503, 503, 200, booking="B1") as service:
        ask = asking(node, service)
        request = {"weight": 2, "idempotency_key": "a"}
        assert code(ask("book", request)) == "SERVICE_UNAVAILABLE"
        assert len(service.seen) == 4
        assert ask("book", request) == {"booking": "B1"}
        assert service.applied == ["a"]


def test_without_a_key_in_the_request_the_tries_of_one_call_share_one(node: EffectNode) -> None:
    with unsteady(503, 200, price="1.00") as service:
        ask = asking(node, service)
        ask("quote", {"weight": 1})
        ask("quote", {"weight": 1})
        first, second, third = [each.key for each in service.seen]
        assert first == second != third
        assert len(service.applied) == 2


def test_nobody_at_the_address_is_unavailable(node: EffectNode) -> None:
    with unsteady(200) as service:
        pass
    assert code(asking(node, service)("quote", {"weight": 1})) == "SERVICE_UNAVAILABLE"
