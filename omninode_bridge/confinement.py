"""The port to a sandbox: what generated code may be given, and what it is kept from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Final, Protocol


@dataclass(frozen=True, slots=True)
class Isolation:
    """What stands between generated code and the machine, as one sentence for people."""

    available: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What a program may reach beyond its own folder.

    `state` is a folder that it may write to, `files` are those that it may read, `hosts` are
    services (`host:port`) that it may connect to by TCP, and `variables` are those of its
    environment.
    """

    state: str | None = None
    hosts: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    files: tuple[str, ...] = ()


NOTHING: Final = Grant()


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """For one sandbox as a whole; `processes` counts those that live at the same time."""

    memory_bytes: int = 1536 << 20
    processes: int = 12
    open_files: int = 512


class ConfinedProcess(Protocol):
    """A running sandbox. `stdin` and `stdout` are unbuffered pipes."""

    stdin: IO[bytes]
    stdout: IO[bytes]

    def kill(self) -> None:
        """End the process and everything that it started; a second call changes nothing."""
        ...


class Sandbox(Protocol):
    """Starts programs that cannot reach the network, secrets, or files outside their folder."""

    def isolation(self) -> Isolation: ...

    def start(
        self,
        command: Sequence[str],
        *,
        readable: Sequence[str],
        writable: str,
        limits: SandboxLimits,
        grant: Grant = NOTHING,
    ) -> ConfinedProcess:
        """Raises `UnavailableError` where the machine cannot isolate."""
        ...
