"""`omninode nodes show`, over a registry that is a list."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pipelines.cli import connections
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.nodes import nodes
from tests.fakes.registry import FakeRegistry
from tests.state.records import a_version

CHECKS = (
    {"name": "mypy", "part": "types", "outcome": "passed"},
    {"name": "ruff", "part": "style", "outcome": "failed"},
)
BOUND = {"id": "R1", "state": "bound", "how": "rule total (line 9)", "reason": "", "question": ""}
OPEN = {
    "id": "R2",
    "state": "unbound",
    "how": "",
    "reason": "Nothing tells how.",
    "question": "Which tax?",
}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> FakeRegistry:
    found = FakeRegistry()

    @contextmanager
    def opened() -> Iterator[FakeRegistry]:
        yield found

    monkeypatch.setattr(connections, "registry", opened)
    return found


def test_a_node_is_shown_with_its_checks_its_requirements_and_its_origin(
    registry: FakeRegistry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.register(a_version(checks=CHECKS, requirements=(BOUND, OPEN)))

    assert run(nodes, ["show", "price_quote"]) == ExitCode.OK

    out = capsys.readouterr().out
    for line in (
        "price_quote · compute · 1.0.0 (revision 1)",
        "  quality    0.90",
        "  failed     ruff",
        "    R1 bound: rule total (line 9)",
        "    R2 unbound: Nothing tells how. Which tax?",
        "  made by    compiled",
        "  files      /nodes/price_quote",
    ):
        assert f"{line}\n" in out


def test_a_version_is_chosen_and_json_holds_everything(
    registry: FakeRegistry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.register(a_version(prd="# First\n"))
    registry.register(a_version(version="2.0.0", digest="b" * 64))

    arguments = ["show", "price_quote", "--version", "1.0.0", "--format", "json"]
    assert run(nodes, arguments) == ExitCode.OK

    found = json.loads(capsys.readouterr().out)
    assert (found["version"], found["prd"]) == ("1.0.0", "# First\n")
    assert found["contract"] == {"name": "price_quote"}


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "No node is called nothing"),
        (["nothing", "--version", "9.0.0"], "No node is called nothing with the version 9.0.0"),
    ],
)
def test_what_is_not_registered_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(nodes, ["show", *arguments]) == ExitCode.USAGE
    assert said in capsys.readouterr().err
