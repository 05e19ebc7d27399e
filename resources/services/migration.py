"""Makes the tables of both programs, or brings them to this version."""

from contextlib import closing

import psycopg2
from dagster import DagsterInstance

from resources.postgres import migrations
from resources.services.settings import DAGSTER_SCHEMA


def migrate(database_url: str) -> None:
    """Dagster's are those of the instance in DAGSTER_HOME, in a schema of their own."""
    migrations.upgrade(database_url)
    create_schema(database_url)
    with DagsterInstance.get() as instance:  # makes the tables when there are none
        instance.upgrade()


def create_schema(database_url: str) -> None:
    """Dagster's own; see `settings.dagster_url`."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(f"create schema if not exists {DAGSTER_SCHEMA}")
        connection.commit()
