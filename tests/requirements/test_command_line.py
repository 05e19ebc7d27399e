"""`omniclaude generate node` from the keyboard to Kafka and back, with a service that answers."""

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from omninode_bridge.events.decoding import decode_request
from omninode_bridge.events.encoding import AnyEvent, encode, key_of, status_event, topic_of
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    JsonObject,
)
from omninode_bridge.events.topics import ANALYZE_REQUESTS
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import State
from pipelines.cli import connections, omniclaude
from pipelines.cli.edge import run
from resources.workspace.output import write_files
from tests.fakes.event_log import FakeEventLog

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
PRD = "# Tax\n\n## Requirements\n- R1: The tax is a tenth of the amount.\n"


@dataclass
class Answering(FakeEventLog):
    """Ends each request at once: with a node in `package`."""

    package: Path = Path()
    requests: list[CodegenAnalysisRequest] = field(default_factory=list)

    def publish(
        self,
        topic: str,
        value: bytes,
        *,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        super().publish(topic, value, key=key, headers=headers)
        if topic == ANALYZE_REQUESTS:
            request = decode_request(value)
            assert isinstance(request, CodegenAnalysisRequest)
            self.requests.append(request)
            self._end(request)

    def _end(self, request: CodegenAnalysisRequest) -> None:
        result: JsonObject = {
            "status": "completed",
            "node_name": "tax",
            "node_type": "compute",
            "quality_score": 0.975,
            "output_path": str(self.package),
            "files": ["node.py"],
            "requirements": {"bound": [], "unbound": [], "quality_attributes": []},
            "checks": [],
            "correlation_id": str(request.correlation_id),
            "error": None,
        }
        answer = CodegenAnalysisResponse(
            correlation_id=request.correlation_id,
            session_id=request.session_id,
            analysis_result=result,
            confidence=1.0,
            processing_time_ms=5,
        )
        done = StatusMetadata(state=State.COMPLETED)
        self._send(answer, request.correlation_id)
        self._send(status_event(request.session_id, "done", done, now=NOON), request.correlation_id)

    def _send(self, event: AnyEvent, correlation_id: UUID) -> None:
        value = encode(event, event_id=uuid4(), now=NOON, correlation_id=correlation_id)
        self.receive(topic_of(event), value, key=key_of(event))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answering:
    answering = Answering(package=tmp_path / "elsewhere" / "node_tax_compute")

    @contextmanager
    def event_log() -> Generator[Answering]:
        yield answering

    monkeypatch.setattr(connections, "event_log", event_log)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tax.md").write_text(PRD, encoding="utf-8")
    return answering


def generate(*options: str) -> int:
    return run(omniclaude.cli, ["generate", "node", "--prd", "tax.md", *options])


@pytest.mark.requirement("R147", "R230", "R231", "R237")
def test_the_command_publishes_the_document_as_an_analysis_request(log: Answering) -> None:
    assert generate() == 0

    [message] = log.published(ANALYZE_REQUESTS)
    payload = json.loads(message.value)["payload"]
    assert payload["prd_content"] == PRD
    assert payload["analysis_type"] == "full"
    assert UUID(payload["correlation_id"]) != UUID(payload["session_id"])
    assert set(payload["workspace_context"]) == {"generation"}


@pytest.mark.requirement("R232")
@pytest.mark.parametrize("node_type", ["effect", "compute", "reducer", "orchestrator"])
def test_the_type_is_asked_for(log: Answering, node_type: str) -> None:
    assert generate("--node-type", node_type) == 0
    [request] = log.requests
    assert request.workspace_context.generation is not None
    assert request.workspace_context.generation.node_type is NodeType(node_type)


@pytest.mark.requirement("R232")
def test_another_type_is_refused_before_anything_is_sent(
    log: Answering, capfd: pytest.CaptureFixture[str]
) -> None:
    assert generate("--node-type", "gadget") == 2
    assert log.requests == []
    error = capfd.readouterr().err
    assert all(node_type.value in error for node_type in NodeType)


@pytest.mark.requirement("R233")
def test_the_domain_is_asked_for(log: Answering) -> None:
    assert generate("--domain", "api_development") == 0
    [request] = log.requests
    assert request.workspace_context.generation is not None
    assert request.workspace_context.generation.domain == "api_development"


@pytest.mark.requirement("R234")
@pytest.mark.parametrize(
    ("options", "wanted"),
    [((), True), (("--enable-intelligence",), True), (("--no-intelligence",), False)],
)
def test_intelligence_is_asked_for_or_not(
    log: Answering, options: tuple[str, ...], *, wanted: bool
) -> None:
    assert generate(*options) == 0
    [request] = log.requests
    assert request.workspace_context.generation is not None
    assert request.workspace_context.generation.enable_intelligence is wanted


@pytest.mark.parametrize(
    ("options", "wanted"),
    [((), False), (("--enable-onextree",), True), (("--no-onextree",), False)],
)
def test_advice_on_the_code_is_asked_for_or_not(
    log: Answering, options: tuple[str, ...], *, wanted: bool
) -> None:
    assert generate(*options) == 0
    [request] = log.requests
    assert request.workspace_context.generation is not None
    assert request.workspace_context.generation.enable_onextree is wanted


@pytest.mark.requirement("R240")
def test_it_prints_where_the_node_lies_and_its_score(
    log: Answering, capfd: pytest.CaptureFixture[str]
) -> None:
    assert generate() == 0
    printed = capfd.readouterr().out
    assert f"files      {log.package}" in printed
    assert "quality 0.975" in printed


@pytest.mark.requirement("R235")
@pytest.mark.parametrize(
    ("options", "folder"), [(("--output-dir", "mine"), "mine"), ((), "generated")]
)
def test_the_package_is_put_where_the_person_wants_it(
    log: Answering, options: tuple[str, ...], folder: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write_files(
        log.package.name, {"README.md": b"# Tax\n", "src/a.py": b"A = 1\n"}, log.package.parent
    )
    assert generate(*options) == 0
    there = Path(folder, "node_tax_compute")
    assert (there / "src" / "a.py").read_bytes() == b"A = 1\n"
    assert f"files      {there}" in capfd.readouterr().out
