"""Runs that end without saying so: finished, tried again within bounds, or failed; told once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import dagster as dg
import pytest

from assets.requirements import GenerationRequest, tags_of
from omninode_bridge.errors import IllegalTransitionError, UnavailableError
from omninode_bridge.events.decoding import Received, decode_status
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.events.topics import STATUS
from omninode_bridge.metrics.told import fact_told
from omninode_bridge.registry.lifecycle import attempt_of
from omninode_bridge.registry.records import Execution, State
from omninode_bridge.stages import attempts
from omninode_bridge.stages.analysis import ANSWERS
from omninode_bridge.stages.attempts import BLAMELESS, LAST_ATTEMPT, MOST_BLAMELESS
from pipelines import jobs
from resources.launcher.ledger import LAUNCHER_DIED
from sensors.failures import cancelled_runs, failed_runs
from sensors.losses import CANCELLED, CRASHED, GONE
from sensors.recovery import recovery
from sensors.submissions import submissions_sensor
from tests.flows.line import SESSION, Line, now
from tests.flows.ticks import tick

GENERATE = "generate_node"
KILLED = "Run worker process 7 was killed by SIGKILL."


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Line(tmp_path, instance)


def a_run(
    line: Line,
    request: GenerationRequest,
    status: dg.DagsterRunStatus = dg.DagsterRunStatus.FAILURE,
    *,
    job: str = GENERATE,
    attempt: int = 1,
) -> dg.DagsterRun:
    run = line.instance.add_run(
        dg.DagsterRun(
            job_name=job,
            run_id=str(uuid4()),
            tags=tags_of(request, "order_total", attempt),
            run_config={"ops": {"prd": {"config": request.model_dump(exclude_none=True)}}},
            status=status,
        )
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


def failure_of(line: Line, run: dg.DagsterRun, message: str = KILLED) -> None:
    logged = line.instance.all_logs(run.run_id, of_type=dg.DagsterEventType.RUN_FAILURE)
    event = next(
        (entry.dagster_event for entry in logged),
        dg.DagsterEvent("PIPELINE_FAILURE", run.job_name, message=message),
    )
    assert event is not None
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
    names = ("executions", "registry", "recorder", "turns")
    return {name: line.resources()[name] for name in names}


def recorded(line: Line, result: dg.ExecuteInProcessResult) -> dg.DagsterRun:
    run = line.instance.get_run_by_id(result.run_id)
    assert run is not None
    return run


def due(line: Line) -> list[dg.RunRequest]:
    """What the sensor that starts waiting requests asks for now."""
    said, _ = tick(submissions_sensor(jobs.generate_node), line.instance, line.resources())
    return list(said.run_requests or ()) if isinstance(said, dg.SensorResult) else []


def attempt_at(line: Line, request: GenerationRequest) -> int:
    return attempt_of(line.executions.history(UUID(request.correlation_id)))


def test_a_killed_run_is_tried_again_and_nobody_is_told_of_an_end(line: Line) -> None:
    request = line.request()
    run = a_run(line, request)
    under_way(line, request, run.run_id)
    failure_of(line, run)
    failure_of(line, run)

    execution = line.execution(request)
    assert (execution.state, execution.run_id) == (State.PENDING, None)
    assert attempt_at(line, request) == 2
    assert [each.status for each in line.statuses()] == [SessionStatus.PENDING]
    assert f"{KILLED}: attempt 2 follows" in line.statuses()[0].message
    assert line.answers() == []
    [again] = due(line)
    assert again.run_key == f"{request.correlation_id} 2"
    assert again.tags["omninode/attempt"] == "2"
    [same] = due(line)
    assert same.run_key == again.run_key

    line.generate(GenerationRequest.model_validate(again.run_config["ops"]["prd"]["config"]))
    assert line.execution(request).state is State.COMPLETED
    assert [each.status for each in line.statuses()].count(SessionStatus.COMPLETED) == 1
    assert len(line.answers()) == 1
    assert due(line) == []


def test_attempts_end_and_the_last_loss_is_told(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = line.request()
    for attempt in range(1, LAST_ATTEMPT + 1):
        assert line.answers() == []
        failure_of(line, a_run(line, request, attempt=attempt))
        if 1 < attempt < LAST_ATTEMPT:
            assert due(line) == [], "the last one waits a while"
            pauses = [timedelta(0) for _ in attempts.PAUSES]
            monkeypatch.setattr(attempts, "PAUSES", pauses)
            assert len(due(line)) == 1

    execution = line.execution(request)
    assert (execution.state, execution.error_code) == (State.FAILED, CRASHED)
    assert execution.error_message == KILLED
    assert execution.result is not None
    assert f"omninode requests retry {request.correlation_id}" in str(execution.result["error"])
    assert line.statuses()[-1].status is SessionStatus.FAILED
    [answer] = line.answers()
    assert answer.confidence == 0


def test_late_news_of_an_earlier_attempt_changes_nothing(line: Line) -> None:
    request = line.request()
    first, second = a_run(line, request), a_run(line, request, attempt=2)
    failure_of(line, first)
    failure_of(line, second)
    before = line.execution(request)
    for run in (first, second):
        failure_of(line, run, "late news")
    assert line.execution(request) == before
    assert attempt_at(line, request) == 3


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (UnavailableError("mypy does not answer"), State.PENDING),
        (OSError(28, "No space left on device"), State.PENDING),
        (IllegalTransitionError("our own mistake"), State.FAILED),
        (ValueError("our own mistake"), State.FAILED),
    ],
)
def test_only_what_the_installation_did_is_tried_again(
    line: Line, error: Exception, state: State
) -> None:
    line.toolchain.error = error
    request = line.request()
    result = line.generate(request)
    failure_of(line, recorded(line, result))

    execution = line.execution(request)
    assert execution.state is state
    if state is State.FAILED:
        assert execution.error_code == CRASHED
        assert "quality_report: " in str(execution.error_message)
        assert "our own mistake" in str(execution.error_message)


def test_a_run_that_failed_before_it_was_recorded_is_tried_again_too(line: Line) -> None:
    request = line.request()
    failure_of(line, a_run(line, request))
    [again] = due(line)
    assert again.run_config["ops"]["prd"]["config"] == request.model_dump(exclude_none=True)


def test_what_cannot_be_repeated_fails(line: Line) -> None:
    request = line.request()
    run = a_run(line, request)
    line.executions.begin(
        replace(under_way(Line(line.root, line.instance), request, run.run_id), request=None)
    )
    failure_of(line, run)
    assert line.execution(request).state is State.FAILED


def test_a_run_whose_configuration_is_wrong_fails(line: Line) -> None:
    request = line.request()
    run = a_run(line, request.model_copy(update={"min_coverage": 7.0}))
    failure_of(line, run, "The configuration is wrong")
    assert line.execution(request).state is State.FAILED
    assert len(line.answers()) == 1


def test_a_failed_analysis_is_answered_and_not_recorded(line: Line) -> None:
    request = line.request()
    failure_of(line, a_run(line, request, job="analyze"), "The document is binary")
    assert line.executions.find(UUID(request.correlation_id)) is None
    assert [each.confidence for each in line.answers()] == [0]
    told = [decode_status(each.value) for each in line.event_log.published(STATUS)]
    assert [each.event.status for each in told if isinstance(each, Received)] == ["failed"]
    assert [fact_told(each) for each in told if isinstance(each, Received)] == [None]


def test_an_analysis_that_the_service_has_answered_is_not_answered_again(line: Line) -> None:
    request = line.request()
    with line.turns.take(ANSWERS, UUID(request.correlation_id)) as is_mine:
        assert is_mine
    failure_of(line, a_run(line, request, job="analyze"), "The document is binary")
    assert (line.answers(), line.statuses()) == ([], [])


def test_attempts_that_died_with_the_launcher_do_not_count(line: Line) -> None:
    request = line.request()
    for attempt in range(1, MOST_BLAMELESS + 2):
        assert line.answers() == []
        failure_of(line, a_run(line, request, attempt=attempt), message=f"{LAUNCHER_DIED}, and 7.")
        if attempt <= MOST_BLAMELESS:
            assert len(due(line)) == 1, "at once"

    execution = line.execution(request)
    assert (execution.state, execution.error_code) == (State.FAILED, BLAMELESS)
    assert len(line.answers()) == 1


def test_an_expected_failure_is_told_once_and_final(line: Line) -> None:
    line.toolchain.broken = "mypy"
    request = line.request()
    result = line.generate(request)
    failure_of(line, recorded(line, result))
    assert line.execution(request).error_code == "gate_failed"
    assert len(line.answers()) == 1
    assert attempt_at(line, request) == 1


def test_the_failure_of_an_earlier_run_does_not_end_a_later_one(line: Line) -> None:
    request = line.request()
    first = a_run(line, request)
    under_way(line, request, str(uuid4()))
    failure_of(line, first, "late news")
    assert line.execution(request).state is State.VALIDATING


def test_runs_of_others_are_none_of_our_business(line: Line) -> None:
    run = dg.DagsterRun("refresh_metrics", str(uuid4()), status=dg.DagsterRunStatus.FAILURE)
    failure_of(line, line.instance.add_run(run))
    assert line.answers() == []


def test_a_terminated_run_is_cancelled_and_not_tried_again(line: Line) -> None:
    request = line.request()
    run = a_run(line, request, dg.DagsterRunStatus.CANCELED)
    under_way(line, request, run.run_id)
    cancellation_of(line, run)
    execution = line.execution(request)
    assert (execution.state, execution.error_code) == (State.CANCELLED, CANCELLED)
    assert line.statuses()[-1].status is SessionStatus.CANCELLED
    assert line.answers()[0].analysis_result["status"] == "cancelled"
    assert due(line) == []


def test_a_generation_whose_run_was_deleted_is_tried_again(line: Line) -> None:
    request = line.request()
    under_way(line, request, str(uuid4()))
    tick(recovery, line.instance, line.resources())
    tick(recovery, line.instance, line.resources())
    assert line.execution(request).state is State.PENDING
    assert [each.reason for each in line.executions.history(UUID(request.correlation_id))] == [GONE]
    assert len(due(line)) == 1


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (dg.DagsterRunStatus.FAILURE, State.PENDING),
        (dg.DagsterRunStatus.SUCCESS, State.PENDING),
        (dg.DagsterRunStatus.CANCELED, State.CANCELLED),
        (dg.DagsterRunStatus.STARTED, State.VALIDATING),
    ],
)
def test_what_no_other_sensor_has_seen_the_recovery_settles(
    line: Line, status: dg.DagsterRunStatus, state: State
) -> None:
    request = line.request()
    under_way(line, request, a_run(line, request, status).run_id)
    tick(recovery, line.instance, line.resources())
    assert line.execution(request).state is state


def test_the_recovery_does_not_repeat_our_own_mistakes(line: Line) -> None:
    line.toolchain.error = ValueError("our own mistake")
    request = line.request()
    line.generate(request)
    later = {**line.resources(), "recorder": line.recorder_at(minutes=5)}
    tick(recovery, line.instance, later)
    execution = line.execution(request)
    assert (execution.state, execution.error_code) == (State.FAILED, CRASHED)
    assert "our own mistake" in str(execution.error_message)


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
