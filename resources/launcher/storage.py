"""Makes dagster-postgres fast enough for short runs: by default it connects for each statement."""

from functools import cache
from typing import Final

from dagster import DagsterInstance

STATEMENT_TIMEOUT_MS: Final = 30_000
RECYCLE_S: Final = 3600
OVERFLOW: Final = 4

# Questions about the schema, which Dagster asks the database again and again during a run. The
# answers change only when its tables are migrated: `omninode up` does so before this starts.
QUESTIONS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "run_storage": {
        "has_run_stats_index_cols": (),
        "has_bulk_actions_selector_cols": (),
        "has_backfill_id_column": (),
        "has_bulk_action_job_name_column": (),
        "has_backfill_tags_table": (),
    },
    "event_log_storage": {
        "has_asset_key_index_cols": (),
        "has_table": ("asset_event_tags",),
    },
}


def is_postgres(storage: object) -> bool:
    return type(storage).__module__.startswith("dagster_postgres")


def keep_connections(instance: DagsterInstance) -> None:
    """One connection per storage for as long as this process lives, checked before each use."""
    for storage in (instance.event_log_storage, instance.run_storage):
        if is_postgres(storage):
            storage.optimize_for_webserver(
                statement_timeout=STATEMENT_TIMEOUT_MS,
                pool_recycle=RECYCLE_S,
                max_overflow=OVERFLOW,
            )
            # Dagster offers no setting for it; without it a restarted database fails the run.
            vars(storage)["_engine"].pool._pre_ping = True  # noqa: SLF001 - see above


def remember_tables(instance: DagsterInstance) -> None:
    """Ask each question once, here; forked children inherit the answers."""
    for attribute, questions in QUESTIONS.items():
        storage = getattr(instance, attribute)
        if is_postgres(storage):
            for question, arguments in questions.items():
                remembered = cache(getattr(storage, question))
                remembered(*arguments)
                setattr(storage, question, remembered)
