"""Opens the lake: DuckDB with extensions from the installed wheels, none from the network."""

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
    return tuple(f"load {_literal(_extension(name))}" for name in EXTENSIONS)


@contextmanager
def opened(url: URL, data_path: str) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection of its own, in memory, with the lake attached; closed at the end."""
    _make_folder(data_path)
    with _errors(url), duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        for statement in load_statements():
            connection.execute(statement)
        connection.execute("set timezone = 'UTC'")
        connection.execute(_attach(conninfo(url), data_path))
        yield connection


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
        f"attach {_literal(f'ducklake:postgres:{catalogue}')} as lake "
        f"(data_path {_literal(data_path)}, metadata_schema '{SCHEMA}', override_data_path true)"
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


def _literal(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
