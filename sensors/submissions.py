"""Requests that are recorded and have no run: submitted in the UI, to be tried again, or late
because they came above a limit.
"""

from typing import Final

import dagster as dg
from dagster import ResourceParam
from dagster._core.definitions.unresolved_asset_job_definition import (
    UnresolvedAssetJobDefinition,  # what `define_asset_job` returns has no public name
)

from assets.requirements import NODES, GenerationRequest, run_config_of, tags_of
from omninode_bridge.ports import Executions
from omninode_bridge.registry.lifecycle import attempt_of
from omninode_bridge.registry.records import Execution
from omninode_bridge.stages.attempts import is_due, waits_for_run
from omninode_bridge.stages.waiting import not_before
from sensors.admission import Admission

IDLE: Final = "No request waits for a run."


def submissions_sensor(generate: UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    @dg.sensor(
        name="submitted_documents",
        job=generate,
        minimum_interval_seconds=5,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts one run for each request that waits: one that was submitted in the UI, "
        "one that came above a limit, or another attempt at one whose run was lost.",
    )
    def submitted_documents(
        context: dg.SensorEvaluationContext,
        executions: ResourceParam[Executions],
        admission: ResourceParam[Admission],
    ) -> dg.SensorResult | dg.SkipReason:
        del context
        now = admission.clock()
        waiting = [each for each in executions.unfinished() if waits_for_run(each)]
        runs = []
        for each in waiting:
            if (earliest := not_before(each)) and now < earliest:
                continue
            history = executions.history(each.correlation_id)
            attempt = attempt_of(history)
            if is_due(each, history, now) and _may_begin(each, attempt, admission):
                runs.append(_run_of(each, attempt))
        if not runs:
            said = f"{len(waiting)} requests wait, none is due, or limits let none begin."
            return dg.SkipReason(said if waiting else IDLE)
        names = sorted({str(run.partition_key) for run in runs})
        return dg.SensorResult(
            run_requests=runs, dynamic_partitions_requests=[NODES.build_add_request(names)]
        )

    return submitted_documents


def _may_begin(execution: Execution, attempt: int, admission: Admission) -> bool:
    """As often as limits allow; what has begun once has been counted."""
    return attempt > 1 or admission.again(execution)


def _run_of(execution: Execution, attempt: int) -> dg.RunRequest:
    config = GenerationRequest.model_validate(dict(execution.request or {}))
    # The same attempt starts one run, however often it is seen waiting.
    run_key = config.correlation_id + (f" {attempt}" if attempt > 1 else "")
    return dg.RunRequest(
        run_key=run_key,
        partition_key=execution.node_name,
        run_config=run_config_of(config),
        tags=tags_of(config, execution.node_name, attempt),
    )
