"""A report as JSON, and back."""

from collections.abc import Mapping
from typing import Any

from omninode_bridge.advice.shown import advice_to_json
from omninode_bridge.quality.report import (
    CheckResult,
    Finding,
    LostPoint,
    MutationFigures,
    Outcome,
    Part,
    QualityReport,
    TestOutcome,
)

# Decoded JSON of a shape that `from_json` checks by reading it.
type Json = Mapping[str, Any]  # reason: see above


def to_json(report: QualityReport) -> dict[str, object]:
    return {
        "passed": report.passed,
        "score": report.score,
        "threshold": report.threshold,
        "coverage": report.coverage,
        "min_coverage": report.min_coverage,
        "functional_requirements": report.functional,
        "isolation": report.isolation,
        "mutation_score": report.mutation.score if report.mutation else None,
        "parts": {part.value: report.parts[part] for part in Part},
        "checks": [check_to_json(check) for check in report.checks],
        "lost": [
            {"part": lost.part.value, "points": lost.points, "finding": _finding(lost.finding)}
            for lost in report.lost
        ],
        "advice": advice_to_json(report.advice) if report.advice else None,
    }


def check_to_json(check: CheckResult) -> dict[str, object]:
    return {
        "name": check.name,
        "part": check.part.value,
        "gate": check.gate,
        "outcome": check.outcome.value,
        "reason": check.reason,
        "duration_ms": round(check.duration_ms, 1),
        "findings": [_finding(finding) for finding in check.findings],
        "tests": [
            {"id": test.id, "outcome": test.outcome, "message": test.message}
            for test in check.tests
        ],
        "mutation": _mutation_to_json(check.mutation),
    }


def from_json(data: Json) -> QualityReport:
    return QualityReport(
        checks=tuple(check_from_json(one) for one in data["checks"]),
        parts={Part(name): float(value) for name, value in data["parts"].items()},
        lost=tuple(
            LostPoint(Part(one["part"]), int(one["points"]), Finding(**one["finding"]))
            for one in data["lost"]
        ),
        score=float(data["score"]),
        threshold=float(data["threshold"]),
        passed=bool(data["passed"]),
        coverage=float(data["coverage"]),
        isolation=str(data["isolation"]),
        min_coverage=data["min_coverage"],
        # Reports of before this was counted were all about documents that state some.
        functional=int(data.get("functional_requirements", 1)),
    )


def check_from_json(data: Json) -> CheckResult:
    return CheckResult(
        name=str(data["name"]),
        part=Part(data["part"]),
        gate=bool(data["gate"]),
        outcome=Outcome(data["outcome"]),
        findings=tuple(Finding(**one) for one in data["findings"]),
        reason=str(data["reason"]),
        duration_ms=float(data["duration_ms"]),
        tests=tuple(TestOutcome(**one) for one in data["tests"]),
        mutation=_mutation_from_json(data.get("mutation")),
    )


def _mutation_to_json(figures: MutationFigures | None) -> dict[str, object] | None:
    if figures is None:
        return None
    return {
        "score": figures.score,
        "killed": figures.killed,
        "timed_out": figures.timed_out,
        "equivalent": figures.equivalent,
        "survivors": [_finding(finding) for finding in figures.survivors],
    }


def _mutation_from_json(data: Json | None) -> MutationFigures | None:
    if data is None:
        return None
    return MutationFigures(
        score=float(data["score"]),
        killed=int(data["killed"]),
        timed_out=int(data["timed_out"]),
        equivalent=int(data["equivalent"]),
        survivors=tuple(Finding(**one) for one in data["survivors"]),
    )


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
    }
