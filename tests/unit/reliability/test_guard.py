import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from threading import Barrier

import pytest

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.reliability.breaker import Breaker, BreakerState
from resources.reliability.guard import Guard


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def fail(guard: Guard) -> None:
    with pytest.raises(UnavailableError), guard.attempt():
        raise UnavailableError("down")


def test_fails_at_once_while_open_and_says_when_it_tries_again() -> None:
    guard = Guard("Kafka", Breaker(threshold=1), clock=Clock())
    fail(guard)

    with pytest.raises(UnavailableError, match="Kafka failed repeatedly") as refused:  # noqa: SIM117  the call must not begin
        with guard.attempt():
            pytest.fail("was let through")
    assert "60 s" in refused.value.hint


def test_an_answer_that_is_an_error_shows_that_somebody_answers() -> None:
    guard = Guard("Kafka", Breaker(threshold=2), clock=Clock())
    fail(guard)
    with pytest.raises(InvalidRequestError), guard.attempt():
        raise InvalidRequestError("bad")
    fail(guard)

    assert guard.state is BreakerState.CLOSED


@pytest.mark.requirement("R091")
def test_at_most_three_of_twenty_threads_try_a_half_open_dependency() -> None:
    clock = Clock()
    guard = Guard("Kafka", Breaker(threshold=1), clock=clock)
    fail(guard)
    clock.now = 60
    together, decided = Barrier(20), Barrier(20)

    def call(_: int) -> bool:
        together.wait(5)
        try:
            with guard.attempt():
                decided.wait(5)
        except UnavailableError:
            # Those inside stay there until the last one has been refused.
            decided.wait(5)
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(call, range(20)))

    assert sum(outcomes) == 3
    assert guard.state is BreakerState.CLOSED


@pytest.mark.requirement("R091")
def test_of_a_thousand_calls_in_threads_at_once_exactly_three_try() -> None:
    clock = Clock()
    guard = Guard("Kafka", Breaker(threshold=1), clock=clock)
    fail(guard)
    clock.now = 60
    together, decided = Barrier(50), Barrier(50)

    def twenty_calls(_: int) -> int:
        admitted = 0
        with ExitStack() as inside:
            together.wait(30)
            for _ in range(20):
                with suppress(UnavailableError):
                    inside.enter_context(guard.attempt())
                    admitted += 1
            # All that were admitted stay inside until each of the thousand has asked.
            decided.wait(30)
        return admitted

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(twenty_calls, range(50))) == 3
    assert guard.state is BreakerState.CLOSED


async def test_of_a_thousand_calls_at_once_exactly_three_try_a_half_open_dependency() -> None:
    clock = Clock()
    guard = Guard("Kafka", Breaker(threshold=1), clock=clock)
    fail(guard)
    clock.now = 60
    tried, all_have_asked = 0, asyncio.Event()

    async def call(number: int) -> bool:
        nonlocal tried
        try:
            async with guard.attempt_async():
                tried += 1
                await all_have_asked.wait()
        except UnavailableError:
            return False
        finally:
            if number == 999:
                all_have_asked.set()
        return True

    outcomes = await asyncio.gather(*(call(number) for number in range(1000)))

    assert (tried, sum(outcomes)) == (3, 3)
    assert guard.state is BreakerState.CLOSED


async def test_a_cancelled_call_is_neither_a_failure_nor_a_success() -> None:
    guard = Guard("Kafka", Breaker(threshold=2), clock=Clock())
    fail(guard)

    @guard.attempt_async()
    async def call() -> None:
        await asyncio.Event().wait()

    task = asyncio.create_task(call())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    fail(guard)
    assert guard.state is BreakerState.OPEN, "the two failures stand in a row"


def test_changes_of_the_state_are_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    guard = Guard("Kafka", Breaker(threshold=2, trials=1), clock=clock)
    caplog.set_level(logging.INFO)
    fail(guard)
    fail(guard)
    clock.now = 60
    with guard.attempt():
        pass

    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("WARNING", "Kafka: the breaker is open, was closed"),
        ("INFO", "Kafka: the breaker is half_open, was open"),
        ("INFO", "Kafka: the breaker is closed, was half_open"),
    ]


@pytest.mark.requirement("R210")
async def test_it_decorates_a_coroutine_function() -> None:
    guard = Guard("Kafka", Breaker(threshold=2), clock=Clock())
    calls = []

    @guard.attempt_async()
    async def publish() -> None:
        calls.append(1)
        raise UnavailableError("down")

    for _ in range(5):
        with pytest.raises(UnavailableError):
            await publish()

    assert len(calls) == 2


@pytest.mark.requirement("R210")
def test_it_decorates_a_function() -> None:
    guard = Guard("Kafka", Breaker(threshold=2), clock=Clock())
    calls = []

    @guard.attempt()
    def publish() -> None:
        calls.append(1)
        raise UnavailableError("down")

    for _ in range(5):
        with pytest.raises(UnavailableError):
            publish()

    assert len(calls) == 2
    assert guard.state is BreakerState.OPEN


def test_one_that_is_held_keeps_its_state_and_begins_anew_when_it_is_released() -> None:
    guard = Guard("Kafka", Breaker(threshold=1), clock=(clock := Clock()))
    guard.obey(BreakerState.OPEN)
    clock.now = 1e9
    with pytest.raises(UnavailableError, match="opened by hand"), guard.attempt():
        pytest.fail("was let through")
    guard.obey(BreakerState.CLOSED)
    fail(guard)
    fail(guard)
    assert guard.failures == 2, "both were let through"
    guard.obey(None)
    fail(guard)
    assert guard.state is BreakerState.OPEN
