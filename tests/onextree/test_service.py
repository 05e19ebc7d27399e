"""The service as whoever sends it code sees it."""

import json
from typing import Any

import httpx
import pytest

from omninode_bridge.advice.wire import REQUEST_BYTES
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.main import cli

pytest_plugins = ["tests.onextree.serving"]
pytestmark = pytest.mark.slow

NODE = '''\
"""A node that does what it must not."""

import random
import subprocess

from omnibase_core.nodes import NodeCompute


class NodeDice(NodeCompute[int, int]):
    """Throws dice."""


def shout(lines) -> str:
    """Shout all of the lines."""
    text = ""
    for line in lines:
        text += f"{line}!"
    subprocess.run(text, shell=True)
    return text * random.randint(1, 6)
'''

# Decoded JSON, read field by field.
type Json = dict[str, Any]  # reason: see above


def asked(served: str, path: str, question: object) -> Json:
    answer = httpx.post(f"{served}{path}", json=question, trust_env=False)
    assert answer.status_code == httpx.codes.OK
    told: Json = answer.json()
    assert (set(told), told["status"], told["error"]) == (
        {"status", "data", "error"}, "success", None,
    )  # fmt: skip
    data: Json = told["data"]
    return data


def places(found: list[Json]) -> set[tuple[str, str, int]]:
    return {(each["file"], each["rule"], each["line"]) for each in found}


@pytest.mark.requirement("R086", "R248", "R249", "R250")
def test_each_kind_of_finding_names_its_rule_file_and_line(served: str) -> None:
    data = asked(served, "/analyze/code", {"code": {"a/node.py": NODE, "a/other.py": "x = (\n"}})

    assert {("a/node.py", "S602", 18), ("a/node.py", "S311", 19)} <= places(data["security"])
    assert ("a/node.py", "growing text", 17) in places(data["performance"])
    assert {("a/node.py", "P4", 19), ("a/node.py", "P5", 4)} <= places(data["compliance"])
    assert ("a/other.py", "syntax", 1) in places(data["quality"]["findings"])
    assert data["quality"]["figures"] == {
        "files": 1, "lines": 19, "functions": 1, "highest_complexity": 2, "most_complex": "shout",
    }  # fmt: skip
    assert (data["not_run"], data["more"]) == ([], 0)


@pytest.mark.parametrize("kind", ["security", "performance", "quality", "compliance"])
def test_one_kind_is_asked_for_alone(served: str, kind: str) -> None:
    data = asked(served, "/analyze/code", {"code": NODE, "analysis_type": kind})
    found = {
        "security": data["security"],
        "performance": data["performance"],
        "quality": data["quality"]["findings"],
        "compliance": data["compliance"],
    }
    assert [name for name, findings in found.items() if findings] == [kind]
    assert {each["file"] for findings in found.values() for each in findings} <= {""}


def test_a_comment_silences_nothing(served: str) -> None:
    data = asked(served, "/analyze/code", {"code": "eval(input())  # noqa: S307\n"})
    assert places(data["security"]) == {("", "S307", 1)}


def test_intelligence_as_it_was_asked_for_before(served: str) -> None:
    data = asked(served, "/intelligence", {"context": NODE})
    assert {"kind": "security", "rule": "S602", "count": 1} in data["patterns"]
    assert {"kind": "extends", "target": "NodeCompute[int, int]", "line": 9} in (
        data["relationships"]
    )
    assert {"kind": "imports", "target": "random", "line": 3} in data["relationships"]
    asked_for_neither = {
        "context": NODE, "include_patterns": False, "include_relationships": False,
    }  # fmt: skip
    data = asked(served, "/intelligence", asked_for_neither)
    assert (data["patterns"], data["relationships"]) == (None, None)
    number = {"context": NODE, "include_patterns": 1}
    assert httpx.post(f"{served}/intelligence", json=number, trust_env=False).status_code == 422


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b'{"code"', 400),
        (b'{"code": ' + b"[" * 200_000, 400),
        (b'{"code": 1}', 422),
        (b'{"code": {}}', 422),
        (b'{"code": {"../\\u0007": "x"}}', 422),
        (b'{"code": {"\\ud800": "x"}}', 422),
        (b'{"code": "x", "language": "cobol"}', 422),
        (b'{"code": "' + b"x" * REQUEST_BYTES + b'"}', 413),
    ],
)
def test_what_is_no_request_is_refused_in_the_same_form(
    served: str, content: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = httpx.post(f"{served}/analyze/code", content=content, headers=headers, trust_env=False)
    assert answer.status_code == status
    told = answer.json()
    assert (told["status"], told["data"]) == ("error", None)
    assert 0 < len(told["error"]) <= 500


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("(" * 100_000, "too many nested parentheses"),
        ("x" + ".a" * 100_000, "recursion"),
        ("\0", "null bytes"),
        ("\ud800 = 1", ""),
        ("'\\d'", ""),
    ],
    ids=["parentheses", "attributes", "null", "surrogate", "warning"],
)
def test_code_that_breaks_parsers_is_a_finding(served: str, code: str, said: str) -> None:
    answer = httpx.post(
        f"{served}/analyze/code",
        content=json.dumps({"code": code}),  # in ASCII: httpx refuses lone surrogates
        headers={"Content-Type": "application/json"},
        trust_env=False,
    )
    assert answer.status_code == httpx.codes.OK
    assert said in str(answer.json()["data"]["quality"]["findings"])


def test_a_port_that_is_taken_is_said(served: str, capsys: pytest.CaptureFixture[str]) -> None:
    port = str(httpx.URL(served).port)
    assert run(cli, ["onextree", "serve", "--port", port]) == ExitCode.ENVIRONMENT
    assert f"127.0.0.1:{port}" in capsys.readouterr().err
