from concurrent.futures import ThreadPoolExecutor
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
