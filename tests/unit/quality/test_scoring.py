"""The score: what each finding costs, what a missing tool costs, and when a node passes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.package import Binding, BindingState, NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import (
    CheckResult,
    Finding,
    Outcome,
    Part,
    QualityReport,
    TestOutcome,
)
from omninode_bridge.quality.scoring import build_report, coverage
from omninode_bridge.quality.weights import FINDING_WEIGHTS, PART_WEIGHTS

ONE_OF_EACH = {
    Part.ONEX: "strict contract",
    Part.TYPES: "mypy",
    Part.CODE: "ruff",
    Part.DOCUMENTATION: "readme",
    Part.TESTS: "tests",
}


def package(*bindings: Binding) -> NodePackage:
    return NodePackage(
        *("x", NodeType.COMPUTE, (1, 0, 0), "d", "text", "onex_x", "src/x", "NodeX", {}),
        bindings,
        None,
    )


def binding(number: int, state: BindingState = BindingState.BOUND) -> Binding:
    return Binding(f"R{number}", "text", Place(1), state, tests=(f"t.py::test_r{number}",))


def passed(part: Part) -> CheckResult:
    return CheckResult(ONE_OF_EACH[part], part, True, Outcome.PASSED)


def failed(part: Part, findings: int = 1, *, gate: bool = True) -> CheckResult:
    found = tuple(Finding("R", "wrong", "f.py", line) for line in range(1, findings + 1))
    return replace(passed(part), gate=gate, outcome=Outcome.FAILED, findings=found)


def report(
    *checks: CheckResult, profile: str = "standard", min_coverage: float | None = None
) -> QualityReport:
    given_parts = {check.part for check in checks}
    rest = [passed(part) for part in Part if part not in given_parts]
    return build_report(
        package(), [*checks, *rest], profile=profile, min_coverage=min_coverage, isolation="none."
    )


def test_all_passed_is_a_full_score() -> None:
    assert (report().score, report().passed, report().lost) == (1.0, True, ())


def test_the_parts_weigh_100_percent() -> None:
    assert sum(PART_WEIGHTS.values()) == 100


@pytest.mark.parametrize("part", Part)
def test_a_part_whose_tool_did_not_run_is_0_and_says_so(part: Part) -> None:
    missing = replace(passed(part), outcome=Outcome.NOT_RUN, reason="not installed")
    found = report(missing)
    assert found.parts[part] == 0
    assert not found.passed
    assert "not installed" in found.lost[0].finding.message
    assert found.score == pytest.approx(1 - PART_WEIGHTS[part] / 100)


def test_a_part_without_any_check_is_0() -> None:
    found = build_report(package(), [], profile="standard", min_coverage=None, isolation="")
    assert (found.score, found.passed) == (0.0, False)


def test_a_failed_gate_fails_whatever_the_score() -> None:
    found = report(failed(Part.TYPES))
    assert found.score > found.threshold
    assert not found.passed


def test_a_failed_check_that_is_no_gate_costs_points_only() -> None:
    found = report(failed(Part.DOCUMENTATION, gate=False))
    assert found.passed
    assert found.score < 1


def test_the_strict_profile_wants_more() -> None:
    checks = (failed(Part.DOCUMENTATION, 9, gate=False), failed(Part.CODE, 6, gate=False))
    assert report(*checks).score == 0.79
    assert report(*checks).passed
    assert not report(*checks, profile="strict").passed


@pytest.mark.requirement("R172")
def test_the_threshold_itself_passes_and_less_does_not() -> None:
    whole_part = failed(Part.ONEX, 2, gate=False)
    at_the_threshold = report(whole_part)
    assert (at_the_threshold.score, at_the_threshold.threshold) == (0.7, 0.7)
    assert at_the_threshold.passed
    below = report(whole_part, failed(Part.CODE, gate=False))
    assert (below.score, below.passed) == (0.69, False)


@pytest.mark.requirement("R278")
@given(st.lists(st.tuples(st.sampled_from(list(Part)), st.integers(0, 30)), max_size=8))
def test_each_lost_point_is_named(wrong: list[tuple[Part, int]]) -> None:
    checks = [failed(part, count) if count else passed(part) for part, count in wrong]
    found = report(*checks)
    for part in Part:
        lost = sum(point.points for point in found.lost if point.part is part)
        assert found.parts[part] == round((1000 - lost) / 1000, 3)
        assert 0 <= found.parts[part] <= 1
    weighted = sum(PART_WEIGHTS[part] * found.parts[part] for part in Part) / 100
    assert found.score == round(weighted, 3)
    assert 0 <= found.score <= 1


def test_every_weight_is_a_share_of_a_part() -> None:
    assert all(0 < weight <= 1000 for weight in FINDING_WEIGHTS.values())


def outcomes(**by_test: str) -> list[CheckResult]:
    tests = tuple(TestOutcome(f"t.py::{name}", outcome) for name, outcome in by_test.items())
    return [replace(passed(Part.TESTS), tests=tests)]


@pytest.mark.parametrize(
    ("ran", "expected"),
    [
        ({"test_r1": "passed", "test_r2": "passed"}, 1.0),
        ({"test_r1": "passed"}, 0.5),
        ({"test_r1": "passed", "test_r2": "failed"}, 0.5),
        ({"test_r1": "passed", "test_r2": "skipped"}, 0.5),
        ({}, 0.0),
    ],
)
def test_coverage_counts_what_ran_and_passed(ran: dict[str, str], expected: float) -> None:
    assert coverage([binding(1), binding(2)], outcomes(**ran)) == expected


def test_every_case_of_a_parametrised_test_counts() -> None:
    cases = {"test_r1[a]": "passed", "test_r1[b]": "failed", "test_r10": "passed"}
    assert coverage([binding(1)], outcomes(**cases)) == 0.0


def test_unbound_requirements_count_and_quality_attributes_do_not() -> None:
    bindings = [
        binding(1),
        binding(2, BindingState.UNBOUND),
        binding(3, BindingState.QUALITY_ATTRIBUTE),
    ]
    assert coverage(bindings, outcomes(test_r1="passed", test_r2="passed")) == 0.5


def test_coverage_below_what_was_asked_fails() -> None:
    checks = [*outcomes(), *(passed(part) for part in Part if part is not Part.TESTS)]
    for wanted, verdict in ((None, True), (0.5, False)):
        found = build_report(
            package(binding(1)), checks, profile="standard", min_coverage=wanted, isolation=""
        )
        assert found.passed is verdict


def test_without_requirements_none_is_missing() -> None:
    assert coverage([], []) == 1.0
