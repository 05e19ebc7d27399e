"""One supervised process, with programs of a line each."""

import signal
import sys
import time
from pathlib import Path

import pytest

from resources.installation.process import ProcessId
from resources.services.child import Child, Step
from resources.services.service import Service
from tests.platform.site import wait_until


def child(tmp_path: Path, program: str, **more: object) -> Child:
    command = (sys.executable, "-c", program)
    service = Service("toy", command, **more)  # type: ignore[arg-type]  # fields of any type
    return Child(service, tmp_path / "toy.log")


def look_until(child: Child, wanted: Step) -> None:
    wait_until(lambda: child.look(time.monotonic()) is wanted, 10)


def test_it_is_ready_when_its_probe_says_so(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    toy = child(tmp_path, "import time; time.sleep(60)", probe=sign.exists)
    toy.start({})
    assert toy.look(time.monotonic()) is Step.SAME
    sign.touch()
    look_until(toy, Step.READY)
    assert toy.state.ready
    toy.stop()
    assert not toy.is_running


def test_its_input_and_environment_reach_it(tmp_path: Path) -> None:
    program = "import os, sys; print(sys.stdin.read(), os.environ['TOY'], os.getsid(0))"
    toy = child(tmp_path, program, input="hello", once=True)
    toy.start({"TOY": "world"})
    look_until(toy, Step.READY)

    told = toy.log.read_text().split()
    assert told[:2] == ["hello", "world"]
    assert not toy.is_due, "a task that has ended well is done"


def test_an_end_is_explained_and_the_next_start_waits_longer_each_time(tmp_path: Path) -> None:
    toy = child(tmp_path, "raise SystemExit('it is broken')")
    waits = []
    for _ in range(3):
        toy.start({})
        look_until(toy, Step.ENDED)
        waits.append(toy.start_after - time.monotonic())

    assert "ended with code 1 (it is broken)" in toy.state.problem
    assert str(toy.log) in toy.state.problem
    assert waits == sorted(waits)
    assert (toy.failures, toy.state.restarts) == (3, 2)


def test_a_task_that_waits_for_something_outside_has_not_failed(tmp_path: Path) -> None:
    toy = child(tmp_path, "print('waiting for rain'); raise SystemExit(75)", once=True)
    toy.start({})
    look_until(toy, Step.WAITS)

    assert toy.state.problem == "waiting for rain"
    assert toy.failures == 0
    assert toy.is_due
    assert toy.start_after > time.monotonic()


def test_one_that_does_not_become_ready_in_time_is_ended(tmp_path: Path) -> None:
    toy = child(tmp_path, "import time; time.sleep(60)", start_timeout_s=0.2)
    toy.start({})
    look_until(toy, Step.ENDED)

    assert "did not become ready" in toy.state.problem
    assert not toy.is_running


def test_one_that_does_not_end_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    program = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "inner = subprocess.Popen(['sleep', '777'])\n"
        "print(inner.pid, flush=True); time.sleep(60)"
    )
    toy = child(tmp_path, program, grace_s=0.3)
    toy.start({})
    wait_until(lambda: toy.log.read_text().endswith("\n"), 10)
    inner = ProcessId.of(int(toy.log.read_text()))
    assert inner is not None

    toy.stop()

    assert inner.wait(5)


def test_what_a_dead_service_leaves_is_killed(tmp_path: Path) -> None:
    program = "import subprocess; print(subprocess.Popen(['sleep', '777']).pid, flush=True)"
    toy = child(tmp_path, program)
    toy.start({})
    wait_until(lambda: toy.log.read_text().endswith("\n"), 10)
    inner = ProcessId.of(int(toy.log.read_text()))

    look_until(toy, Step.ENDED)

    assert inner is None or inner.wait(5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_is_stopped_by_its_own_signal(tmp_path: Path, number: signal.Signals) -> None:
    program = (
        "import signal, time\n"
        "def on(n, _):\n    print(n, flush=True); raise SystemExit\n"
        "for n in (2, 15): signal.signal(n, on)\n"
        "print('up', flush=True); time.sleep(60)"
    )
    toy = child(tmp_path, program, stop_signal=number)
    toy.start({})
    wait_until(lambda: "up" in toy.log.read_text(), 10)
    toy.stop()
    assert toy.log.read_text().split() == ["up", str(int(number))]


def test_a_large_log_is_put_aside(tmp_path: Path) -> None:
    toy = child(tmp_path, "print('new')", once=True)
    toy.log.write_bytes(b"x" * 10_000_001)
    toy.start({})
    look_until(toy, Step.READY)

    assert toy.log.read_text() == "new\n"
    assert toy.log.with_suffix(".log.1").stat().st_size == 10_000_001
