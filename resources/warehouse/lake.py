"""Opens the lake: DuckDB with extensions from the installed wheels, none from the network."""

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb
from sqlalchemy.engine import URL

from omninode_bridge.errors import UnavailableError
from resources.postgres.url import conninfo, secrets_of

SCHEMA: Final = "omninode_lake"
EXTENSIONS: Final = ("postgres_scanner", "ducklake")
_SQL: Final = files("resources.warehouse") / "sql"


def sql(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def attach_statement(url: URL, data_path: str) -> str:
    """The SQL that opens the lake as `lake` in any DuckDB, without the password (PGPASSWORD)."""
    return _attach(conninfo(url, secrets=False), data_path)


def load_statements() -> tuple[str, ...]:
    """The SQL that loads the two extensions from the installed wheels."""
    return tuple(f"load {literal(_extension(name))}" for name in EXTENSIONS)


class Lake:
    """Attaches the lake for one piece of work at a time.

    The DuckDB with its loaded extensions stays between them: loading costs a third of a second.
    """

    def __init__(self, url: URL, data_path: str) -> None:
        self._url = url
        self.data_path = data_path
        self._lock = threading.Lock()
        self._engine: duckdb.DuckDBPyConnection | None = None
        self._parents: duckdb.DuckDBPyConnection | None = None
        self._process = os.getpid()

    @contextmanager
    def attached(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A connection on which the lake is attached as `lake`, until the end of the block."""
        _make_folder(self.data_path)
        with self._lock, _errors(self._url):
            try:
                engine = self._loaded()
                engine.execute(_attach(conninfo(self._url), self.data_path))
                yield engine
                engine.execute("detach lake")
            except BaseException:
                self._close()
                raise

    def close(self) -> None:
        with self._lock:
            self._close()

    def _loaded(self) -> duckdb.DuckDBPyConnection:
        # DuckDB's threads do not survive a fork: a child loads its own, and keeps the parent's
        # unclosed, because closing would wait for those threads.
        if self._process != os.getpid():
            self._process, self._parents, self._engine = os.getpid(), self._engine, None
        if self._engine is None:
            self._engine = duckdb.connect(config={"autoinstall_known_extensions": False})
            for statement in load_statements():
                self._engine.execute(statement)
            self._engine.execute("set timezone = 'UTC'")
        return self._engine

    def _close(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None


def _make_folder(data_path: str) -> None:
    if "://" in data_path:
        return
    try:
        Path(data_path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(
            f"Cannot make the folder of the metrics, {data_path}: {error.strerror}",
            hint="Choose a folder that you may write.",
        ) from error


def _attach(catalogue: str, data_path: str) -> str:
    # The folder may move with its installation: the catalogue holds paths relative to it.
    return (
        f"attach {literal(f'ducklake:postgres:{catalogue}')} as lake "
        f"(data_path {literal(data_path)}, metadata_schema '{SCHEMA}', override_data_path true)"
    )


def _extension(name: str) -> str:
    folder = files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
    path = folder / f"{name}.duckdb_extension"
    if not path.is_file():
        package = f"duckdb-extension-{name.replace('_', '-')}"
        raise UnavailableError(
            f"DuckDB {duckdb.__version__} finds no extension {name} of its version",
            hint=f"pip install {package}=={duckdb.__version__}",
        )
    return str(path)


@contextmanager
def _errors(url: URL) -> Generator[None]:
    try:
        yield
    except duckdb.Error as error:
        if isinstance(error, duckdb.ProgrammingError):
            raise
        # DuckDB repeats the connection string, password included: neither it nor the cause shows.
        message = str(error).replace(conninfo(url), conninfo(url, secrets=False))
        for secret in secrets_of(url):
            message = message.replace(secret, "***")
        raise UnavailableError(
            f"The metrics lake does not answer: {message.strip().partition(chr(10))[0]}",
            hint="Start PostgreSQL (omninode up); its data folder must be writable.",
        ) from None


def literal(text: str) -> str:
    """The text as SQL; DuckDB knows no escape but the doubled quote."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
