"""What every warehouse promises; DuckLake and the fake."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.metrics.aggregates import AGGREGATES, TIME_WINDOWS
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.node_type import NodeType
from omninode_bridge.ports import Table, Warehouse
from resources.postgres.database import Database
from resources.postgres.url import engine_url
from resources.warehouse.client import MANY, DuckLakeWarehouse
from resources.warehouse.lake import Lake
from tests.fakes.warehouse import MEASURES, FakeWarehouse
from tests.state.records import NOON, a_fact

pytest_plugins = ["tests.postgres"]

FAR: Final = datetime(9999, 12, 31, 23, tzinfo=UTC)
FACTS: Final = st.builds(
    GenerationFact,
    correlation_id=st.integers(0, 60).map(lambda number: UUID(int=number)),
    occurred_at=st.timedeltas(timedelta(0), timedelta(days=2)).map(lambda age: NOON - age),
    state=st.sampled_from(["completed", "failed", "cancelled"]),
    node_name=st.sampled_from(["one", "two"]),
    node_type=st.none() | st.sampled_from(NodeType),
    domain=st.none() | st.sampled_from(["api", "data", "o'reilly", "émoji 🚀"]),
    quality_score=st.none() | st.sampled_from([0.0, 0.59, 0.6, 0.79, 0.8, 1.0]),
    duration_ms=st.integers(0, 10**7),
    bound=st.integers(0, 50),
    unbound=st.integers(0, 50),
    used_intelligence=st.booleans(),
    sources=st.lists(st.sampled_from(["registry", "patterns"]), max_size=2).map(tuple),
)


@pytest.fixture
def database_url(lake_url: str) -> str:
    """The catalogue of a lake is in it."""
    return lake_url


@pytest.fixture
def lake(database_url: str, tmp_path: Path) -> Iterator[DuckLakeWarehouse]:
    with closing(Database(database_url)) as database:
        yield DuckLakeWarehouse(database, str(tmp_path / "lake"))


@pytest.fixture(params=["fake", pytest.param("ducklake", marks=pytest.mark.slow)])
def warehouse(request: pytest.FixtureRequest) -> Warehouse:
    if request.param == "fake":
        return FakeWarehouse()
    ducklake: DuckLakeWarehouse = request.getfixturevalue("lake")
    return ducklake


def the_only(table: Table) -> dict[str, object]:
    [row] = table.rows
    return dict(zip(table.columns, row, strict=True))


def test_the_same_generation_counts_once(warehouse: Warehouse) -> None:
    fact, other = a_fact(), a_fact()
    assert warehouse.append([fact, fact]) == 1
    assert warehouse.append([fact, other]) == 1
    assert warehouse.append([]) == 0
    assert the_only(warehouse.aggregate("summary"))["generations"] == 2


def test_many_facts_at_once_are_the_same_facts(warehouse: Warehouse) -> None:
    """From `MANY` on they go another way into the lake."""
    names = ("plain", "o'reilly", "a\x00b", "émoji 🚀", "$facts", "")
    facts = [
        a_fact(
            node_name=names[number % len(names)],
            node_type=None if number % 3 else NodeType.EFFECT,
            quality_score=None if number % 4 else 0.25,
            domain=None,
            sources=("registry", 'say "no"') if number % 2 else (),
            occurred_at=NOON + timedelta(microseconds=number) if number else FAR,
        )
        for number in range(MANY)
    ]
    assert warehouse.append([*facts, *facts[:100]]) == MANY
    assert warehouse.append([*facts, a_fact(node_name="plain")]) == 1
    found = {str(row[0]): row[1] for row in warehouse.aggregate("node").rows}
    assert found["plain"] == -(-MANY // len(names)) + 1
    assert found.keys() == {*names}
    assert warehouse.append(facts[: MANY - 1]) == 0


def test_a_completion_takes_the_place_of_a_failure(warehouse: Warehouse) -> None:
    key, later = UUID(int=1), NOON + timedelta(hours=1)
    failed = a_fact(correlation_id=key, state="failed", quality_score=0.3)
    completed = a_fact(correlation_id=key, occurred_at=later)
    assert [warehouse.append([fact]) for fact in (failed, completed, failed, completed)] == [
        1,
        1,
        0,
        0,
    ]
    summary = the_only(warehouse.aggregate("summary"))
    assert (summary["generations"], summary["failures"]) == (1, 0)
    assert summary["average_quality_score"] == 0.9


def test_before_the_first_generation_there_are_no_rows(warehouse: Warehouse) -> None:
    for by in AGGREGATES:
        table = warehouse.aggregate(by)
        assert table.columns[-len(MEASURES) :] == MEASURES
        assert table.rows == ()


@pytest.mark.requirement("R133", "R134", "R135", "R136", "R137", "R138")
def test_failures_count_in_every_window(warehouse: Warehouse) -> None:
    nothing_known = {"node_type": None, "domain": None, "quality_score": None}
    warehouse.append(
        [
            a_fact(),
            a_fact(state="failed", used_intelligence=False, error_code="P001", **nothing_known),
            a_fact(state="cancelled", **nothing_known),
        ]
    )

    assert the_only(warehouse.aggregate("summary")) == {
        "generations": 3,
        "total_nodes_generated": 1,
        "failures": 1,
        "cancellations": 1,
        "success_rate": 0.5,
        "average_quality_score": 0.9,
        "average_generation_time_ms": 1200.0,
        "intelligence_usage_rate": pytest.approx(2 / 3),
        "nodes_by_type": {"compute": 1},
    }
    for by, keys in (
        ("type", ["compute", "unknown"]),
        ("domain", ["commerce", "unknown"]),
        ("quality", ["high", "unknown"]),
        ("hour", [NOON]),
        ("day", [NOON.date()]),
    ):
        table = warehouse.aggregate(by)
        assert [row[0] for row in table.rows] == keys
        assert sum(int(str(row[3])) for row in table.rows) == 1, by


@pytest.mark.requirement("R131")
def test_the_buckets_and_their_bounds(warehouse: Warehouse) -> None:
    for score in (0.0, 0.5999, 0.6, 0.7999, 0.8, 1.0):
        warehouse.append([a_fact(quality_score=score)])
    table = warehouse.aggregate("quality")
    assert [row[:2] for row in table.rows] == [("low", 2), ("medium", 2), ("high", 2)]


@pytest.mark.requirement("R132")
def test_every_window_of_time_holds_what_ended_in_it(warehouse: Warehouse) -> None:
    """A Thursday and the Friday after it, a Sunday evening and the Monday after it, a new month."""
    moments = ("2026-04-02T10:05", "2026-04-03T10:55", "2026-04-05T23:59", "2026-04-06T00:00")
    for moment in (*moments, "2026-04-02T10:59", "2026-05-01T00:00"):
        warehouse.append([a_fact(occurred_at=datetime.fromisoformat(f"{moment}:00+00:00"))])
    counted = {
        by: [(str(row[0])[:13], row[1]) for row in warehouse.aggregate(by).rows]
        for by in TIME_WINDOWS
    }
    assert counted == {
        "hour": [
            ("2026-04-02 10", 2),
            ("2026-04-03 10", 1),
            ("2026-04-05 23", 1),
            ("2026-04-06 00", 1),
            ("2026-05-01 00", 1),
        ],
        "day": [
            ("2026-04-02", 2),
            ("2026-04-03", 1),
            ("2026-04-05", 1),
            ("2026-04-06", 1),
            ("2026-05-01", 1),
        ],
        "week": [("2026-03-30", 4), ("2026-04-06", 1), ("2026-04-27", 1)],
        "month": [("2026-04-01", 5), ("2026-05-01", 1)],
    }


@pytest.mark.requirement("R155")
def test_each_node_has_the_quality_of_all_its_generations(warehouse: Warehouse) -> None:
    warehouse.append([a_fact(node_name="tax", quality_score=score) for score in (0.7, 0.9)])
    warehouse.append([a_fact(node_name="tax", state="failed", quality_score=0.5)])
    warehouse.append([a_fact(node_name="quote", quality_score=1.0)])
    table = warehouse.aggregate("node")
    nodes = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert list(nodes) == ["quote", "tax"]
    assert nodes["tax"]["average_quality_score"] == pytest.approx(0.7)
    assert nodes["tax"]["success_rate"] == pytest.approx(2 / 3)
    assert nodes["quote"]["average_quality_score"] == 1.0


@pytest.mark.requirement("R043")
def test_complexity_is_how_much_a_document_asks_for(warehouse: Warehouse) -> None:
    for bound, unbound in ((1, 0), (3, 2), (5, 1), (10, 5), (0, 16), (0, 0)):
        warehouse.append([a_fact(bound=bound, unbound=unbound)])
    rows = [row[:2] for row in warehouse.aggregate("complexity").rows]
    assert rows == [("simple", 2), ("moderate", 2), ("complex", 1), ("unknown", 1)]


def test_hours_and_days_are_those_of_utc(warehouse: Warehouse) -> None:
    late = datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    warehouse.append([a_fact(occurred_at=late), a_fact(occurred_at=late + timedelta(seconds=1))])
    hours = [row[0] for row in warehouse.aggregate("hour").rows]
    assert hours == [datetime(2026, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)]
    assert [str(row[0]) for row in warehouse.aggregate("day").rows] == ["2026-03-01", "2026-03-02"]


@pytest.mark.requirement("R129", "R043")
def test_nodes_are_grouped_by_their_four_types(warehouse: Warehouse) -> None:
    for number, node_type in enumerate(NodeType, start=1):
        warehouse.append([a_fact(node_type=node_type) for _ in range(number)])
    table = warehouse.aggregate("type")
    assert table.columns[:2] == ("node_type", "generations")
    assert sorted((row[1], row[0]) for row in table.rows) == [
        (number, node_type.value) for number, node_type in enumerate(NodeType, start=1)
    ]
    assert len(table.rows) == 4


@pytest.mark.requirement("R130", "R043")
def test_nodes_are_grouped_by_any_domain(warehouse: Warehouse) -> None:
    for domain in ("api_development", "ml_training", "ml_training", "a domain of our own"):
        warehouse.append([a_fact(domain=domain)])
    rows = [row[:2] for row in warehouse.aggregate("domain").rows]
    assert rows == [("a domain of our own", 1), ("api_development", 1), ("ml_training", 2)]


@pytest.mark.requirement("R041")
def test_an_hour_has_its_nodes_its_success_rate_and_its_quality(warehouse: Warehouse) -> None:
    later = NOON + timedelta(minutes=90)
    warehouse.append([a_fact(quality_score=0.8), a_fact(quality_score=1.0)])
    warehouse.append([a_fact(state="failed", quality_score=0.3)])
    warehouse.append([a_fact(occurred_at=later, quality_score=0.75)])
    table = warehouse.aggregate("hour")
    hours = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [hour["total_nodes_generated"] for hour in hours] == [2, 1]
    assert [hour["success_rate"] for hour in hours] == [pytest.approx(2 / 3), 1.0]
    assert [hour["average_quality_score"] for hour in hours] == [pytest.approx(0.7), 0.75]


def test_other_aggregates_do_not_exist(warehouse: Warehouse) -> None:
    with pytest.raises(InvalidRequestError, match="No aggregate"):
        warehouse.aggregate("summary; drop table lake.generation_metrics")


@pytest.mark.requirement("R128")
@pytest.mark.slow
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(st.lists(FACTS, max_size=60), max_size=2))
def test_sql_and_plain_python_agree(
    lake: DuckLakeWarehouse, database_url: str, batches: list[list[GenerationFact]]
) -> None:
    lake.prepare()
    with Lake(engine_url(database_url), lake.data_path).attached() as connection:
        connection.execute("delete from lake.generation_metrics")
    fake = FakeWarehouse()

    for batch in batches:
        assert lake.append(batch) == fake.append(batch)

    for by in AGGREGATES:
        real, plain = lake.aggregate(by), fake.aggregate(by)
        assert real.columns == plain.columns
        assert [tuple(map(_rounded, row)) for row in real.rows] == [
            tuple(map(_rounded, row)) for row in plain.rows
        ]


def _rounded(value: object) -> object:
    return round(value, 9) if isinstance(value, float) else value
