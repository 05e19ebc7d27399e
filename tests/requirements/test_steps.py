"""The steps of a generation, each with the event that tells its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from uuid import UUID

import dagster as dg
import pytest

from assets.requirements import GenerationRequest
from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.decoding import Received, decode_status
from omninode_bridge.events.encoding import encode, key_of, topic_of
from omninode_bridge.events.enumerations import Profile
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.progress import STEP_EVENTS, StatusMetadata
from omninode_bridge.events.schemas import CodegenAnalysisRequest
from omninode_bridge.events.topics import STATUS
from omninode_bridge.intelligence.evidence import Evidence, Question
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.lifecycle import FINAL
from omninode_bridge.registry.records import State
from omninode_bridge.stages.values import Stage
from pipelines import jobs
from resources.intelligence.client import TIMEOUT_S, ParallelIntelligence
from resources.reliability.guard import Guard
from sensors.facts import facts_sensor
from sensors.requests import requests_sensor
from tests.fakes.code_analyzer import FakeCodeAnalyzer
from tests.fakes.intelligence import FakeIntelligence, FakeSource
from tests.flows.line import QUOTE, Line, now
from tests.flows.ticks import tick


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Line(tmp_path, instance)


def ends(line: Line) -> dict[str, StatusMetadata]:
    """The metadata that tells the end of a step, by the event's name, in order."""
    told = [each.metadata for each in line.statuses()]
    return {metadata.event: metadata for metadata in told if metadata.event}


def test_each_step_is_told_once_by_its_event(line: Line) -> None:
    line.generate(line.request())
    assert list(STEP_EVENTS) == [stage.value for stage in Stage]
    assert list(ends(line)) == list(STEP_EVENTS.values())
    told = [each.metadata.event for each in line.statuses()]
    assert len([event for event in told if event]) == len(STEP_EVENTS)


@pytest.mark.requirement("R121", "R287")
def test_validate_prd_tells_what_the_document_holds(line: Line) -> None:
    request = line.request()
    line.generate(request)
    line.relay()
    [envelope] = [
        each
        for each in map(decode_status, (m.value for m in line.event_log.published(STATUS)))
        if isinstance(each, Received) and each.event.metadata.event == "PRDValidatedEvent"
    ]
    assert str(envelope.correlation_id) == request.correlation_id
    assert envelope.event.message == "1 requirement, 1 rule, 1 example"


@pytest.mark.requirement("R288")
def test_each_step_tells_how_long_it_took(line: Line) -> None:
    line.generate(line.request())
    took = [metadata.step_duration_ms for metadata in ends(line).values()]
    assert len(took) == len(STEP_EVENTS)
    assert all(each is not None and each > 0 for each in took)


@pytest.mark.requirement("R239")
def test_the_options_of_a_message_reach_the_job(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sensors.requests.LONG_POLL_S", 0.0)
    line.analyzer = analyzer = FakeCodeAnalyzer()
    options = GenerationOptions(
        node_type=NodeType.COMPUTE,
        domain="of the message",
        enable_intelligence=False,
        profile=Profile.STRICT,
        min_coverage=0.5,
        enable_onextree=True,
    )
    sent = CodegenAnalysisRequest(
        correlation_id=UUID(int=1),
        session_id=UUID(int=2),
        prd_content=QUOTE,
        workspace_context=WorkspaceContext(generation=options),
    )
    value = encode(sent, event_id=UUID(int=3), now=now())
    line.event_log.publish(topic_of(sent), value, key=key_of(sent))
    sensor = requests_sensor(jobs.generate_node, jobs.analyze)
    said, _ = tick(sensor, line.instance, line.resources())
    assert isinstance(said, dg.SensorResult)
    [run] = said.run_requests or ()
    assert run.job_name == "generate_node"
    request = GenerationRequest.model_validate(run.run_config["ops"]["prd"]["config"])
    line.generate(request, node=str(run.partition_key))

    assert UUID(request.correlation_id) == sent.correlation_id
    assert line.documents.get(request.document_digest).decode() == QUOTE
    assert (request.node_type, request.domain) == ("compute", "of the message")
    assert (request.enable_intelligence, request.profile, request.min_coverage) == (
        *(False, "strict", 0.5),
    )
    assert line.knowledge.asked == []
    assert len(analyzer.asked) == 1
    [proven] = line.toolchain.proven
    assert (proven.profile, proven.package.domain) == ("strict", "of the message")


@pytest.mark.requirement("R121")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(QUOTE.replace("| int |", "| strange(type |", 1), "PRD", id="structure"),
        pytest.param("# Nothing\n\nNo requirement at all.\n", "PRD", id="no requirements"),
    ],
)
def test_a_document_that_is_not_valid_ends_there(line: Line, text: str, code: str) -> None:
    request = line.request(text)
    line.generate(request)
    assert ends(line) == {}
    execution = line.execution(request)
    assert execution.state is State.FAILED
    assert (execution.error_code or "").startswith(code)
    assert (execution.error_message or "").startswith("line ")


