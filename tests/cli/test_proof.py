"""`omninode mutate`, `why` and `show --trace`: what they say, and how they end."""

import json
from pathlib import Path

import pytest

from omninode_bridge.generation.as_generated import GENERATED, packed
from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.quality.mutation.mutant import Edit, Mutant, Operator
from omninode_bridge.quality.mutation.result import Fate, MutationResult, Tried
from pipelines.cli import mutation
from pipelines.cli.edge import run
from pipelines.cli.main import cli
from tests.fakes.toolchain import FakeToolchain

CODE = '''"""A module."""


def double(number: int) -> int:
    return number * 2


def other() -> int:
    return 1
'''
MADE_FROM = {
    "strategy": "compiled",
    "node_type": "compute",
    "requirements": {
        "R1": {
            "text": "Double it.",
            "line": 9,
            "state": "bound",
            "pattern": "",
            "lines": [14],
            "tests": ["src/test_a.py::test_r1"],
        }
    },
    "elements": {"14": {"section": "Rules", "text": "out = number * 2", "requirement": "R1"}},
    "files": {"src/handler.py": {"double": [14]}},
}
MUTANT = Mutant("src/handler.py", 5, Edit(Operator.ARITHMETIC, 0, 1, "/"), "a * 2", "a / 2")


@pytest.fixture(name="package")
def small_package(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "handler.py").write_text(CODE, encoding="utf-8")
    (tmp_path / PROVENANCE).write_text(json.dumps(MADE_FROM), encoding="utf-8")
    (tmp_path / "README.md").write_text("# Doubling\n", encoding="utf-8")
    return tmp_path


