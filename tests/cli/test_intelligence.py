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


@pytest.mark.requirement("R087", "R242", "R243", "R245", "R246")
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

    text = "Quote the price of a basket"
    quote = a_version(description="Quotes the price of a basket.", quality_score=0.2)
    other = "Quotes the price of a basket to whoever comes by."
    better = a_version(name="price_tag", path="/b", description=other, quality_score=1.0)
    with closing(Database(database_url)) as database:
        for version in (quote, better):
            PostgresRegistry(database).register(version)
    copy = CONTRACT.replace("letter_effect", "price_quote_compute").replace("effect", "compute")
    (tmp_path / "contract.yaml").write_text(copy.replace("Prints a letter", quote.description))
    told(capsys, *index)

    def names(operation: str) -> list[tuple[object, object]]:
        return [(each["name"], each["quality_score"]) for each in asked(operation, text)["results"]]

    assert names("perform_rag_query") == [("price_quote", 0.2), ("price_tag", 1.0)]
    assert names("quality_weighted_search") == [("price_tag", 1.0), ("price_quote", 0.2)]
    assert "full_text: 3 found, 2 of them here (" in told(
        capsys, "query", "perform_rag_query", text
    )
    assert run(intelligence, ["query", "perform_rag_query", " "]) == ExitCode.USAGE
    assert "invalid_request" in capsys.readouterr().err


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
