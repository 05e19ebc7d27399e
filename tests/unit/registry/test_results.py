"""The command line's JSON object."""

import json
from uuid import UUID

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part, QualityReport
from omninode_bridge.registry.records import State
from omninode_bridge.registry.results import KEYS, Ending, ErrorDetail, result_of
from tests.state.records import a_package

ID = UUID(int=1)
BINDINGS = (
    Binding(
        "FR-1",
        "Sum up.",
        Place(3),
        BindingState.BOUND,
        how="rules, line 9",
        tests=("tests/test_rules.py::test_fr_1",),
    ),
    Binding(
        "FR-2",
        "Be nice.",
        Place(4),
        BindingState.UNBOUND,
        reason="nothing realises it",
        question="What does nice mean?",
    ),
    Binding("NFR-1", "99.9 % uptime.", Place(5), BindingState.QUALITY_ATTRIBUTE),
)
REPORT = QualityReport(
    checks=(
        CheckResult("mypy", Part.TYPES, gate=True, outcome=Outcome.PASSED, duration_ms=12.3456),
        CheckResult(
            "ruff",
            Part.CODE,
            gate=True,
            outcome=Outcome.FAILED,
            findings=(Finding("F401", "unused import", "node.py", 3),),
        ),
        CheckResult("tests", Part.TESTS, gate=True, outcome=Outcome.NOT_RUN, reason="no sandbox"),
    ),
    parts={},
    lost=(),
    score=0.81,
    threshold=0.7,
    passed=False,
    coverage=0.5,
    isolation="none",
)


def test_a_whole_result() -> None:
    ending = Ending(
        ID,
        State.COMPLETED,
        package=a_package(bindings=BINDINGS),
        report=REPORT,
        output_path="/out/node_price_quote_compute",
    )

    result = result_of(ending)

    assert tuple(result) == KEYS
    assert result["status"] == "completed"
    assert (result["node_name"], result["node_type"]) == ("price_quote", "compute")
    assert result["quality_score"] == 0.81
    assert result["output_path"] == "/out/node_price_quote_compute"
    assert result["files"] == sorted(a_package().files)
    assert result["requirements"] == {
        "bound": [
            {
                "id": "FR-1",
                "text": "Sum up.",
                "how": "rules, line 9",
                "tests": ["tests/test_rules.py::test_fr_1"],
                "executed": False,
            }
        ],
        "unbound": [
            {
                "id": "FR-2",
                "text": "Be nice.",
                "reason": "nothing realises it",
                "question": "What does nice mean?",
            }
        ],
        "quality_attributes": [{"id": "NFR-1", "text": "99.9 % uptime."}],
    }
    assert result["correlation_id"] == str(ID)
    assert result["error"] is None
    assert json.loads(json.dumps(result)) == result


def test_each_check_says_what_it_found_or_why_it_did_not_run() -> None:
    checks = result_of(Ending(ID, State.FAILED, report=REPORT))["checks"]
    assert isinstance(checks, list)
    assert [check["outcome"] for check in checks] == ["passed", "failed", "not_run"]
    assert checks[0]["duration_ms"] == 12.3
    assert checks[1]["findings"] == [
        {"rule": "F401", "message": "unused import", "file": "node.py", "line": 3}
    ]
    assert checks[2]["reason"] == "no sandbox"


def test_what_was_never_reached_is_null_and_never_made_up() -> None:
    ending = Ending(
        ID,
        State.FAILED,
        node_name="tax",
        node_type=NodeType.EFFECT,
        error=ErrorDetail("P001", "No title", "Begin with # Title"),
    )
    assert result_of(ending) == {
        "status": "failed",
        "node_name": "tax",
        "node_type": "effect",
        "quality_score": None,
        "output_path": None,
        "files": [],
        "requirements": {"bound": [], "unbound": [], "quality_attributes": []},
        "checks": [],
        "correlation_id": str(ID),
        "error": {"code": "P001", "message": "No title", "hint": "Begin with # Title"},
    }
