"""A setting that nobody can read is said at once, and never passed over."""

from pathlib import Path

import pytest

from omninode_bridge.errors import InvalidRequestError
from pipelines import environment
from pipelines.cli.demo import demo
from pipelines.cli.doctor import doctor
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.services import up
from pipelines.settings import PATIENCE_S, check_settings, patience
from resources.outbox import service as relay

MISTAKES = [
    (environment.OMNINODE_METRICS_PORT, "many", "not a port"),
    (environment.OMNINODE_RELAY_METRICS_PORT, "9090x", "not a port"),
    (environment.OMNINODE_INTELLIGENCE_TIMEOUT, "soon", "not a number of seconds"),
    (environment.OMNINODE_INTELLIGENCE, "lokal", "unknown"),
    (environment.OMNINODE_ENVIRONMENT, "prod", "no environment"),
    (environment.OMNINODE_KAFKA_PARTITIONING, "any", "no partitioning"),
    (environment.KAFKA_DLQ_SUFFIX, "/dlq", "no suffix"),
    (environment.OMNINODE_RATE_LIMITS, "generate=ten", "ten"),
    (environment.OMNINODE_RATE_LIMIT_LOAD, "200/soon", "no load"),
    (environment.OMNINODE_REDIS_URL, "somewhere", "Redis"),
]


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(environment.OMNINODE_HOME.name, str(tmp_path / "home"))
    for variable, *_ in MISTAKES:
        monkeypatch.delenv(variable.name, raising=False)


@pytest.mark.parametrize(
    ("variable", "given", "said"), MISTAKES, ids=lambda v: getattr(v, "name", v)
)
def test_nothing_is_started_with_it(
    variable: environment.Variable,
    given: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable.name, given)
    for command in (up, demo):
        assert run(command, []) == ExitCode.USAGE
        told = capsys.readouterr().err
        assert said in told
        assert "invalid_request" in told
        assert "Hint: " in told


def test_the_doctor_names_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipelines.cli.doctor.examine", lambda *_: [])
    assert run(doctor, []) == ExitCode.OK
    capsys.readouterr()
    for variable, given, _ in MISTAKES[:3]:
        monkeypatch.setenv(variable.name, given)
    assert run(doctor, []) == ExitCode.ENVIRONMENT
    told = capsys.readouterr().out
    for variable, given, _ in MISTAKES[:3]:
        assert f"{variable.name} is '{given}'" in told


def test_the_relay_does_not_serve_without_its_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMNINODE_RELAY_METRICS_PORT", "many")
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(SystemExit, match=r"many.*not a port.*Hint: ") as ended:
        relay.main()
    assert "\n" not in str(ended.value.code)


def test_what_is_not_set_is_no_mistake() -> None:
    check_settings()
    assert patience() == PATIENCE_S


def test_what_the_pipeline_reads_itself_is_refused_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(environment.OMNINODE_INTELLIGENCE_TIMEOUT.name, "0")
    with pytest.raises(InvalidRequestError, match="not a number of seconds"):
        patience()
