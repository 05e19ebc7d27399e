"""After a crash: what was under way is finished, tried again or failed."""

from datetime import timedelta
from typing import Final

import dagster as dg
from dagster import ResourceParam

from omninode_bridge.ports import Executions, Registrar, Registry
from omninode_bridge.registry.records import Execution
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.recovery import settle
from sensors.cursors import moment
from sensors.losses import looked_up

# A run's own process ends its execution just before or after the run itself.
PATIENCE: Final = timedelta(seconds=30)
SWEPT_EVERY: Final = timedelta(minutes=10)
# Whoever asks later is told how it ended and how long each step took.
REMEMBERED: Final = timedelta(hours=24)


@dg.sensor(minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def recovery(
    context: dg.SensorEvaluationContext,
    executions: ResourceParam[Executions],
    registry: ResourceParam[Registry],
    registrar: ResourceParam[Registrar],
    recorder: ResourceParam[Recorder],
) -> dg.SkipReason:
    """Settles generations whose run has gone, and removes left-overs."""
    lost = [
        each
        for each in executions.unfinished()
        if recorder.clock() - each.updated_at > PATIENCE and _has_gone(context.instance, each)
    ]
    for execution in lost:
        run = context.instance.get_run_by_id(execution.run_id or "")
        loss = looked_up(str(execution.correlation_id), run, context.instance)
        settle(execution, loss, registry=registry, recorder=recorder)
    removed = 0
    if recorder.clock() - moment(context.cursor) > SWEPT_EVERY:
        removed = registrar.recover()
        executions.forget_histories(recorder.clock() - REMEMBERED)
        context.update_cursor(recorder.clock().isoformat())
    return dg.SkipReason(f"{len(lost)} settled, {removed} left-overs removed.")


def _has_gone(instance: dg.DagsterInstance, execution: Execution) -> bool:
    """Without a run it waits to be started."""
    if execution.run_id is None:
        return False
    run = instance.get_run_by_id(execution.run_id)
    return run is None or run.is_finished
