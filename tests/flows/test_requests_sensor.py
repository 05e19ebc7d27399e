import json
from uuid import UUID, uuid4

import dagster as dg
import pytest

from assets.requirements import NODES
from omninode_bridge.errors import WriteFailedError
from omninode_bridge.events.dead_letters import DeadLetter, original
from omninode_bridge.events.decoding import Received, decode, decode_status
from omninode_bridge.events.encoding import encode, key_of, topic_of
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenAnalysisResponse
from omninode_bridge.events.topics import (
    ANALYZE_DEAD_LETTERS,
    ANALYZE_REQUESTS,
    ANALYZE_RESPONSES,
    MIB,
    STATUS,
)
from omninode_bridge.intelligence.asking import request_for
from omninode_bridge.intelligence.evidence import Question
from omninode_bridge.reliability.limits import RateLimits
from omninode_bridge.stages.recorder import Recorder
from resources.limits.limiter import Limiter
from resources.outbox.relay import Relay
from sensors import requests as subject
from sensors.admission import Admission
from sensors.requests import Cursor, requests_sensor
from tests.fakes.documents import FakeDocuments
from tests.fakes.event_log import FakeEventLog
from tests.fakes.executions import FakeExecutions
from tests.fakes.tally import FakeTally
from tests.fakes.turns import FakeTurns
from tests.unit.events.samples import NOW, a_request


@dg.op
def nothing() -> None:
    """Stands for the work; the sensor only names it."""


@dg.job(name="generate_node", partitions_def=NODES)
def generate() -> None:
    nothing()


@dg.job(name="analyze")
def analyze() -> None:
    nothing()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "LONG_POLL_S", 0.0)


@pytest.fixture
def log() -> FakeEventLog:
    return FakeEventLog()


class FullDisk(FakeDocuments):
    def put(self, content: bytes) -> str:
        raise WriteFailedError(f"No space for {len(content)} bytes")


class Surprising(FakeDocuments):
    def put(self, content: bytes) -> str:
        if b"surprise" in content:
            raise RuntimeError("nobody thought of that")
        return super().put(content)


def send(log: FakeEventLog, request: CodegenAnalysisRequest) -> None:
    value = encode(request, event_id=uuid4(), now=NOW)
    log.publish(topic_of(request), value, key=key_of(request))


def tick(
    log: FakeEventLog, cursor: str | None = None, documents: FakeDocuments | None = None
) -> dg.SensorResult:
    result = said(log, cursor, documents)
    assert isinstance(result, dg.SensorResult)
    return result


def said(
    log: FakeEventLog, cursor: str | None = None, documents: FakeDocuments | None = None
) -> object:
    with dg.DagsterInstance.ephemeral() as instance:
        executions = FakeExecutions()
        recorder, turns = Recorder(executions, executions.outbox, lambda: NOW), FakeTurns()
        found = requests_sensor(generate, analyze)(
            dg.build_sensor_context(instance, cursor),
            event_log=log,
            documents=documents or FakeDocuments(),
            admission=Admission(Limiter(RateLimits()), recorder, executions, turns, instance),
            tally=FakeTally(),
        )
        if not log.down:
            Relay(executions.outbox, log).run_once()
        return found


def keys(result: dg.SensorResult) -> list[str | None]:
    return sorted((run.run_key for run in result.run_requests or ()), key=str)


def test_each_request_starts_one_run_and_is_not_read_again(log: FakeEventLog) -> None:
    first, second = a_request(), a_request()
    send(log, first)
    send(log, second)

    result = tick(log)
    again = tick(log, result.cursor)

    assert keys(result) == sorted([str(first.correlation_id), str(second.correlation_id)])
    assert not again.run_requests
    assert again.skip_reason is not None


def test_a_run_knows_its_request_and_its_document(log: FakeEventLog) -> None:
    request, documents = a_request(prd="# Price Quote\n\nCompute it."), FakeDocuments()
    send(log, request)

    result = tick(log, documents=documents)

    [run] = result.run_requests or ()
    config = run.run_config["ops"]["prd"]["config"]
    assert documents.get(config["document_digest"]).decode() == request.prd_content
    assert (run.job_name, run.partition_key) == ("generate_node", "price_quote")
    assert run.tags["omninode/correlation_id"] == str(request.correlation_id)
    assert run.tags["omninode/session_id"] == str(request.session_id)
    assert run.tags["omninode/node"] == "price_quote"
    [added] = result.dynamic_partitions_requests or ()
    assert (added.partitions_def_name, added.partition_keys) == ("nodes", ["price_quote"])


def test_a_request_sent_twice_starts_one_run(log: FakeEventLog) -> None:
    request = a_request()
    send(log, request)
    send(log, request)

    assert keys(tick(log)) == [str(request.correlation_id)]


def test_what_a_run_asks_the_intelligence_service_starts_nothing(log: FakeEventLog) -> None:
    question = Question("a", "b", document="# Price quote\n", asked_by=uuid4())
    send(log, request_for(question, uuid4()))

    result = tick(log)

    assert not result.run_requests
    assert log.published(ANALYZE_DEAD_LETTERS) == []


def test_a_request_without_options_is_analysed_and_makes_no_partition(log: FakeEventLog) -> None:
    request = a_request(generate=False)
    send(log, request)

    result = tick(log)

    [run] = result.run_requests or ()
    assert (run.job_name, run.partition_key) == ("analyze", None)
    assert run.run_config["ops"]["analyze"]["config"]["session_id"] == str(request.session_id)
    assert not result.dynamic_partitions_requests


