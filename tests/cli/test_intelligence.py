"""`omninode intelligence`, over a real PostgreSQL."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.cli.edge import ExitCode, run
from pipelines.cli.intelligence import intelligence
from pipelines.environment import DATABASE_URL
from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry
from resources.toolchain.client import ProcessToolchain
from tests.state.records import a_version

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

CONTRACT = """
name: node_letter_effect
node_type: effect
description: Prints a letter to a customer who owes money.
"""


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(intelligence, arguments) == ExitCode.OK
    return capsys.readouterr().out


@pytest.mark.requirement("R242", "R243", "R245", "R246")
def test_what_was_indexed_and_registered_is_found(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(DATABASE_URL.name, database_url)
    (tmp_path / "contract.yaml").write_text(CONTRACT)
    (tmp_path / "handler.py").write_text('"""Puts the letter into an envelope."""\n')
    index = ("index", str(tmp_path), "--format", "json")
    [first] = json.loads(told(capsys, *index))
    assert (first["added"], first["unchanged"]) == (2, 0)
    [again] = json.loads(told(capsys, *index))
    assert (again["added"], again["unchanged"]) == (0, 2)
    assert f"{tmp_path}  code" in told(capsys, "known")

    def asked(operation: str, text: str) -> dict[str, list[dict[str, object]]]:
        found = told(capsys, "query", operation, text, "--format", "json")
        answer: dict[str, list[dict[str, object]]] = json.loads(found)
        return answer

    answer = asked("perform_rag_query", "Print letters for customers")
    assert answer["results"][0]["name"] == "node_letter_effect"
    assert [each["source"] for each in answer["sources"]] == ["full_text", "vectors", "graph"]
    assert all(each["answered"] for each in answer["sources"])

    answer = asked("search_code_examples", "letter into an envelope")
    assert [each["file_path"] for each in answer["results"]] == ["./handler.py"]
    answer = asked("search_similar_entities", "a letter to customers")
    assert answer["results"][0]["found_by"] == ["vectors"]

    with closing(Database(database_url)) as database:
        quote = a_version(description="Quotes a price for a basket.", quality_score=0.4)
        PostgresRegistry(database).register(quote)
    answer = asked("quality_weighted_search", "Quote the price of a basket")
    assert [(each["name"], each["quality_score"]) for each in answer["results"]] == [
        ("price_quote", 0.4)
    ]
    told_people = told(capsys, "query", "perform_rag_query", "Quote the price of a basket")
    assert "price_quote" in told_people
    assert "full_text: 1 found (" in told_people


@pytest.mark.requirement("R244")
def test_code_is_assessed_by_the_gate(
    tmp_path: Path,
    toolchain: ProcessToolchain,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("pipelines.cli.assessing.toolchain_of_command", lambda: toolchain)
    (tmp_path / "contract.yaml").write_text(CONTRACT)
    code = tmp_path / "handler.py"
    code.write_text("def letter(name):\n    return nam\n")
    assert run(intelligence, ["query", "assess_code_quality", str(code)]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "FAILED" in out
    assert "Undefined name `nam`" in out
    assert run(intelligence, ["query", "assess_code_quality", str(tmp_path)]) == ExitCode.USAGE
