"""A person at work on a whole installation: in the UI, and on the command line."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from omninode_bridge.events.decoding import Received, decode_status
from omninode_bridge.events.progress import STEP_EVENTS
from omninode_bridge.events.topics import STATUS
from omninode_bridge.registry.records import Execution, State
from omninode_bridge.registry.results import KEYS
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.main import cli
from resources.intelligence.presence import is_present
from resources.kafka.client import KafkaEventLog
from resources.warehouse.client import DuckLakeWarehouse
from tests.command import ROOT, begun, omninode
from tests.examples.test_documents import HIVE
from tests.faults.installation import Installation, document
from tests.flows.line import QUOTE
from tests.kafka.draining import drain
from tests.platform.site import wait_until

pytestmark = pytest.mark.slow

PATIENCE_S: Final = 240
EXAMPLES: Final = ROOT / "examples"
RUNS: Final = """query($f: RunsFilter!) {runsOrError(filter: $f) {... on Runs {
  results {runId jobName tags {key value}}}}}"""

type Json = Any  # whatever JSON a test looks into


def generation_of(line: Installation, correlation_id: str) -> str:
    """The id of the run that generates what was submitted."""
    tags = [{"key": "omninode/correlation_id", "value": correlation_id}]
    found: list[str] = []

    def started() -> bool:
        runs = line.site.ask(RUNS, f={"tags": tags})["runsOrError"]["results"]
        found.extend(str(run["runId"]) for run in runs)
        return bool(found)

    wait_until(started, PATIENCE_S)
    return found[0]


def submitted(line: Installation, prd: str) -> str:
    """The id of a request that was pasted into the launchpad."""
    run_id = line.site.launch("submit_prd", submit_prd={"prd": prd})
    line.site.wait(run_id, "SUCCESS", timeout_s=PATIENCE_S)
    return run_id


@pytest.fixture(scope="module")
def made(line: Installation) -> str:
    """The id of a request for `order_total` that was submitted in the UI, and has ended."""
    request_id = submitted(line, QUOTE)
    line.site.wait(generation_of(line, request_id), "SUCCESS", timeout_s=PATIENCE_S)
    return request_id


def recorded(line: Installation, request_id: str) -> Execution:
    execution = line.executions.find(UUID(request_id))
    assert execution is not None
    return execution


def events_of(line: Installation, correlation_id: str) -> list[str]:
    """What the status events of a request call the ends of its steps."""
    with KafkaEventLog(line.kafka) as log:
        found = [decode_status(message.value) for message in drain(log, STATUS, {})]
    return [
        each.event.metadata.event
        for each in found
        if isinstance(each, Received)
        and str(each.correlation_id) == correlation_id
        and each.event.metadata.event
    ]


def counted(line: Installation) -> dict[object, object]:
    """How often each node was generated, by the metrics."""
    lake = DuckLakeWarehouse(line.database, str(line.site.home.lake))
    return {row[0]: row[1] for row in lake.aggregate("node").rows}


@pytest.mark.requirement("R125", "R126", "R279", "R280")
def test_a_pasted_prd_becomes_a_registered_node(line: Installation, made: str) -> None:
    registered = line.registry.find("order_total")
    assert registered is not None
    assert str(registered.correlation_id) == made
    assert (Path(registered.path) / "QUALITY.md").is_file()
    assert recorded(line, made).state is State.COMPLETED

    assert events_of(line, made) == list(STEP_EVENTS.values())
    outcomes = {check["name"]: check["outcome"] for check in registered.checks}
    assert {outcomes[name] for name in ("compliance", "strict contract", "ruff", "mypy")} == {
        "passed"
    }
    wait_until(lambda: counted(line) == {"order_total": 1}, PATIENCE_S)


def test_what_was_made_is_looked_up(
    line: Installation,
    made: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("OMNINODE_HOME", str(line.site.home.root))

    def told(*arguments: str) -> Json:
        assert run(cli, [*arguments, "--format", "json"]) == ExitCode.OK
        return json.loads(capfd.readouterr().out)

    for command in ("list", "search total", "versions order_total"):
        [node] = told("nodes", *command.split())
        assert (node["name"], node["type"], node["version"]) == ("order_total", "compute", "1.0.0")
    assert told("nodes", "search", "total", "--node-type", "effect") == []
    kept = told("nodes", "show", "order_total", "--version", "1.0.0")
    assert (kept["correlation_id"], kept["prd"]) == (made, QUOTE)
    assert {check["outcome"] for check in kept["checks"]} == {"passed"}
    [request] = [each for each in told("requests", "list") if each["request"] == made]
    assert (request["node"], request["state"]) == ("order_total", "completed")
    shown = told("requests", "show", made)
    assert [change["to"] for change in shown["history"]][-1] == "completed"
    assert shown["result"]["status"] == "completed"
    wait_until(lambda: "order_total" in counted(line), PATIENCE_S)
    [row] = told("metrics", "--by", "type")
    assert (row["node_type"], row["total_nodes_generated"], row["success_rate"]) == (
        *("compute", 1, 1.0),
    )


def test_terminate_ends_the_generation_as_cancelled(line: Installation) -> None:
    request_id = submitted(line, QUOTE.replace("R1: The", "R1: A"))
    generation = generation_of(line, request_id)
    line.site.wait(generation, "STARTED", timeout_s=PATIENCE_S)
    line.site.terminate(generation)
    line.site.wait(generation, "CANCELED", timeout_s=PATIENCE_S)
    wait_until(lambda: recorded(line, request_id).state is State.CANCELLED, PATIENCE_S)
    assert recorded(line, request_id).error_code == "cancelled"


def test_cancel_in_the_middle_of_the_registration_leaves_nothing(line: Installation) -> None:
    node = "holds_at_row_inserted"
    [request_id] = line.send(node).values()
    line.await_mark(node)
    cancelled = omninode("cancel", str(request_id), home=line.site.home.root)

    assert cancelled.returncode == 0, cancelled.stderr
    outcome = line.await_end(request_id)
    assert (outcome.state, outcome.versions) == (State.CANCELLED, [])
    assert list(outcome.ends.values()) == ["cancelled"]
    assert [path for path in line.trees() if node in path] == []


@pytest.mark.requirement("R174")
def test_a_failed_run_is_executed_again_from_where_it_failed(line: Installation) -> None:
    node = "fails_at_quality_report"
    [request_id] = line.send(node).values()
    failed = line.await_end(request_id)
    assert failed.state is State.FAILED
    before = line.site.steps(str(failed.execution.run_id))

    again = line.site.launch_from_failure(str(failed.execution.run_id))
    line.site.wait(again, "SUCCESS", timeout_s=PATIENCE_S)

    assert before["quality_report"] == "FAILURE"
    assert line.site.steps(again) == {"quality_report": "SUCCESS", "registered_node": "SUCCESS"}
    outcome = line.await_end(request_id)
    assert (outcome.state, outcome.execution.run_id) == (State.COMPLETED, again)
    assert sorted(outcome.ends.values()) == ["completed", "failed"]
    assert [version.name for version in outcome.versions] == [node]


@pytest.mark.requirement("R149", "R236")
def test_prose_goes_through_the_whole_line(line: Installation, tmp_path: Path) -> None:
    home = line.site.home.root
    done = omninode(
        *("generate", "--prd", str(EXAMPLES / "hive_scale.md"), "--format", "json"),
        *("--output-dir", str(tmp_path), "--timeout", "280"),
        home=home,
    )

    assert done.returncode == 0, done.stderr
    result: Json = json.loads(done.stdout)
    assert result.keys() == set(KEYS)
    assert (result["status"], result["node_name"], result["node_type"], result["error"]) == (
        *("completed", "hive_scale", "compute", None),
    )
    assert result["quality_score"] == 1.0
    requirements = result["requirements"]
    counts = {name: len(found) for name, found in requirements.items()}
    assert counts == {"bound": 8, "unbound": 0, "quality_attributes": 0}
    assert all(bound["tests"] and "pattern" in bound["how"] for bound in requirements["bound"])
    assert {check["outcome"] for check in result["checks"]} == {"passed"}
    package = Path(result["output_path"])
    assert package == tmp_path / "node_hive_scale_compute"
    assert all((package / name).is_file() for name in result["files"])
    steps = line.executions.steps(UUID(result["correlation_id"]))
    assert [step.name for step in steps][:6] == list(STEP_EVENTS)
    request = str(EXAMPLES / "hive_scale_request.json")
    told = omninode("run", str(package), "--input", request, home=home)
    assert (told.returncode, told.stdout.strip()) == (0, HIVE)


@contextmanager
def serving(line: Installation) -> Iterator[None]:
    """`omninode intelligence serve` on the installation, told to end as a person does."""
    with begun("intelligence", "serve", home=line.site.home.root) as process:
        wait_until(lambda: is_present(line.database), PATIENCE_S)
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert "omnibase_core: " in said
    assert " requests were answered." in said


def evidence_of(line: Installation, node: str) -> Json:
    """What the stage tells of a generation that ended well."""
    [request_id] = line.send(node).values()
    assert line.await_end(request_id).state is State.COMPLETED
    steps = {step.name: step.detail for step in line.executions.steps(request_id)}
    return steps["intelligence"]


@pytest.mark.requirement("R148", "R272")
def test_a_generation_is_informed_by_the_service(line: Installation, made: str) -> None:
    assert made
    with serving(line):
        told = evidence_of(line, "served_by_another")
    assert told["sources"][0] == "service"
    # Which of its sources were late is no fault of the line.
    assert {*told["sources"], *told["absent"]} == {"service", "full_text", "vectors", "graph"}
    assert told["similar"] > 0 or "full_text" in told["absent"]


@pytest.mark.parametrize(
    ("how", "code"), [("timeout", ExitCode.ENVIRONMENT), ("interrupt", ExitCode.INTERRUPTED)]
)
def test_a_command_that_ends_early_leaves_its_request_running(
    line: Installation, tmp_path: Path, how: str, code: ExitCode
) -> None:
    node = f"holds_at_{'prd' if how == 'timeout' else 'intelligence'}"
    prd, home = tmp_path / "prd.md", line.site.home.root
    prd.write_text(document(node), encoding="utf-8")
    seconds = "1" if how == "timeout" else "280"
    with begun("generate", "--prd", str(prd), "--timeout", seconds, home=home) as process:
        line.await_mark(node)
        if how == "interrupt":
            process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == code, said
    [sentence] = [text for text in said.splitlines() if text.endswith("goes on.")]
    request_id = sentence.split()[1]
    assert recorded(line, request_id).state is State.ANALYZING
    line.let_go(node)
    followed = omninode(
        "requests", "follow", request_id, "--output-dir", str(tmp_path / "out"), home=home
    )
    assert followed.returncode == 0, followed.stderr
    assert (tmp_path / "out" / f"node_{node}_compute" / "README.md").is_file()
