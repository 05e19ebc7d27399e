"""Runs that failed or were terminated without telling so themselves."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import dagster as dg
from dagster import ResourceParam
from pydantic import ValidationError

from assets.requirements import ATTEMPT_TAG, GenerationRequest
from omninode_bridge.ports import Executions, Registry
from omninode_bridge.registry.lifecycle import FINAL, attempt_of
from omninode_bridge.registry.records import Execution, State
from omninode_bridge.reliability.inbox import Turns
from omninode_bridge.stages.analysis import ANSWERS
from omninode_bridge.stages.endings import failed_result
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.recovery import Loss, settle
from sensors.losses import cancelled, failed

GENERATE: Final = "generate_node"
ANALYZE: Final = "analyze"


@dg.run_failure_sensor(minimum_interval_seconds=5, default_status=dg.DefaultSensorStatus.RUNNING)
def failed_runs(
    context: dg.RunFailureSensorContext,
    executions: ResourceParam[Executions],
    registry: ResourceParam[Registry],
    recorder: ResourceParam[Recorder],
    turns: ResourceParam[Turns],
) -> None:
    """A run that crashed is tried again, or its requester gets a failed event and an answer."""
    run = context.dagster_run
    events = [*context.get_step_failure_events(), context.failure_event]
    loss = failed(run.tags.get("omninode/correlation_id", ""), events)
    end_of_run(run, loss, Records(executions, registry, recorder, turns))


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
    turns: ResourceParam[Turns],
) -> None:
    """A run that somebody terminated: a failure sensor does not see it."""
    run = context.dagster_run
    loss = cancelled(run.tags.get("omninode/correlation_id", ""))
    end_of_run(run, loss, Records(executions, registry, recorder, turns))


@dataclass(frozen=True, slots=True)
class Records:
    """Where it stands what became of a request, and who tells it."""

    executions: Executions
    registry: Registry
    recorder: Recorder
    turns: Turns


def end_of_run(run: dg.DagsterRun, loss: Loss, records: Records) -> None:
    """Settle what the run was about; a run that nobody waits for is none of our business."""
    ids = _ids_of(run)
    if ids is None or run.job_name not in {GENERATE, ANALYZE}:
        return
    executions, recorder = records.executions, records.recorder
    fresh = _begun_by(run, ids, recorder)
    if run.job_name == ANALYZE:
        _end_analysis(fresh, loss, records)
        return
    executions.begin(fresh)
    execution = executions.find(fresh.correlation_id) or fresh
    if execution.state not in FINAL and _is_about(execution, run, executions):
        settle(execution, loss, registry=records.registry, recorder=recorder)


def _end_analysis(fresh: Execution, loss: Loss, records: Records) -> None:
    """Unless it was answered already, by this run or by the intelligence service."""
    # Without a name: who counts the generations that are told of does not count this one.
    end = ended(replace(fresh, node_name=""), loss)
    records.turns.tell(ANSWERS, fresh.correlation_id, lambda: records.recorder.refusal(end))


def ended(execution: Execution, loss: Loss) -> Execution:
    """As it would be recorded."""
    result = failed_result(execution, loss.error) | {"status": loss.state.value}
    return Execution(
        execution.correlation_id,
        execution.session_id,
        execution.node_name,
        loss.state,
        execution.started_at,
        execution.updated_at,
        run_id=execution.run_id,
        error_code=loss.error.code,
        error_message=loss.error.message,
        result=result,
    )


def _is_about(execution: Execution, run: dg.DagsterRun, executions: Executions) -> bool:
    """Whether nothing else works on it: no later run, and no later attempt that waits for one."""
    attempt = attempt_of(executions.history(execution.correlation_id))
    mine = execution.run_id in {None, run.run_id}
    return mine and run.tags.get(ATTEMPT_TAG, "1") == str(attempt)


def _begun_by(run: dg.DagsterRun, ids: tuple[UUID, UUID], recorder: Recorder) -> Execution:
    """What a run records first, for one that did not live to do so."""
    correlation_id, session_id = ids
    now = recorder.clock()
    return Execution(
        correlation_id,
        session_id,
        run.tags.get("omninode/node", ""),
        State.PENDING,
        started_at=now,
        updated_at=now,
        run_id=run.run_id,
        request=_request_of(run),
    )


def _request_of(run: dg.DagsterRun) -> dict[str, object] | None:
    """None where the configuration is what was wrong."""
    match run.run_config:
        case {"ops": {"prd": {"config": dict() as config}}}:
            with suppress(ValidationError):
                return GenerationRequest.model_validate(config).model_dump()
    return None


def _ids_of(run: dg.DagsterRun) -> tuple[UUID, UUID] | None:
    try:
        return UUID(run.tags["omninode/correlation_id"]), UUID(run.tags["omninode/session_id"])
    except (KeyError, ValueError):
        return None
