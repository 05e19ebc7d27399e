import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from omninode_bridge.reliability.breaker import Breaker, BreakerState, Ticket


def opened(now: float = 0.0) -> Breaker:
    breaker = Breaker()
    for _ in range(breaker.threshold):
        breaker, ticket = breaker.admit(now)
        assert ticket is not None
        breaker = breaker.failed(ticket, now)
    assert breaker.state is BreakerState.OPEN
    return breaker


def admit_all(breaker: Breaker, now: float, calls: int) -> tuple[Breaker, list[Ticket]]:
    tickets = []
    for _ in range(calls):
        breaker, ticket = breaker.admit(now)
        if ticket is not None:
            tickets.append(ticket)
    return breaker, tickets


@given(outcomes=st.lists(st.booleans(), max_size=40), threshold=st.integers(1, 6))
def test_opens_at_the_first_run_of_failures_that_reaches_the_threshold(
    outcomes: list[bool], threshold: int
) -> None:
    breaker = Breaker(threshold=threshold)
    for ok in outcomes:
        breaker, ticket = breaker.admit(0)
        if ticket is None:
            break
        breaker = breaker.succeeded(ticket, 0) if ok else breaker.failed(ticket, 0)

    longest = max((len(list(run)) for ok, run in itertools.groupby(outcomes) if not ok), default=0)
    assert (breaker.state is BreakerState.OPEN) == (longest >= threshold)


@pytest.mark.requirement("R089")
def test_five_failures_in_a_row_open_it_and_a_success_between_them_counts_anew() -> None:
    breaker, seen = Breaker(), []
    for ok in (False, False, False, False, True, False, False, False, False, False):
        breaker, ticket = breaker.admit(0)
        assert ticket is not None
        breaker = breaker.succeeded(ticket, 0) if ok else breaker.failed(ticket, 0)
        seen.append(breaker.state)

    assert seen == [BreakerState.CLOSED] * 9 + [BreakerState.OPEN]


@pytest.mark.requirement("R090")
@given(waited=st.floats(0, 59.99, allow_nan=False))
def test_lets_nothing_through_before_the_recovery_time(waited: float) -> None:
    breaker, ticket = opened(now=100).admit(100 + waited)
    assert ticket is None
    assert breaker.state is BreakerState.OPEN


@pytest.mark.requirement("R090", "R091")
@given(calls=st.integers(1, 50))
def test_at_most_three_trial_calls_are_under_way(calls: int) -> None:
    breaker, tickets = admit_all(opened(), 60, calls)
    assert len(tickets) == min(calls, 3)
    assert breaker.state is BreakerState.HALF_OPEN


@pytest.mark.requirement("R088", "R091")
def test_closes_when_all_trials_have_succeeded() -> None:
    breaker, tickets = admit_all(opened(), 60, 10)
    states = []
    for ticket in tickets:
        breaker = breaker.succeeded(ticket, 61)
        states.append(breaker.state)

    assert states == [BreakerState.HALF_OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED]
    assert {opened().state, *states} == set(BreakerState)


def test_one_failed_trial_opens_it_for_another_recovery_time() -> None:
    breaker, (first, second, third) = admit_all(opened(), 60, 3)
    breaker = breaker.succeeded(first, 61).failed(second, 62).succeeded(third, 63)

    assert breaker.state is BreakerState.OPEN
    assert breaker.retry_in(63) == 59


def test_a_call_from_before_the_breaker_opened_does_not_close_it() -> None:
    breaker, late = Breaker().admit(0)
    assert late is not None
    breaker, tickets = admit_all(breaker, 0, 5)
    for ticket in tickets:
        breaker = breaker.failed(ticket, 1)

    assert breaker.succeeded(late, 2) == breaker
    assert breaker.failed(late, 2) == breaker


def test_trials_that_never_report_do_not_block_it_for_ever() -> None:
    breaker, tickets = admit_all(opened(), 60, 3)
    assert len(tickets) == 3

    assert admit_all(breaker, 119, 3)[1] == []
    assert len(admit_all(breaker, 120, 5)[1]) == 3


class AnyHistory(RuleBasedStateMachine):
    """Calls begin and end in any order, with time passing between them."""

    def __init__(self) -> None:
        super().__init__()
        self.breaker = Breaker(threshold=2, recovery_s=10, trials=3)
        self.now = 0.0
        self.under_way: list[Ticket] = []

    @rule(seconds=st.floats(0, 15))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def a_call_is_asked_for(self) -> None:
        self.breaker, ticket = self.breaker.admit(self.now)
        if ticket is not None:
            self.under_way.append(ticket)

    @precondition(lambda self: self.under_way)
    @rule(which=st.integers(0, 100), ok=st.booleans())
    def a_call_ends(self, which: int, ok: bool) -> None:
        ticket = self.under_way.pop(which % len(self.under_way))
        outcome = self.breaker.succeeded if ok else self.breaker.failed
        self.breaker = outcome(ticket, self.now)

    @rule(state=st.sampled_from([BreakerState.OPEN, BreakerState.CLOSED]))
    def it_is_held(self, state: BreakerState) -> None:
        self.breaker = self.breaker.hold(state, self.now)

    @rule()
    def it_is_released(self) -> None:
        self.breaker = self.breaker.release(self.now)
        assert self.breaker.state is BreakerState.CLOSED

    @invariant()
    def one_that_is_held_lets_all_through_or_nothing(self) -> None:
        if self.breaker.held:
            after, ticket = self.breaker.admit(self.now + 1000)
            assert after == self.breaker
            assert (ticket is not None) == (self.breaker.state is BreakerState.CLOSED)

    @invariant()
    def no_period_has_more_trials_than_allowed(self) -> None:
        if self.breaker.state is BreakerState.HALF_OPEN:
            current = [t for t in self.under_way if t.period == self.breaker.period]
            assert len(current) + self.breaker.succeeded_trials <= self.breaker.trials

    @invariant()
    def it_always_recovers_unless_it_is_held(self) -> None:
        if self.breaker.held:
            return
        _, ticket = self.breaker.admit(self.now + 10)
        assert ticket is not None


TestAnyHistory = AnyHistory.TestCase
