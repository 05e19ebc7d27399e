"""Requests above a limit: on record at once, begun later, each of them once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import dagster as dg
import pytest
from sqlalchemy.exc import OperationalError

from omninode_bridge.events.encoding import encode, topic_of
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.events.envelope import Context, Source
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.redrive import Standing
from omninode_bridge.events.schemas import CodegenAnalysisRequest
from omninode_bridge.events.topics import ANALYZE_DEAD_LETTERS, ANALYZE_REQUESTS
from omninode_bridge.registry.records import State
from omninode_bridge.reliability.limits_text import parse_limits
from omninode_bridge.reliability.load import Comfort
from omninode_bridge.stages.analysis import ANSWERS
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.waiting import not_before
from pipelines import jobs
from resources.kafka.dead_letters import dead_letter_entries
from resources.limits.limiter import Limiter
from sensors.admission import Admission
from sensors.requests import requests_sensor
from sensors.submissions import submissions_sensor
from tests.flows.line import QUOTE, SESSION, Line
from tests.flows.ticks import tick

START = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clocked(Line):
    """A line whose clock stands where the test puts it."""

    second = 0.0
    began = 0

    @property
    def recorder(self) -> Recorder:
        return Recorder(self.executions, self.outbox, self.now)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.second)

    def sent(
        self,
        user: str | None = "bob",
        *,
        correlation_id: UUID | None = None,
        service: str = "a_service",
        generate: bool = True,
    ) -> CodegenAnalysisRequest:
        context: dict[str, object] = {"user_id": user} if user else {}
        if generate:
            context["generation"] = GenerationOptions()
        event = CodegenAnalysisRequest(
            correlation_id=correlation_id or uuid4(),
            session_id=SESSION,
            prd_content=QUOTE,
            workspace_context=WorkspaceContext.model_validate(context),
        )
        source = Context(Source(service=service))
        value = encode(event, event_id=uuid4(), now=self.now(), context=source)
        # One key: what lies in several partitions has no order.
        self.event_log.publish(topic_of(event), value, key=b"one")
        return event

    def taken(self) -> list[str]:
        """The requests whose runs the sensor of requests starts; it reads from the beginning."""
        return self._runs(requests_sensor(jobs.generate_node, jobs.analyze))

    def begun(self, second: float) -> list[str]:
        """Those whose runs the sensor of submissions starts then."""
        self.second = second
        return self._runs(submissions_sensor(jobs.generate_node))

    def _runs(self, sensor: dg.SensorDefinition) -> list[str]:
        """Dagster knows of them afterwards, and starts none twice."""
        said, _ = tick(sensor, self.instance, self.resources())
        found = said.run_requests or () if isinstance(said, dg.SensorResult) else ()
        started = []
        for run in found:
            wanted = dg.RunsFilter(tags={"dagster/run_key": str(run.run_key)})
            if self.instance.get_runs_count(wanted) == 0:
                tags = {**run.tags, "dagster/run_key": str(run.run_key)}
                done = dg.DagsterRunStatus.SUCCESS
                self.instance.add_run(dg.DagsterRun("generate_node", tags=tags, status=done))
                started.append(str(run.run_key))
        return started


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clocked]:
    monkeypatch.setattr("sensors.requests.LONG_POLL_S", 0.0)
    with dg.DagsterInstance.ephemeral() as instance:
        yield Clocked(tmp_path, instance)


def limited(line: Line, text: str, comfort: Comfort | None = None) -> None:
    line.limiter = Limiter(parse_limits(text), comfort=comfort)


def ids(*requests: CodegenAnalysisRequest) -> list[str]:
    return [str(each.correlation_id) for each in requests]


@pytest.mark.requirement("R227")
def test_what_comes_above_a_limit_begins_later_and_in_its_order(line: Clocked) -> None:
    limited(line, "generate=2/minute")
    requests = [line.sent() for _ in range(6)]
    assert line.taken() == ids(*requests[:2])
    assert line.tally.of("generation_requests") == {"taken": 2, "on_record": 4}
    held = [line.executions.find(each.correlation_id) for each in requests[2:]]
    assert [each and (each.state, each.run_id) for each in held] == [(State.PENDING, None)] * 4
    assert [each and not_before(each) for each in held] == [
        START + timedelta(seconds=seconds) for seconds in (30, 60, 90, 120)
    ]
    assert [line.begun(second) for second in (0, 29, 30, 35, 60, 61, 90, 119, 120)] == [
        *([], [], ids(requests[2]), [], ids(requests[3]), [], ids(requests[4]), []),
        ids(requests[5]),
    ]


@pytest.mark.parametrize(("user", "begins_at"), [("", 60), ("carol", 0)])
def test_what_is_submitted_in_the_ui_is_limited_as_its_user(
    line: Clocked, user: str, begins_at: int
) -> None:
    limited(line, "generate@ui=1/minute")
    submit = line.definitions().resolve_job_def("submit_prd")

    def submitted(user: str) -> str:
        config = {"ops": {"submit_prd": {"config": {"prd": QUOTE, "user": user}}}}
        return submit.execute_in_process(run_config=config, instance=line.instance).run_id

    first, second = submitted(""), submitted(user)
    assert line.begun(0) == [first, second][: 1 if begins_at else 2]
    for second_of_clock in range(5, begins_at, 5):
        assert line.begun(second_of_clock) == []
    if begins_at:
        assert line.begun(begins_at) == [second]
    assert line.begun(begins_at + 60) == []


def test_whoever_waits_is_told_until_when_and_why(line: Clocked) -> None:
    limited(line, "generate=1/minute")
    line.sent()
    line.sent()
    line.taken()
    [status] = line.statuses()
    assert status.status is SessionStatus.PENDING
    assert status.metadata.not_before == START + timedelta(seconds=60)
    assert status.message == "order_total waits until 12:01:00 UTC: 1/minute is the limit of bob"


@pytest.mark.requirement("R224")
def test_one_user_does_not_make_another_wait(line: Clocked) -> None:
    limited(line, "generate=1/minute")
    first, *_ = [line.sent("bob") for _ in range(3)]
    other = line.sent("alice")
    service = line.sent(None, service="jenkins")
    assert line.taken() == ids(first, other, service)
    late = line.sent("jenkins")
    assert line.taken() == []
    found = line.executions.find(late.correlation_id)
    assert found is not None
    assert (found.request or {})["requester"] == "jenkins", "a service is a user, too"


@pytest.mark.requirement("R225")
def test_where_all_share_a_limit_nobody_overtakes(line: Clocked) -> None:
    limited(line, "generate@all=2/minute")
    requests = [line.sent(user) for user in ("a", "b", "c", "d")]
    assert line.taken() == ids(*requests[:2])
    assert line.begun(35) == ids(requests[2])
    late = line.sent("e")
    assert line.taken() == []
    assert line.begun(60) == ids(requests[3])
    assert [line.begun(second) for second in (89, 90)] == [[], ids(late)]


def test_what_waits_and_is_sent_again_waits_once(line: Clocked) -> None:
    limited(line, "generate=1/minute")
    first, second = line.sent(), line.sent()
    assert line.taken() == ids(first)
    for each in (first, second):
        line.sent(correlation_id=each.correlation_id)
    assert line.taken() == []
    assert len(line.executions.unfinished()) == 1
    assert line.begun(60) == ids(second)
    assert line.taken() == []
    assert line.begun(600) == []


def test_what_has_a_run_that_did_not_begin_yet_is_not_put_off(line: Clocked) -> None:
    limited(line, "generate=1/minute")
    first = line.sent()
    assert line.taken() == ids(first)
    assert line.taken() == [], "it was read again, and Dagster knows it"
    assert line.executions.unfinished() == []


def test_a_process_that_begins_anew_finds_all_that_waits(line: Clocked) -> None:
    limited(line, "generate=2/minute")
    requests = [line.sent() for _ in range(5)]
    line.taken()
    limited(line, "generate=2/minute")
    seconds = (0, 29, 30, 60, 90)
    assert [line.begun(at) for at in seconds] == [[], [], *(ids(each) for each in requests[2:])]


def test_without_limits_what_waits_begins_when_it_was_told(line: Clocked) -> None:
    limited(line, "generate=1/hour")
    requests = [line.sent() for _ in range(3)]
    line.taken()
    limited(line, "off")
    assert line.begun(60) == []
    assert line.begun(7200) == ids(*requests[1:])


@pytest.mark.requirement("R228")
def test_under_load_what_waits_begins_later_and_then_as_before(line: Clocked) -> None:
    limited(line, "generate=2/minute", Comfort(backlog=2, gate_p95_s=30))
    requests = [line.sent() for _ in range(5)]
    line.taken()
    for _ in range(8):
        line.instance.add_run(dg.DagsterRun("generate_node", status=dg.DagsterRunStatus.STARTED))
    seconds = (30, 59, 60, 120, 179)
    seen = [line.begun(at) for at in seconds]
    assert seen == [[], [], ids(requests[2]), [], []], "a quarter of the limit: one in 120 s"
    for run in line.instance.get_runs():
        if not run.tags:
            line.instance.delete_run(run.run_id)
    assert line.begun(300) == ids(*requests[3:])
    assert line.limiter.share == 1


def test_a_question_above_its_limit_is_refused_once_with_the_time_to_wait(line: Clocked) -> None:
    limited(line, "analyze=1/minute")
    first, second = line.sent(generate=False), line.sent(generate=False)
    assert line.taken() == ids(first)
    [answer] = line.answers()
    assert answer.correlation_id == second.correlation_id
    error = answer.analysis_result["error"]
    assert isinstance(error, dict)
    assert error["code"] == "rate_limited"
    assert error["hint"] == "Ask again in 60 s, with a new correlation id."
    [status] = line.statuses()
    assert status.status is SessionStatus.FAILED
    assert status.metadata.not_before is not None
    line.second = 600
    line.taken()
    assert len(line.answers()) == 1, "it is read again, and answered already"


def test_a_question_that_was_refused_has_no_other_outcome_after_a_crash(line: Clocked) -> None:
    """The tick dies before its cursor is written, and with it all that a limiter in memory knew."""
    limited(line, "analyze=1/minute")
    line.sent(generate=False)
    refused = line.sent(generate=False)
    line.taken()

    limited(line, "analyze=100/minute")
    assert line.taken() == ids(refused), "it is read again"
    line.analyze(refused)

    line.relay()
    [answer] = line.answers()
    assert (answer.correlation_id, answer.confidence) == (refused.correlation_id, 0)
    assert len(line.statuses()) == 1


def test_a_message_that_is_refused_twice_is_told_of_once(line: Clocked) -> None:
    """As above: it was put aside, and what there was to tell was written."""
    line.event_log.publish(ANALYZE_REQUESTS, b'{"session_id": "%s"}' % str(SESSION).encode())
    for _ in range(2):
        assert line.taken() == []
        line.relay()
    assert len(line.statuses()) == 1
    letters = dead_letter_entries(line.event_log)
    assert len(line.event_log.published(ANALYZE_DEAD_LETTERS)) == 2
    assert [each.standing for each in letters] == [Standing.WAITING]


def test_a_question_that_somebody_else_has_answered_is_not_refused(line: Clocked) -> None:
    limited(line, "analyze=1/minute")
    line.sent(generate=False)
    second = line.sent(generate=False)
    with line.turns.take(ANSWERS, second.correlation_id):
        pass
    line.taken()
    assert line.answers() == []


def test_a_database_that_is_away_is_no_fault_of_a_request(
    line: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(line, "generate=1/minute")
    requests = [line.sent() for _ in range(2)]

    def away(_: object) -> int:
        raise OperationalError("select", {}, Exception("the server closed the connection"))

    with monkeypatch.context() as patched:
        patched.setattr(line.instance, "get_runs_count", away)
        said, _ = tick(
            requests_sensor(jobs.generate_node, jobs.analyze), line.instance, line.resources()
        )
    assert isinstance(said, dg.SensorResult)
    assert [run.run_key for run in said.run_requests or ()] == ids(requests[0])
    assert line.event_log.published(ANALYZE_DEAD_LETTERS) == []
    assert line.executions.unfinished() == []


def test_a_tick_that_takes_long_leaves_the_rest_to_the_next(
    line: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sensors.requests.TAKEN_WITHIN_S", -1.0)
    requests = [line.sent() for _ in range(3)]
    sensor, cursor, started = requests_sensor(jobs.generate_node, jobs.analyze), None, []
    for _ in range(4):
        said, cursor = tick(sensor, line.instance, line.resources(), cursor=cursor)
        assert isinstance(said, dg.SensorResult)
        started.append([str(run.run_key) for run in said.run_requests or ()])
    assert started == [*([each] for each in ids(*requests)), []]


def test_a_tick_of_the_product_has_its_own_limiter(line: Clocked) -> None:
    assert isinstance(line.resources()["admission"], Admission)
    assert line.limiter.limits.of == {}
