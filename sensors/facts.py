"""Finished generations become facts, and the facts become fresh metrics."""

from datetime import timedelta
from typing import Final

import dagster as dg
from dagster import ResourceParam
from dagster._core.definitions.unresolved_asset_job_definition import (
    UnresolvedAssetJobDefinition,  # what `define_asset_job` returns has no public name
)

from omninode_bridge.ports import Executions, Warehouse
from omninode_bridge.stages.endings import fact_of
from sensors.cursors import moment

LOOKED_AT: Final = 500
# Two processes end generations at the same time, and one commits later than its time says.
OVERLAP: Final = timedelta(minutes=2)


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
        since = moment(context.cursor)
        finished = executions.finished_since(since, LOOKED_AT)
        if not finished:
            return dg.SkipReason("Nothing has finished.")
        # The lake holds one row per request, so looking twice counts once.
        added = warehouse.append(
            [fact_of(each, executions.steps(each.correlation_id)) for each in finished]
        )
        latest = finished[-1].updated_at
        # A full page ends the overlap, or the next tick would read the same page again.
        full = len(finished) == LOOKED_AT
        cursor = (latest if full else max(since, latest - OVERLAP)).isoformat()
        if not added:
            context.update_cursor(cursor)
            return dg.SkipReason("All that has finished is counted already.")
        run = dg.RunRequest(run_key=f"{latest.isoformat()} {added}")
        return dg.SensorResult(run_requests=[run], cursor=cursor)

    return finished_generations
