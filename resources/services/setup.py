"""The task between storage and programs: schemas, tables and topics, as this version needs them.

Run as a program with a JSON object on standard input, so that the supervisor stays small.
"""

import json
import logging
import os
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psycopg2
from psycopg2.sql import SQL, Identifier

from omninode_bridge.errors import BridgeError
from resources.postgres.version import SCHEMA, newest
from resources.services.settings import DAGSTER_SCHEMA

LOGGER: Final = logging.getLogger(__name__)
ENVIRONMENT_FAILED: Final = 4
REVISION: Final = SQL("select version_num from {}.alembic_version")


def setup(database_url: str, kafka_bootstrap_servers: str, migrated: str) -> None:
    """Harmless when everything is there. No Kafka given: it makes its topics itself.

    `migrated` is a file that says by what the last migration was made, and what it came to.
    """
    mark = Path(migrated)
    if not _is_current(database_url, mark):
        from resources.services.migration import migrate  # noqa: PLC0415 - it takes seconds

        migrate(database_url)
        _, dagsters = _revisions(database_url)
        mark.write_text(_made_by(dagsters), "utf-8")
    if kafka_bootstrap_servers:
        from resources.kafka.access import Access  # noqa: PLC0415 - seldom needed
        from resources.kafka.topics import ensure_topics  # noqa: PLC0415 - slow, and seldom needed

        ensure_topics(Access.of(kafka_bootstrap_servers, os.environ))


def _is_current(database_url: str, mark: Path) -> bool:
    """Whether this version of ours, and of Dagster, has brought this database to where it is."""
    ours, dagsters = _revisions(database_url)
    return ours == newest() and mark.exists() and mark.read_text("utf-8") == _made_by(dagsters)


def _made_by(dagsters: str) -> str:
    return f"{version('dagster')} {dagsters}"


def _revisions(database_url: str) -> tuple[str, str]:
    """Of our tables and of Dagster's; empty where there is one of them only, or none."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        try:
            return _revision(cursor, SCHEMA), _revision(cursor, DAGSTER_SCHEMA)
        except psycopg2.ProgrammingError:  # no such table, or one that is not ours to read
            return "", ""


def _revision(cursor: "psycopg2.extensions.cursor", schema: str) -> str:
    cursor.execute(REVISION.format(Identifier(schema)))
    found = cursor.fetchone()
    return str(found[0]) if found else ""


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    try:
        setup(**json.load(sys.stdin))
    except (BridgeError, psycopg2.OperationalError) as error:
        LOGGER.error("%s", error)  # noqa: TRY400 - the message says it all
        sys.exit(ENVIRONMENT_FAILED)


if __name__ == "__main__":
    main()