@pytest.mark.requirement("R123")
def test_detect_node_type_tells_the_class(line: Line) -> None:
    line.generate(line.request(QUOTE.replace("type: compute\n", "")))
    found = ends(line)
    assert found["IntelligenceGatheredEvent"].node_type is None
    assert found["NodeTypeDetectedEvent"].node_type is NodeType.COMPUTE


@dataclass
class Asking(FakeIntelligence):
    """Asks real sources at the same time, as the product does."""

    client: ParallelIntelligence = field(default_factory=lambda: ParallelIntelligence(()))

    def gather(self, question: Question) -> Evidence:
        return self.client.gather(question)


@pytest.mark.requirement("R255")
def test_without_an_answer_in_time_the_node_is_made_all_the_same(line: Line) -> None:
    assert TIMEOUT_S <= 30
    never = Event()
    slow = ParallelIntelligence([FakeSource("slow", wait_for=never)], timeout_s=0.2)
    assert completed_with(line, slow) == ()
    never.set()


@pytest.mark.requirement("R259")
def test_a_source_that_is_down_is_skipped_and_tried_again_after_a_minute(line: Line) -> None:
    now = [0.0]
    source = FakeSource("archon", error=UnavailableError("it does not answer"))
    client = ParallelIntelligence([source], guards=partial(Guard, clock=lambda: now[0]))
    for _ in range(5):
        client.gather(Question("a", "b"))
    assert completed_with(line, client) == ()
    assert source.calls == 5, "left alone after five failures"
    now[0] = 60.0
    assert completed_with(line, client) == ()
    assert source.calls == 6


def completed_with(line: Line, client: ParallelIntelligence) -> Sequence[str]:
    """The sources that answered in a generation that completed."""
    line.knowledge = Asking(client=client)
    request = line.request()
    line.generate(request)
    assert line.execution(request).state is State.COMPLETED
    return line.statuses()[-1].metadata.sources


@pytest.mark.requirement("R214")
def test_the_correlation_id_goes_through_all_that_a_run_holds(line: Line) -> None:
    request = line.request()
    result = line.generate(request)
    wanted = UUID(request.correlation_id)
    values = [result.output_for_node(stage.value) for stage in Stage]
    assert {value.submission.request.correlation_id for value in values[1:]} == {wanted}
    assert values[0].request.correlation_id == wanted
    assert result.dagster_run.tags["omninode/correlation_id"] == request.correlation_id
    registered = line.registry.find("order_total")
    assert registered is not None
    assert registered.correlation_id == wanted


@pytest.mark.requirement("R145")
def test_what_the_pipeline_ends_is_what_the_metrics_count(line: Line) -> None:
    line.generate(line.request())
    line.toolchain.broken = "mypy"
    line.generate(line.request())
    ended = [each.metadata for each in line.statuses() if each.metadata.state in FINAL]
    said, _ = tick(facts_sensor(jobs.refresh_metrics), line.instance, line.resources())
    assert isinstance(said, dg.SensorResult)
    assert said.run_requests, "the aggregates are made anew"
    table = line.warehouse.aggregate("type")
    [row] = [dict(zip(table.columns, each, strict=True)) for each in table.rows]
    assert row["node_type"] == "compute"
    assert row["total_nodes_generated"] == 1
    assert row["failures"] == 1
    scores = [metadata.quality_score for metadata in ended if metadata.quality_score is not None]
    assert row["average_quality_score"] == pytest.approx(sum(scores) / len(scores))
    assert len(scores) == 2


@pytest.mark.requirement("R156", "R282")
def test_the_registry_tells_what_a_node_is_without_its_files(line: Line) -> None:
    line.generate(line.request())
    found = line.registry.find("order_total")
    assert found is not None
    assert (found.node_type, found.domain, found.version) == (NodeType.COMPUTE, "sales", "1.0.0")
    assert found.contract["node_type"] == "COMPUTE_GENERIC"
    assert "ModelOrderTotalInput" in str(found.contract["input_model"])
    assert "ModelOrderTotalOutput" in str(found.contract["output_model"])
    [requirement] = found.requirements
    assert (requirement["id"], requirement["state"]) == ("R1", "bound")
    assert requirement["tests"]
    assert {check["outcome"] for check in found.checks} == {"passed"}
    assert found.provenance["strategy"] == "compiled"
    assert found.prd == QUOTE


@pytest.mark.requirement("R285")
def test_a_request_without_a_correlation_id_gets_one(line: Line) -> None:
    """Whoever pastes a document into the launchpad knows of no ids."""
    submit = line.definitions().resolve_job_def("submit_prd")
    config = {"ops": {"submit_prd": {"config": {"prd": QUOTE}}}}
    ids = set()
    for _ in range(2):
        done = submit.execute_in_process(run_config=config, instance=line.instance)
        ids.add(UUID(done.run_id))
    assert {each.correlation_id for each in line.executions.recent(9)} == ids
    assert len(ids) == 2
