"""From checks to a verdict: the score with each lost point named, the gates, the coverage."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from omninode_bridge.generation.package import Binding, BindingState, NodePackage
from omninode_bridge.quality.report import (
    CheckResult,
    Finding,
    LostPoint,
    Outcome,
    Part,
    QualityReport,
)
from omninode_bridge.quality.weights import BESIDE, PART_WEIGHTS, WHOLE, finding_weight

THRESHOLDS: Final[Mapping[str, float]] = {"standard": 0.7, "strict": 0.8}


def build_report(
    package: NodePackage,
    checks: Sequence[CheckResult],
    *,
    profile: str,
    min_coverage: float | None,
    isolation: str,
) -> QualityReport:
    lost = tuple(point for part in Part for point in lost_points(part, checks))
    parts = {part: _left(part, lost) for part in Part}
    score = round(sum(PART_WEIGHTS[part] * value for part, value in parts.items()) / 100, 3)
    threshold = THRESHOLDS[profile]
    covered = coverage(package.bindings, checks)
    passed = (
        bool(checks)
        and all(check.outcome is Outcome.PASSED for check in checks if check.gate)
        and score >= threshold
        and covered >= (min_coverage or 0.0)
    )
    return QualityReport(
        checks=tuple(checks),
        parts=parts,
        lost=lost,
        score=score,
        threshold=threshold,
        passed=passed,
        coverage=covered,
        isolation=isolation,
        min_coverage=min_coverage,
        functional=len(functional_ones(package.bindings)),
    )


def lost_points(part: Part, checks: Sequence[CheckResult]) -> Iterator[LostPoint]:
    """In the order of the checks, until nothing is left of the part."""
    of_part = [check for check in checks if check.part is part and check.name not in BESIDE]
    missing = [check for check in of_part if check.outcome is Outcome.NOT_RUN]
    if missing or not of_part:
        yield LostPoint(part, WHOLE, _not_run(part, missing))
        return
    left = WHOLE
    for check in of_part:
        for finding in check.findings:
            points = min(left, finding_weight(check.name))
            left -= points
            if points:
                yield LostPoint(part, points, finding)


def coverage(bindings: Sequence[Binding], checks: Sequence[CheckResult]) -> float:
    """Requirements that are bound and whose tests ran and passed, over all functional ones.

    A document that states none has none that is missing: 1.
    """
    functional = functional_ones(bindings)
    if not functional:
        return 1.0
    outcomes = outcomes_of(checks)
    shown = sum(is_executed(binding, outcomes) for binding in functional)
    return round(shown / len(functional), 3)


def outcomes_of(checks: Sequence[CheckResult]) -> dict[str, str]:
    """How each test ended, by its id."""
    return {test.id: test.outcome for check in checks for test in check.tests}


def functional_ones(bindings: Sequence[Binding]) -> list[Binding]:
    return [one for one in bindings if one.state is not BindingState.QUALITY_ATTRIBUTE]


def is_executed(binding: Binding, outcomes: Mapping[str, str]) -> bool:
    """It is bound, and each of its tests (every case of it) ran and passed."""
    if binding.state is not BindingState.BOUND or not binding.tests:
        return False
    for test in binding.tests:
        cases = [
            outcome
            for id_, outcome in outcomes.items()
            if id_ == test or id_.startswith(f"{test}[")
        ]
        if not cases or any(outcome != Outcome.PASSED for outcome in cases):
            return False
    return True


def _left(part: Part, lost: Sequence[LostPoint]) -> float:
    points = sum(point.points for point in lost if point.part is part)
    return round((WHOLE - points) / WHOLE, 3)


def _not_run(part: Part, missing: Sequence[CheckResult]) -> Finding:
    if not missing:
        return Finding("not run", f"no check of the part {part.value} ran")
    first = missing[0]
    more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
    return Finding("not run", f"{first.name} did not run: {first.reason}{more}")
