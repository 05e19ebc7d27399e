"""Alembic's entry point: runs the revisions on the connection that `migrations.upgrade` opened."""

from alembic import context

from resources.postgres.tables import metadata
from resources.postgres.version import SCHEMA

connection = context.config.attributes["connection"]
connection.exec_driver_sql(f"create schema if not exists {SCHEMA}")
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_schemas=True,
    # Dagster keeps an alembic_version of its own in the default schema.
    version_table_schema=SCHEMA,
)
with context.begin_transaction():
    context.run_migrations()
