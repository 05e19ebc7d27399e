"""What the services of a running installation cost, idle and at work."""

import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

import psutil

from benchmarks.figures import Figure
from pipelines.installation import current_home
from resources.installation.state import running

SECONDS = 20.0
LOOK_S = 2.0
WORKER = "resources.toolchain.worker.server"


def _processes() -> list[psutil.Process]:
    home = current_home()
    state = running(home)
    pids = [state.supervisor.pid, *(s.process.pid for s in state.services if s.process)]
    # The gate's tools are nobody's child; their lock says who they are.
    locks = (path.read_text().split() for path in home.toolchain.glob("worker-*.lock"))
    pids += [int(words[0]) for words in locks if words and _is_worker(int(words[0]))]
    found: dict[int, psutil.Process] = {}
    for pid in pids:
        try:
            parent = psutil.Process(pid)
            for process in (parent, *parent.children(recursive=True)):
                found[process.pid] = process
        except psutil.NoSuchProcess:
            continue
    return list(found.values())


def _is_worker(pid: int) -> bool:
    try:
        return WORKER in psutil.Process(pid).cmdline()
    except psutil.NoSuchProcess:
        return False


def cpu_seconds() -> float:
    """Of all services, with those of their children that have ended."""
    total = 0.0
    for process in _processes():
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def memory_mib() -> float:
    """Shared pages are counted once."""
    total = 0
    for process in _processes():
        try:
            total += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20


@contextmanager
def watched(title: str) -> Generator[None]:
    """Prints the most memory that the services had meanwhile."""
    done, peaks = threading.Event(), [memory_mib()]

    def look() -> None:
        while not done.wait(LOOK_S):
            peaks.append(memory_mib())

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()
        print(Figure(title, max(peaks), 2048, "MiB"))


def load() -> str:
    """How busy the machine is: figures of a busy one tell about the others too."""
    cores = len(os.sched_getaffinity(0))
    return f"load {os.getloadavg()[0]:.1f} on {cores} cores"


def main() -> None:
    print(f"The embedded services, idle ({len(_processes())} processes, {load()})")
    print(Figure("memory, shared pages counted once", memory_mib(), 2048, "MiB"))
    before, started = cpu_seconds(), time.perf_counter()
    time.sleep(SECONDS)
    share = (cpu_seconds() - before) / (time.perf_counter() - started)
    print(Figure(f"CPU over {SECONDS:.0f} s, of one core", share * 100, 50, "%"))
