"""The launcher's server: one per installation, one thread, no database connection of its own."""

import fcntl
import gc
import json
import logging
import os
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

from resources.launcher import code, ledger, processes
from resources.launcher.boot import Boot
from resources.launcher.ledger import LAUNCHER_DIED, Ledger, Saved
from resources.launcher.protocol import (
    NO_SERVER,
    PACKET_BYTES,
    Answer,
    Operation,
    Request,
    RunState,
    call,
    pack,
    parse_request,
)

LOGGER: Final = logging.getLogger(__name__)
OTHER_SERVER: Final = 3  # exit code: another server holds the lock
BACKLOG: Final = 256
HURRY_S: Final = 0.2  # how often to look while somebody has to end
REPORT_AGAIN_S: Final = 1.0
ANSWER_TIMEOUT_S: Final = 1.0


class Server:
    """Warm when constructed, and listening from then on: whoever reaches it is answered at once."""

    def __init__(self, boot: Boot) -> None:
        self._stopping = False
        self._saved: Saved | None = None
        self._kill_at: dict[int, float] = {}
        self._report_at = 0.0
        self._journal = boot.beside("runs")
        self._wake, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in processes.INTERRUPTS:
            signal.signal(number, self._on_stop)
        gc.disable()  # what is imported stays, and would be walked again and again meanwhile
        from resources.launcher import worker  # noqa: PLC0415 - imports Dagster: lock first

        self._worker = worker
        self._instance, self._files = worker.warm_up(boot)
        gc.enable()
        threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208 - their number is all we want
        LOGGER.info("warm, watching %d files, %d thread(s)", len(self._files), threads)
        listener = boot.listener if boot.is_replacement else _listen(boot.socket)
        self._boot = boot.inheriting(listener, boot.lock)
        self._listener = socket.socket(fileno=listener)
        for descriptor in (listener, boot.lock):
            os.set_inheritable(descriptor, False)
        self._server_only = (listener, boot.lock, self._wake, wake)
        saved = ledger.load(self._journal)
        workers = saved.running if boot.is_replacement else {}
        self._ledger = Ledger(Saved(saved.queue, workers, saved.unreported))
        for pid, run_id in saved.running.items() - workers.items():
            self._fail(run_id, f"{LAUNCHER_DIED}, and run worker {pid} with it.")

    def serve(self) -> None:
        selector = selectors.DefaultSelector()
        selector.register(self._listener, selectors.EVENT_READ)
        selector.register(self._wake, selectors.EVENT_READ)
        while not (self._stopping and self._ledger.is_idle):
            self._reap()
            self._end_what_must()
            self._save()
            self._report()
            self._start_what_waits()
            self._save()
            for key, _ in selector.select(self._patience()):
                if key.fileobj is self._listener:
                    self._answer()
                else:
                    os.read(self._wake, 4096)
        self._boot.socket.unlink(missing_ok=True)

    def _patience(self) -> float | None:
        if self._kill_at or self._stopping:
            return HURRY_S
        return REPORT_AGAIN_S if self._ledger.to_report else None

    def handle(self, request: Request) -> Answer:
        """Act on a request; the answer tells the run's state as it was before."""
        runs, run_id = self._ledger, request.run_id
        state, reason = runs.state_of(run_id)
        match request.operation:
            case Operation.STATUS:
                return Answer(state, "", os.getpid(), tuple(runs.queue), runs.running)
            case Operation.STOP:
                self._stopping = True
            case Operation.LAUNCH if self._stopping:
                return Answer(RunState.REFUSED, "The launcher is stopping.")
            case Operation.LAUNCH:
                # Written down before it is answered: after a crash the run is not forgotten.
                runs.enqueue(run_id)
                self._save()
            case Operation.TERMINATE if state is RunState.QUEUED:
                runs.withdraw(run_id)
            case Operation.TERMINATE:
                if (pid := runs.pid_of(run_id)) is not None:
                    self._interrupt(pid)
        return Answer(state, reason)

    def _answer(self) -> None:
        connection, _ = self._listener.accept()
        with connection:
            connection.settimeout(ANSWER_TIMEOUT_S)
            try:
                request = parse_request(connection.recv(PACKET_BYTES))
                if request is not None:
                    connection.send(pack(self.handle(request)))
            except OSError as error:
                LOGGER.warning("a client went away: %r", error)

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while (
                found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            ) is not None:
                pid = found.si_pid
                with suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)  # what the run left, while the pid is its own
                status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                self._kill_at.pop(pid, None)
                if status and pid in self._ledger.reporters:
                    self._report_at = time.monotonic() + REPORT_AGAIN_S
                how = processes.describe(pid, status)
                if (run_id := self._ledger.ended(pid, status, how)) is not None:
                    LOGGER.warning("run %s: %s", run_id, how)

    def _end_what_must(self) -> None:
        runs = self._ledger
        if self._stopping:
            for pid in runs.running.keys() - self._kill_at.keys():
                self._interrupt(pid)
            for run_id in runs.queue:
                runs.withdraw(run_id)
                self._fail(run_id, "The launcher was stopped before this run began.")
        for pid in [pid for pid, at in self._kill_at.items() if time.monotonic() > at]:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def _start_what_waits(self) -> None:
        while (run_id := self._ledger.next(self._boot.max_concurrent_runs)) is not None:
            if files := code.changed(self._files):
                if self._kill_at or self._ledger.reporters:
                    return  # first see those to their end: the new program does not know of them
                LOGGER.info("changed: %s", ", ".join(sorted(files)[:3]))
                self._replace()
            work = partial(self._worker.execute, self._instance, run_id)
            self._ledger.began(run_id, processes.fork(work, self._server_only))

    def _replace(self) -> NoReturn:
        """Import the code anew: same pid, hence same children; clients wait at the socket."""
        self._save()
        for descriptor in (self._boot.listener, self._boot.lock):
            os.set_inheritable(descriptor, True)
        memory = os.memfd_create("boot")
        os.write(memory, self._boot.to_json())
        os.lseek(memory, 0, os.SEEK_SET)
        os.dup2(memory, 0)
        os.execv(sys.executable, [sys.executable, "-m", "resources.launcher.server", "serve"])  # noqa: S606 - ourselves

    def _save(self) -> None:
        if self._ledger.saved != self._saved:
            self._saved = self._ledger.saved
            ledger.save(self._journal, self._saved)

    def _fail(self, run_id: str, reason: str) -> None:
        LOGGER.warning("run %s: %s", run_id, reason)
        self._ledger.failed(run_id, reason)

    def _report(self) -> None:
        """By children: this process never opens a connection that they would share.

        One that fails is followed by another: Dagster does not look after runs that never began.
        A server that stops leaves those to the next one.
        """
        if time.monotonic() < self._report_at:
            return
        for run_id, reason in self._ledger.to_report.items():
            work = partial(self._worker.report, self._instance, run_id, reason)
            self._ledger.reporting(run_id, processes.fork(work, self._server_only))

    def _interrupt(self, pid: int) -> None:
        os.kill(pid, signal.SIGINT)
        self._kill_at.setdefault(pid, time.monotonic() + self._boot.kill_after_s)

    def _on_stop(self, *_: object) -> None:
        self._stopping = True


def serve(boot: Boot) -> int:
    if not boot.is_replacement:
        boot.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(boot.beside("lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return OTHER_SERVER
        boot = boot.inheriting(-1, lock)
    os.chdir(boot.directory)
    Server(boot).serve()
    return 0


def _listen(path: Path) -> int:
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    umask = os.umask(0o077)  # the socket is for this user only
    listener.bind(str(path))
    os.umask(umask)
    listener.listen(BACKLOG)
    return listener.detach()


def main(arguments: list[str]) -> int:
    """`serve` with a boot on standard input; `status SOCKET`; `stop SOCKET`."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s [%(process)d] %(message)s", stream=sys.stderr
    )
    match arguments:
        case ["serve"]:
            return serve(Boot.from_json(sys.stdin.buffer.read()))
        case [("status" | "stop") as operation, path]:
            try:
                answer = call(Path(path), Request(Operation(operation)))
            except NO_SERVER:
                LOGGER.info("no launcher serves %s", path)
                return 1
            json.dump({"pid": answer.pid, "queue": answer.queue}, sys.stdout)
            return 0
    LOGGER.error("usage: python -m resources.launcher.server serve | status|stop SOCKET")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
