"""Executions, their history and their steps in PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final  # Any: SQLAlchemy's rows
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from omninode_bridge.errors import IllegalTransitionError
from omninode_bridge.events.outbox import Telling, untold
from omninode_bridge.registry.lifecycle import FINAL, applied, reopened, restarted
from omninode_bridge.registry.records import (
    Advance,
    Execution,
    State,
    StepRecord,
    Transition,
)
from resources.postgres.attempts import record_attempts
from resources.postgres.database import Database
from resources.postgres.outbox import write
from resources.postgres.tables import executions, steps, transitions

_EXECUTION: Final = tuple(executions.c[field.name] for field in fields(Execution))
_STEP: Final = tuple(steps.c[field.name] for field in fields(StepRecord))
_TRANSITION: Final = tuple(transitions.c[field.name] for field in fields(Transition))


class PostgresExecutions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, execution: Execution, telling: Telling = untold) -> bool:
        token = uuid4()
        values = _values(execution) | {"begun_by": token}

        def work(connection: sa.Connection) -> bool:
            connection.execute(insert(executions).values(values).on_conflict_do_nothing())
            winner = sa.select(executions.c.begun_by).where(
                executions.c.correlation_id == execution.correlation_id
            )
            is_new = connection.scalar(winner) == token
            if is_new:
                write(connection, telling(execution, ()))
            return is_new

        return self._database.run(work)

    def advance(self, change: Advance, telling: Telling = untold) -> Execution:
        return self._change(
            change.correlation_id,
            lambda before, _: applied(before, change),
            change.reason,
            telling=telling,
        )

    def reopen(self, correlation_id: UUID, *, at: datetime, reason: str) -> Execution:
        return self._change(
            correlation_id,
            lambda before, history: reopened(before, history, at),
            reason,
        )

    def restart(
        self, seen: Execution, *, at: datetime, reason: str, telling: Telling = untold
    ) -> Execution:
        return self._change(
            seen.correlation_id,
            lambda before, _: restarted(before, at) if before == seen else before,
            reason,
            anew=True,
            telling=telling,
        )

    def record_step(self, step: StepRecord, telling: Telling = untold) -> None:
        values = {column.name: getattr(step, column.name) for column in _STEP}
        values["detail"] = dict(step.detail)

        def work(connection: sa.Connection) -> None:
            execution = _locked(connection, step.correlation_id)
            upsert = insert(steps).values(values)
            connection.execute(
                upsert.on_conflict_do_update(index_elements=steps.primary_key.columns, set_=values)
            )
            record_attempts(connection, step)
            write(connection, telling(execution, _steps(connection, step.correlation_id)))

        self._database.run(work)

    def find(self, correlation_id: UUID) -> Execution | None:
        found = self._read(
            sa.select(*_EXECUTION).where(executions.c.correlation_id == correlation_id)
        )
        return found[0] if found else None

    def recent(self, limit: int) -> Sequence[Execution]:
        newest = sa.select(*_EXECUTION).order_by(executions.c.started_at.desc())
        return self._read(newest.limit(limit))

    def unfinished(self) -> Sequence[Execution]:
        waiting = executions.c.state.not_in([state.value for state in FINAL])
        return self._read(sa.select(*_EXECUTION).where(waiting).order_by(executions.c.started_at))

    def finished_since(self, since: datetime, limit: int) -> Sequence[Execution]:
        ended = executions.c.state.in_([state.value for state in FINAL])
        wanted = sa.select(*_EXECUTION).where(ended, executions.c.updated_at > since)
        return self._read(wanted.order_by(executions.c.updated_at).limit(limit))

    def forget_histories(self, before: datetime) -> int:
        ended = sa.select(executions.c.correlation_id).where(
            executions.c.state.in_([state.value for state in FINAL]),
            executions.c.updated_at < before,
        )
        gone = sa.delete(transitions).where(transitions.c.correlation_id.in_(ended))
        return self._database.run(lambda connection: connection.execute(gone).rowcount)

    def history(self, correlation_id: UUID) -> Sequence[Transition]:
        return self._database.run(lambda connection: _history(connection, correlation_id))

    def steps(self, correlation_id: UUID) -> Sequence[StepRecord]:
        return self._database.run(lambda connection: _steps(connection, correlation_id))

    def durations(self, step: str, since: datetime, limit: int) -> Sequence[float]:
        newest = sa.select(executions.c.correlation_id).order_by(executions.c.started_at.desc())
        latest = newest.limit(limit).subquery()
        wanted = (
            sa.select(steps.c.duration_ms)
            .join(latest, steps.c.correlation_id == latest.c.correlation_id)
            .where(steps.c.name == step, steps.c.started_at > since)
        )
        return self._database.run(lambda connection: list(connection.scalars(wanted)))

    def _change(
        self,
        correlation_id: UUID,
        decide: Callable[[Execution, Sequence[Transition]], Execution],
        reason: str,
        *,
        anew: bool = False,
        telling: Telling = untold,
    ) -> Execution:
        """`anew` notes the change also where the state stays: an attempt may end in the first."""

        def work(connection: sa.Connection) -> Execution:
            before = _locked(connection, correlation_id)
            after = decide(before, _history(connection, correlation_id))
            if after == before:
                return before
            connection.execute(
                sa.update(executions)
                .where(executions.c.correlation_id == correlation_id)
                .values(_values(after))
            )
            if anew or after.state is not before.state:
                connection.execute(
                    sa.insert(transitions).values(
                        correlation_id=correlation_id,
                        before=before.state.value,
                        after=after.state.value,
                        at=after.updated_at,
                        reason=reason,
                    )
                )
            write(connection, telling(after, _steps(connection, correlation_id)))
            return after

        return self._database.run(work)

    def _read(self, wanted: sa.Select[Any]) -> list[Execution]:
        return self._database.run(
            lambda connection: [_execution(row) for row in connection.execute(wanted).mappings()]
        )


def _locked(connection: sa.Connection, correlation_id: UUID) -> Execution:
    wanted = sa.select(*_EXECUTION).where(executions.c.correlation_id == correlation_id)
    row = connection.execute(wanted.with_for_update()).mappings().first()
    if row is None:
        raise IllegalTransitionError(
            f"No execution has the correlation id {correlation_id}", hint="Begin it first."
        )
    return _execution(row)


def _history(connection: sa.Connection, correlation_id: UUID) -> list[Transition]:
    wanted = sa.select(*_TRANSITION).where(transitions.c.correlation_id == correlation_id)
    return [
        Transition(**_named(row) | {"before": State(row["before"]), "after": State(row["after"])})
        for row in connection.execute(wanted.order_by(transitions.c.id)).mappings()
    ]


def _steps(connection: sa.Connection, correlation_id: UUID) -> list[StepRecord]:
    wanted = sa.select(*_STEP).where(steps.c.correlation_id == correlation_id)
    ordered = wanted.order_by(steps.c.order, steps.c.name)
    return [StepRecord(**_named(row)) for row in connection.execute(ordered).mappings()]


def _values(execution: Execution) -> dict[str, object]:
    return {column.name: getattr(execution, column.name) for column in _EXECUTION} | {
        "state": execution.state.value,
        "request": None if execution.request is None else dict(execution.request),
        "result": None if execution.result is None else dict(execution.result),
    }


def _execution(row: Mapping[Any, Any]) -> Execution:
    return Execution(**_named(row) | {"state": State(row["state"])})


def _named(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}
