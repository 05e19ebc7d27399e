"""The strategies that a step tells of, as rows beside it."""

from collections.abc import Mapping

import sqlalchemy as sa

from omninode_bridge.registry.records import StepRecord
from resources.postgres.tables import strategy_attempts

_TOLD = [
    column.name
    for column in strategy_attempts.columns
    if column.name not in {"correlation_id", "number"}
]


def record_attempts(connection: sa.Connection, step: StepRecord) -> None:
    """In place of those of an earlier run or step; a step that tells of none changes nothing."""
    attempts = step.detail.get("attempts")
    if not isinstance(attempts, list) or not attempts:
        return
    mine = strategy_attempts.c.correlation_id == step.correlation_id
    connection.execute(sa.delete(strategy_attempts).where(mine))
    rows = [
        {"correlation_id": step.correlation_id, "number": number}
        | {name: attempt.get(name) for name in _TOLD}
        for number, attempt in enumerate(attempts, start=1)
        if isinstance(attempt, Mapping)
    ]
    connection.execute(sa.insert(strategy_attempts), rows)
