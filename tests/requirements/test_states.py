"""The states of a generation mean what they say: looked at while the work of each is done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest

from assets.requirements import GenerationRequest
from omninode_bridge.events.decoding import Received, decode, decode_status
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.events.topics import ANALYZE_RESPONSES, STATUS
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.intelligence.evidence import Evidence, Question
from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.report import CheckResult
from omninode_bridge.registry.records import State
from sensors.recovery import recovery
from tests.fakes.intelligence import FakeIntelligence
from tests.fakes.toolchain import FakeFormatter, FakeToolchain
from tests.flows.line import QUOTE, Line
from tests.flows.ticks import tick


@dataclass
class Watched:
    """A line that notes in which state the execution is while somebody works on it."""

    line: Line
    seen: dict[str, State] = field(default_factory=dict)

    def note(self, work: str) -> None:
        [execution] = self.line.executions.recent(9)
        self.seen[work] = execution.state


@dataclass
class WatchedIntelligence(FakeIntelligence):
    note: Callable[[str], None] = print

    def gather(self, question: Question) -> Evidence:
        self.note("gathering")
        return super().gather(question)


@dataclass
class WatchedToolchain(FakeToolchain):
    note: Callable[[str], None] = print

    def prove(self, request: ProofRequest) -> Sequence[CheckResult]:
        self.note("proving")
        return super().prove(request)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Line(tmp_path, instance)


@pytest.fixture
def watched(line: Line, monkeypatch: pytest.MonkeyPatch) -> Watched:
    found = Watched(line)
    line.knowledge = WatchedIntelligence(note=found.note)
    line.toolchain = WatchedToolchain(note=found.note)

    def format_package(_: FakeFormatter, package: NodePackage) -> NodePackage:
        found.note("writing")
        return package

    monkeypatch.setattr(FakeFormatter, "format", format_package)
    return found


@pytest.mark.requirement("R139")
def test_pending_is_told_before_the_document_is_analyzed(line: Line) -> None:
    line.generate(line.request())
    first, second, *_ = line.statuses()
    assert (first.metadata.state, first.metadata.steps_completed) == (State.PENDING, ())
    assert (second.metadata.state, second.metadata.steps_completed) == (State.ANALYZING, ("prd",))


@pytest.mark.requirement("R140", "R141", "R142")
def test_each_state_holds_while_its_work_is_done(watched: Watched) -> None:
    watched.line.generate(watched.line.request())
    assert watched.seen == {
        "gathering": State.ANALYZING,
        "writing": State.GENERATING,
        "proving": State.VALIDATING,
    }


@pytest.mark.requirement("R143")
def test_completed_means_that_the_node_is_there(line: Line) -> None:
    request = line.request()
    line.generate(request)
    assert line.execution(request).state is State.COMPLETED
    registered = line.registry.find("order_total")
    assert registered is not None
    assert registered.path in line.workspace.visible
    assert line.execution(request).error_code is None


@pytest.mark.requirement("R144")
def test_failed_means_that_there_is_no_node_and_an_error(line: Line) -> None:
    line.toolchain.broken = "mypy"
    request = line.request()
    line.generate(request)
    execution = line.execution(request)
    assert (execution.state, execution.error_code) == (State.FAILED, "gate_failed")
    assert "src/handler.py:7" in (execution.error_message or "")
    assert line.registry.find("order_total") is None


def faulty(line: Line) -> GenerationRequest:
    return line.request(QUOTE.replace("| quantity | int |", "| quantity | strange(type |"))


def of_another_type(line: Line) -> GenerationRequest:
    return line.request(node_type="reducer")


def of_an_unknown_name(line: Line) -> GenerationRequest:
    return line.request(QUOTE.replace("quantity * unit_price", "quantity * price"))


def not_proven(line: Line) -> GenerationRequest:
    line.toolchain.broken = "mypy"
    return line.request()


@pytest.mark.requirement("R289")
@pytest.mark.parametrize(
    ("prepare", "step"),
    [
        (faulty, "prd"),
        (of_another_type, "generated_node"),
        (of_an_unknown_name, "generated_node"),
        (not_proven, "quality_report"),
    ],
)
def test_every_error_ends_the_same_way_with_the_name_of_its_step(
    line: Line, prepare: Callable[[Line], GenerationRequest], step: str
) -> None:
    request = prepare(line)
    line.generate(request)

    execution = line.execution(request)
    *_, last = line.executions.history(execution.correlation_id)
    assert (last.after, last.reason) == (State.FAILED, step)
    final = line.statuses()[-1].metadata
    assert (final.state, final.current_step) == (State.FAILED, step)
    assert final.error_code == execution.error_code
    [answer] = line.answers()
    assert answer.analysis_result["error"] == {
        "code": execution.error_code,
        "message": execution.error_message,
        "hint": _hint(answer),
    }


def _hint(answer: CodegenAnalysisResponse) -> str:
    error = answer.analysis_result["error"]
    assert isinstance(error, dict)
    return str(error["hint"])


@pytest.mark.requirement("R112", "R127")
def test_the_end_is_a_result_with_the_paths_of_the_files(line: Line) -> None:
    line.generate(line.request())
    [answer] = line.answers()
    result = answer.analysis_result
    path, files = str(result["output_path"]), result["files"]
    assert isinstance(files, list)
    assert set(map(str, files)) <= line.workspace.visible[path].keys()
    assert {"node.py", "contract.yaml"} <= {str(file).rpartition("/")[2] for file in files}


@pytest.mark.requirement("R076", "R215")
@pytest.mark.parametrize("broken", ["", "mypy"], ids=["completed", "failed"])
def test_every_event_of_a_request_carries_its_correlation_id(line: Line, broken: str) -> None:
    line.toolchain.broken = broken
    request = line.request()
    line.generate(request)
    line.relay()

    told = [decode_status(message.value) for message in line.event_log.published(STATUS)]
    answered = [
        decode(message.value, CodegenAnalysisResponse)
        for message in line.event_log.published(ANALYZE_RESPONSES)
    ]
    received = [each for each in (*told, *answered) if isinstance(each, Received)]
    assert len(received) == len(told) + len(answered) >= 7
    assert {str(each.correlation_id) for each in received} == {request.correlation_id}
    progress = [event.progress_percentage for event in line.statuses()]
    assert progress == sorted(progress)
    assert len(set(progress)) >= 5


@pytest.mark.requirement("R266")
@pytest.mark.parametrize(("hours", "kept"), [(23, True), (25, False)])
def test_states_of_what_ended_a_day_ago_are_removed_by_themselves(
    line: Line, hours: int, *, kept: bool
) -> None:
    request = line.request()
    line.generate(request)
    later = {**line.resources(), "recorder": line.recorder_at(minutes=60 * hours)}
    tick(recovery, line.instance, later)
    execution = line.execution(request)
    assert execution.state is State.COMPLETED
    assert bool(line.executions.history(execution.correlation_id)) is kept
    assert len(line.executions.steps(execution.correlation_id)) >= 6
