"""Which runs wait, are at work, and have ended: the server's memory, without any process in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from resources.launcher.protocol import RunState

LAUNCHER_DIED: Final = "The launcher died"
REMEMBERED: Final = 1000  # ended runs whose end can still be asked for


@dataclass(frozen=True, slots=True)
class Saved:
    """What must outlive the server; `unreported` are failed runs with their reasons."""

    queue: tuple[str, ...] = ()
    running: dict[int, str] = field(default_factory=dict)
    unreported: dict[str, str] = field(default_factory=dict)


class Ledger:
    def __init__(self, saved: Saved | None = None) -> None:
        found = saved or Saved()
        self._queue = list(found.queue)
        self._running = dict(found.running)
        self._ended: dict[str, tuple[RunState, str]] = {}
        self._unreported = dict(found.unreported)
        self._reporters: dict[int, str] = {}

    @property
    def queue(self) -> Sequence[str]:
        return tuple(self._queue)

    @property
    def running(self) -> dict[int, str]:
        return dict(self._running)

    @property
    def is_idle(self) -> bool:
        """What could not be reported does not count: it is saved for the next server."""
        return not (self._queue or self._running or self._reporters)

    @property
    def reporters(self) -> frozenset[int]:
        return frozenset(self._reporters)

    @property
    def to_report(self) -> dict[str, str]:
        """Failed runs, with their reasons, of which nobody is telling Dagster at the moment."""
        at_work = set(self._reporters.values())
        return {run: why for run, why in self._unreported.items() if run not in at_work}

    @property
    def saved(self) -> Saved:
        return Saved(tuple(self._queue), dict(self._running), dict(self._unreported))

    def state_of(self, run_id: str) -> tuple[RunState, str]:
        """A run whose end is still being reported counts as running, else it is reported twice."""
        if run_id in self._queue:
            return RunState.QUEUED, f"at place {self._queue.index(run_id) + 1}"
        if run_id in self._running.values() or run_id in self._unreported:
            return RunState.RUNNING, ""
        return self._ended.get(run_id, (RunState.UNKNOWN, "The launcher does not know this run."))

    def enqueue(self, run_id: str) -> bool:
        """False when it waits or works already."""
        if self.state_of(run_id)[0] in (RunState.QUEUED, RunState.RUNNING):
            return False
        self._queue.append(run_id)
        return True

    def withdraw(self, run_id: str) -> None:
        self._queue.remove(run_id)

    def next(self, limit: int) -> str | None:
        """The run that may begin now, when fewer than `limit` are at work."""
        return self._queue[0] if self._queue and len(self._running) < limit else None

    def began(self, run_id: str, pid: int) -> None:
        if run_id in self._queue:
            self._queue.remove(run_id)
        self._running[pid] = run_id

    def pid_of(self, run_id: str) -> int | None:
        return next((pid for pid, other in self._running.items() if other == run_id), None)

    def reporting(self, run_id: str, pid: int) -> None:
        self._reporters[pid] = run_id

    def ended(self, pid: int, code: int, how: str) -> str | None:
        """Note a child's end; the run whose failure is to be reported, if there is one.

        A reporter that fails, because the database is away, leaves its run to be reported again.
        """
        if (reported := self._reporters.pop(pid, None)) is not None:
            if code == 0:
                self._unreported.pop(reported, None)
            return None
        run_id = self._running.pop(pid, None)
        if run_id is None:
            return None
        if code == 0:
            self._note(run_id, RunState.SUCCEEDED, how)
            return None
        self.failed(run_id, how)
        return run_id

    def failed(self, run_id: str, reason: str) -> None:
        """Its end is to be reported by somebody else than its worker."""
        self._note(run_id, RunState.FAILED, reason)
        self._unreported[run_id] = reason

    def _note(self, run_id: str, state: RunState, reason: str) -> None:
        self._ended[run_id] = (state, reason)
        for forgotten in list(self._ended)[:-REMEMBERED]:
            del self._ended[forgotten]


_SAVED: Final = TypeAdapter(Saved)


def load(path: Path) -> Saved:
    """Nothing when there is no journal, or only a part of one."""
    try:
        return _SAVED.validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return Saved()


def save(path: Path, saved: Saved) -> None:
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_bytes(_SAVED.dump_json(saved))
    temporary.replace(path)
