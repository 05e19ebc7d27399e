"""Runs that failed or were terminated without telling so themselves."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import dagster as dg
from dagster import ResourceParam

from omninode_bridge.ports import Executions, Registry
from omninode_bridge.registry.lifecycle import FINAL
from omninode_bridge.registry.records import Execution, State
from omninode_bridge.registry.results import ErrorDetail
from omninode_bridge.stages.endings import failed_result
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.recovery import settle

GENERATE: Final = "generate_node"
ANALYZE: Final = "analyze"
CRASHED: Final = "run_failed"
CANCELLED: Final = "cancelled"


@dg.run_failure_sensor(minimum_interval_seconds=5, default_status=dg.DefaultSensorStatus.RUNNING)
def failed_runs(
    context: dg.RunFailureSensorContext,
    executions: ResourceParam[Executions],
    registry: ResourceParam[Registry],
    recorder: ResourceParam[Recorder],
) -> None:
    """A run that crashed: its requester gets a failed event and an answer all the same."""
    error = ErrorDetail(
        CRASHED,
        _reason(context.failure_event.message, context.get_step_failure_events()),
        f"Open run {context.dagster_run.run_id} in the UI (`omninode status` tells its port) and "
        "choose to re-execute it from failure, or send the request again.",
    )
    end_of_run(
        context.dagster_run,
        (State.FAILED, error),
        executions=executions,
        registry=registry,
        recorder=recorder,
    )


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.CANCELED,
    minimum_interval_seconds=5,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def cancelled_runs(
    context: dg.RunStatusSensorContext,
    executions: ResourceParam[Executions],
    registry: ResourceParam[Registry],
    recorder: ResourceParam[Recorder],
) -> None:
    """A run that somebody terminated: a failure sensor does not see it."""
    error = ErrorDetail(
        CANCELLED, "The run was terminated", "Send the PRD again, or execute the run again."
    )
    end_of_run(
        context.dagster_run,
        (State.CANCELLED, error),
        executions=executions,
        registry=registry,
        recorder=recorder,
    )


def end_of_run(
    run: dg.DagsterRun,
    end: tuple[State, ErrorDetail],
    *,
    executions: Executions,
    registry: Registry,
    recorder: Recorder,
) -> None:
    """Settle what the run was about; a run that nobody waits for is none of our business."""
    ids = _ids_of(run)
    if ids is None or run.job_name not in {GENERATE, ANALYZE}:
        return
    (correlation_id, session_id), (state, error) = ids, end
    now = recorder.clock()
    execution = executions.find(correlation_id) or Execution(
        correlation_id,
        session_id,
        run.tags.get("omninode/node", ""),
        State.PENDING,
        started_at=now,
        updated_at=now,
        run_id=run.run_id,
    )
    if run.job_name == ANALYZE:
        recorder.refuse(ended(execution, state, error))
    elif execution.state not in FINAL and execution.run_id in {None, run.run_id}:
        executions.begin(execution)
        settle(execution, state, error, registry=registry, recorder=recorder)


def ended(execution: Execution, state: State, error: ErrorDetail) -> Execution:
    """As it would be recorded."""
    result = failed_result(execution, error) | {"status": state.value}
    return Execution(
        execution.correlation_id,
        execution.session_id,
        execution.node_name,
        state,
        execution.started_at,
        execution.updated_at,
        run_id=execution.run_id,
        error_code=error.code,
        error_message=error.message,
        result=result,
    )


def _ids_of(run: dg.DagsterRun) -> tuple[UUID, UUID] | None:
    try:
        return UUID(run.tags["omninode/correlation_id"]), UUID(run.tags["omninode/session_id"])
    except (KeyError, ValueError):
        return None


def _reason(message: str | None, steps: Sequence[dg.DagsterEvent]) -> str:
    """The first failed step's own words, one line."""
    for step in steps:
        error = step.step_failure_data.error if step.is_step_failure else None
        if error:
            cause = error.cause or error
            return f"{step.step_key}: {cause.message.strip().splitlines()[0]}"[:500]
    return (message or "The run failed without a word").strip().splitlines()[0][:500]
