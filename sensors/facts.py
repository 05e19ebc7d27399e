"""Finished generations become facts, and the facts become fresh metrics."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

import dagster as dg
from dagster import ResourceParam
from dagster._core.definitions.unresolved_asset_job_definition import (
    UnresolvedAssetJobDefinition,  # what `define_asset_job` returns has no public name
)

from omninode_bridge.ports import Executions, Warehouse
from omninode_bridge.registry.records import Execution
from omninode_bridge.stages.endings import fact_of
from sensors.cursors import LONG_AGO, moment

LOOKED_AT: Final = 500
# Two processes end generations at the same time, and one commits later than its time says.
OVERLAP: Final = timedelta(minutes=2)
# Fresh metrics cost as much of the machine as a generation: while some are under way they wait.
PATIENCE: Final = timedelta(minutes=1)
COUNTED: Final = "All that has finished is counted already."
BUSY: Final = "Generations are under way: what has finished is counted with them."


@dataclass(frozen=True, slots=True)
class Cursor:
    """From when on to look, what was seen there last (a digest), and when that was counted."""

    since: datetime
    page: str = ""
    counted_at: datetime = LONG_AGO

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """What is no cursor of ours begins long ago: looking twice counts once."""
        since, _, rest = (text or "").partition(" ")
        page, _, counted_at = rest.partition(" ")
        return cls(moment(since), page, moment(counted_at))

    def __str__(self) -> str:
        return f"{self.since.isoformat()} {self.page} {self.counted_at.isoformat()}"

    def after(self, finished: Sequence[Execution], now: datetime) -> "Cursor":
        latest = finished[-1].updated_at
        # A full page ends the overlap, or the next tick would read the same page again.
        full = len(finished) == LOOKED_AT
        since = latest if full else max(self.since, latest - OVERLAP)
        return Cursor(since, page_of([each for each in finished if each.updated_at > since]), now)


def facts_sensor(refresh: UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    @dg.sensor(
        name="finished_generations",
        job=refresh,
        minimum_interval_seconds=10,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Appends each finished generation to the lake, once.",
    )
    def finished_generations(
        context: dg.SensorEvaluationContext,
        executions: ResourceParam[Executions],
        warehouse: ResourceParam[Warehouse],
    ) -> dg.SensorResult | dg.SkipReason:
        cursor, now = Cursor.parse(context.cursor), datetime.now(UTC)
        finished = executions.finished_since(cursor.since, LOOKED_AT)
        if not finished:
            return dg.SkipReason("Nothing has finished.")
        if page_of(finished) == cursor.page:
            return dg.SkipReason(COUNTED)
        if now - cursor.counted_at < PATIENCE and executions.unfinished():
            return dg.SkipReason(BUSY)
        # The lake holds one row per request, so looking twice counts once.
        added = warehouse.append(
            [fact_of(each, executions.steps(each.correlation_id)) for each in finished]
        )
        following = str(cursor.after(finished, now))
        if not added:
            context.update_cursor(following)
            return dg.SkipReason(COUNTED)
        run = dg.RunRequest(run_key=f"{finished[-1].updated_at.isoformat()} {added}")
        return dg.SensorResult(run_requests=[run], cursor=following)

    return finished_generations


def page_of(finished: Sequence[Execution]) -> str:
    """Equal when the same generations have ended at the same times."""
    ends = sorted(f"{each.correlation_id} {each.updated_at.isoformat()}" for each in finished)
    return hashlib.blake2b("\n".join(ends).encode(), digest_size=8).hexdigest()
