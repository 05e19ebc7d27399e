"""What the services of a running installation cost while nobody asks for anything."""

import time

import psutil

from benchmarks.figures import Figure
from pipelines.installation import current_home
from resources.installation.state import running

SECONDS = 20.0


def _processes() -> list[psutil.Process]:
    state = running(current_home())
    pids = [state.supervisor.pid, *(s.process.pid for s in state.services if s.process)]
    found: dict[int, psutil.Process] = {}
    for pid in pids:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            found[process.pid] = process
    return list(found.values())


def _cpu_seconds(processes: list[psutil.Process]) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in processes if each.is_running())


def main() -> None:
    processes = _processes()
    memory = 0
    for process in processes:
        try:
            memory += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    before, started = _cpu_seconds(processes), time.perf_counter()
    time.sleep(SECONDS)
    share = (_cpu_seconds(processes) - before) / (time.perf_counter() - started)
    print(f"The embedded services, idle ({len(processes)} processes)")
    print(Figure("memory, shared pages counted once", memory / 2**20, 2048, "MiB"))
    print(Figure(f"CPU over {SECONDS:.0f} s, of one core", share * 100, 50, "%"))
