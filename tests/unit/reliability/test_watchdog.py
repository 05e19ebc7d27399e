"""What the watchdog takes for a hang, and what it leaves in peace."""

from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.reliability.watchdog import Watchdog

DOG = Watchdog(patience_s=10.0)


def test_a_partition_that_has_more_and_does_not_move_hangs_after_its_patience() -> None:
    dog, first = DOG.observe({"a": 3, "b": 0}, {"a": 5, "b": 0}, now=0.0)
    dog, second = dog.observe({"a": 3, "b": 0}, {"a": 6, "b": 0}, now=9.9)
    dog, third = dog.observe({"a": 3, "b": 0}, {"a": 6, "b": 1}, now=10.0)
    assert not first
    assert not second
    assert third == {"a"}
    assert dog.observe({"a": 4, "b": 1}, {"a": 6, "b": 1}, now=11.0)[1] == frozenset()


def test_work_on_it_a_caught_up_moment_and_a_loss_of_the_partition_start_again() -> None:
    hanging, ends = {"a": 3}, {"a": 5}
    for positions, known, busy in (
        (hanging, ends, ["a"]),
        ({"a": 5}, ends, []),
        ({"b": 0}, {"b": 0}, []),
        (hanging, {}, []),
    ):
        dog, _ = DOG.observe(hanging, ends, now=0.0)
        dog, _ = dog.observe(positions, known, busy=busy, now=5.0)
        dog, found = dog.observe(hanging, ends, now=12.0)
        assert found == frozenset()
        assert dog.observe(hanging, ends, now=22.0)[1] == {"a"}


def test_one_without_a_position_hangs_too() -> None:
    dog, _ = DOG.observe({"a": -1}, {"a": 0}, now=0.0)
    assert dog.observe({"a": -1}, {"a": 0}, now=10.0)[1] == {"a"}


@given(steps=st.lists(st.tuples(st.floats(0.1, 9.9), st.integers(1, 3)), max_size=30))
def test_whoever_moves_within_the_patience_is_never_suspected(
    steps: list[tuple[float, int]],
) -> None:
    dog, now, position = DOG, 0.0, 0
    for pause, progress in steps:
        dog, found = dog.observe({"a": position}, {"a": 10_000}, now=now)
        assert found == frozenset()
        now, position = now + pause, position + progress
