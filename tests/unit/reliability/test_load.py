"""Laws of how limits follow the load, on a simulated clock."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.reliability.load import (
    FLOOR,
    RECOVERY_S,
    Comfort,
    Load,
    Share,
    bearable,
    p95,
)

COMFORT = Comfort(backlog=100, gate_p95_s=10.0)
BACKLOGS = st.integers(0, 100_000)
SECONDS = st.floats(0, 10_000, allow_nan=False)
LOADS = st.builds(Load, BACKLOGS, SECONDS)
STEPS = st.lists(st.tuples(LOADS, st.floats(0, 600, allow_nan=False)), min_size=1, max_size=30)
HEAVY = Load(backlog=400, gate_p95_s=5.0)


def after(steps: list[tuple[Load, float]], share: Share) -> list[Share]:
    seen = [share]
    for load, pause in steps:
        seen.append(seen[-1].under(load, COMFORT, seen[-1].at + pause))
    return seen


@given(steps=STEPS)
def test_between_the_floor_and_the_whole_whatever_comes(steps: list[tuple[Load, float]]) -> None:
    assert all(FLOOR <= share.value <= 1 for share in after(steps, Share()))


@given(load=LOADS, more=BACKLOGS, longer=SECONDS, pause=SECONDS)
def test_more_load_never_leaves_more(load: Load, more: int, longer: float, pause: float) -> None:
    heavier = Load(load.backlog + more, load.gate_p95_s + longer)
    before = Share(0.5, 0.0)
    assert bearable(heavier, COMFORT) <= bearable(load, COMFORT)
    assert before.under(heavier, COMFORT, pause).value <= before.under(load, COMFORT, pause).value


@given(load=LOADS, steps=STEPS)
def test_it_is_bearable_as_soon_as_it_was_looked_at(
    load: Load, steps: list[tuple[Load, float]]
) -> None:
    last = after(steps, Share())[-1]
    assert last.under(load, COMFORT, last.at).value <= bearable(load, COMFORT)


@given(steps=STEPS)
def test_it_rises_no_faster_than_it_may(steps: list[tuple[Load, float]]) -> None:
    for earlier, later in pairwise(after(steps, Share())):
        assert later.value - earlier.value <= (later.at - earlier.at) / RECOVERY_S + 1e-9


@given(steps=STEPS, calm=st.builds(Load, st.integers(0, 100), st.floats(0, 10)))
def test_the_whole_limit_is_back_when_the_load_has_gone(
    steps: list[tuple[Load, float]], calm: Load
) -> None:
    last = after(steps, Share())[-1]
    assert last.under(calm, COMFORT, last.at + RECOVERY_S).value == 1


@given(steps=STEPS)
def test_a_clock_that_goes_back_changes_nothing_of_that(steps: list[tuple[Load, float]]) -> None:
    last = after(steps, Share())[-1]
    assert last.under(Load(), COMFORT, last.at - 1000) == last


@pytest.mark.requirement("R228")
def test_a_rush_and_its_end() -> None:
    share, told = Share(), []
    for second in range(0, 180, 20):
        share = share.under(HEAVY if 20 <= second < 60 else Load(), COMFORT, float(second))
        told.append(round(share.value, 3))
    assert told == [1, 0.25, 0.25, 0.583, 0.917, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("load", "share"),
    [
        (Load(), 1),
        (Load(100, 10.0), 1),
        (Load(200, 0.0), 0.5),
        (Load(0, 40.0), 0.25),
        pytest.param(Load(200, 40.0), 0.25, id="the worse of both counts"),
        pytest.param(Load(100_000, 0.0), FLOOR, id="nobody is shut out"),
    ],
)
def test_the_rule(load: Load, share: float) -> None:
    assert bearable(load, COMFORT) == share


@given(durations=st.lists(SECONDS, min_size=1))
def test_p95_is_one_of_them_and_95_percent_are_no_longer(durations: list[float]) -> None:
    found = p95(durations)
    assert found in durations
    assert sum(each <= found for each in durations) >= 0.95 * len(durations)
    assert sum(each < found for each in durations) < 0.95 * len(durations)


def test_p95_of_nothing_is_nothing() -> None:
    assert p95([]) == 0
