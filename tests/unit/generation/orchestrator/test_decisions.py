"""What is started, skipped, retried and undone: sentence by sentence."""

import pytest

from tests.unit.generation.orchestrator.emitted import (
    REFUSED,
    done,
    failed,
    line,
    orchestrator,
    table,
)

FULFILMENT = table(
    "Fulfilment",
    """
reserve | | | stop | 2 x 100ms | 5s | release
wrap | reserve | gift | continue
charge | reserve | | compensate | 1 | 10s | refund
ship | wrap, charge | | stop | 3 | 1m
""",
    "| order_id | uuid |\n| gift | bool |",
)
STEADY = FULFILMENT.replace("Fulfilment", "Steady fulfilment").replace("100ms", "100ms constant")
GIVEN = {"order_id": "00000000-0000-4000-8000-00000000000A", "gift": True}
PLAIN = GIVEN | {"gift": False}


def test_the_first_step_and_all_that_it_is_given() -> None:
    answer = orchestrator(FULFILMENT).answer(GIVEN)
    canonical = GIVEN | {"order_id": "00000000-0000-4000-8000-00000000000a"}
    assert answer == {
        "status": "running",
        "start": [
            {
                "step": "reserve",
                "uses": "uses_reserve",
                "attempt": 1,
                "delay_ms": 0,
                "timeout_ms": 5000,
                "input": {"input": canonical, "outputs": {}},
            }
        ],
        "compensate": [],
    }


def test_all_that_is_ready_starts_in_the_order_of_the_document() -> None:
    answer = orchestrator(FULFILMENT).answer(GIVEN, line("reserve", output={"at": [1, 0.5]}))
    assert [start["step"] for start in answer["start"]] == ["wrap", "charge"]
    assert answer["start"][0]["timeout_ms"] is None
    assert answer["start"][0]["input"]["outputs"] == {"reserve": {"at": [1, 0.5]}}


def test_a_step_whose_condition_is_false_is_skipped_and_counts_as_done() -> None:
    node = orchestrator(FULFILMENT)
    assert node.starts(PLAIN, *done("reserve")) == ["charge"]
    answer = node.answer(PLAIN, *done("reserve", "charge"))
    assert [start["step"] for start in answer["start"]] == ["ship"]
    assert answer["start"][0]["input"]["outputs"] == {"wrap": None, "charge": None}


def test_retries_wait_twice_as_long_each_time() -> None:
    node = orchestrator(FULFILMENT)
    delays = []
    for failures in ((), (1,), (1, 2)):
        history = failed("reserve", *failures) if failures else []
        (start,) = node.answer(GIVEN, *history)["start"]
        delays.append((start["attempt"], start["delay_ms"]))
    assert delays == [(1, 0), (2, 100), (3, 200)]
    assert node.answer(GIVEN, *failed("reserve", 1, 2, 3)) == {
        "status": "failed",
        "start": [],
        "compensate": [],
    }


def test_a_constant_wait_is_the_same_each_time() -> None:
    node = orchestrator(STEADY)
    delays = []
    for failures in ((), (1,), (1, 2)):
        history = failed("reserve", *failures) if failures else []
        (start,) = node.answer(GIVEN, *history)["start"]
        delays.append(start["delay_ms"])
    assert delays == [0, 100, 100]


def test_without_a_delay_a_retry_does_not_wait() -> None:
    (start,) = orchestrator(FULFILMENT).answer(PLAIN, *done("reserve"), *failed("charge"))["start"]
    assert (start["step"], start["attempt"], start["delay_ms"]) == ("charge", 2, 0)


def test_what_goes_on_after_a_failure_has_a_null_output() -> None:
    history = [*done("reserve"), *failed("wrap"), *done("charge")]
    answer = orchestrator(FULFILMENT).answer(GIVEN, *history)
    assert [start["step"] for start in answer["start"]] == ["ship"]
    assert answer["start"][0]["input"]["outputs"]["wrap"] is None


def test_compensation_of_the_example() -> None:
    node = orchestrator(FULFILMENT)
    history = [*done("reserve", "wrap"), *failed("charge", 1, 2)]
    answer = node.answer(GIVEN, *history)
    assert answer["status"] == "compensating"
    assert answer["compensate"] == [{"step": "release", "uses": "uses_reserve"}]
    assert node.answer(GIVEN, *history, *done("release"))["status"] == "compensated"


def test_all_done_is_completed() -> None:
    assert orchestrator(FULFILMENT).answer(GIVEN, *done("reserve", "wrap", "charge", "ship")) == {
        "status": "completed",
        "start": [],
        "compensate": [],
    }


def test_what_has_started_is_not_listed_again() -> None:
    node = orchestrator(FULFILMENT)
    history = [*done("reserve"), line("charge", "started")]
    assert node.starts(GIVEN, *history) == ["wrap"]
    assert node.answer(PLAIN, *history) == {"status": "running", "start": [], "compensate": []}
    assert node.starts(PLAIN, *history, *failed("charge")) == ["charge"]


