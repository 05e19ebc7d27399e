"""Brings a database to the schema that this version of the program needs."""

from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from resources.postgres.database import Database
from resources.postgres.version import REVISIONS

# Any number, the same in every process: who holds it migrates, the others wait.
LOCK: Final = 7_146_301_552


def upgrade(database_url: str) -> None:
    """Apply what is missing; harmless when nothing is, and when several processes call it."""
    database = Database(database_url)
    try:
        database.run(_upgrade)
    finally:
        database.close()


def _upgrade(connection: sa.Connection) -> None:
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    config = Config()
    config.set_main_option("script_location", str(REVISIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
