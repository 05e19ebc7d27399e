"""One program that runs for an installation: how it is started, asked, and stopped."""

import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from resources.services.account import Account
from resources.services.probes import Probe

PYTHON: Final = sys.executable


def never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Service:
    """`input` is given to the program on its standard input.

    `needs` are names of services that must be ready first. A task (`once`) is ready when it has
    ended well, and is not asked by its probe; one that ends with 75 (`EX_TEMPFAIL`) waits for
    something outside and is started again. After as many `attempts` in vain the start of the
    whole installation has failed.
    """

    name: str
    command: tuple[str, ...]
    probe: Probe = never
    port: int | None = None
    needs: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    once: bool = False
    input: str = ""
    account: Account | None = None
    directory: Path = Path("/")
    stop_signal: signal.Signals = signal.SIGTERM
    grace_s: float = 15.0
    start_timeout_s: float = 90.0
    attempts: int = 2


def module(name: str, *arguments: str) -> tuple[str, ...]:
    return (PYTHON, "-m", name, *arguments)
