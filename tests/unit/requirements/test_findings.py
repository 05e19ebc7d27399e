"""The search for defects, and findings as people and programs get them."""

import json

import pytest

from omninode_bridge.diagnostics import Diagnostic, Place, Severity
from omninode_bridge.requirements.codes import CODES
from omninode_bridge.requirements.findings import as_json, as_sarif, as_text
from omninode_bridge.requirements.reading import read_prd

FEATURES = "# T\n## Features\n"
EXAMPLES = "# T\n## Input\n- a: int\n## Output\n- b: int\n## Examples\n| a | b |\n|-|-|\n"


def found(text: str, code: str) -> list[Diagnostic]:
    return [one for one in read_prd(text).diagnostics if one.code == code]


@pytest.mark.requirement("R271")
@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (f"{FEATURES}- R1: It must be fast here\n", "PRD101", Place(3, 18, 22)),
        (f"{FEATURES}- R1: Read and/or write it\n", "PRD102", Place(3, 12, 18)),
        (f"{FEATURES}- R1: It must run and should stop\n", "PRD103", Place(3, 7, 34)),
        (
            "# T\n## Data model\n### User\n- a: int\n### Users\n- a: int\n",
            "PRD104",
            Place(5, 5, 10),
        ),
        (f"{FEATURES}- R1: High scalability\n", "PRD107", Place(3, 7, 23)),
        ("# T\n## Performance\n- It flies\n", "PRD108", Place(3, 3, 11)),
        (f"{FEATURES}- R1: Send it on\n- R2: Send it on.\n", "PRD110", Place(4, 7, 18)),
        (
            f"{FEATURES}- R1: Sessions end after 30 minutes\n- R2: Sessions end after 15 minutes\n",
            "PRD111",
            Place(4, 7, 36),
        ),
        (f"{EXAMPLES}| 1 | 2 |\n| 1 | 3 |\n", "PRD114", Place(10, 3, 4)),
        (f"{EXAMPLES}| 1 | 2 |\n| 1 | rejected: no |\n", "PRD114", Place(10, 3, 4)),
        (
            "# T\n## SLO\n- p95 < 200 ms\n- p95 < 300 ms\n",
            "PRD115",
            Place(4, 3, 15),
        ),
        (f"{FEATURES}- R1: Retries are TBD\n", "PRD126", Place(3, 7, 22)),
        ("# T\n## Context\n- paid: money\n", "PRD127", Place(3, 3, 7)),
        ("# T\n## Rules\n- `a = 1`\n", "PRD125", Place(3, 4, 9)),
    ],
)
def test_defects_have_a_place(text: str, code: str, place: Place) -> None:
    [one] = found(text, code)

    assert one.place == place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{FEATURES}- R1: Answers within 200 ms\n", "PRD107"),
        (
            f"{FEATURES}- R1: Step 1 of the work is done\n- R2: Step 2 of the work is done\n",
            "PRD111",
        ),
        (f"{EXAMPLES}| 1 | 2 |\n| 2 | 3 |\n", "PRD114"),
        ("# T\n## SLO\n- p95 < 200 ms\n- p99 < 300 ms\n", "PRD115"),
        ("# T\n## Context\n- paid: money?\n- n: int (default 0)\n", "PRD127"),
    ],
)
def test_what_is_no_defect(text: str, code: str) -> None:
    assert found(text, code) == []


def test_codes_are_complete() -> None:
    for name, code in CODES.items():
        assert name == code.code
        assert name.startswith(("PRD0", "PRD1"))
        assert code.title
        assert code.explanation.endswith(".")
        assert code.fix


ORDER = "# Order\n\n- R1: `total = qty`\n"
UNKNOWN = Diagnostic("PRD221", Severity.ERROR, Place(3, 16, 19), "`qty` is not known", "say which")
VAGUE = Diagnostic("PRD101", Severity.NOTE, Place(1, 3, 8), "it is vague", "say more")
NOWHERE = Diagnostic("PRD022", Severity.WARNING, Place(2), "no requirements", "write some")


def test_text_shows_the_line_the_place_and_what_to_do() -> None:
    assert as_text([VAGUE, NOWHERE, UNKNOWN], ORDER, "order.md") == (
        "order.md:3:16   error   PRD221  `qty` is not known\n"
        "    3 | - R1: `total = qty`\n"
        "      |                ^^^ say which\n"
        "\n"
        "order.md:2:1    warning PRD022  no requirements\n"
        "      fix: write some\n"
        "\n"
        "order.md:1:3    note    PRD101  it is vague\n"
        "    1 | # Order\n"
        "      |   ^^^^^ say more\n"
        "\n"
        "1 error, 1 warning, 1 note in order.md. `omninode explain PRD221` tells more.\n"
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 500 + "HERE" + "b" * 500
    here = Diagnostic("PRD101", Severity.NOTE, Place(1, 501, 505), "m", "f")
    shown, caret = as_text([here], line, "x.md").split("\n")[1:3]

    assert len(shown) < 120
    assert shown[caret.index("^") : caret.index("^") + 4] == "HERE"


def test_no_findings_is_one_sentence() -> None:
    assert as_text([], ORDER, "order.md") == "No findings in order.md.\n"


def test_json_counts_and_lists() -> None:
    tree = json.loads(as_json([VAGUE, UNKNOWN], "order.md"))

    assert (tree["errors"], tree["warnings"], tree["notes"]) == (1, 0, 1)
    assert tree["findings"][0] == {
        "code": "PRD221",
        "severity": "error",
        "line": 3,
        "column": 16,
        "end": 19,
        "message": "`qty` is not known",
        "fix": "say which",
    }


def test_sarif_has_a_rule_for_every_result() -> None:
    tree = json.loads(as_sarif([VAGUE, UNKNOWN, VAGUE], "my order.md", version="1.2"))
    [run] = tree["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert tree["version"] == "2.1.0"
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]
    assert run["results"][0]["level"] == "error"
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "my%20order.md"}
    assert location["region"] == {"startLine": 3, "startColumn": 16, "endColumn": 19}
