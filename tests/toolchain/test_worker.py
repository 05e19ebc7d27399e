"""The worker: started once by many, restarted when killed, refused without a sandbox."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from omninode_bridge.confinement import Isolation, SandboxLimits
from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.quality.report import Outcome
from resources.toolchain.checks import READ_CHECKS
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.inside.confinement import filter_program
from resources.toolchain.interpretation import check_results
from resources.toolchain.job_folder import job_folder
from resources.toolchain.sandbox.confined import SandlockSandbox, describe
from resources.toolchain.sandbox.unconfined import (
    RefusingSandbox,
    UnconfinedSandbox,
    choose_sandbox,
)
from resources.toolchain.worker.connection import stop_workers
from resources.toolchain.worker.idleness import Idleness
from resources.toolchain.worker.typecheck import cache_folder
from tests.platform.site import wait_until
from tests.toolchain.attack_run import write_package
from tests.toolchain.seed_node import TESTS, seed_node
from tests.toolchain.warm import NO_CACHE

SLEEPY = "import time\n\n\ndef test_it() -> None:\n    time.sleep(1)\n    assert time\n"


def pids(folder: Path) -> list[int]:
    return [int(path.read_text().split()[0]) for path in folder.glob("worker-*.lock")]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.slow
def test_many_callers_start_one_worker_and_stop_it(tmp_path: Path) -> None:
    folder = tmp_path / "worker"
    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda _: ProcessToolchain(folder, NO_CACHE).isolation(), range(8)))
    assert len(set(said)) == 1
    (pid,) = pids(folder)
    assert stop_workers(folder) == 1
    assert stop_workers(folder) == 0
    assert not is_running(pid)


@pytest.mark.slow
def test_a_killed_worker_is_started_again(tmp_path: Path) -> None:
    folder = tmp_path / "worker"
    toolchain = ProcessToolchain(folder, NO_CACHE)
    toolchain.isolation()
    (pid,) = pids(folder)
    slow = "import time\n\n\ndef test_it() -> None:\n    time.sleep(30)\n    assert time\n"
    package = str(write_package(tmp_path / "package", slow))
    with ThreadPoolExecutor(1) as threads:
        lost = threads.submit(toolchain.run_tests, package)
        killed = [path.read_text().split()[1] for path in folder.glob("worker-*.lock")]
        wait_until(lambda: lost.done() or any(Path(killed[0]).glob("*/tests/pytest.ini")))
        os.kill(pid, signal.SIGKILL)
        result = lost.result()
    assert result.outcome is Outcome.NOT_RUN
    assert "worker" in result.reason
    toolchain.isolation()
    assert not any(Path(jobs).exists() for jobs in killed)
    good = write_package(tmp_path / "good", seed_node().files[TESTS].decode())
    assert toolchain.run_tests(str(good)).outcome is Outcome.PASSED
    stop_workers(folder)


@pytest.mark.slow
def test_a_worker_that_nobody_wants_any_more_goes_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "worker"
    package = str(write_package(tmp_path / "package", SLEEPY))
    toolchain = ProcessToolchain(folder, NO_CACHE, keep_s=0.1)
    # Longer than the patience: a worker does not leave while it works.
    assert toolchain.run_tests(package).outcome is Outcome.PASSED
    (pid,) = pids(folder)
    deadline = time.monotonic() + 60
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not is_running(pid)
    assert not list(folder.glob("worker-*.sock"))


def test_the_most_patient_caller_decides() -> None:
    now = [0.0]
    idleness = Idleness(clock=lambda: now[0])
    idleness.stay(60)
    idleness.stay(10)
    with idleness.interrupted():
        now[0] = 100.0
        assert not idleness.is_over()
    assert not idleness.is_over()
    now[0] = 159.0
    assert not idleness.is_over()
    now[0] = 161.0
    assert idleness.is_over()


class NoKernel(SandlockSandbox):
    def isolation(self) -> Isolation:
        return Isolation(available=False, sentence="No isolation: no Landlock.")


def test_without_isolation_code_is_refused() -> None:
    sandbox = choose_sandbox(NoKernel(), allow_unsandboxed=False)
    assert isinstance(sandbox, RefusingSandbox)
    assert "OMNINODE_ALLOW_UNSANDBOXED=1" in sandbox.isolation().sentence
    with pytest.raises(UnavailableError):
        sandbox.start(["true"], readable=(), writable="/tmp", limits=SandboxLimits())


def test_a_person_may_allow_it_and_the_report_says_so(tmp_path: Path) -> None:
    sandbox = choose_sandbox(NoKernel(), allow_unsandboxed=True)
    assert isinstance(sandbox, UnconfinedSandbox)
    assert sandbox.isolation().sentence.startswith("NOT sandboxed")
    process = sandbox.start(
        ["/bin/cat"], readable=(), writable=str(tmp_path), limits=SandboxLimits()
    )
    process.stdin.write(b"hello")
    process.stdin.close()
    assert process.stdout.read() == b"hello"
    process.kill()
    process.kill()


def test_a_refusal_is_not_run_with_its_reason() -> None:
    results = check_results({"error": "No isolation: no Landlock."}, READ_CHECKS)
    assert {result.outcome for result in results} == {Outcome.NOT_RUN}
    assert {result.reason for result in results} == {"No isolation: no Landlock."}


@pytest.mark.parametrize(
    ("abi", "missing"), [(7, ""), (6, ""), (5, "signals"), (3, "TCP"), (1, "truncating")]
)
def test_what_a_kernel_cannot_give_is_named(abi: int, missing: str) -> None:
    sentence = describe(abi)
    assert missing in sentence
    assert ("cannot stop" in sentence) is bool(missing)


def test_the_filter_is_made_of_whole_instructions() -> None:
    program = filter_program(0xC000003E, (41, 425), x32=True)
    assert len(program) % 8 == 0
    assert len(program) // 8 == 3 + 1 + 2 + 4 + 1


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../b", ""])
def test_a_package_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError), job_folder(str(tmp_path), {name: b""}):
        pass
    assert list(tmp_path.iterdir()) == []


def test_another_installation_has_another_cache_of_mypy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    before = cache_folder(tmp_path)
    Path(tmp_path, "prometheus_client-0.21.0.dist-info").mkdir()
    assert cache_folder(tmp_path) != before
