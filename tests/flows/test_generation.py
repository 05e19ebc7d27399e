"""The assets on an ephemeral instance: what is recorded, told and shown, whatever the outcome."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import dagster as dg
import pytest

from assets.requirements import tags_of
from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.intelligence.evidence import Evidence, SimilarNode, SourceAnswer
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import State
from omninode_bridge.stages.values import Stage
from tests.flows.line import QUOTE, SESSION, Line

STAGES = [stage.value for stage in Stage]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Line(tmp_path, instance)


def materialized(result: dg.ExecuteInProcessResult) -> list[str]:
    return [
        event.asset_key.to_user_string()
        for event in result.get_asset_materialization_events()
        if event.asset_key
    ]


@pytest.mark.requirement("R120", "R172")
def test_a_sound_document_becomes_a_registered_node(line: Line) -> None:
    request = line.request()
    result = line.generate(request)

    assert result.success
    assert materialized(result) == STAGES
    execution = line.execution(request)
    assert (execution.state, execution.run_id) == (State.COMPLETED, result.run_id)
    registered = line.registry.find("order_total")
    assert registered is not None
    assert registered.correlation_id == UUID(request.correlation_id)
    assert registered.domain == "sales"
    assert execution.result is not None
    assert execution.result["output_path"] == registered.path
    assert {"README.md", "QUALITY.md", "quality.json"} <= line.workspace.visible[
        registered.path
    ].keys()
    steps = line.executions.steps(execution.correlation_id)
    assert [step.name for step in steps][:6] == STAGES
    states = [each.after for each in line.executions.history(execution.correlation_id)]
    assert states == [State.ANALYZING, State.GENERATING, State.VALIDATING, State.COMPLETED]


@pytest.mark.requirement("R150", "R281")
def test_every_stage_is_told_and_the_end_is_answered(line: Line) -> None:
    request = line.request()
    line.generate(request)

    statuses = line.statuses()
    assert {each.session_id for each in statuses} == {SESSION}
    told = [each.metadata.steps_completed[-1:] for each in statuses]
    assert told == [(), *((name,) for name in STAGES), (STAGES[-1],)]
    progress = [each.progress_percentage for each in statuses]
    assert progress == sorted(progress)
    final = statuses[-1]
    assert (final.status, final.progress_percentage) == (SessionStatus.COMPLETED, 100.0)
    assert final.metadata.node_type is NodeType.COMPUTE
    assert final.metadata.bound == 1
    assert final.metadata.quality_score == 1.0
    [answer] = line.answers()
    assert str(answer.correlation_id) == request.correlation_id
    assert answer.analysis_result["status"] == "completed"
    assert answer.confidence > 0.5


def test_what_the_ui_shows_can_be_read_and_plotted(line: Line) -> None:
    result = line.generate(line.request())

    shown = {
        event.asset_key.to_user_string(): event.materialization.metadata
        for event in result.get_asset_materialization_events()
        if event.asset_key
    }
    assert shown["quality_report"]["score"] == dg.FloatMetadataValue(1.0)
    assert isinstance(shown["quality_report"]["report"], dg.MarkdownMetadataValue)
    assert isinstance(shown["registered_node"]["report_file"], dg.PathMetadataValue)
    assert shown["prd"]["summary"].value == "1 requirement, 1 rule, 1 example"
    versions = {
        event.asset_key.to_user_string(): (event.materialization.tags or {})["dagster/data_version"]
        for event in result.get_asset_materialization_events()
        if event.asset_key
    }
    registered = line.registry.find("order_total")
    assert registered is not None
    assert versions["registered_node"] == registered.digest


def test_every_attempt_of_a_strategy_is_recorded_shown_and_told(line: Line) -> None:
    request = line.request(QUOTE.replace("## Rules", "- R2: Exports a PDF.\n\n## Rules"))
    result = line.generate(request)

    tried = ["compiled: proven", "exemplar: not_tried", "llm: not_tried"]
    assert list(line.statuses()[-1].metadata.attempts) == tried
    [recorded] = [
        step.detail["attempts"]
        for step in line.executions.steps(UUID(request.correlation_id))
        if step.name == Stage.QUALITY_REPORT
    ]
    assert isinstance(recorded, list)
    assert [f"{one['strategy']}: {one['result']}" for one in recorded] == tried
    [shown] = [
        event.materialization.metadata["attempts"].value
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(Stage.QUALITY_REPORT.value)
    ]
    assert isinstance(shown, str)
    assert [line.split(" | ")[0] for line in shown.splitlines()[2:]] == [
        *("| compiled", "| exemplar", "| llm"),
    ]


def test_the_same_document_has_the_same_versions(line: Line) -> None:
    def versions(result: dg.ExecuteInProcessResult) -> list[str]:
        return [
            (event.materialization.tags or {})["dagster/data_version"]
            for event in result.get_asset_materialization_events()
        ]

    first, second = line.generate(line.request()), line.generate(line.request())
    assert versions(first) == versions(second)
    assert len(line.registry.versions("order_total")) == 1


def test_a_changed_document_is_told_as_a_new_version(line: Line) -> None:
    def news(text: str) -> str:
        line.generate(line.request(text))
        return next(each.message for each in reversed(line.statuses()) if "(" in each.message)

    changed = QUOTE.replace("Adds up", "Sums up")
    assert news(QUOTE) == "order_total 1.0.0 (new)"
    assert news(QUOTE) == "order_total 1.0.0 (unchanged)"
    assert news(changed) == "order_total 1.0.0 (new version 2 of 2)"


def test_a_faulty_document_fails_with_its_code(line: Line) -> None:
    request = line.request(QUOTE.replace("| quantity | int |", "| quantity | strange(type |"))
    result = line.generate(request)

    assert not result.success
    assert materialized(result) == []
    execution = line.execution(request)
    assert execution.state is State.FAILED
    assert (execution.error_code or "").startswith("PRD")
    [evaluation] = result.get_asset_check_evaluations()
    assert (evaluation.check_name, evaluation.passed) == ("document_is_sound", False)
    final = line.statuses()[-1]
    assert final.status is SessionStatus.FAILED
    assert final.metadata.error_code == execution.error_code
    [answer] = line.answers()
    assert answer.confidence == 0
    assert answer.analysis_result["status"] == "failed"


@pytest.mark.parametrize(
    ("content", "code"), [("", "invalid_request"), ("x" * 2_100_000, "limit_exceeded")]
)
def test_what_is_no_document_fails_before_it_is_parsed(line: Line, content: str, code: str) -> None:
    request = line.request(content)
    assert not line.generate(request).success
    assert line.execution(request).error_code == code


def test_a_type_that_the_document_does_not_describe_is_not_approximated(line: Line) -> None:
    request = line.request(node_type="reducer")
    result = line.generate(request)

    assert materialized(result) == ["prd", "intelligence", "node_spec"]
    execution = line.execution(request)
    assert execution.error_code == "PRD501"
    assert "Nothing is reduced" in (execution.error_message or "")
    [failed] = [event for event in result.all_events if event.is_step_failure]
    assert failed.step_failure_data.user_failure_data is not None
    assert "PRD501" in (failed.step_failure_data.user_failure_data.description or "")


@pytest.mark.parametrize(
    ("switch", "said"),
    [({"broken": "mypy"}, "src/handler.py:7"), ({"absent": "syntax"}, "did not run")],
)
def test_a_closed_gate_registers_nothing_and_shows_the_report(
    line: Line, switch: dict[str, str], said: str
) -> None:
    for name, value in switch.items():
        setattr(line.toolchain, name, value)
    request = line.request()
    result = line.generate(request)

    assert not result.success
    assert materialized(result) == STAGES[:-1]
    execution = line.execution(request)
    assert execution.error_code == "gate_failed"
    assert said in (execution.error_message or "")
    assert line.registry.find("order_total") is None
    assert line.workspace.visible == {}
    gate = [each for each in result.get_asset_check_evaluations() if each.check_name == "gate"]
    assert [each.passed for each in gate] == [False]
    final = line.statuses()[-1].metadata
    assert final.quality_score is not None
    assert final.quality_score < 1


def test_too_little_coverage_closes_the_gate_where_it_is_wanted(line: Line) -> None:
    text = QUOTE.replace("## Rules", "- R2: Exports a PDF.\n\n## Rules")
    wanted, unwanted = line.request(text, min_coverage=0.8), line.request(text)

    assert line.generate(unwanted).success
    assert not line.generate(wanted).success
    assert line.execution(wanted).error_code == "coverage_too_low"


@pytest.mark.requirement("R083")
def test_evidence_is_used_only_where_it_is_wanted(line: Line) -> None:
    node = SimilarNode("sums", NodeType.COMPUTE, "1.0.0", 0.5, "Sums.", "registry")
    line.knowledge.evidence = Evidence((node,), (SourceAnswer("registry", True, 1.0, 1),))

    line.generate(line.request(enable_intelligence=False))
    assert line.knowledge.asked == []
    request = line.request()
    line.generate(request)
    assert [each.name for each in line.knowledge.asked] == ["order_total"]
    assert line.statuses()[-1].metadata.sources == ("registry",)


@pytest.mark.requirement("R174")
def test_a_failed_run_goes_on_from_the_step_that_failed(line: Line) -> None:
    line.toolchain.error = UnavailableError("mypy does not answer")
    request = line.request()
    failed = line.generate(request)
    assert materialized(failed) == STAGES[:4]

    line.toolchain.error = None
    with line.serving() as job:
        again = dg.execute_job(
            job,
            instance=line.instance,
            reexecution_options=dg.ReexecutionOptions.from_failure(failed.run_id, line.instance),
            # The launcher of a re-execution copies them, and this function does not.
            tags={**tags_of(request, "order_total"), "dagster/partition": "order_total"},
        )
    assert again.success
    done = [each.step_key for each in again.all_events if each.is_step_success]
    assert done == ["quality_report", "registered_node"]
    assert line.execution(request).state is State.COMPLETED
    assert line.execution(request).run_id == again.run_id
    assert line.statuses()[-1].status is SessionStatus.COMPLETED
    assert len(line.toolchain.proven) == 2


def test_a_stage_can_be_made_again_from_the_latest_value_before_it(line: Line) -> None:
    request = line.request()
    line.generate(request)
    alone = (
        line.definitions()
        .resolve_job_def("generate_node")
        .execute_in_process(
            partition_key="order_total",
            instance=line.instance,
            asset_selection=[dg.AssetKey("node_spec")],
            raise_on_error=False,
        )
    )
    # The request has ended well: executing it again would change what was answered.
    assert not alone.success
    assert line.execution(request).state is State.COMPLETED


def test_kafka_down_in_the_middle_loses_nothing(line: Line) -> None:
    line.event_log.down = True
    request = line.request()
    assert line.generate(request).success
    line.relay()
    assert line.execution(request).state is State.COMPLETED
    assert line.outbox.backlog().waiting == 9

    line.event_log.down = False
    told = [each.status for each in line.statuses()]
    assert (told[0], told[-1]) == (SessionStatus.PENDING, SessionStatus.COMPLETED)
    assert (len(told), len(line.answers())) == (8, 1)
