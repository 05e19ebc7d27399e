"""What is set to something that cannot be meant is said before anything is started."""

import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from omninode_bridge.errors import UnavailableError
from pipelines import environment
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.main import cli
from pipelines.settings import mistakes
from resources.installation.process import ProcessId
from resources.postgres.database import Database

pytest_plugins = ["tests.postgres"]

READABLE = {
    "DATABASE_URL": "postgresql://u:p%40ss%2Fword@h:5/d",
    "KAFKA_BOOTSTRAP_SERVERS": "one:9092, [::1]:9093",
    "KAFKA_SECURITY_PROTOCOL": "PLAINTEXT",
    "OMNINODE_ENVIRONMENT": "staging",
    "OMNINODE_KAFKA_PARTITIONING": "balanced",
    "OMNINODE_METRICS_PORT": "9100",
    "OMNINODE_RELAY_METRICS_PORT": "65535",
    "OMNINODE_INTELLIGENCE": "local",
    "OMNINODE_INTELLIGENCE_TIMEOUT": "0.5",
    "OMNINODE_RATE_LIMITS": "generate=1/hour, /analyze/code=2/day, *=600/minute",
    "OMNINODE_RATE_LIMIT_LOAD": "off",
    "OMNINODE_REDIS_URL": "redis://:p%40ss@h:6379/0",
    "OMNINODE_ONEXTREE_URL": "https://h:8058",
    "OMNINODE_LLM_URL": "http://h:1/v1",
}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("DATABASE_URL", "garbage"),
        ("DATABASE_URL", "mysql://h/d"),
        ("DATABASE_URL", "postgresql://u:p@qz/word@h:5/d"),
        ("DATABASE_URL", "postgresql://u:p@qz@h:5/d"),
        ("KAFKA_BOOTSTRAP_SERVERS", "http://h:9092"),
        ("KAFKA_BOOTSTRAP_SERVERS", "one:9092,two"),
        ("KAFKA_SECURITY_PROTOCOL", "TLS"),
        ("OMNINODE_ENVIRONMENT", "prod"),
        ("OMNINODE_KAFKA_PARTITIONING", "random"),
        ("OMNINODE_METRICS_PORT", "many"),
        ("OMNINODE_RELAY_METRICS_PORT", "65536"),
        ("OMNINODE_INTELLIGENCE", "maybe"),
        ("OMNINODE_INTELLIGENCE_TIMEOUT", "soon"),
        ("OMNINODE_RATE_LIMITS", "generate=often"),
        ("OMNINODE_RATE_LIMITS", "generation=10/minute"),
        ("OMNINODE_RATE_LIMIT_LOAD", "much"),
        ("OMNINODE_REDIS_URL", "http://h"),
        ("OMNINODE_REDIS_URL", "redis://:p/qz@h:6379"),
        ("OMNINODE_ONEXTREE_URL", "h:8058"),
        ("OMNINODE_LLM_URL", "http://h:many/v1"),
    ],
)
def test_each_is_named_with_a_hint_and_without_what_may_be_a_password(
    name: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each, text in READABLE.items():
        monkeypatch.setenv(each, text)
    assert not [*mistakes()]
    monkeypatch.setenv(name, given)
    [mistake] = mistakes()
    assert name in mistake.message
    assert mistake.hint
    assert "qz" not in mistake.message


def test_nothing_is_started_with_them_and_the_doctor_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in environment.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    monkeypatch.setenv("OMNINODE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", "garbage")
    assert run(cli, ["up"]) == ExitCode.USAGE
    assert "DATABASE_URL: The database URL cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()

    monkeypatch.setenv("OMNINODE_RATE_LIMITS", "generate=often")
    assert run(cli, ["doctor"]) == ExitCode.ENVIRONMENT
    told = capsys.readouterr().out
    assert "missing   settings   OMNINODE_RATE_LIMITS: 'often' is no limit" in told
    assert told.count("The database URL cannot be read") == 1


@pytest.mark.slow
@pytest.mark.parametrize("lacking", ["database", "user"])
def test_who_is_not_let_in_is_told_so(database_url: str, lacking: str) -> None:
    there = make_url(database_url)
    elsewhere = there.set(database="made_by_nobody")
    asked = elsewhere if lacking == "database" else there.set(username="nobody_here")
    url = asked.render_as_string(hide_password=False)
    with (
        closing(Database(url)) as database,
        pytest.raises(UnavailableError, match="does not let us in") as caught,
    ):
        database.run(lambda connection: connection.exec_driver_sql("select 1"))
    assert "user, password and database" in caught.value.hint


def test_a_process_tells_what_it_was_started_with() -> None:
    with subprocess.Popen(["sleep", "60"], env={"LIMITS": "a=1", "EMPTY": ""}) as process:
        found = ProcessId.of(process.pid)
        assert found is not None
        while not found.environment():  # between fork and exec
            pass
        assert found.environment() == {"LIMITS": "a=1", "EMPTY": ""}
        process.kill()
    assert found.environment() is None
