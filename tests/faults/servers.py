"""A PostgreSQL that is none of ours: on TCP, with a password, a role without privileges."""

import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote

import psycopg2
import psycopg2.extensions

from resources.installation.home import Home
from resources.services.account import Account, unprivileged
from resources.services.postgres import ensure_cluster
from tests.kafka.broker import free_ports

DEBIAN: Final = Path("/usr/lib/postgresql")
# Each of these has a meaning in a URL.
PASSWORD: Final = "p@ss:w/rd %23?&=#"
ROLE: Final = "bridge"
READY_S: Final = 30.0


@dataclass
class ForeignServer:
    """`crash` and `start` keep port and data."""

    binaries: Path
    folder: Path
    port: int
    account: Account | None
    owner_password: str = field(default_factory=secrets.token_urlsafe)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{ROLE}"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def initialize(self) -> None:
        password = self.folder / "password"
        password.write_text(self.owner_password, encoding="utf-8")
        self.folder.chmod(0o777)
        self._run(
            *("initdb", "-D", str(self.data), "-U", "owner", "--auth=scram-sha-256"),
            *(f"--pwfile={password}", "--encoding=UTF8", "--locale=C", "--no-sync"),
        )
        self.start()
        with closing(self._connection()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f"create role {ROLE} login password %s", (PASSWORD,))
                cursor.execute(f"create database {ROLE} owner {ROLE}")

    def start(self) -> None:
        settings = ("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=")
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program("postgres"), "-D", self.data, "-p", str(self.port), *settings],
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_account(),
            )
        deadline = time.monotonic() + READY_S
        while not self._is_ready():
            assert time.monotonic() < deadline, (self.folder / "log").read_text("utf-8")
            time.sleep(0.05)

    def crash(self) -> None:
        """As a power cut would: the next start recovers from the log."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(3)  # SIGQUIT: every process of it ends at once
            process.wait(30)

    def _is_ready(self) -> bool:
        try:
            self._connection().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _connection(self) -> "psycopg2.extensions.connection":
        place = f"host=127.0.0.1 port={self.port} user=owner dbname=postgres connect_timeout=5"
        return psycopg2.connect(place, password=self.owner_password)

    def _program(self, name: str) -> str:
        return str(self.binaries / name)

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._program(name), *arguments],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **self._as_account(),
        )
        assert done.returncode == 0, done.stderr

    def _as_account(self) -> dict[str, Any]:  # options of Popen, of any type
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}


def binaries(folder: Path) -> Path:
    """Debian's newest, else those of the embedded server."""
    versions = [path for path in DEBIAN.glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    home = Home(folder / "embedded")
    home.create()
    return ensure_cluster(home).binaries


@contextmanager
def foreign_postgres() -> Iterator[ForeignServer]:
    with TemporaryDirectory(prefix="omninode-pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        [port] = free_ports(1)
        server = ForeignServer(binaries(folder), folder, port, unprivileged())
        server.initialize()
        try:
            yield server
        finally:
            server.crash()
