"""The breakers of a process, and the way between them and the record.

What becomes of them is noted at once and stored by a thread, for the record may be the one that is
broken; the same thread looks what people want of them.
"""

import logging
import os
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from threading import Condition, Event, Thread
from typing import Final
from uuid import UUID, uuid4

from omninode_bridge.errors import BridgeError
from omninode_bridge.reliability.breaker import Breaker, BreakerState
from omninode_bridge.reliability.changes import (
    BreakerLog,
    Change,
    Order,
    Process,
    standing_order,
)
from resources.reliability.guard import Fails, Guard, nobody_answered

LOGGER: Final = logging.getLogger(__name__)
KEPT: Final = 1000
LOOK_S: Final = 5.0
AGAIN_S: Final = 1.0
PATIENCE_S: Final = 2.0

type Record = Callable[[Process], AbstractContextManager[BreakerLog]]


class Switchboard:
    """One guard for each name. Without a `record` nothing is stored, and nobody can give orders.

    No guard ever waits for it. Changes wait here while the record does not answer, the oldest of
    more than 1000 are dropped. The thread lives while guards are used or one is not closed.
    """

    def __init__(self, record: Record | None = None, *, look_s: float = LOOK_S) -> None:
        self._record = record
        self._look_s = look_s
        self._guards: dict[str, Guard] = {}
        self._notes: deque[Change] = deque()
        self._lost = 0
        self._orders: Sequence[Order] | None = None
        self._obeyed: dict[str, UUID] = {}
        self._process = _this_process()
        self._used_at = -look_s
        self._wanted = Event()
        self._moved = Condition()
        self._thread: Thread | None = None

    @property
    def guards(self) -> Sequence[Guard]:
        return tuple(self._guards.values())

    def guard(
        self, name: str, breaker: Breaker | None = None, *, fails: Fails = nobody_answered
    ) -> Guard:
        """The one of this name; `breaker` and `fails` are those of who asks first."""
        with self._moved:
            if (known := self._guards.get(name)) is not None:
                return known
            made = self._guards[name] = Guard(name, breaker, fails=fails, watcher=self)
        self._obey(made, self._orders or ())
        return made

    def used(self) -> None:
        now = time.monotonic()
        if now - self._used_at >= self._look_s:
            self._used_at = now
            self._wake()

    def changed(self, name: str, before: BreakerState, after: BreakerState) -> None:
        if self._record is None:
            return
        self._notes.append(
            Change(uuid4(), name, before, after, datetime.now(UTC), self._this_process())
        )
        if len(self._notes) > KEPT:
            with suppress(IndexError):
                self._notes.popleft()
                self._lost += 1
        self._wake()

    def settle(self, patience_s: float = PATIENCE_S) -> None:
        """Before the process ends: store what waits; what cannot be stored is told as lost."""
        if self._notes:
            self._wake()
            with self._moved:
                self._moved.wait_for(lambda: not self._notes, patience_s)
        if missing := [*self._notes]:
            said = "; ".join(f"{each.name} {each.after} at {each.at:%H:%M:%S}" for each in missing)
            LOGGER.error("Not stored, the record does not answer: %s", said)
            self._notes.clear()

    def _wake(self) -> None:
        if self._record is None:
            return
        # Not while this process ends: no thread can be started then.
        with self._moved, suppress(RuntimeError):
            self._wanted.set()
            if self._thread is None or not self._thread.is_alive():
                thread = Thread(target=self._serve, name="breakers", daemon=True)
                thread.start()
                self._thread = thread

    def _serve(self) -> None:
        if self._record is None:
            return
        with self._record(self._this_process()) as log:
            told = ""
            while self._is_needed(AGAIN_S if told else self._look_s):
                problem = self._exchange(log, told)
                if self._notes and problem and problem != told:
                    LOGGER.warning("Changes of breakers wait: %s", problem)
                told = problem

    def _is_needed(self, wait_s: float) -> bool:
        """Waits for something to do; false when there is nothing to wait for."""
        if self._wanted.wait(wait_s):
            self._wanted.clear()
            return True
        if self._notes or any(each.state is not BreakerState.CLOSED for each in self.guards):
            return True
        with self._moved:
            if not self._wanted.is_set():
                self._thread = None
            return self._wanted.is_set()

    def _exchange(self, log: BreakerLog, told: str) -> str:
        """Once in both directions; what is in the way, which is traced unless it was `told`."""
        try:
            self._store(log)
            orders = log.orders()
            for guard in self.guards:
                self._obey(guard, orders)
            self._orders = orders
        except BridgeError as error:
            return error.message
        except Exception as error:  # the edge of a thread
            if (problem := repr(error)) != told:
                LOGGER.exception("Breakers and the record could not be brought together")
            return problem
        return ""

    def _store(self, log: BreakerLog) -> None:
        changes = [*self._notes]
        log.put(changes)
        stored = {change.id for change in changes}
        while self._notes and self._notes[0].id in stored:
            self._notes.popleft()
        if self._lost:
            LOGGER.error("%d changes of breakers were too many to keep", self._lost)
            self._lost = 0
        with self._moved:
            self._moved.notify_all()

    def _obey(self, guard: Guard, orders: Sequence[Order]) -> None:
        """Each order once. What was there before the guard, and holds nothing, is no news."""
        order = standing_order(guard.name, orders)
        if order is None or self._obeyed.get(guard.name) == order.id:
            return
        is_new = self._orders is not None and order not in self._orders
        self._obeyed[guard.name] = order.id
        if order.state is not None or is_new:
            guard.obey(order.state)

    def _this_process(self) -> Process:
        """Another one after a fork."""
        if not self._process.place.startswith(f"process {os.getpid()} "):
            self._process = _this_process()
        return self._process


def _this_process() -> Process:
    return Process(uuid4(), f"process {os.getpid()} on {socket.gethostname()}")
