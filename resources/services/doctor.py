"""What an installation needs, whether it is there, and the command that mends it. Tries things."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from omninode_bridge.errors import BridgeError
from resources.installation.home import NEUTRAL_FOLDERS, Home
from resources.services import control, postgres
from resources.services.account import unprivileged
from resources.services.settings import Settings

OLDEST: Final = (3, 12)
NEWEST: Final = (3, 13)
DISK_BYTES: Final = 1_000_000_000
TOOL_TIMEOUT_S: Final = 20.0
INSTALL: Final = "make install"


class Verdict(StrEnum):
    OK = "ok"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Finding:
    """`fix` is empty, or a command or sentence that mends it."""

    name: str
    verdict: Verdict
    detail: str
    fix: str = ""


def examine(settings: Settings, isolation: Callable[[], str]) -> list[Finding]:
    """Each finding was tried. `isolation` returns the sentence of the sandbox, or raises."""
    return [
        _interpreter(),
        _home(Home(settings.home)),
        _disk(Home(settings.home)),
        _postgres(settings),
        _kafka(settings),
        _dagster(),
        _sandbox(isolation),
        _services(Home(settings.home)),
        _program("java", "-version", "`omninode up --kafka apache` and tests (Java 17 or later)"),
        _program("mvn", "-version", "fetching that broker once"),
    ]


def _interpreter() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    supported = OLDEST <= sys.version_info[:2] <= NEWEST
    verdict = Verdict.OK if supported else Verdict.MISSING
    return Finding("python", verdict, f"{found} ({sys.executable})", "" if supported else INSTALL)


def _home(home: Home) -> Finding:
    folder = home.root
    while not folder.exists():
        folder = folder.parent
    if os.access(folder, os.W_OK | os.X_OK):
        return Finding("home", Verdict.OK, str(home.root))
    return Finding(
        "home", Verdict.MISSING, f"{home.root} cannot be written", "export OMNINODE_HOME=..."
    )


def _disk(home: Home) -> Finding:
    folder = home.root
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    enough = free >= DISK_BYTES
    detail = f"{free / 1e9:.1f} GB free"
    fix = "" if enough else f"Free {DISK_BYTES / 1e9:.0f} GB, or set OMNINODE_HOME elsewhere."
    return Finding("disk", Verdict.OK if enough else Verdict.MISSING, detail, fix)


def _postgres(settings: Settings) -> Finding:
    if settings.database_url:
        return _postgres_outside(settings.database_url)
    try:
        account = unprivileged()
        binaries = postgres.installed_binaries()
    except BridgeError as error:
        return Finding("postgres", Verdict.MISSING, error.message, error.hint)
    who = f", as user {account.name} below {NEUTRAL_FOLDERS[0]}" if account else ""
    program = _first_line(str(binaries / "postgres"), "--version")
    if program is None:
        return Finding("postgres", Verdict.MISSING, f"{binaries}/postgres does not run", INSTALL)
    return Finding("postgres", Verdict.OK, f"embedded, {program}{who}")


def _postgres_outside(url: str) -> Finding:
    from resources.postgres.database import Database  # noqa: PLC0415 - SQLAlchemy, seldom needed
    from resources.postgres.url import shown  # noqa: PLC0415 - as above

    try:
        with closing(Database(url)) as database:
            database.run(lambda connection: connection.exec_driver_sql("select 1"))
    except BridgeError as error:
        return Finding("postgres", Verdict.MISSING, error.message, error.hint)
    return Finding("postgres", Verdict.OK, f"{shown(database.url)} answers")


def _kafka(settings: Settings) -> Finding:
    if settings.kafka_bootstrap_servers:
        return _kafka_outside(settings.kafka_bootstrap_servers)
    found = _version("confluent-kafka")
    if found is None:
        return Finding("kafka", Verdict.MISSING, "confluent-kafka is not installed", INSTALL)
    return Finding("kafka", Verdict.OK, f"embedded, in memory (confluent-kafka {found})")


def _kafka_outside(servers: str) -> Finding:
    from resources.kafka.access import Access  # noqa: PLC0415 - seldom needed
    from resources.kafka.diagnosis import diagnose  # noqa: PLC0415 - aiokafka, seldom needed

    try:
        problem = diagnose(access := Access.of(servers, os.environ))
    except BridgeError as error:
        return Finding("kafka", Verdict.MISSING, error.message, error.hint)
    if problem is not None:
        return Finding("kafka", Verdict.MISSING, problem.message, problem.hint)
    return Finding("kafka", Verdict.OK, f"{servers} answers ({access.security.protocol})")


def _dagster() -> Finding:
    names = ("dagster", "dagster-postgres", "dagster-webserver")
    found = {name: _version(name) for name in names}
    missing = [name for name, installed in found.items() if installed is None]
    if missing:
        return Finding("dagster", Verdict.MISSING, f"not installed: {', '.join(missing)}", INSTALL)
    detail = ", ".join(f"{name} {installed}" for name, installed in found.items())
    if found["dagster"] != found["dagster-webserver"]:
        return Finding("dagster", Verdict.MISSING, f"versions do not match: {detail}", INSTALL)
    return Finding("dagster", Verdict.OK, detail)


def _sandbox(isolation: Callable[[], str]) -> Finding:
    try:
        return Finding("sandbox", Verdict.OK, isolation())
    except BridgeError as error:
        return Finding("sandbox", Verdict.MISSING, error.message, error.hint)


def _services(home: Home) -> Finding:
    rows = control.status(home)
    bad = [row.name for row in rows if not row.healthy]
    if rows and not bad:
        return Finding("services", Verdict.OK, "all healthy")
    detail = f"not healthy: {', '.join(bad)}" if bad else "not started yet"
    return Finding("services", Verdict.OPTIONAL, detail, "omninode up")


def _program(name: str, option: str, purpose: str) -> Finding:
    found = _first_line(name, option)
    if found is None:
        fix = f"Install {name}, if you want it: {purpose}."
        return Finding(name, Verdict.OPTIONAL, "not found, or it does not run", fix)
    return Finding(name, Verdict.OK, f"{found}; for {purpose}")


def _first_line(*command: str) -> str | None:
    """What a program says first; None when it does not run. Java speaks on stderr."""
    try:
        done = subprocess.run(  # noqa: S603 - our own commands
            command, capture_output=True, text=True, timeout=TOOL_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0] if lines and done.returncode == 0 else None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
