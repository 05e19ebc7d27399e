"""Makes dagster-postgres fast enough for short runs: by itself it connects for each statement."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self, override

import sqlalchemy as sa
from dagster import DagsterInstance
from dagster._serdes import ConfigurableClassData
from dagster_postgres import DagsterPostgresStorage
from dagster_postgres.utils import (
    create_pg_engine,
    get_token_provider_from_config,
    pg_url_from_config,
    set_pg_statement_timeout,
)

if TYPE_CHECKING:
    from dagster_postgres.auth import PgTokenProvider

STATEMENT_TIMEOUT_MS: Final = 30_000
RECYCLE_S: Final = 3600
KEPT: Final = 4
OVERFLOW: Final = 20

type _Answers = set[tuple[str, ...]]

# Questions about the schema, which Dagster asks the database again and again, each with the
# arguments that are worth asking ahead. Tables, columns and built indexes come and never go: "yes"
# is remembered for as long as the process lives, "no" is not.
QUESTIONS: Final[dict[str, dict[str, tuple[tuple[str, ...], ...]]]] = {
    "run_storage": {
        "has_run_stats_index_cols": ((),),
        "has_bulk_actions_selector_cols": ((),),
        "has_backfill_id_column": ((),),
        "has_bulk_action_job_name_column": ((),),
        "has_backfill_tags_table": ((),),
        "has_built_index": (("run_partitions",),),
    },
    "event_log_storage": {
        "has_asset_key_index_cols": ((),),
        "has_asset_key_col": (("cached_status_data",),),
        "has_table": (("asset_event_tags",), ("asset_check_executions",)),
        "has_secondary_index": (("asset_key_index_columns",),),
    },
    "schedule_storage": {
        "has_instigators_table": (),
        "_has_instigators_table": (),
        "has_secondary_index_table": (),
        "has_built_index": (),
    },
}


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all storages of a process and a database have in common."""

    engine: sa.Engine
    answers: _Answers = field(default_factory=set)


_SHARED: Final[dict[str, _Shared]] = {}


class PooledPostgresStorage(DagsterPostgresStorage):
    """The storage that dagster.yaml names: one pool for all instances of a process.

    A sensor's tick makes an instance of its own, and the daemon reads and writes all the time. A
    connection is checked before each use, so that a restarted database fails nobody.
    """

    def __init__(
        self,
        postgres_url: str,
        should_autocreate_tables: bool = True,
        inst_data: ConfigurableClassData | None = None,
        token_provider: "PgTokenProvider | None" = None,
    ) -> None:
        # Who has made the pool has seen to the tables as well.
        known = postgres_url in _SHARED
        tables = should_autocreate_tables and not known
        super().__init__(postgres_url, tables, inst_data, token_provider)
        if not known:
            _SHARED[postgres_url] = _Shared(_pooled(postgres_url, token_provider))
        shared = _SHARED[postgres_url]
        for attribute, questions in QUESTIONS.items():
            storage = getattr(self, attribute)
            storage._engine = shared.engine  # noqa: SLF001 - Dagster offers no setting
            for name in questions:
                key = f"{attribute}.{name}"
                setattr(storage, name, _remembered(getattr(storage, name), key, shared.answers))

    @classmethod
    @override
    def from_config_value(
        cls,
        inst_data: ConfigurableClassData | None,
        config_value: Mapping[str, Any],  # any kind of setting, says Dagster
    ) -> Self:
        return cls(
            pg_url_from_config(config_value),
            bool(config_value.get("should_autocreate_tables", True)),
            inst_data,
            get_token_provider_from_config(config_value),
        )


def _pooled(url: str, token_provider: "PgTokenProvider | None") -> sa.Engine:
    engine = create_pg_engine(
        url,
        token_provider,
        isolation_level="AUTOCOMMIT",
        pool_size=KEPT,
        max_overflow=OVERFLOW,
        pool_recycle=RECYCLE_S,
        pool_pre_ping=True,
    )
    # A forked child must not talk on its parent's connections, nor close them.
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
    return engine


def _remembered(ask: Callable[..., bool], key: str, answers: _Answers) -> Callable[..., bool]:
    def answer(*arguments: object) -> bool:
        # The connection on which to ask is no part of the question.
        question = (key, *(each for each in arguments if isinstance(each, str)))
        if question in answers:
            return True
        if found := ask(*arguments):
            answers.add(question)
        return found

    return answer


def engines() -> tuple[sa.Engine, ...]:
    """Of this process, by now."""
    return tuple(shared.engine for shared in _SHARED.values())


def limit_statements() -> None:
    """No statement of this process takes longer than this; its connections are new from here."""
    for engine in engines():
        engine.dispose()
        sa.event.listen(engine, "connect", _limit)


def _limit(connection: object, _: object) -> None:
    set_pg_statement_timeout(connection, STATEMENT_TIMEOUT_MS)


def ask_ahead(instance: DagsterInstance) -> None:
    """What a run asks about the schema, asked here: forked children inherit the answers."""
    if not engines():
        return  # another kind of storage, which remembers nothing
    for attribute in ("run_storage", "event_log_storage"):
        storage = getattr(instance, attribute)
        for question, asked in QUESTIONS[attribute].items():
            for arguments in asked:
                getattr(storage, question)(*arguments)
