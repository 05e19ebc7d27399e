"""The plan of a seed is a value: repeatable, with the promised shares of duplicates and garbage."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.plan import LAST_STRIKE, Kind, Plan, Send, Size, Target, identity, plan

SIZES = st.builds(
    Size,
    requests=st.integers(1, 60),
    events=st.integers(1, 400),
    strikes=st.integers(0, 30),
)
SEEDS = st.integers(0, 2**32)


@given(seed=SEEDS, size=SIZES)
def test_the_same_seed_gives_the_same_plan(seed: int, size: Size) -> None:
    assert plan(seed, size) == plan(seed, size)


def test_another_seed_gives_another_plan_and_other_ids() -> None:
    first, second = (plan(seed, Size(20, 100, 16)) for seed in (1, 2))
    assert first.strikes != second.strikes
    assert first.sends != second.sends
    assert identity(1, first.sends[0]) != identity(2, first.sends[0])


@given(seed=SEEDS, size=SIZES)
def test_each_message_is_there_and_a_duplicate_comes_behind_its_first(
    seed: int, size: Size
) -> None:
    made = plan(seed, size)
    for kind, count in (
        (Kind.REQUEST, size.requests),
        (Kind.QUESTION, size.questions),
        (Kind.EVENT, size.events),
    ):
        assert made.numbers(kind) == frozenset(range(count))
    for sends, garbage in ((made.sends, Kind.GARBAGE), (made.events, Kind.GARBLED_EVENT)):
        times = Counter(each for each in sends if each.kind is not garbage)
        assert sum(times.values()) - len(times) == max(1, round(0.05 * len(times)))
        assert max(times.values()) == 2
        assert len(sends) - sum(times.values()) == max(1, round(0.01 * len(times)))


@given(seed=SEEDS, size=SIZES)
def test_everything_is_struck_in_turn_and_nothing_at_the_end(seed: int, size: Size) -> None:
    strikes = plan(seed, size).strikes
    times = Counter(each.target for each in strikes)
    each = [times[target] for target in Target]
    assert max(each) - min(each) <= 1
    assert sum(each) == size.strikes
    assert [each.after for each in strikes] == sorted(each.after for each in strikes)
    assert all(0 <= each.after <= LAST_STRIKE for each in strikes)


def test_every_message_has_an_identity_of_its_own() -> None:
    made: Plan = plan(7, Size(30, 200, 8))
    sends: set[Send] = {*made.sends, *made.events}
    assert len({identity(7, each) for each in sends}) == len(sends)
