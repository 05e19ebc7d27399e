"""`omninode generate --local --enable-onextree`, and what doctor and status say of the service."""

import json
import urllib.request
from pathlib import Path

import pytest

from pipelines.cli import doctor, local
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.main import cli
from pipelines.environment import OMNINODE_HOME, OMNINODE_METRICS_PORT, OMNINODE_ONEXTREE_URL
from tests.fakes.toolchain import FakeToolchain
from tests.flows.line import QUOTE
from tests.kafka.broker import free_ports
from tests.onextree.hostile import BAD, talking

pytest_plugins = ["tests.onextree.serving"]
pytestmark = pytest.mark.slow

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "toolchain_of_command", FakeToolchain)
    monkeypatch.setattr(local, "collect_seldom", lambda: None)
    monkeypatch.setenv(OMNINODE_HOME.name, str(tmp_path / "home"))
    (tmp_path / "order.md").write_text(QUOTE, encoding="utf-8")


def generated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str, prd: str = "order.md"
) -> str:
    arguments = ("--prd", str(tmp_path / prd), "--output-dir", str(tmp_path / "out"))
    assert run(cli, ["generate", "--local", *arguments, *options]) == ExitCode.OK
    return capsys.readouterr().out


def test_advice_stands_in_the_summary_and_in_both_reports(
    served: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(OMNINODE_ONEXTREE_URL.name, served)
    told = generated(tmp_path, capsys, "--enable-onextree")
    assert "  advice     " in told
    assert "no part of the score" in told
    folder = tmp_path / "out" / "node_order_total_compute"
    assert "## Advice\n\n" in (folder / "QUALITY.md").read_text(encoding="utf-8")
    report = json.loads((folder / "quality.json").read_text(encoding="utf-8"))
    figures = report["advice"]["analysis"]["figures"]
    assert f"on {figures['functions']} functions in {figures['files']} files" in told
    assert figures["functions"] > 1
    printed = generated(tmp_path, capsys, "--enable-onextree", "--format", "json")
    assert json.loads(printed)["advice"]["analysis"]["figures"] == figures
    assert json.loads(printed)["quality_score"] == report["score"]

    assert "  advice  " not in generated(tmp_path, capsys)
    assert "advice" not in json.loads(generated(tmp_path, capsys, "--format", "json"))
    report = json.loads((folder / "quality.json").read_text(encoding="utf-8"))
    assert report["advice"] is None


def test_a_service_that_is_away_or_broken_is_told_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(OMNINODE_ONEXTREE_URL.name, raising=False)
    told = generated(tmp_path, capsys, "--enable-onextree")
    assert "  advice     not run: no service is configured" in told
    monkeypatch.setenv(OMNINODE_ONEXTREE_URL.name, NOWHERE)
    told = generated(tmp_path, capsys, "--enable-onextree")
    assert "  advice     not run: it did not answer: ConnectError" in told
    with talking(BAD["error"][0]) as url:
        monkeypatch.setenv(OMNINODE_ONEXTREE_URL.name, url)
        told = generated(tmp_path, capsys, "--enable-onextree")
    assert "  advice     not run: it answered with status 500" in told


def test_of_a_folder_each_node_has_its_advice(
    served: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for name in ("Order total", "Another total"):
        text = QUOTE.replace("Order total", name)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr("pipelines.cli.batch.collect_seldom", lambda: None)
    monkeypatch.setenv(OMNINODE_ONEXTREE_URL.name, served)
    told = generated(tmp_path, capsys, "--enable-onextree", "--format", "json", prd="many")
    nodes = json.loads(told)["nodes"]
    assert [node["advice"]["analysis"]["figures"]["functions"] > 0 for node in nodes] == [True] * 2


@pytest.mark.parametrize("there", [True, False])
def test_doctor_and_status_know_the_service_where_one_is_configured(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    there: bool,
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda *_: [])
    monkeypatch.delenv(OMNINODE_ONEXTREE_URL.name, raising=False)
    assert run(cli, ["doctor", "--format", "json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["findings"] == []
    run(cli, ["status", "--format", "json"])
    assert "onextree" not in json.loads(capsys.readouterr().out)

    address = request.getfixturevalue("served") if there else NOWHERE
    monkeypatch.setenv(OMNINODE_ONEXTREE_URL.name, address)
    assert run(cli, ["doctor", "--format", "json"]) == ExitCode.OK
    [found] = json.loads(capsys.readouterr().out)["findings"]
    assert (found["name"], found["verdict"]) == ("onextree", "ok" if there else "optional")
    run(cli, ["status", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["onextree"]
    assert told.startswith("onextree 0.1.0" if there else "not there: it did not answer")
    run(cli, ["status"])
    rows = (line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert ["onextree", told] in rows


def test_the_service_tells_prometheus_of_its_limits_where_a_port_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [port] = free_ports(1)
    told: list[str] = []

    def serve(*_: object) -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
            told.append(answer.read().decode())

    monkeypatch.setattr("pipelines.http.serving.serve_until_told", serve)
    monkeypatch.setenv(OMNINODE_METRICS_PORT.name, str(port))
    assert run(cli, ["onextree", "serve", "--port", "0"]) == ExitCode.OK
    assert "omninode_rate_limit_share 1.0" in told[0]
