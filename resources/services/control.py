"""Starting, watching and stopping an installation from outside: what the command line does."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from omninode_bridge.errors import UnavailableError
from resources.installation import state as states
from resources.installation.home import Home
from resources.installation.state import InstallationState, Phase, ServiceState
from resources.services import catalog, leftovers
from resources.services.probes import Probe
from resources.services.service import module, never
from resources.services.settings import Settings

PAUSE_S: Final = 0.1
# The supervisor gives each service its own grace; this is for the supervisor itself.
STOP_TIMEOUT_S: Final = 120.0

type Watch = Callable[[InstallationState], None]


@dataclass(frozen=True, slots=True)
class Health:
    """One row of `omninode status`."""

    name: str
    state: str
    pid: int | None
    port: int | None
    healthy: bool
    problem: str


def up(settings: Settings, watch: Watch, timeout_s: float) -> InstallationState:
    """Start what does not run yet and return when all of it is healthy.

    Raises `UnavailableError` when that fails; then nothing is left running. When the caller is
    interrupted, the caller calls `down`.
    """
    home = Home(settings.home)
    home.create()
    supervisor = None if _is_supervised(home) else _start_supervisor(home, settings)
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        state = states.read(home)
        if state is not None and state.supervisor.is_alive():
            watch(state)
            if state.phase is Phase.RUNNING:
                if supervisor is not None:
                    supervisor.returncode = 0  # it serves on: nobody here waits for its end
                return state
        if supervisor is not None and supervisor.poll() is not None and not _is_supervised(home):
            raise _failure(home)
        time.sleep(PAUSE_S)
    state = states.read(home)
    problems = [f"{s.name} {s.problem}" for s in state.services if s.problem] if state else []
    down(home)
    raise UnavailableError(
        f"The services did not come up within {timeout_s:.0f} s{_after_colon(problems)}",
        hint=f"See {home.logs}, or wait longer with --timeout.",
    )


def _after_colon(problems: list[str]) -> str:
    return f": {'; '.join(problems)}" if problems else ""


def down(home: Home) -> list[str]:
    """Stop everything that `up` has started, also what a killed supervisor left; the names."""
    state = states.read(home)
    if state is None:
        return []
    alive = [s.name for s in state.services if s.process and s.process.is_alive()]
    state.supervisor.send(signal.SIGTERM)
    if not state.supervisor.wait(STOP_TIMEOUT_S):
        state.supervisor.send(signal.SIGKILL)
    leftovers.stop(home, states.read(home) or state)
    return alive


def environment(home: Home) -> Mapping[str, str] | None:
    """What the services that run now were started with; None where none run, or it is not told."""
    state = states.read(home)
    return state.supervisor.environment() if state and state.supervisor.is_alive() else None


def status(home: Home) -> list[Health]:
    """Each service of the last state, asked now in its own protocol. Empty: nothing ever ran."""
    state = states.read(home)
    if state is None:
        return []
    supervised = state.supervisor.is_alive()
    ports = {service.name: service.port or 0 for service in state.services}
    probes = catalog.probes(home, ports, state.endpoints)
    rows = [
        _health(service, supervised, probes.get(service.name, never)) for service in state.services
    ]
    external = [
        Health(name, "external", None, None, probes[name](), "")
        for name in ("postgres", "kafka")
        if supervised and name not in ports and state.services
    ]
    return [_supervisor(state, supervised), *external, *rows]


def _supervisor(state: InstallationState, supervised: bool) -> Health:
    return Health(
        "supervisor",
        state.phase if supervised or state.phase is Phase.FAILED else "stopped",
        state.supervisor.pid if supervised else None,
        None,
        supervised and state.phase is Phase.RUNNING,
        state.problem,
    )


def _health(service: ServiceState, supervised: bool, probe: Probe) -> Health:
    """A task that has ended well is healthy as long as what it prepared is in use."""
    done = service.process is None and service.ready and supervised
    pid = service.process.pid if service.process and service.process.is_alive() else None
    return Health(
        service.name,
        "done" if done else "running" if pid else "stopped",
        pid,
        service.port,
        done or (pid is not None and probe()),
        service.problem,
    )


def _is_supervised(home: Home) -> bool:
    state = states.read(home)
    return state is not None and state.supervisor.is_alive()


def _start_supervisor(home: Home, settings: Settings) -> subprocess.Popen[bytes]:
    with (home.logs / "supervisor.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            module("resources.services.supervisor"),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C in the terminal is for the command line alone
        )
    assert process.stdin is not None  # noqa: S101 - for the type checker
    process.stdin.write(settings.to_json().encode())
    process.stdin.close()
    return process


def _failure(home: Home) -> UnavailableError:
    state = states.read(home)
    problem = state.problem if state and state.problem else "the supervisor ended"
    return UnavailableError(
        f"The services did not come up: {problem}",
        hint=f"The logs lie in {home.logs}; `omninode doctor` checks what is needed.",
    )
