"""The lake beyond its contract: Parquet, duplicates, outages, secrets, DuckDB and pandas."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import duckdb
import pytest

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from resources.postgres.database import Database
from resources.postgres.url import engine_url
from resources.warehouse.client import VIEWS, DuckLakeWarehouse
from resources.warehouse.frames import load_frame
from resources.warehouse.lake import Lake, attach_statement, load_statements
from tests.state.crash import Step, killed_at
from tests.state.records import NOON, a_fact

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow


@pytest.fixture
def database_url(lake_url: str) -> str:
    """The catalogue of a lake is in it."""
    return lake_url


@pytest.fixture
def lake(database_url: str, tmp_path: Path) -> Iterator[DuckLakeWarehouse]:
    with closing(Database(database_url)) as database:
        yield DuckLakeWarehouse(database, str(tmp_path / "it's a lake"))


def generations(lake: DuckLakeWarehouse) -> object:
    [row] = lake.aggregate("summary").rows
    return row[0]


def test_facts_become_parquet_and_stay_the_same(lake: DuckLakeWarehouse) -> None:
    for _ in range(3):
        lake.append([a_fact()])
    before = [lake.aggregate(by) for by in ("summary", "type", "hour")]

    lake.compact()

    assert list(Path(lake.data_path).rglob("*.parquet"))
    assert [lake.aggregate(by) for by in ("summary", "type", "hour")] == before
    lake.append([a_fact() for _ in range(500)])
    lake.compact()
    assert generations(lake) == 503


@pytest.mark.requirement("R162", "R265")
def test_the_table_of_the_metrics_lies_in_a_part_for_each_month(
    lake: DuckLakeWarehouse, database_url: str
) -> None:
    for days in (0, 1, 40):
        lake.append([a_fact(occurred_at=NOON + timedelta(days=days)) for _ in range(20)])
    lake.compact()
    found = Path(lake.data_path).rglob("*.parquet")
    assert {path.parent.parent.name for path in found} == {"year=2026"}
    found = Path(lake.data_path).rglob("*.parquet")
    assert {path.parent.name for path in found} == {"month=3", "month=4"}
    with Lake(engine_url(database_url), lake.data_path).attached() as connection:
        counted = connection.execute(
            "select month(occurred_at), count(*) from lake.generation_metrics group by 1 order by 1"
        ).fetchall()
    assert counted == [(3, 40), (4, 20)]


def test_a_lake_from_before_the_table_had_its_name_keeps_its_facts(
    lake: DuckLakeWarehouse, database_url: str
) -> None:
    lake.append([a_fact()])
    with Lake(engine_url(database_url), lake.data_path).attached() as connection:
        connection.execute("alter table lake.generation_metrics rename to generation_events")
        connection.execute("comment on view lake.generations is 'of another version'")
    with closing(Database(database_url)) as database:
        again = DuckLakeWarehouse(database, lake.data_path)
        again.append([a_fact()])
        assert generations(again) == 2


def test_every_field_comes_back(lake: DuckLakeWarehouse, database_url: str) -> None:
    fact = a_fact(
        node_name="näme'; drop table x; --", error_code=None, sources=("a", 'b"c'), strategy="llm"
    )
    lake.append([fact])

    frame = load_frame(database_url=database_url, data_path=lake.data_path)

    [row] = frame.to_dict("records")
    assert UUID(str(row["correlation_id"])) == fact.correlation_id
    assert row["occurred_at"].to_pydatetime() == NOON
    assert row["node_name"] == fact.node_name
    assert list(row["sources"]) == ["a", 'b"c']
    assert (row["quality_score"], row["quality_bucket"], row["strategy"]) == (0.9, "high", "llm")
    assert (row["bound"], row["unbound"], row["duration_ms"]) == (5, 1, 1200)


def test_every_table_is_a_frame(lake: DuckLakeWarehouse, database_url: str) -> None:
    lake.append([a_fact()])
    for name in VIEWS:
        assert len(load_frame(name, database_url=database_url, data_path=lake.data_path)) == 1
    with pytest.raises(InvalidRequestError, match="No table"):
        load_frame("nothing", database_url=database_url, data_path=lake.data_path)


def test_a_frame_without_an_installation_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMNINODE_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(UnavailableError, match="not running"):
        load_frame()


def test_analysts_read_it_with_duckdb_alone(lake: DuckLakeWarehouse, database_url: str) -> None:
    lake.append([a_fact(), a_fact(state="failed")])
    with duckdb.connect() as connection:
        for statement in (
            *load_statements(),
            attach_statement(engine_url(database_url), lake.data_path),
        ):
            connection.execute(statement)
        rows = connection.execute("select state from lake.generations order by state").fetchall()
        [(key, rate)] = connection.execute(
            "select grouping_key, success_rate from lake.measures(node_name)"
        ).fetchall()
    assert rows == [("completed",), ("failed",)]
    assert (key, rate) == ("price_quote", 0.5)


def test_readers_see_one_row_even_of_twins(lake: DuckLakeWarehouse, database_url: str) -> None:
    lake.append([a_fact()])
    with Lake(engine_url(database_url), lake.data_path).attached() as connection:
        connection.execute(
            "insert into lake.generation_metrics select * from lake.generation_metrics"
        )
    assert generations(lake) == 1


def test_the_folder_may_move(lake: DuckLakeWarehouse, database_url: str, tmp_path: Path) -> None:
    lake.append([a_fact() for _ in range(50)])
    lake.compact()
    Path(lake.data_path).rename(tmp_path / "moved")
    with closing(Database(database_url)) as database:
        assert generations(DuckLakeWarehouse(database, str(tmp_path / "moved"))) == 50


def test_without_postgres_it_is_unavailable_and_tells_no_secret(tmp_path: Path) -> None:
    url = f"postgresql://me:geheim@/nodes?host={tmp_path}"
    with closing(Database(url)) as database, pytest.raises(UnavailableError) as raised:
        DuckLakeWarehouse(database, str(tmp_path / "lake")).append([a_fact()])
    with pytest.raises(UnavailableError) as direct, Lake(engine_url(url), str(tmp_path)).attached():
        pass
    for error in (raised.value, direct.value):
        assert "geheim" not in repr(error) + str(error)
        assert "omninode up" in error.hint
    assert direct.value.__cause__ is None
    assert "geheim" not in attach_statement(engine_url(url), "lake")


def test_an_unwritable_folder_is_unavailable(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with closing(Database(database_url)) as database, pytest.raises(UnavailableError):
        DuckLakeWarehouse(database, str(tmp_path / "file" / "lake")).append([a_fact()])


def test_a_forked_child_opens_the_lake_anew(lake: DuckLakeWarehouse) -> None:
    lake.append([a_fact()])

    def work(step: Step) -> None:
        lake.append([a_fact()])
        step("appended")

    assert killed_at(0, work)
    assert generations(lake) == 2


def test_another_version_of_the_views_is_replaced(
    lake: DuckLakeWarehouse, database_url: str, tmp_path: Path
) -> None:
    lake.append([a_fact()])
    with Lake(engine_url(database_url), lake.data_path).attached() as connection:
        connection.execute("create or replace view lake.generations as select 1 as old")
    with closing(Database(database_url)) as database:
        again = DuckLakeWarehouse(database, lake.data_path)
        assert generations(again) == 1
    del tmp_path
