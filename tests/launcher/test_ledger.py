from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from resources.launcher import ledger
from resources.launcher.ledger import REMEMBERED, Ledger, Saved
from resources.launcher.protocol import RunState

RUNS = st.lists(st.sampled_from("abcdef"), max_size=20)


def drain(runs: Ledger, limit: int, pid: int = 100) -> dict[int, str]:
    """Begin all that may begin; what began, by pid."""
    while (run_id := runs.next(limit)) is not None:
        runs.began(run_id, pid)
        pid += 1
    return runs.running


@given(launches=RUNS, limit=st.integers(1, 4))
def test_a_run_is_begun_once_and_in_order_and_never_more_than_the_limit(
    launches: list[str], limit: int
) -> None:
    runs, begun, pid = Ledger(), list[str](), 1
    for run_id in launches:
        runs.enqueue(run_id)
    while not runs.is_idle:
        running = drain(runs, limit, pid)
        assert len(running) <= limit
        pid, run_id = next(iter(running.items()))
        begun.append(run_id)
        assert runs.ended(pid, 0, "exited") is None
        pid += 1000

    assert begun == list(dict.fromkeys(launches))


def test_a_failed_child_is_reported_and_counts_as_running_until_that_is_done() -> None:
    runs = Ledger()
    runs.enqueue("a")
    runs.began("a", 1)

    assert runs.ended(1, -9, "killed") == "a"
    runs.reporting("a", 2)
    assert runs.state_of("a")[0] is RunState.RUNNING
    assert runs.ended(2, 0, "reported") is None
    assert runs.state_of("a") == (RunState.FAILED, "killed")


def test_an_end_that_could_not_be_told_is_told_again_by_the_next_server_too() -> None:
    runs = Ledger()
    runs.began("a", 1)
    runs.ended(1, 1, "exited with code 1")
    assert runs.to_report == {"a": "exited with code 1"}

    runs.reporting("a", 2)
    assert runs.to_report == {}
    assert runs.ended(2, 1, "the database is away") is None
    assert runs.to_report == {"a": "exited with code 1"}

    after = Ledger(runs.saved)
    assert after.to_report == {"a": "exited with code 1"}
    after.reporting("a", 3)
    assert Ledger(after.saved).to_report == {"a": "exited with code 1"}
    after.ended(3, 0, "reported")
    assert after.saved == Saved()


def test_a_run_that_has_ended_may_be_launched_again() -> None:
    runs = Ledger()
    assert [runs.enqueue("a"), runs.enqueue("a")] == [True, False]
    runs.began("a", 1)
    assert runs.enqueue("a") is False
    runs.ended(1, 0, "exited")
    assert runs.enqueue("a") is True


def test_only_the_last_ends_are_remembered() -> None:
    runs = Ledger()
    for number in range(REMEMBERED + 1):
        runs.began(str(number), number)
        runs.ended(number, 0, "exited")

    assert runs.state_of("0")[0] is RunState.UNKNOWN
    assert runs.state_of("1")[0] is RunState.SUCCEEDED


def test_a_journal_survives_and_a_torn_one_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "launcher.sock.runs"
    assert ledger.load(path) == Saved()
    ledger.save(path, Saved(("a",), {7: "b"}, {"c": "killed"}))
    assert ledger.load(path) == Saved(("a",), {7: "b"}, {"c": "killed"})
    path.write_text(path.read_text()[:-3])
    assert ledger.load(path) == Saved()
