"""The sensors around the line: submissions, facts, failures, cancellations, recovery."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import dagster as dg
import pytest

from assets.metrics import AGGREGATES
from assets.requirements import NODES, GenerationRequest, run_config_of, tags_of
from omninode_bridge.registry.records import State
from pipelines import jobs
from sensors.facts import facts_sensor
from sensors.requests import requests_sensor
from sensors.submissions import IDLE, submissions_sensor
from tests.flows.line import QUOTE, Line
from tests.flows.ticks import tick

GENERATE = "generate_node"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Line(tmp_path, instance)


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
        dg.SkipReason(IDLE)
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
    again = job.execute_in_process(run_config=run.run_config, tags=run.tags, instance=line.instance)
    assert again.success
    assert len(line.answers()) == 1, "whoever comes second leaves it alone"


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


def test_everything_a_run_carries_is_tagged(line: Line) -> None:
    request = line.request()
    assert tags_of(request, "order_total") == {
        "omninode/correlation_id": request.correlation_id,
        "omninode/session_id": request.session_id,
        "omninode/node": "order_total",
    }
    assert list(run_config_of(request).ops) == ["prd"]
    assert NODES.name == "nodes"
