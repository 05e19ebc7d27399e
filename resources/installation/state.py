"""What runs now, written by the supervisor and read by everybody else."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from omninode_bridge.errors import UnavailableError
from resources.installation.home import Home
from resources.installation.process import ProcessId


class Phase(StrEnum):
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the services of an installation answer. `database_url` may hold a password."""

    database_url: str
    kafka_bootstrap_servers: str
    ui_url: str


@dataclass(frozen=True, slots=True)
class ServiceState:
    """`problem` is empty, or says in one sentence what is wrong."""

    name: str
    log: str
    process: ProcessId | None = None
    port: int | None = None
    ready: bool = False
    restarts: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class InstallationState:
    supervisor: ProcessId
    phase: Phase
    endpoints: Endpoints
    services: tuple[ServiceState, ...] = ()
    problem: str = ""


_ADAPTER = TypeAdapter(InstallationState)


def read(home: Home) -> InstallationState | None:
    """The last state that was written; None when there is none that can be read."""
    try:
        return _ADAPTER.validate_json(home.state_file.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write(home: Home, state: InstallationState) -> None:
    """Replace the state as a whole: a reader sees the old or the new one, also after a crash."""
    temporary = home.state_file.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_ADAPTER.dump_json(state, indent=1))
    temporary.replace(home.state_file)


def running(home: Home) -> InstallationState:
    """The state of the services that are up; raises `UnavailableError` when they are not."""
    state = read(home)
    if state is None or state.phase is not Phase.RUNNING or not state.supervisor.is_alive():
        raise UnavailableError(
            f"The services of {home.root} are not running",
            hint="Start them: omninode up. Where those of another folder run, name it in "
            "OMNINODE_HOME.",
        )
    return state


@contextmanager
def exclusive(path: Path) -> Generator[bool]:
    """Hold a lock until the end of the block or of the process; false when somebody else has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)
