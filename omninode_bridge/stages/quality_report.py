"""Stage five: the tools judge the package, and the gate decides."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import ProofRequest, Toolchain
from omninode_bridge.quality.report import CheckResult, Outcome, QualityReport
from omninode_bridge.quality.scoring import build_report
from omninode_bridge.stages.values import Built, Failure, GenerationOptions, Judged, Stage

STANDARD: Final = "standard"


def judge(built: Built, toolchain: Toolchain) -> Judged:
    return judged_by(built, toolchain.prove(proof_of(built)), toolchain.isolation())


def assessed(package: NodePackage, toolchain: Toolchain) -> QualityReport:
    """A package that somebody else has made, of whose document nothing is known."""
    return build_report(
        package,
        toolchain.prove(ProofRequest(package)),
        profile=STANDARD,
        min_coverage=None,
        isolation=toolchain.isolation(),
    )


def proof_of(built: Built) -> ProofRequest:
    """What is asked of the tools."""
    return ProofRequest(
        built.package,
        profile=_profile(built),
        timeout_s=built.submission.request.options.timeout_s,
    )


def judged_by(built: Built, checks: Sequence[CheckResult], isolation: str) -> Judged:
    options = built.submission.request.options
    report = build_report(
        built.package,
        checks,
        profile=_profile(built),
        min_coverage=options.min_coverage or None,
        isolation=isolation,
    )
    return Judged(built, report, verdict(report, options))


def _profile(built: Built) -> str:
    submission = built.submission
    return submission.request.options.profile or submission.document.front.profile or STANDARD


def verdict(report: QualityReport, options: GenerationOptions) -> Failure | None:
    """Why the package is not good enough, or None."""
    broken = [check for check in report.failures if check.gate]
    if broken:
        return Failure(
            Stage.QUALITY_REPORT,
            "gate_failed",
            _first_of(broken[0]) + (f" (and {len(broken) - 1} more)" if broken[1:] else ""),
            "The report lists every finding with its file and line.",
        )
    if report.score < report.threshold:
        return Failure(
            Stage.QUALITY_REPORT,
            "quality_too_low",
            f"The quality is {report.score:.2f}, and the gate wants {report.threshold:.2f}",
            "The report names each point that was lost.",
        )
    if report.coverage < options.min_coverage:
        return Failure(
            Stage.QUALITY_REPORT,
            "coverage_too_low",
            f"{report.coverage:.0%} of the functional requirements are bound and executed, "
            f"and {options.min_coverage:.0%} are wanted",
            "Write rules for the requirements that the report lists as unbound.",
        )
    if not report.passed:
        raise AssertionError("A report that fails has a check, a score or a coverage that says why")
    return None


def _first_of(check: CheckResult) -> str:
    if check.outcome is Outcome.NOT_RUN:
        return f"The check {check.name!r} did not run: {check.reason}"
    if not check.findings:
        return f"The check {check.name!r} failed"
    found = check.findings[0]
    place = f"{found.file}:{found.line}: " if found.line else f"{found.file}: " * bool(found.file)
    return f"The check {check.name!r} failed: {place}{found.message} [{found.rule}]"
