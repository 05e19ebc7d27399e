"""What the tools found, and whether the gate opens."""

from collections.abc import Iterator

import dagster as dg
from dagster import ResourceParam

from assets import markdown
from assets.recording import recorded_failure, summary, version_by
from assets.requirements import NODES
from omninode_bridge.advice.analyzer import CodeAnalyzer
from omninode_bridge.advice.shown import sentence
from omninode_bridge.ports import Toolchain
from omninode_bridge.quality.report import Outcome, Part
from omninode_bridge.quality.text_report import as_markdown
from omninode_bridge.stages.advice import enrich_with_onextree
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.strategies import Writing, judge_best
from omninode_bridge.stages.values import Built, Judged, Stage


@dg.asset(
    partitions_def=NODES,
    group_name="generation",
    kinds={"python"},
    check_specs=[
        dg.AssetCheckSpec(
            "gate",
            asset="quality_report",
            blocking=True,
            description="All gate checks passed, and the score reaches the threshold.",
        ),
        *(
            dg.AssetCheckSpec(
                part.value, asset="quality_report", description=f"The checks of the part {part}."
            )
            for part in Part
        ),
    ],
)
def quality_report(  # noqa: PLR0913, PLR0917  a parameter for each resource
    context: dg.AssetExecutionContext,
    generated_node: Built,
    toolchain: ResourceParam[Toolchain],
    writing: ResourceParam[Writing],
    onextree: ResourceParam[CodeAnalyzer | None],
    recorder: ResourceParam[Recorder],
) -> Iterator[dg.MaterializeResult[Judged]]:
    """The package judged by the real tools: each check with its outcome, each lost point named."""
    request = generated_node.submission.request
    started_at = recorder.enter(request, Stage.QUALITY_REPORT, context.run.run_id)
    best = judge_best(generated_node, toolchain, writing)
    value = enrich_with_onextree(best, onextree, recorder.clock)
    report = value.report
    outcomes = [(check.name, check.outcome.value) for check in report.checks]
    refusal = None
    if value.failure:
        refusal = recorded_failure(recorder, request, started_at, value.failure, value)
    else:
        recorder.leave(request, started_at, value)
    yield dg.MaterializeResult(
        value=value,
        data_version=version_by(value.built.package.files, outcomes, report.score),
        metadata=_metadata(value),
        check_results=[_gate(value), *(_part(value, part) for part in Part)],
    )
    if refusal:
        raise refusal


def _metadata(value: Judged) -> dict[str, dg.MetadataValue]:
    report = value.report
    advice = sentence(report.advice) if report.advice else "not asked for"
    return {
        **summary(value),
        **{
            f"score_{part.value}": dg.MetadataValue.float(points)
            for part, points in report.parts.items()
        },
        "report": dg.MetadataValue.md(as_markdown(value.built.package, report)),
        "attempts": dg.MetadataValue.md(markdown.attempts(value.built.attempts)),
        "isolation": dg.MetadataValue.text(report.isolation),
        "advice": dg.MetadataValue.text(advice),
    }


def _gate(value: Judged) -> dg.AssetCheckResult:
    failure = value.failure
    return dg.AssetCheckResult(
        check_name="gate",
        passed=failure is None,
        description=f"{failure.code}: {failure.message}" if failure else None,
        metadata={
            "score": value.report.score,
            "threshold": value.report.threshold,
            "not_passed": dg.MetadataValue.md(markdown.checks(value.report.failures)),
        },
    )


def _part(value: Judged, part: Part) -> dg.AssetCheckResult:
    checks = [check for check in value.report.checks if check.part is part]
    broken = [check for check in checks if check.outcome is not Outcome.PASSED]
    fatal = any(check.gate for check in broken)
    lost = [point for point in value.report.lost if point.part is part]
    return dg.AssetCheckResult(
        check_name=part.value,
        passed=not broken and not lost,
        severity=dg.AssetCheckSeverity.ERROR if fatal else dg.AssetCheckSeverity.WARN,
        metadata={
            "score": value.report.parts.get(part, 0.0),
            "checks": dg.MetadataValue.md(markdown.checks(checks)),
            "lost": dg.MetadataValue.md(
                markdown.table(
                    ("points", "finding"),
                    ((point.points, markdown.finding(point.finding)) for point in lost),
                )
            ),
        },
    )