@pytest.mark.requirement("R151")
@pytest.mark.parametrize(
    "value",
    [b"", b"not json", b"\xff\xfe", b"[]", b'{"payload": {}}', b"{}" * 40],
    ids=["empty", "text", "binary", "list", "no fields", "two objects"],
)
def test_an_unreadable_message_is_kept_whole_and_the_next_one_is_processed(
    log: FakeEventLog, value: bytes
) -> None:
    request = a_request()
    log.publish(ANALYZE_REQUESTS, value, key=b"\x00key", headers=[("trace", b"\xff1")])
    send(log, request)

    result = tick(log)

    [letter] = log.published(ANALYZE_DEAD_LETTERS)
    restored = original(DeadLetter.model_validate_json(letter.value))
    assert (restored.topic, restored.value) == (ANALYZE_REQUESTS, value)
    assert (restored.key, restored.headers) == (b"\x00key", (("trace", b"\xff1"),))
    assert keys(result) == [str(request.correlation_id)]
    assert not tick(log, result.cursor).run_requests
    assert len(log.published(ANALYZE_DEAD_LETTERS)) == 1


def test_who_sent_an_unreadable_request_hears_that_it_failed(log: FakeEventLog) -> None:
    request = a_request()
    sent = json.loads(request.model_dump_json())
    sent["workspace_context"]["generation"]["node_type"] = "gadget"
    log.publish(ANALYZE_REQUESTS, json.dumps(sent).encode())

    tick(log)

    [message] = log.published(STATUS)
    received = decode_status(message.value)
    assert isinstance(received, Received)
    assert received.correlation_id == request.correlation_id
    assert received.event.session_id == request.session_id
    assert received.event.status is SessionStatus.FAILED
    assert received.event.metadata.error_code == "invalid_request"
    assert "node_type" in received.event.message
    [message] = log.published(ANALYZE_RESPONSES)
    answer = decode(message.value, CodegenAnalysisResponse)
    assert isinstance(answer, Received)
    assert answer.event.correlation_id == request.correlation_id
    assert answer.event.analysis_result["status"] == "failed"
    assert answer.event.confidence == 0


def test_a_sender_without_a_valid_request_id_hears_the_end_of_the_session(
    log: FakeEventLog,
) -> None:
    session = uuid4()
    log.publish(ANALYZE_REQUESTS, json.dumps({"session_id": str(session)}).encode())

    tick(log)

    [message] = log.published(STATUS)
    received = decode_status(message.value)
    assert isinstance(received, Received)
    assert (received.event.session_id, received.correlation_id) == (session, None)
    assert log.published(ANALYZE_RESPONSES) == []


def test_a_record_that_nobody_foresaw_does_not_block_those_behind_it(log: FakeEventLog) -> None:
    bad, good = a_request(prd="# surprise"), a_request(prd="# Fine")
    send(log, bad)
    send(log, good)

    result = tick(log, documents=Surprising())

    assert keys(result) == [str(good.correlation_id)]
    [letter] = log.published(ANALYZE_DEAD_LETTERS)
    assert DeadLetter.model_validate_json(letter.value).error.error_type == "internal_error"


@pytest.mark.parametrize(
    ("value", "key"),
    [(b"x" * (7 * MIB), b"k"), (b"x", b"k" * 40_000)],
    ids=["value", "key"],
)
def test_what_is_too_large_for_the_dead_letters_is_kept_in_the_workspace(
    log: FakeEventLog, value: bytes, key: bytes
) -> None:
    request, documents = a_request(), FakeDocuments()
    log.receive(ANALYZE_REQUESTS, value, key=key)
    send(log, request)

    result = tick(log, documents=documents)

    [message] = log.published(ANALYZE_DEAD_LETTERS)
    letter = DeadLetter.model_validate_json(message.value)
    assert letter.raw_value_digest is not None
    restored = original(letter, documents.get(letter.raw_value_digest))
    assert (restored.value, restored.key) == (value, key)
    assert keys(result) == [str(request.correlation_id)]


def test_what_fits_nowhere_does_not_block_those_behind_it(log: FakeEventLog) -> None:
    request = a_request()
    log.receive(ANALYZE_REQUESTS, b"x", key=b"k" * (9 * MIB))
    send(log, request)

    result = tick(log)

    assert keys(result) == [str(request.correlation_id)]
    assert not tick(log, result.cursor).run_requests


def test_what_cannot_be_stored_now_is_read_again_later(log: FakeEventLog) -> None:
    requests = [a_request(), a_request(), a_request()]
    for request in requests:
        send(log, request)

    failed = tick(log, documents=FullDisk())
    resumed = tick(log, failed.cursor)

    assert not failed.run_requests
    assert not log.published(ANALYZE_DEAD_LETTERS)
    assert keys(resumed) == sorted(str(request.correlation_id) for request in requests)


def test_a_broker_that_is_down_is_a_reason_to_skip(log: FakeEventLog) -> None:
    log.down = True

    result = said(log)

    assert isinstance(result, dg.SkipReason)
    assert "did not answer" in str(result.skip_message)


def test_another_cluster_is_read_from_its_beginning_and_said(log: FakeEventLog) -> None:
    for _ in range(5):
        send(log, a_request())
    before = tick(log)
    log.restart()
    silent = tick(log, before.cursor)
    request = a_request()
    send(log, request)

    after = tick(log, before.cursor)

    assert "another cluster" in str(silent.skip_reason and silent.skip_reason.skip_message)
    assert keys(after) == [str(request.correlation_id)]


@pytest.mark.parametrize("text", [None, "", "7", "[]", "{", '{"position": []}'])
def test_what_is_no_cursor_of_ours_counts_as_none(text: str | None) -> None:
    assert Cursor.parse(text) == Cursor()


def test_a_cursor_survives_its_text() -> None:
    cursor = Cursor(str(UUID(int=1)), {0: 3, 2: 0})
    assert Cursor.parse(str(cursor)) == cursor
