"""The metrics lake: DuckLake with its catalogue in PostgreSQL and its data in Parquet files."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import duckdb
from blake3 import blake3

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.metrics.aggregates import AGGREGATES
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.ports import Table
from resources.postgres.database import Database
from resources.warehouse.lake import Lake, literal, sql

if TYPE_CHECKING:  # importing pandas takes a second, and only frames need it
    import pandas as pd

# From so many facts on, pandas is worth the third of a second that its import takes.
MANY: Final = 500
COLUMNS: Final = "facts"
# All others are objects, texts or None.
TYPES: Final = {
    "position": "int64",
    "quality_score": "float64",
    "duration_ms": "int64",
    "bound": "int64",
    "unbound": "int64",
    "used_intelligence": "bool",
}
VIEWS: Final = (*AGGREGATES, "generations")
_WRITER: Final = "omninode lake writer"
_WAIT_S: Final = 60.0


class DuckLakeWarehouse:
    """Each call attaches the lake and lets go of it. Readers need no lock; writers share one.

    `data_path` is a folder, or whatever DuckLake takes for one.
    """

    def __init__(self, database: Database, data_path: str) -> None:
        self._database = database
        self.data_path = data_path
        self._lake = Lake(database.url, data_path)
        self._prepared = False

    def close(self) -> None:
        self._lake.close()

    def prepare(self) -> None:
        """Make the tables and views that are missing or older than this program's."""
        if self._prepared:
            return
        with (
            self._database.advisory_lock(_WRITER, wait_s=_WAIT_S),
            self._lake.attached() as lake,
        ):
            schema = sql("schema")
            version = blake3(schema.encode()).hexdigest()
            if _version(lake) != version:
                lake.execute(f"begin; {schema}")
                lake.execute(f"comment on view lake.generations is '{version}'")
                lake.execute("commit")
        self._prepared = True

    def append(self, facts: Sequence[GenerationFact]) -> int:
        if not facts:
            return 0
        return self._database.patiently(lambda: self._append(facts))

    def aggregate(self, by: str) -> Table:
        if by not in AGGREGATES:
            raise InvalidRequestError(
                f"No aggregate is called {by[:40]!a}", hint=f"Choose from {', '.join(AGGREGATES)}."
            )
        return self._database.patiently(lambda: self._table(by))

    def frame(self, name: str) -> "pd.DataFrame":
        """An aggregate, or `generations`, as a DataFrame; instants are in UTC."""
        if name not in VIEWS:
            raise InvalidRequestError(
                f"No table is called {name[:40]!a}", hint=f"Choose from {', '.join(VIEWS)}."
            )
        self.prepare()
        with self._lake.attached() as lake:
            return lake.execute(sql(name)).df()

    def compact(self) -> None:
        """Move small appends, which wait in the catalogue, into Parquet; merge small files."""
        self.prepare()
        with (
            self._database.advisory_lock(_WRITER, wait_s=_WAIT_S),
            self._lake.attached() as lake,
        ):
            lake.execute("call ducklake_flush_inlined_data('lake')").fetchall()
            lake.execute("call ducklake_merge_adjacent_files('lake')").fetchall()

    def _append(self, facts: Sequence[GenerationFact]) -> int:
        self.prepare()
        # DuckLake has no keys, and two overlapping anti-joins would both insert: one at a time.
        with (
            self._database.advisory_lock(_WRITER, wait_s=_WAIT_S),
            self._lake.attached() as lake,
        ):
            # A batch is one thread's work; whoever waits for more does it by spinning.
            lake.execute("set threads = 1")
            batch = _as_columns(lake, facts) if len(facts) >= MANY else _as_json(facts)
            [(added,)] = lake.execute(sql("append").replace("$batch", batch)).fetchall()
            if len(facts) >= MANY:
                lake.unregister(COLUMNS)
            lake.execute("reset threads")
        return int(added)

    def _table(self, by: str) -> Table:
        self.prepare()
        with self._lake.attached() as lake:
            found = lake.execute(sql(by))
            columns = tuple(column[0] for column in found.description or ())
            rows = tuple(tuple(map(_aware, row)) for row in found.fetchall())
        return Table(columns, rows)


def _version(lake: duckdb.DuckDBPyConnection) -> str | None:
    found = lake.execute(
        "select comment from duckdb_views() "
        "where database_name = 'lake' and view_name = 'generations'"
    ).fetchall()
    return found[0][0] if found else None


def _as_json(facts: Sequence[GenerationFact]) -> str:
    """Not as a parameter: to bind one, DuckDB imports pandas."""
    rows = [_row(position, fact) for position, fact in enumerate(facts)]
    return sql("batch_of_json").replace("$facts", literal(json.dumps(rows)))


def _as_columns(lake: duckdb.DuckDBPyConnection, facts: Sequence[GenerationFact]) -> str:
    """A ninth of the time that JSON takes."""
    import numpy as np  # noqa: PLC0415  only many facts are worth it
    import pandas as pd  # noqa: PLC0415  only many facts are worth it

    columns: dict[str, Sequence[object]] = {
        field.name: [getattr(fact, field.name) for fact in facts]
        for field in fields(GenerationFact)
    }
    columns |= {
        "position": range(len(facts)),
        "correlation_id": [fact.correlation_id.hex for fact in facts],
        "sources": [_json(fact.sources) for fact in facts],
    }
    # To guess types and to copy columns is two thirds of pandas' time.
    typed = {name: np.array(held, TYPES.get(name, object)) for name, held in columns.items()}
    lake.register(COLUMNS, pd.DataFrame(typed, copy=False))
    return sql("batch_of_columns")


@lru_cache(1000)
def _json(sources: tuple[str, ...]) -> str:
    return json.dumps(sources)


def _row(position: int, fact: GenerationFact) -> dict[str, object]:
    return {
        "position": position,
        "correlation_id": str(fact.correlation_id),
        "occurred_at": fact.occurred_at.astimezone(UTC).isoformat(),
        "state": fact.state,
        "node_name": fact.node_name,
        "node_type": fact.node_type.value if fact.node_type else None,
        "domain": fact.domain,
        "quality_score": fact.quality_score,
        "duration_ms": fact.duration_ms,
        "bound": fact.bound,
        "unbound": fact.unbound,
        "used_intelligence": fact.used_intelligence,
        "sources": list(fact.sources),
        "strategy": fact.strategy,
        "error_code": fact.error_code,
    }


def _aware(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