@pytest.mark.parametrize(
    "history",
    [
        [{"step": "pack", "outcome": "completed", "attempt": 1}],
        [{"step": "wrap", "outcome": "finished", "attempt": 1}],
        [{"step": "wrap", "outcome": "completed", "attempt": 0}],
        [{"step": "wrap", "outcome": "completed"}],
        [{"step": "wrap", "outcome": "completed", "attempt": 1, "by": "me"}],
        ["wrap"],
    ],
)
def test_a_history_that_cannot_be_is_refused(history: list[object]) -> None:
    assert orchestrator(FULFILMENT).answer(GIVEN, *history) == REFUSED


@pytest.mark.parametrize(
    "given", [{}, GIVEN | {"gift": 1}, GIVEN | {"more": 1}, GIVEN | {"order_id": "x"}]
)
def test_an_input_that_does_not_fit_is_refused(given: dict[str, object]) -> None:
    assert orchestrator(FULFILMENT).answer(given) == REFUSED


UNDONE = table(
    "Undone",
    """
a | | | compensate | | | undo_a
b | | | compensate | 1 | | undo_b
c | | | stop | | | undo_c
d | | | continue
e | a, b, c, d
""",
)


def test_running_siblings_are_waited_for_and_undone_too() -> None:
    node = orchestrator(UNDONE)
    history = [line("b", "started"), line("c", "started"), *done("c"), *failed("a")]
    waiting = {"status": "compensating", "start": [], "compensate": []}
    assert node.answer(None, *history) == waiting
    answer = node.answer(None, *history, *done("b"))
    assert [undo["step"] for undo in answer["compensate"]] == ["undo_b"]
    answer = node.answer(None, *history, *done("b", "undo_b"))
    assert [undo["step"] for undo in answer["compensate"]] == ["undo_c"]
    assert node.answer(None, *history, *done("b", "undo_b", "undo_c"))["status"] == "compensated"


def test_a_sibling_that_fails_during_compensation_is_neither_retried_nor_decisive() -> None:
    node = orchestrator(UNDONE)
    history = [line("b", "started"), line("c", "started"), *failed("a"), *failed("c", 1)]
    assert node.answer(None, *history, *failed("b", 1))["status"] == "compensated"


def test_an_undo_is_retried_as_often_as_its_step() -> None:
    node = orchestrator(UNDONE)
    history = [*done("b"), *failed("a")]
    once = [*history, *failed("undo_b", 1)]
    assert node.answer(None, *once)["compensate"] == [{"step": "undo_b", "uses": "uses_b"}]
    assert node.answer(None, *once, *done("undo_b"))["status"] == "compensated"
    assert node.answer(None, *once, *failed("undo_b", 2))["status"] == "failed"


def test_an_undo_that_has_started_is_not_listed_again() -> None:
    history = [*done("b"), *failed("a"), line("undo_b", "started")]
    answer = orchestrator(UNDONE).answer(None, *history)
    assert answer == {"status": "compensating", "start": [], "compensate": []}


def test_the_first_final_failure_that_is_not_passed_over_decides() -> None:
    node = orchestrator(UNDONE)
    assert node.answer(None, *failed("d"), *failed("c"), *failed("a"))["status"] == "failed"
    assert node.answer(None, *failed("d"), *failed("a"), *failed("c"))["status"] == "compensated"


def test_nothing_to_undo_is_compensated_at_once() -> None:
    assert orchestrator(UNDONE).answer(None, *failed("a"))["status"] == "compensated"


SKIPPED = table(
    "Skipped",
    """
a | | go
b | a
c |
d | a, c
e | b
""",
    "| go | bool |",
)


def test_a_step_all_of_whose_needs_were_skipped_is_skipped_too() -> None:
    node = orchestrator(SKIPPED)
    assert node.starts({"go": False}) == ["c"]
    assert node.starts({"go": False}, *done("c")) == ["d"]
    assert node.answer({"go": False}, *done("c", "d"))["status"] == "completed"


def test_without_a_column_needs_a_table_is_sequential() -> None:
    text = "# Rows\n\n## Workflow\n| step | uses |\n| --- | --- |\n| a | x |\n| b | y |\n"
    node = orchestrator(text)
    assert node.starts() == ["a"]
    assert node.starts(None, *done("a")) == ["b"]


def test_an_ordered_list_is_sequential_and_names_what_carries_a_step_out() -> None:
    node = orchestrator("# Listed\n\n## Workflow\n1. Pick the goods\n2. Pack the goods\n")
    (start,) = node.answer()["start"]
    assert start["step"] == start["uses"] == "pick_the_goods"
    assert node.starts(None, *done("pick_the_goods")) == ["pack_the_goods"]


def test_names_with_and_in_them_are_one_need() -> None:
    node = orchestrator(
        table("Joined", "build-and-push\nscan | build-and-push\nend | scan and build-and-push")
    )
    assert node.starts() == ["build_and_push"]
    assert node.starts(None, *done("build_and_push")) == ["scan"]


def test_many_retries_do_not_wait_for_ever() -> None:
    node = orchestrator(table("Patient", "a | | | stop | 900 x 1h"))
    (start,) = node.answer(None, *failed("a", 800))["start"]
    assert start["delay_ms"] == 2_147_483_647