def result(*fates: Fate, refuted: bool = False) -> MutationResult:
    tried = tuple(Tried(MUTANT, fate) for fate in fates)
    return MutationResult(tried, 2, 1.0, "no isolation", refuted=refuted)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (result(*[Fate.KILLED] * 4, Fate.SURVIVED), 0),
        (result(Fate.KILLED, Fate.SURVIVED), 1),
        (result(Fate.NOT_RUN), 4),
        (result(Fate.NOT_RUN, refuted=True), 1),
    ],
)
def test_how_mutate_ends(
    found: MutationResult,
    code: int,
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(mutation, "toolchain_of_command", lambda: FakeToolchain(mutation=found))
    assert run(cli, ["mutate", str(package)]) == code
    assert capfd.readouterr().out.startswith("Mutation score: ")
    assert run(cli, ["mutate", str(package), "--format", "json"]) == code
    assert json.loads(capfd.readouterr().out)["score"] == found.score


def test_why_names_the_rule_and_the_requirement(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(cli, ["why", f"{package}/src/handler.py:5"]) == 0
    assert capfd.readouterr().out == (
        "double · strategy compiled\n"
        "PRD line 14, Rules: out = number * 2\n"
        "  R1 (line 9): Double it.\n"
    )


def test_why_says_so_where_no_requirement_is_the_cause(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(cli, ["why", f"{package}/src/handler.py:9", "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["reasons"] == []
    assert found["machinery"] == "machinery of every compute node: the frame of the package"


@pytest.mark.parametrize("place", ["src/handler.py", "src/handler.py:99", "none.py:1", ":3"])
def test_why_wants_a_line_of_a_package(
    place: str, package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(cli, ["why", f"{package}/{place}" if place[0] != ":" else place]) == 2
    assert "Error: " in capfd.readouterr().err


def test_the_trace_says_what_ran(package: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["show", str(package), "--trace"]) == 0
    assert capfd.readouterr().out.splitlines() == [
        "R1 (line 9), bound: Double it.",
        "  code  src/handler.py:4-5 double",
        "  test  not run: src/test_a.py::test_r1",
    ]
    outcome = {"id": "src/test_a.py::test_r1", "outcome": "passed"}
    report = {"checks": [{"tests": [outcome]}]}
    (package / "quality.json").write_text(json.dumps(report), encoding="utf-8")
    assert run(cli, ["show", str(package), "--trace", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)[0]["tests"][0]["result"] == "passed"


def keep_as_generated(package: Path) -> Path:
    kept = package / GENERATED
    kept.parent.mkdir()
    kept.write_bytes(packed({"src/handler.py": CODE.encode()}))
    return package / "src" / "handler.py"


def said(place: Path | str, capfd: pytest.CaptureFixture[str]) -> str:
    assert run(cli, ["why", str(place)]) == 0
    return capfd.readouterr().out


def test_why_shows_what_stood_in_the_place_of_an_edited_line(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = keep_as_generated(package)
    unchanged = said(f"{file}:5", capfd)
    assert "dited" not in unchanged
    file.write_text(CODE.replace("number * 2", "number * 3"), encoding="utf-8")
    assert said(f"{file}:5", capfd) == (
        "double · strategy compiled\n"
        "Edited since it was generated. There stood:\n"
        "      return number * 2\n"
        "PRD line 14, Rules: out = number * 2\n"
        "  R1 (line 9): Double it.\n"
    )
    assert run(cli, ["why", f"{file}:5", "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["change"], found["before"]) == ("edited", ["    return number * 2"])


def test_why_knows_a_renamed_function_and_one_written_by_hand(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = keep_as_generated(package)
    own = "\n\ndef own(text: str) -> str:\n    return text.upper()\n"
    file.write_text(CODE.replace("double", "twice") + own, encoding="utf-8")
    renamed = said(f"{file}:5", capfd)
    assert renamed.startswith("double (now twice) · strategy compiled\nPRD line 14")
    by_hand = (
        "Added by hand since the package was generated: nothing of the document is behind it\n"
    )
    assert said(f"{file}:13", capfd) == by_hand
    (package / "src" / "more.py").write_text("A = 1\n", encoding="utf-8")
    assert said(f"{package}/src/more.py:1", capfd) == by_hand


def test_the_trace_says_what_changed_since_the_proof(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = keep_as_generated(package)
    outcome = {"id": "src/test_a.py::test_r1", "outcome": "passed"}
    report = {"checks": [{"tests": [outcome]}]}
    (package / "quality.json").write_text(json.dumps(report), encoding="utf-8")
    assert run(cli, ["show", str(package), "--trace"]) == 0
    assert "change" not in capfd.readouterr().out
    file.write_text(CODE.replace("number * 2", "number * 3"), encoding="utf-8")
    assert run(cli, ["show", str(package), "--trace"]) == 0
    assert capfd.readouterr().out.splitlines() == [
        "Changed since the proof: src/handler.py",
        f"Whether it still holds: omninode test {package}",
        "",
        "R1 (line 9), bound: Double it.",
        "  code  src/handler.py:4-5 double (changed since the proof)",
        "  test  passed before the change: src/test_a.py::test_r1",
    ]


def test_a_damaged_copy_of_what_was_generated_is_told(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = keep_as_generated(package)
    (package / GENERATED).write_bytes(b"no archive")
    assert run(cli, ["why", f"{file}:5"]) == 2
    assert "generated.zip is damaged" in capfd.readouterr().err


def test_a_package_without_provenance_has_no_trace(
    package: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (package / PROVENANCE).unlink()
    assert run(cli, ["show", str(package)]) == 0
    assert capfd.readouterr().out == "# Doubling\n"
    assert run(cli, ["show", str(package), "--trace"]) == 2
    assert run(cli, ["show", str(package), "--format", "json"]) == 2


@pytest.mark.parametrize("command", [["why"], ["show", "--trace"]])
@pytest.mark.parametrize("damage", ["{", "{}", "[]", "\u2603 {"])
def test_a_damaged_provenance_is_told(
    package: Path, capsys: pytest.CaptureFixture[str], command: list[str], damage: str
) -> None:
    (package / PROVENANCE).write_text(damage, encoding="utf-8")
    place = [f"{package}/src/handler.py:5"] if command == ["why"] else [str(package)]
    assert run(cli, [*command, *place]) == 2
    assert "provenance.json is damaged" in capsys.readouterr().err


def test_a_damaged_report_is_told(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (package / "quality.json").write_text("{}", encoding="utf-8")
    assert run(cli, ["show", "--trace", str(package)]) == 2
    assert "quality.json is damaged" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["why", "show", "mutate"])
def test_an_edited_file_that_is_no_python_is_told(
    package: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (package / "src" / "handler.py").write_text("def broken(:\n    pass\n", encoding="utf-8")
    more = {
        "why": [f"{package}/src/handler.py:1"],
        "show": ["--trace", str(package)],
        "mutate": [str(package)],
    }
    assert run(cli, [command, *more[command]]) == 2
    assert "handler.py:1 is no Python" in capsys.readouterr().err
