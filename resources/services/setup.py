"""The task between storage and programs: schemas, tables and topics, as this version needs them.

Run as a program with a JSON object on standard input, so that the supervisor stays small.
"""

import json
import logging
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psycopg2
from dagster import DagsterInstance

from omninode_bridge.errors import BridgeError
from resources.postgres import migrations
from resources.services.settings import DAGSTER_SCHEMA

LOGGER: Final = logging.getLogger(__name__)
ENVIRONMENT_FAILED: Final = 4


def setup(database_url: str, kafka_bootstrap_servers: str) -> None:
    """Harmless when everything is there. No Kafka given: it makes its topics itself."""
    migrations.upgrade(database_url)
    create_schema(database_url)
    with DagsterInstance.get() as instance:  # makes Dagster's tables when there are none
        _upgrade(instance)
    if kafka_bootstrap_servers:
        from resources.kafka.access import Access  # noqa: PLC0415 - seldom needed
        from resources.kafka.topics import ensure_topics  # noqa: PLC0415 - slow, and seldom needed

        ensure_topics(Access.of(kafka_bootstrap_servers, os.environ))


def create_schema(database_url: str) -> None:
    """Dagster's own schema; see `settings.dagster_url`."""
    connection = psycopg2.connect(database_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(f"create schema if not exists {DAGSTER_SCHEMA}")
    finally:
        connection.close()


def _upgrade(instance: DagsterInstance) -> None:
    """Migrate Dagster's tables once for each version of Dagster that serves this installation."""
    marker = Path(instance.root_directory) / "migrated"
    current = version("dagster")
    if marker.exists() and marker.read_text("utf-8") == current:
        return
    instance.upgrade()
    marker.write_text(current, "utf-8")


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    try:
        setup(**json.load(sys.stdin))
    except (BridgeError, psycopg2.OperationalError) as error:
        LOGGER.error("%s", error)  # noqa: TRY400 - the message says it all
        sys.exit(ENVIRONMENT_FAILED)


if __name__ == "__main__":
    main()
