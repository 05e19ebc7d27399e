"""Requests that were recorded without a run: a person submitted them in the UI."""

import dagster as dg
from dagster import ResourceParam
from dagster._core.definitions.unresolved_asset_job_definition import (
    UnresolvedAssetJobDefinition,  # what `define_asset_job` returns has no public name
)

from assets.requirements import NODES, GenerationRequest, run_config_of, tags_of
from omninode_bridge.ports import Executions
from omninode_bridge.registry.records import Execution, State


def submissions_sensor(generate: UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    @dg.sensor(
        name="submitted_documents",
        job=generate,
        minimum_interval_seconds=5,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts one run for each document that was submitted in the UI.",
    )
    def submitted_documents(
        context: dg.SensorEvaluationContext, executions: ResourceParam[Executions]
    ) -> dg.SensorResult | dg.SkipReason:
        del context
        waiting = [each for each in executions.unfinished() if is_waiting(each)]
        if not waiting:
            return dg.SkipReason("Nobody has submitted a document.")
        names = sorted({each.node_name for each in waiting})
        return dg.SensorResult(
            run_requests=[_run_of(each) for each in waiting],
            dynamic_partitions_requests=[NODES.build_add_request(names)],
        )

    return submitted_documents


def is_waiting(execution: Execution) -> bool:
    has_request = bool(execution.request and "document_digest" in execution.request)
    return execution.state is State.PENDING and execution.run_id is None and has_request


def _run_of(execution: Execution) -> dg.RunRequest:
    config = GenerationRequest.model_validate(dict(execution.request or {}))
    return dg.RunRequest(
        # The same submission starts one run, however often it is seen waiting.
        run_key=config.correlation_id,
        partition_key=execution.node_name,
        run_config=run_config_of(config),
        tags=tags_of(config, execution.node_name),
    )
