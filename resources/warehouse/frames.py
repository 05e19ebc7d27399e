"""The metrics as pandas DataFrames, for notebooks and scripts."""

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from resources.installation.home import locate
from resources.installation.state import running
from resources.postgres.database import Database
from resources.warehouse.client import DuckLakeWarehouse

if TYPE_CHECKING:  # importing pandas takes a second; DuckDB does it when a frame is made
    import pandas as pd


def load_frame(
    name: str = "generations", *, database_url: str | None = None, data_path: str | None = None
) -> "pd.DataFrame":
    """One table of the metrics.

    `generations` has one row per generation; the aggregates are those of `omninode metrics --by`.
    Without arguments it reads the installation that OMNINODE_HOME (or
    the nearest `.omninode` upwards) names, and DATABASE_URL where that is set.

    Raises `InvalidRequestError` for another name, `UnavailableError` when nothing answers.
    """
    home = locate(os.environ.get("OMNINODE_HOME"), Path.cwd())
    url = database_url or os.environ.get("DATABASE_URL") or running(home).endpoints.database_url
    with (
        closing(Database(url)) as database,
        closing(DuckLakeWarehouse(database, data_path or str(home.lake))) as warehouse,
    ):
        return warehouse.frame(name)
