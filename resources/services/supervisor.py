"""The one process that starts an installation's services, and starts again what dies.

It imports neither Dagster nor SQLAlchemy: it stays small, and starts at once.
"""

import logging
import os
import select
import signal
import sys
import time
from contextlib import suppress
from dataclasses import replace
from typing import Final

from omninode_bridge.errors import BridgeError
from resources.installation import state as states
from resources.installation.home import Home
from resources.installation.ports import Claims
from resources.installation.process import ProcessId
from resources.installation.state import Endpoints, InstallationState, Phase
from resources.services import catalog, dagster_files, leftovers, postgres, tool_worker
from resources.services.child import Child, Step
from resources.services.settings import (
    ADAPTER,
    Ports,
    Settings,
    choose_ports,
    endpoints,
)

LOGGER: Final = logging.getLogger(__name__)
STARTING_PAUSE_S: Final = 0.1
STEADY_PAUSE_S: Final = 1.0
ENVIRONMENT_FAILED: Final = 4
NOWHERE: Final = Endpoints("", "", "")


class Supervisor:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._home = Home(settings.home)
        self._children: list[Child] = []
        self._claims = Claims()
        self._stopping = False
        self._wake, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _nothing)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        me = ProcessId.of(os.getpid())
        if me is None:
            raise RuntimeError("/proc does not show this process")
        self._state = InstallationState(me, Phase.STARTING, NOWHERE)
        self._written: InstallationState | None = None
        self._environment: dict[str, str] = {}

    def run(self) -> int:
        """Serve until told to stop; the exit code says whether everything came up."""
        before = states.read(self._home)
        try:
            if before is not None:
                leftovers.stop(self._home, before)
            self._publish()
            self._prepare(before)
            while not self._stopping:
                self._step()
                self._pause()
        except (BridgeError, OSError) as error:
            LOGGER.exception("cannot go on")
            self._state = replace(self._state, phase=Phase.FAILED, problem=str(error))
        self._stop_all()
        return ENVIRONMENT_FAILED if self._state.phase is Phase.FAILED else 0

    def _prepare(self, before: InstallationState | None) -> None:
        embedded = not self._settings.database_url
        cluster = postgres.ensure_cluster(self._home) if embedded else None
        ports: Ports = choose_ports(before, self._claims)
        where = endpoints(self._settings, ports)
        dagster_files.write(self._settings, where.database_url, ports.code)
        self._environment = catalog.environment(self._settings, where)
        self._children = [
            Child(service, self._home.logs / f"{service.name}.log")
            for service in catalog.build(self._settings, ports, where, cluster)
        ]
        self._state = replace(self._state, endpoints=where)
        self._publish()

    def _step(self) -> None:
        """Start what may start, look at what runs, and write down what has changed."""
        now = time.monotonic()
        ready = {child.service.name for child in self._children if child.ready}
        for child in self._children:
            if child.is_running:
                if child.look(now) is Step.ENDED:
                    LOGGER.warning("%s %s", child.service.name, child.problem)
            elif (
                child.is_due and now >= child.start_after and ready.issuperset(child.service.needs)
            ):
                child.start(self._environment)
                LOGGER.info("started %s", child.service.name)
        self._advance()
        self._publish()

    def _advance(self) -> None:
        """A service that dies later is tried again and again: the phase stays `running`."""
        if self._state.phase is not Phase.STARTING:
            return
        if all(child.ready for child in self._children):
            self._state = replace(self._state, phase=Phase.RUNNING)
        for child in self._children:
            if child.failures >= child.service.attempts:
                problem = f"{child.service.name} {child.problem}"
                self._state = replace(self._state, phase=Phase.FAILED, problem=problem)
                self._stopping = True

    def _stop_all(self) -> None:
        """In the reverse order; those that nobody needs any longer are told at once."""
        if self._state.phase is not Phase.FAILED:
            self._state = replace(self._state, phase=Phase.STOPPING)
        self._publish()
        while running := [child for child in self._children if child.is_running]:
            needed = {name for child in running for name in child.service.needs}
            last = [c for c in running if c.service.name not in needed] or running
            for child in last:
                child.ask_to_stop()
            for child in last:
                child.stop()
        tool_worker.stop(self._home.toolchain)
        self._publish()

    def _publish(self) -> None:
        services = tuple(child.state for child in self._children)
        self._state = replace(self._state, services=services)
        if self._state != self._written:
            states.write(self._home, self._state)
            self._written = self._state

    def _pause(self) -> None:
        """Until a signal comes (a child's end is one), or it is time to look again."""
        settled = all(child.ready for child in self._children)
        select.select([self._wake], [], [], STEADY_PAUSE_S if settled else STARTING_PAUSE_S)
        with suppress(BlockingIOError):
            os.read(self._wake, 4096)

    def _on_stop(self, *_: object) -> None:
        self._stopping = True


def _nothing(*_: object) -> None:
    """A handler of ours, so that the signal wakes us up."""


def main() -> int:
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )
    settings = ADAPTER.validate_json(sys.stdin.read())
    with states.exclusive(Home(settings.home).lock_file) as alone:
        # Another one is at work: whoever called us finds its state.
        return Supervisor(settings).run() if alone else 0


if __name__ == "__main__":
    sys.exit(main())
