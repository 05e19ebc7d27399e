"""What the services are told, and what people are told about them."""

import json
import re
from pathlib import Path

import pytest
import yaml
from sqlalchemy.engine import make_url

from omninode_bridge.errors import UnavailableError
from pipelines.cli.edge import run
from pipelines.cli.main import cli
from pipelines.environment import DATABASE_URL, KAFKA_BOOTSTRAP_SERVERS, OMNINODE_HOME, VARIABLES
from resources.installation.home import Home
from resources.services import catalog, dagster_files, doctor
from resources.services.doctor import Verdict
from resources.services.settings import (
    Ports,
    Settings,
    choose_ports,
    dagster_url,
    endpoints,
    plain,
)

ROOT = Path(__file__).parents[2]
URL = "postgresql://u:p%40ss@h:5/d"
READ = re.compile(r"""(?:environ(?:\.get\(|\[)|getenv\()\s*["'](\w+)["']""")


def test_the_committed_settings_say_what_the_generated_ones_say(tmp_path: Path) -> None:
    committed = yaml.safe_load((ROOT / "deploy" / "dagster.yaml").read_text(encoding="utf-8"))
    generated = dagster_files.instance(Settings(tmp_path), URL)

    # Where an installation differs: its own URL, its own socket, its own supervisor.
    launcher = committed["run_launcher"].pop("config")
    made = generated["run_launcher"]
    assert isinstance(made, dict)
    config = made.pop("config")
    assert launcher["max_concurrent_runs"] == config["max_concurrent_runs"]
    del committed["storage"]["custom"]["config"]
    storage = generated["storage"]
    assert isinstance(storage, dict)
    del storage["custom"]["config"]
    assert committed == generated


@pytest.mark.parametrize("url", [URL, f"{URL}?sslmode=require", "postgresql://u@/d?host=/run/pg"])
def test_dagster_gets_a_schema_of_its_own_in_the_same_database(url: str) -> None:
    before, after = make_url(url), make_url(dagster_url(url, driver="psycopg2"))

    assert after.drivername == "postgresql+psycopg2"
    assert after.query["options"] == "-csearch_path=dagster"
    assert after.set(drivername="postgresql").difference_update_query(["options"]) == before


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgres://h/d", "postgresql://h/d"),
        ("postgresql+asyncpg://h/d", "postgresql://h/d"),
        (URL, URL),
        ("", ""),
        ("mysql://h/d", "mysql://h/d"),
    ],
)
def test_a_database_url_is_read_as_libpq_reads_it(written: str, read: str) -> None:
    assert plain(written) == read


def test_the_settings_of_dagster_are_for_their_user_only(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()
    dagster_files.write(Settings(tmp_path), URL, 4000)

    assert (home.dagster / "dagster.yaml").stat().st_mode & 0o777 == 0o600
    workspace = yaml.safe_load((home.dagster / "workspace.yaml").read_text(encoding="utf-8"))
    assert workspace["load_from"][0]["grpc_server"]["port"] == 4000


def test_external_servers_replace_the_embedded_ones(tmp_path: Path) -> None:
    settings = Settings(tmp_path, database_url=URL, kafka_bootstrap_servers="h:1")
    ports = choose_ports(None)
    services = catalog.build(settings, ports, endpoints(settings, ports), None)

    names = [service.name for service in services]
    assert names == [
        "outside",
        "setup",
        "relay",
        "code",
        "launcher",
        "tools",
        "daemon",
        "webserver",
    ]
    assert all(set(service.needs) <= set(names) for service in services)
    assert len({ports.postgres, ports.kafka, ports.code, ports.webserver}) == 4
    assert catalog.environment(settings, endpoints(settings, ports))["DATABASE_URL"] == URL


def test_settings_survive_their_way_to_the_supervisor(tmp_path: Path) -> None:
    settings = Settings(tmp_path, database_url=URL, max_concurrent_runs=2)
    assert json.loads(settings.to_json())["home"] == str(tmp_path)
    assert Ports(postgres=1, kafka=2, controller=3, code=4, webserver=5).code == 4


def test_every_variable_that_the_code_reads_is_in_the_table() -> None:
    known = {variable.name for variable in VARIABLES}
    packages = ("omninode_bridge", "resources", "assets", "sensors", "pipelines")
    read = {
        name
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        for name in READ.findall(path.read_text(encoding="utf-8"))
    }

    given_to_children = {"PYTHONPATH", "PYTEST_DISABLE_PLUGIN_AUTOLOAD"}
    assert read - known <= given_to_children


def no_isolation() -> str:
    raise UnavailableError("No isolation", hint="a newer kernel")


def test_the_doctor_names_what_is_missing_and_what_mends_it(tmp_path: Path) -> None:
    settings = Settings(
        tmp_path / "home",
        database_url="postgresql://u@127.0.0.1:1/d",
        kafka_bootstrap_servers="127.0.0.1:1",
    )
    found = {finding.name: finding for finding in doctor.examine(settings, no_isolation)}

    missing = {name for name, finding in found.items() if finding.verdict is Verdict.MISSING}
    assert missing == {"postgres", "kafka", "sandbox"}
    assert all(found[name].fix for name in missing)
    assert found["python"].verdict is found["dagster"].verdict is Verdict.OK
    assert found["services"].verdict is Verdict.OPTIONAL


def test_the_doctor_exits_with_4_and_shows_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(OMNINODE_HOME.name, str(tmp_path / "home"))
    monkeypatch.setenv(DATABASE_URL.name, "postgresql://u:secret@127.0.0.1:1/d")
    monkeypatch.delenv(KAFKA_BOOTSTRAP_SERVERS.name, raising=False)

    assert run(cli, ["doctor", "--format", "json"]) == 4
    out = capsys.readouterr().out
    assert json.loads(out)["environment"]["DATABASE_URL"] is True
    assert "secret" not in out
