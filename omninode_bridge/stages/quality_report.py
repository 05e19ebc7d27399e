"""Stage five: the tools judge the package, and the gate decides."""

from typing import Final

from omninode_bridge.ports import ProofRequest, Toolchain
from omninode_bridge.quality.report import CheckResult, Outcome, QualityReport
from omninode_bridge.quality.scoring import build_report
from omninode_bridge.stages.values import Built, Failure, GenerationOptions, Judged, Stage

STANDARD: Final = "standard"


def judge(built: Built, toolchain: Toolchain) -> Judged:
    options = built.submission.request.options
    profile = options.profile or built.submission.document.front.profile or STANDARD
    proof = ProofRequest(built.package, profile=profile, timeout_s=options.timeout_s)
    report = build_report(
        built.package,
        toolchain.prove(proof),
        profile=profile,
        min_coverage=options.min_coverage or None,
        isolation=toolchain.isolation(),
    )
    return Judged(built, report, verdict(report, options))


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
