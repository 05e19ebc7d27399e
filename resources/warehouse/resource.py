"""The metrics lake as Dagster sees it: settings in, client out."""

from collections.abc import Generator
from contextlib import closing, contextmanager

import dagster as dg
from pydantic import Field

from resources.postgres.resource import shared_database
from resources.warehouse.client import DuckLakeWarehouse


class WarehouseResource(dg.ConfigurableResource[DuckLakeWarehouse]):
    """DuckLake: its catalogue in PostgreSQL, its data below `data_path`."""

    database_url: str = Field(description="postgresql://user:password@host:port/database")
    data_path: str = Field(description="Folder of the Parquet files.")
    wait_s: float = Field(
        default=60.0, ge=0, description="How long a run waits for a database that does not answer."
    )

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[DuckLakeWarehouse, None, None]:
        del context
        with (
            shared_database(self.database_url, self.wait_s) as database,
            closing(DuckLakeWarehouse(database, self.data_path)) as warehouse,
        ):
            yield warehouse
