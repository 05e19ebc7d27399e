"""The strategies of a generation, as rows that SQL can ask about."""

from collections.abc import Iterator
from contextlib import closing

import pytest
import sqlalchemy as sa

from omninode_bridge.registry.records import StepRecord
from omninode_bridge.strategies.attempt import Attempt, Consulted, Result, Strategy, shown
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.tables import strategy_attempts
from tests.state.records import NOON, an_execution

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

FAILED = Attempt(Strategy.COMPILED, Result.FAILED, "too low", score=0.5, bound=1, unbound=1)
PROVEN = Attempt(
    Strategy.LLM,
    Result.PROVEN,
    score=1.0,
    bound=2,
    unbound=0,
    consulted=Consulted("small", "a" * 64, "b" * 64, ("R2: x = 1",), ()),
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as opened:
        yield opened


def test_the_last_run_of_a_generation_has_its_attempts_in_order(database: Database) -> None:
    executions, execution = PostgresExecutions(database), an_execution()
    executions.begin(execution)

    for attempts in ([FAILED, FAILED, FAILED], [FAILED, PROVEN]):
        detail = {"score": 1.0, "attempts": shown(attempts)}
        step = StepRecord(
            execution.correlation_id, "quality_report", 5, "completed", NOON, 1.0, detail
        )
        executions.record_step(step)
    other = StepRecord(execution.correlation_id, "registered_node", 6, "completed", NOON, 1.0, {})
    executions.record_step(other)

    wanted = sa.select(strategy_attempts).where(
        strategy_attempts.c.correlation_id == execution.correlation_id
    )
    rows = database.run(
        lambda connection: list(connection.execute(wanted.order_by(strategy_attempts.c.number)))
    )
    assert [(row.number, row.strategy, row.result, row.bound) for row in rows] == [
        (1, "compiled", "failed", 1),
        (2, "llm", "proven", 2),
    ]
    assert rows[0].consulted is None
    assert rows[1].consulted["accepted"] == ["R2: x = 1"]
