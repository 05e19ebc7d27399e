"""The same report as JSON, Markdown and text."""

import json

from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.quality.json_report import from_json, to_json
from omninode_bridge.quality.report import (
    CheckResult,
    Finding,
    Outcome,
    Part,
    QualityReport,
    TestOutcome,
)
from omninode_bridge.quality.scoring import build_report
from omninode_bridge.quality.text_report import as_markdown, as_text, counted
from tests.unit.quality.test_scoring import ONE_OF_EACH, package

texts = st.text(max_size=30)
findings = st.builds(Finding, texts, texts, texts, st.none() | st.integers(1, 999))
checks = st.builds(
    lambda part, gate, outcome, found, reason, tests: CheckResult(
        ONE_OF_EACH[part], part, gate, outcome, tuple(found), reason, 1.5, tuple(tests)
    ),
    st.sampled_from(list(Part)),
    st.booleans(),
    st.sampled_from(list(Outcome)),
    st.lists(findings, max_size=3),
    texts,
    st.lists(st.builds(TestOutcome, texts, texts, texts), max_size=2),
)


def build(found: list[CheckResult]) -> QualityReport:
    return build_report(package(), found, profile="strict", min_coverage=0.5, isolation="none.")


@given(st.lists(checks, max_size=6))
def test_json_keeps_everything(found: list[CheckResult]) -> None:
    report = build(found)
    assert from_json(json.loads(json.dumps(to_json(report)))) == report


@given(st.lists(checks, max_size=4))
def test_markdown_tables_keep_their_columns(found: list[CheckResult]) -> None:
    for line in as_markdown(package(), build(found)).splitlines():
        if line.startswith("|"):
            assert line.endswith(" |")
            assert line.replace("\\|", "").count("|") in {4, 5, 6}


def test_text_shows_what_is_wrong_with_its_place() -> None:
    wrong = CheckResult(
        *("mypy", Part.TYPES, True, Outcome.FAILED),
        findings=(Finding("arg-type", "a str is no int", "src/handler.py", 12),),
    )
    missing = CheckResult("tests", Part.TESTS, True, Outcome.NOT_RUN, reason="no sandbox")
    text = as_text(build([wrong, missing]))
    assert "mypy: src/handler.py:12 arg-type a str is no int" in text
    assert "not run           tests: no sandbox" in text
    assert text.startswith("quality 0.")
    assert "FAILED" in text
    assert text.endswith("none.\n")


def test_counts_name_only_what_there_is() -> None:
    assert counted([]) == "0 checks: none ran"
    done = CheckResult("mypy", Part.TYPES, True, Outcome.PASSED)
    assert counted([done, done]) == "2 checks: 2 passed"


def test_markdown_says_of_each_requirement_whether_it_was_executed() -> None:
    bindings = (
        Binding("R1", "one", Place(1), BindingState.BOUND, how="rule", tests=("t.py::a",)),
        Binding("R2", "two", Place(2), BindingState.BOUND, how="rule", tests=("t.py::b",)),
        Binding("R3", "three", Place(3), BindingState.UNBOUND, reason="no pattern"),
    )
    ran = CheckResult(
        *("tests", Part.TESTS, True, Outcome.PASSED),
        tests=(TestOutcome("t.py::a", "passed"), TestOutcome("t.py::b", "failed")),
    )
    text = as_markdown(package(*bindings), build([ran]))
    assert "| R1 | one | bound, executed | rule |" in text
    assert "| R2 | two | bound, not executed | rule |" in text
    assert "| R3 | three | unbound | no pattern |" in text
