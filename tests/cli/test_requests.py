"""Asking for another attempt, and taking one back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from omninode_bridge.events.decoding import Received, decode_status
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.events.topics import STATUS
from omninode_bridge.registry.lifecycle import attempt_of
from omninode_bridge.registry.records import Advance, Execution, State
from omninode_bridge.stages.recorder import Recorder
from pipelines.cli import connections
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.limits import limits
from pipelines.cli.requests import cancel, requests
from resources.launcher import webserver as webservers
from resources.launcher.webserver import RunStatus
from tests.fakes.executions import FakeExecutions
from tests.state.records import NOON, an_execution

REQUEST = {"document_digest": "0" * 64}
LATE = REQUEST | {"requester": "bob", "not_before": "2099-03-01T12:05:30+00:00"}


@dataclass
class Services:
    executions: FakeExecutions = field(default_factory=FakeExecutions)
    runs: list[RunStatus] = field(default_factory=list)
    terminated: list[str] = field(default_factory=list)

    def __call__(self, _: str) -> "Services":
        """In place of the webserver's client."""
        return self

    def runs_tagged(self, key: str, value: str) -> list[RunStatus]:
        assert key == "omninode/correlation_id"
        assert str(UUID(value)) == value
        return self.runs

    def terminate(self, run: RunStatus) -> None:
        self.terminated.append(run.run_id)

    def stopped(self, state: State = State.FAILED, **changes: object) -> Execution:
        execution = replace(an_execution(request=REQUEST), **changes)  # type: ignore[arg-type]  # any field
        self.executions.begin(execution)
        key = execution.correlation_id
        self.executions.advance(Advance(key, State.ANALYZING, NOON, run_id="run-1"))
        return self.executions.advance(Advance(key, state, NOON, error=("X", "why")))

    def found(self, execution: Execution) -> Execution:
        found = self.executions.find(execution.correlation_id)
        assert found is not None
        return found


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    services = Services()

    @contextmanager
    def executions() -> Iterator[FakeExecutions]:
        yield services.executions

    @contextmanager
    def recorder() -> Iterator[Recorder]:
        yield Recorder(services.executions, services.executions.outbox, lambda: NOON)

    monkeypatch.setattr(connections, "executions", executions)
    monkeypatch.setattr(connections, "recorder", recorder)
    monkeypatch.setattr(connections, "ui_url", lambda: "http://localhost")
    monkeypatch.setattr(webservers, "Webserver", services)
    return services


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_what_has_stopped_is_tried_again_once(
    services: Services, capsys: pytest.CaptureFixture[str], state: State
) -> None:
    execution = services.stopped(state)
    for _ in range(2):
        assert run(requests, ["retry", str(execution.correlation_id)]) == ExitCode.OK

    again = services.found(execution)
    assert (again.state, again.run_id, again.error_code) == (State.PENDING, None, None)
    assert attempt_of(services.executions.history(execution.correlation_id)) == 2
    assert capsys.readouterr().out.count("Attempt 2 at price_quote begins within seconds.") == 2


def test_a_pause_before_the_last_attempt_is_said(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    execution = services.stopped()
    for minutes in (1, 2):
        seen = services.found(execution)
        at = seen.updated_at + timedelta(days=10_000 * minutes)
        services.executions.restart(seen, at=at, reason="run_failed")
    assert run(requests, ["retry", str(execution.correlation_id)]) == ExitCode.OK
    assert "Attempt 3 at price_quote begins within a minute." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("way", "request_", "said"),
    [
        ((State.GENERATING, State.VALIDATING, State.COMPLETED), REQUEST, "has completed"),
        ((State.GENERATING,), REQUEST, "is still at work: generating"),
        ((State.FAILED,), None, "is not on record"),
    ],
)
def test_what_cannot_be_tried_again_is_refused_with_a_hint(
    services: Services,
    capsys: pytest.CaptureFixture[str],
    way: tuple[State, ...],
    request_: dict[str, str] | None,
    said: str,
) -> None:
    execution = an_execution(request=request_)
    services.executions.begin(execution)
    for state in (State.ANALYZING, *way):
        services.executions.advance(Advance(execution.correlation_id, state, NOON, run_id="run-1"))
    before = services.found(execution)

    assert run(requests, ["retry", str(execution.correlation_id)]) == ExitCode.USAGE

    problem = capsys.readouterr().err
    assert said in problem
    assert "Hint: " in problem
    assert services.found(execution) == before


