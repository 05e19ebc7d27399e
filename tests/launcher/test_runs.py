"""Runs as a person starts them in the UI, on a real installation."""

import os
import re
import signal
from pathlib import Path

import pytest

from resources.installation import state as states
from resources.launcher import ledger
from tests.platform.site import Site, wait_until

pytest_plugins = ["tests.platform.installed"]
pytestmark = pytest.mark.slow


def gone(pid: int) -> bool:
    """Ended, or a zombie that its parent has not looked at yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def start(site: Site, job: str, **ops: object) -> tuple[str, int]:
    """A run that is at work, and its worker's pid."""
    run_id = site.launch(job, **ops)
    site.wait(run_id, "STARTED")
    pid = site.worker_of(run_id)
    assert pid is not None
    return run_id, pid


def test_a_run_of_assets_and_checks_succeeds(site: Site) -> None:
    run_id = site.launch("assets")

    site.wait(run_id, "SUCCESS")
    assert any("MaterializationEvent" in message for message in site.messages(run_id))
    wait_until(lambda: site.worker_of(run_id) is None)


def test_a_run_outlives_several_polls_of_run_monitoring(site: Site) -> None:
    polls = 3 * site.settings.monitoring_poll_s
    run_id = site.launch("slow", nap={"seconds": polls})

    site.wait(run_id, "SUCCESS", timeout_s=polls + 20)


def test_terminate_cancels_the_run_and_ends_its_worker(site: Site) -> None:
    run_id, pid = start(site, "slow")

    assert site.terminate(run_id) == "TerminateRunSuccess"
    site.wait(run_id, "CANCELED", timeout_s=10)
    wait_until(lambda: gone(pid))


def test_a_run_that_ignores_terminate_is_killed(site: Site) -> None:
    run_id, pid = start(site, "unstoppable")
    # Before its op is at work the run ends for an interrupt, as any other does.
    wait_until(lambda: any("ready to be interrupted" in text for text in site.messages(run_id)))

    site.terminate(run_id)
    site.wait(run_id, "CANCELED", timeout_s=20)
    assert gone(pid)
    assert any("was killed by SIGKILL" in message for message in site.messages(run_id))


def test_a_killed_worker_is_a_failure_that_says_so(site: Site) -> None:
    run_id, pid = start(site, "family")
    wait_until(lambda: any("child " in message for message in site.messages(run_id)))
    [child] = {
        int(found[1])
        for message in site.messages(run_id)
        if (found := re.search(r"child (\d+) ", message))
    }

    os.kill(pid, signal.SIGKILL)

    site.wait(run_id, "FAILURE", timeout_s=10)
    reasons = [message for message in site.messages(run_id) if "RunFailureEvent" in message]
    assert any(f"{pid} was killed by SIGKILL" in reason for reason in reasons), reasons
    wait_until(lambda: gone(child))


def test_after_a_killed_server_runs_fail_with_the_reason_and_queued_ones_go_on(
    site: Site,
) -> None:
    at_work = [start(site, "slow")[0] for _ in range(site.settings.max_concurrent_runs)]
    queued = site.launch("assets")
    assert list(site.launcher().queue) == [queued]
    workers = [site.worker_of(run_id) for run_id in at_work]

    os.kill(site.launcher().pid, signal.SIGKILL)

    for run_id in at_work:
        site.wait(run_id, "FAILURE")
        assert any("The launcher died" in message for message in site.messages(run_id))
    site.wait(queued, "SUCCESS")
    assert all(pid is not None and gone(pid) for pid in workers)


def test_a_run_that_dies_before_it_begins_while_nobody_can_be_told_is_a_failure_later(
    site: Site,
) -> None:
    """Dagster looks after runs that have begun; of the others only the launcher can tell."""
    at_work = [start(site, "slow") for _ in range(site.settings.max_concurrent_runs)]
    queued = site.launch("assets")
    supervisor = states.running(site.home).supervisor.pid
    killed = ("postgres", "launcher", "webserver")  # the last would answer with dead connections
    pids = {name: site.pid(name) for name in killed}
    starts = {name: site.service(name).restarts for name in killed}
    socket = site.home.launcher_socket
    journal = socket.with_name(f"{socket.name}.runs")

    os.kill(supervisor, signal.SIGSTOP)  # else the database is back before anybody misses it
    try:
        os.kill(pids["postgres"], signal.SIGKILL)
        os.kill(at_work[0][1], signal.SIGKILL)
        wait_until(lambda: queued in ledger.load(journal).unreported)
        os.kill(pids["launcher"], signal.SIGKILL)
        os.kill(pids["webserver"], signal.SIGKILL)
    finally:
        os.kill(supervisor, signal.SIGCONT)
    wait_until(lambda: all(site.service(name).restarts > starts[name] for name in killed))
    wait_until(site.healthy, timeout_s=60)

    for run_id in (queued, *(run_id for run_id, _ in at_work)):
        site.wait(run_id, "FAILURE", timeout_s=60)
    wait_until(lambda: not ledger.load(journal).unreported)


def test_a_queued_run_can_be_terminated(site: Site) -> None:
    at_work = [start(site, "slow")[0] for _ in range(site.settings.max_concurrent_runs)]
    queued = site.launch("assets")

    site.terminate(queued, force=True)  # the UI offers nothing else for a run that is STARTING

    site.wait(queued, "CANCELED", timeout_s=10)
    for run_id in at_work:
        site.terminate(run_id)
        site.wait(run_id, "CANCELED", timeout_s=10)
    wait_until(lambda: not site.launcher().queue and not site.launcher().running)
    assert site.status(queued) == "CANCELED"
    assert not any("RunStartEvent" in message for message in site.messages(queued))


def test_a_run_executes_the_code_that_is_on_disk_when_it_is_launched(site: Site) -> None:
    pid = site.launcher().pid
    earlier, _ = start(site, "slow")
    version = Path(site.settings.directory) / "tiny_version.py"
    version.write_text('VERSION = "two"\n', encoding="utf-8")

    run_id = site.launch("slow", nap={"seconds": 0})
    site.wait(run_id, "SUCCESS")

    assert any("this is version two" in message for message in site.messages(run_id))
    assert site.launcher().pid == pid
    assert site.status(earlier) == "STARTED"
    site.terminate(earlier)
    site.wait(earlier, "CANCELED", timeout_s=10)


def test_code_that_does_not_import_fails_its_runs_until_it_is_mended(site: Site) -> None:
    version = Path(site.settings.directory) / "tiny_version.py"
    good = version.read_text(encoding="utf-8")
    version.write_text("VERSION = \n", encoding="utf-8")
    run_id = site.launch("assets")
    site.wait(run_id, "FAILURE")
    assert any("SyntaxError" in message for message in site.messages(run_id))

    version.write_text(good, encoding="utf-8")

    run_id = site.launch("assets")
    site.wait(run_id, "SUCCESS")


def target(link: Path) -> str:
    """Empty where it was closed since it was listed."""
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""


def test_the_server_holds_no_network_connection_and_has_one_thread(site: Site) -> None:
    """Else its forked children would share a connection, or inherit a lock that nobody frees."""
    site.wait(site.launch("assets"), "SUCCESS")
    process = Path(f"/proc/{site.launcher().pid}")

    links = [link for fd in (process / "fd").iterdir() if (link := target(fd))]
    inodes = {link.removeprefix("socket:[").rstrip("]") for link in links if "socket:" in link}
    tables = [(process / "net" / name).read_text().splitlines()[1:] for name in ("tcp", "tcp6")]

    assert not [line for table in tables for line in table if line.split()[9] in inodes]
    assert len(list((process / "task").iterdir())) == 1
