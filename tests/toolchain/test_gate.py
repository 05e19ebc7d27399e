"""The unharmed node passes everything; each defect is caught by the check that is meant for it."""

from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Final

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import BindingState
from omninode_bridge.node_type import NodeType
from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.report import CheckResult, Outcome
from omninode_bridge.quality.scoring import build_report, is_executed
from omninode_bridge.requirements.reading import read_prd
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.formatting import RuffFormatter
from tests.toolchain.defects import AT_RUN_TIME, DEFECTS, Defect
from tests.toolchain.seed_node import seed_node
from tests.toolchain.warm import JOB_OF

EXAMPLE = Path(__file__).parents[2] / "examples" / "price_quote.md"

pytestmark = pytest.mark.slow


@pytest.mark.requirement("R113", "R275", "R276", "R277")
def test_a_good_node_passes_every_check(toolchain: ProcessToolchain) -> None:
    package = seed_node()
    checks = toolchain.prove(ProofRequest(package))
    report = build_report(
        package,
        checks,
        profile="strict",
        min_coverage=1.0,
        isolation=toolchain.isolation(),
    )
    assert [(check.name, check.findings, check.reason) for check in report.failures] == []
    assert (report.score, report.coverage, report.passed) == (1.0, 1.0, True)
    assert all(check.outcome is Outcome.PASSED for check in checks)


@pytest.mark.requirement("R118")
def test_the_generated_example_passes_every_check(toolchain: ProcessToolchain) -> None:
    document = read_prd(EXAMPLE.read_text(encoding="utf-8")).document
    assert document is not None
    generated = generate_package(document, node_type=NodeType.COMPUTE)
    assert generated.package is not None
    package = RuffFormatter().format(generated.package)
    checks = toolchain.prove(ProofRequest(package))
    assert [(check.name, check.findings, check.reason) for check in checks if check.findings] == []
    assert {check.outcome for check in checks} == {Outcome.PASSED}
    bound = [one for one in package.bindings if one.state is BindingState.BOUND]
    ran = {test.id: test.outcome for check in checks for test in check.tests}
    assert bound
    assert all(is_executed(binding, ran) for binding in bound)


# What the requirements name, by the check that is meant for it.
SHOWN: Final = {
    "strict contract": ("R113", "R275"),
    "class names": ("R113", "R275"),
    "import": ("R113", "R275"),
    "mypy": ("R276",),
    "ruff": ("R277",),
}


@pytest.mark.parametrize(
    "defect",
    [
        pytest.param(
            defect,
            marks=pytest.mark.requirement(*SHOWN.get(defect.check, ())),
            id=str(defect),
        )
        for defect in DEFECTS
    ],
)
def test_a_defect_is_caught_by_its_check(
    toolchain_for: Callable[[str], ProcessToolchain], defect: Defect
) -> None:
    package = defect.sow(seed_node())
    # Short where the defect is one that only ends by the time limit.
    seconds = 6 if defect in AT_RUN_TIME else 60
    proof = toolchain_for(defect.check).prove(ProofRequest(package, timeout_s=seconds))
    assert_caught(defect, proof)


def test_a_check_without_its_tool_is_not_run(
    toolchain_for: Callable[[str], ProcessToolchain],
) -> None:
    """What the defects above rely on: a check that was left out says so, and never passes."""
    proof = toolchain_for("ruff").prove(ProofRequest(seed_node()))
    left_out = {check.name for check in proof if check.outcome is Outcome.NOT_RUN}
    assert left_out == set(JOB_OF)


# One for each tool, and they do not hide one another.
TOGETHER: Final = (
    "open model",
    "topic in snake case",
    "text for a decimal",
    "unused import",
    "failing test",
    "chance",
)


def test_the_whole_gate_catches_the_defects_of_every_tool_at_once(
    toolchain: ProcessToolchain,
) -> None:
    sown = [defect for defect in DEFECTS if defect.name in TOGETHER]
    package = reduce(lambda harmed, defect: defect.sow(harmed), sown, seed_node())
    proof = toolchain.prove(ProofRequest(package))
    assert [check.name for check in proof if check.outcome is Outcome.NOT_RUN] == []
    assert len(sown) == len(TOGETHER)
    for defect in sown:
        assert_caught(defect, proof)


def assert_caught(defect: Defect, proof: Sequence[CheckResult]) -> None:
    checks = {check.name: check for check in proof}
    check = checks[defect.check]
    assert check.outcome is Outcome.FAILED, (check, checks["import"], checks["layout"])
    assert defect.file in {finding.file for finding in check.findings}, check.findings


def test_there_are_enough_defects() -> None:
    assert len(DEFECTS) >= 40
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS)