def test_what_is_unknown_is_not_tried_again(services: Services) -> None:
    assert run(requests, ["retry", str(uuid4())]) == ExitCode.USAGE
    assert services.executions.recent(9) == []


def test_a_request_that_waits_for_its_run_is_cancelled_and_told(services: Services) -> None:
    execution = an_execution(request=REQUEST)
    services.executions.begin(execution)

    assert run(cancel, [str(execution.correlation_id)]) == ExitCode.OK

    assert services.found(execution).state is State.CANCELLED
    waiting = [entry.message for entry in services.executions.outbox.waiting(9)]
    [told] = [decode_status(each.value) for each in waiting if each.topic == STATUS]
    assert isinstance(told, Received)
    assert told.event.status is SessionStatus.CANCELLED


def test_a_run_that_began_meanwhile_is_ended_as_well(services: Services) -> None:
    execution = an_execution(request=REQUEST)
    services.executions.begin(execution)
    services.runs = [RunStatus("old", "FAILURE"), RunStatus("new", "STARTED")]

    assert run(cancel, [str(execution.correlation_id)]) == ExitCode.OK
    assert services.terminated == ["new"]


def test_nothing_to_cancel_is_said(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    at_work = an_execution(request=REQUEST, run_id="run-1")
    services.executions.begin(at_work)
    for request_id in (at_work.correlation_id, uuid4()):
        assert run(cancel, [str(request_id)]) == ExitCode.USAGE
        assert "No run works on request" in capsys.readouterr().err
    assert run(cancel, [str(services.stopped().correlation_id)]) == ExitCode.USAGE
    assert "has ended already" in capsys.readouterr().err


def test_what_waits_for_its_turn_says_until_when(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    late = an_execution(request=LATE)
    services.executions.begin(late)
    assert run(requests, ["list"]) is ExitCode.OK
    assert "waits until 12:05:30" in capsys.readouterr().out
    assert run(requests, ["list", "--format", "json"]) is ExitCode.OK
    [row] = json.loads(capsys.readouterr().out)
    assert (row["state"], row["not_before"]) == ("pending", "2099-03-01T12:05:30+00:00")
    assert run(requests, ["show", str(late.correlation_id)]) is ExitCode.OK
    told = capsys.readouterr().out
    assert "above the limit of bob: begins at 12:05:30 UTC or later" in told
    assert run(requests, ["retry", str(late.correlation_id)]) is ExitCode.OK
    assert "begins at 12:05:30 UTC or later" in capsys.readouterr().out


@pytest.mark.requirement("R229")
def test_the_limits_and_whoever_waits_because_of_them(
    services: Services, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMNINODE_RATE_LIMITS", "generate=10/minute leaky, *@all=unlimited")
    monkeypatch.setenv("OMNINODE_RATE_LIMIT_LOAD", "1/30")
    for request in (LATE, LATE, REQUEST, {**REQUEST, "a": 1}):
        services.executions.begin(an_execution(request=request))
    assert run(limits, []) is ExitCode.OK
    told = capsys.readouterr().out
    assert "generate  each          10/minute leaky" in told
    assert "*         all together  unlimited" in told
    assert "2 under way, gate p95 0.0 s: 50% of each limit is given out." in told
    assert run(limits, ["--format", "json"]) is ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    [line] = found["waiting"]
    assert (line["user"], line["waiting"]) == ("bob", 2)
    assert found["load"] == {"backlog": 2, "gate_p95_s": 0, "share": 0.5}
