"""The sensors around the line: submissions, facts, failures, cancellations, recovery."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import dagster as dg
import pytest

from assets.metrics import AGGREGATES
from assets.requirements import NODES, GenerationRequest, run_config_of, tags_of
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.registry.records import Execution, State
from pipelines import jobs
from sensors.facts import facts_sensor
from sensors.failures import CANCELLED, CRASHED, cancelled_runs, failed_runs
from sensors.recovery import recovery
from sensors.requests import requests_sensor
from sensors.submissions import submissions_sensor
from tests.flows.line import QUOTE, SESSION, Line, now
from tests.flows.ticks import tick

GENERATE = "generate_node"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Line(tmp_path, instance)


def a_run(line: Line, job: str, tags: dict[str, str], status: dg.DagsterRunStatus) -> dg.DagsterRun:
    run = line.instance.add_run(
        dg.DagsterRun(job_name=job, run_id=str(uuid4()), tags=tags, status=status)
    )
    assert isinstance(run, dg.DagsterRun)
    return run


def under_way(line: Line, request: GenerationRequest, run_id: str, minutes: int = 5) -> Execution:
    """An execution that a run has begun and never ended."""
    then = now() - timedelta(minutes=minutes)
    execution = Execution(
        UUID(request.correlation_id),
        SESSION,
        "order_total",
        State.VALIDATING,
        then,
        then,
        run_id=run_id,
        request=request.model_dump(),
    )
    line.executions.begin(execution)
    return execution


def failure_of(line: Line, run: dg.DagsterRun, message: str) -> None:
    event = dg.DagsterEvent("PIPELINE_FAILURE", run.job_name, message=message)
    context = dg.build_run_status_sensor_context(
        sensor_name="failed_runs",
        dagster_event=event,
        dagster_instance=line.instance,
        dagster_run=run,
    ).for_run_failure()
    failed_runs(context, **sensor_resources(line))


def cancellation_of(line: Line, run: dg.DagsterRun) -> None:
    event = dg.DagsterEvent("PIPELINE_CANCELED", run.job_name, message="terminated")
    context = dg.build_run_status_sensor_context(
        sensor_name="cancelled_runs",
        dagster_event=event,
        dagster_instance=line.instance,
        dagster_run=run,
    )
    cancelled_runs(context, **sensor_resources(line))


def sensor_resources(line: Line) -> dict[str, object]:
    return {name: line.resources()[name] for name in ("executions", "registry", "recorder")}


def test_a_pasted_document_becomes_a_run_of_its_node(line: Line) -> None:
    submit = line.definitions().resolve_job_def("submit_prd")
    submitted = submit.execute_in_process(
        run_config={"ops": {"submit_prd": {"config": {"prd": QUOTE, "min_coverage": 1.0}}}},
        instance=line.instance,
    )
    assert submitted.success
    said, _ = tick(submissions_sensor(jobs.generate_node), line.instance, line.resources())
    assert isinstance(said, dg.SensorResult)
    [run] = said.run_requests or ()
    assert (run.partition_key, run.run_key) == ("order_total", submitted.run_id)
    config = run.run_config["ops"]["prd"]["config"]
    result = line.generate(GenerationRequest.model_validate(config))

    assert result.success
    execution = line.executions.find(UUID(submitted.run_id))
    assert execution is not None
    assert execution.state is State.COMPLETED
    assert tick(submissions_sensor(jobs.generate_node), line.instance, line.resources())[0] == (
        dg.SkipReason("Nobody has submitted a document.")
    )


def test_a_document_below_the_workspace_is_read_and_nothing_else(line: Line) -> None:
    (line.root / "quote.md").write_text(QUOTE, encoding="utf-8")
    submit = line.definitions().resolve_job_def("submit_prd")

    def submitted(config: dict[str, str]) -> bool:
        return submit.execute_in_process(
            run_config={"ops": {"submit_prd": {"config": config}}},
            instance=line.instance,
            raise_on_error=False,
        ).success

    assert submitted({"path": "quote.md"})
    assert not submitted({"path": "../../../../etc/passwd"})
    assert not submitted({"path": "/etc/passwd"})
    assert not submitted({})
    assert len(line.executions.unfinished()) == 1


def test_what_the_requests_sensor_asks_for_is_what_the_job_accepts(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sensors.requests.LONG_POLL_S", 0.0)
    request = line.request()
    sent = line.as_message(request, QUOTE)
    sensor = requests_sensor(jobs.generate_node, jobs.analyze)
    said, _ = tick(sensor, line.instance, line.resources())

    assert isinstance(said, dg.SensorResult)
    [run] = said.run_requests or ()
    assert run.run_key == str(sent.correlation_id)
    result = line.generate(
        GenerationRequest.model_validate(run.run_config["ops"]["prd"]["config"]),
        node=str(run.partition_key),
    )
    assert result.success


def test_a_request_for_an_analysis_is_answered_and_no_node_is_made(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sensors.requests.LONG_POLL_S", 0.0)
    sent = line.as_message(None, QUOTE)
    sensor = requests_sensor(jobs.generate_node, jobs.analyze)
    said, _ = tick(sensor, line.instance, line.resources())
    assert isinstance(said, dg.SensorResult)
    [run] = said.run_requests or ()
    assert run.job_name == "analyze"

    job = line.definitions().resolve_job_def("analyze")
    result = job.execute_in_process(
        run_config=run.run_config, tags=run.tags, instance=line.instance
    )
    assert result.success
    [answer] = line.answers()
    assert answer.correlation_id == sent.correlation_id
    assert answer.analysis_result["node_name"] == "order_total"
    assert answer.confidence > 0.5
    assert line.executions.recent(9) == []


@pytest.mark.requirement("R115")
def test_a_finished_generation_is_counted_once(line: Line) -> None:
    line.generate(line.request())
    line.toolchain.broken = "mypy"
    line.generate(line.request())
    sensor = facts_sensor(jobs.refresh_metrics)

    said, cursor = tick(sensor, line.instance, line.resources())
    assert isinstance(said, dg.SensorResult)
    assert len(said.run_requests or ()) == 1
    again, _ = tick(sensor, line.instance, line.resources(), cursor=cursor)
    assert isinstance(again, dg.SkipReason)
    [row] = line.warehouse.aggregate("summary").rows
    figures = dict(zip(line.warehouse.aggregate("summary").columns, row, strict=True))
    assert (figures["generations"], figures["total_nodes_generated"]) == (2, 1)

    refresh = line.definitions().resolve_job_def("refresh_metrics")
    result = refresh.execute_in_process(instance=line.instance)
    previews = {
        event.asset_key.to_user_string(): event.materialization.metadata
        for event in result.get_asset_materialization_events()
        if event.asset_key
    }
    assert len(previews) == len(AGGREGATES) + 1, "and the compaction"
    assert previews["metrics/by_type"]["dagster/row_count"].value == 1
    assert "compute" in str(previews["metrics/by_type"]["preview"].value)


def test_a_crashed_run_ends_as_failed_with_an_answer(line: Line) -> None:
    request = line.request()
    run = a_run(line, GENERATE, tags_of(request, "order_total"), dg.DagsterRunStatus.FAILURE)
    under_way(line, request, run.run_id)
    failure_of(line, run, "The process was killed by SIGKILL")

    execution = line.execution(request)
    assert (execution.state, execution.error_code) == (State.FAILED, CRASHED)
    assert execution.error_message == "The process was killed by SIGKILL"
    assert line.statuses()[-1].status is SessionStatus.FAILED
    [answer] = line.answers()
    assert answer.confidence == 0


def test_a_run_that_failed_before_it_was_recorded_is_answered_too(line: Line) -> None:
    request = line.request()
    run = a_run(line, GENERATE, tags_of(request, "order_total"), dg.DagsterRunStatus.FAILURE)
    failure_of(line, run, "The configuration is wrong")
    assert line.execution(request).state is State.FAILED
    assert len(line.answers()) == 1


def test_a_failed_analysis_is_answered_and_not_recorded(line: Line) -> None:
    request = line.request()
    run = a_run(line, "analyze", tags_of(request, "order_total"), dg.DagsterRunStatus.FAILURE)
    failure_of(line, run, "The document is binary")
    assert line.executions.find(UUID(request.correlation_id)) is None
    assert [each.confidence for each in line.answers()] == [0]


def test_an_expected_failure_is_told_once(line: Line) -> None:
    line.toolchain.broken = "mypy"
    request = line.request()
    result = line.generate(request)
    run = line.instance.get_run_by_id(result.run_id)
    assert run is not None
    failure_of(line, run, "Steps failed: ['quality_report']")
    assert line.execution(request).error_code == "gate_failed"
    assert len(line.answers()) == 1


def test_the_failure_of_an_earlier_run_does_not_end_a_later_one(line: Line) -> None:
    request = line.request()
    first = a_run(line, GENERATE, tags_of(request, "order_total"), dg.DagsterRunStatus.FAILURE)
    under_way(line, request, str(uuid4()))
    failure_of(line, first, "late news")
    assert line.execution(request).state is State.VALIDATING


def test_runs_of_others_are_none_of_our_business(line: Line) -> None:
    failure_of(line, a_run(line, "refresh_metrics", {}, dg.DagsterRunStatus.FAILURE), "x")
    assert line.answers() == []


def test_a_terminated_run_is_cancelled(line: Line) -> None:
    request = line.request()
    run = a_run(line, GENERATE, tags_of(request, "order_total"), dg.DagsterRunStatus.CANCELED)
    under_way(line, request, run.run_id)
    cancellation_of(line, run)
    execution = line.execution(request)
    assert (execution.state, execution.error_code) == (State.CANCELLED, CANCELLED)
    assert line.statuses()[-1].status is SessionStatus.CANCELLED
    assert line.answers()[0].analysis_result["status"] == "cancelled"


def test_a_generation_whose_run_has_gone_is_failed(line: Line) -> None:
    request = line.request()
    under_way(line, request, str(uuid4()))
    tick(recovery, line.instance, line.resources())
    assert line.execution(request).state is State.FAILED
    assert len(line.answers()) == 1


def test_a_generation_that_is_at_work_is_left_alone(line: Line) -> None:
    request = line.request()
    run = a_run(line, GENERATE, {}, dg.DagsterRunStatus.STARTED)
    under_way(line, request, run.run_id)
    tick(recovery, line.instance, line.resources())
    assert line.execution(request).state is State.VALIDATING


def test_a_crash_after_the_registration_is_finished_and_not_failed(line: Line) -> None:
    request = line.request()
    line.generate(request)
    done = line.execution(request)
    cut_off = replace(done, state=State.VALIDATING, run_id=str(uuid4()))
    other = Line(
        line.root,
        line.instance,
        registry=line.registry,
        workspace=line.workspace,
    )
    other.executions.begin(replace(cut_off, updated_at=now() - timedelta(minutes=5)))
    tick(recovery, line.instance, other.resources())
    assert other.execution(request).state is State.COMPLETED
    assert other.answers()[0].analysis_result == line.answers()[0].analysis_result


def test_an_end_that_was_not_told_is_told_later_and_once(line: Line) -> None:
    line.event_log.down = True
    request = line.request()
    line.generate(request)
    line.event_log.down = False
    late = Line(line.root, line.instance, executions=line.executions, event_log=line.event_log)
    tick(recovery, line.instance, {**late.resources(), "recorder": late.recorder_at(minutes=5)})
    tick(recovery, line.instance, {**late.resources(), "recorder": late.recorder_at(minutes=5)})
    assert [each.status for each in line.statuses()] == [SessionStatus.COMPLETED]
    assert len(line.answers()) == 1


def test_everything_a_run_carries_is_tagged(line: Line) -> None:
    request = line.request()
    assert tags_of(request, "order_total") == {
        "omninode/correlation_id": request.correlation_id,
        "omninode/session_id": request.session_id,
        "omninode/node": "order_total",
    }
    assert list(run_config_of(request).ops) == ["prd"]
    assert NODES.name == "nodes"
