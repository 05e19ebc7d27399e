"""A report for a terminal and, as Markdown, for QUALITY.md and the UI."""

import re
from collections.abc import Iterator, Sequence

from omninode_bridge.advice import shown
from omninode_bridge.generation.package import Binding, BindingState, NodePackage
from omninode_bridge.quality.report import (
    CheckResult,
    Finding,
    LostPoint,
    Outcome,
    Part,
    QualityReport,
)
from omninode_bridge.quality.scoring import is_executed, outcomes_of
from omninode_bridge.quality.weights import MUTATION, PART_WEIGHTS

# On a terminal; the Markdown report has all of them.
SHOWN = 20
WORDS = {Outcome.PASSED: "passed", Outcome.FAILED: "FAILED", Outcome.NOT_RUN: "NOT RUN"}


def as_text(report: QualityReport) -> str:
    """What is wrong first; nothing about what is right but its number."""
    lines = [summary_line(report), mutation_line(report)]
    for check in report.failures:
        lines.extend(_failure_lines(check))
    if report.lost:
        lines.append("")
        lines.extend(_lost_line(point) for point in report.lost[:SHOWN])
        if len(report.lost) > SHOWN:
            lines.append(f"  ... {len(report.lost) - SHOWN} more")
    if report.advice:
        lines.extend(("", *shown.lines(report.advice)))
    lines.extend(("", report.isolation))
    return "\n".join(lines) + "\n"


def summary_line(report: QualityReport) -> str:
    verdict = "passed" if report.passed else "FAILED"
    return (
        f"quality {report.score:.2f} {verdict} (needs {report.threshold:.2f}) · "
        f"{counted(report.checks)} · {covered(report)}"
    )


def covered(report: QualityReport) -> str:
    if not report.functional:
        return "no functional requirement is stated"
    return f"requirements executed {report.coverage:.0%}"


def mutation_line(report: QualityReport) -> str:
    """Beside the score; what did not run has none."""
    figures = report.mutation
    if figures is None:
        asked = any(check.name == MUTATION for check in report.checks)
        return f"mutation score: not run{'' if asked else ' (asked for by the profile strict)'}"
    tried = figures.killed + len(figures.survivors)
    return (
        f"mutation score: {figures.score:.3f} ({figures.killed} of {tried} mutants killed, "
        f"{figures.timed_out} of them by time; {figures.equivalent} equivalent)"
    )


def counted(checks: Sequence[CheckResult]) -> str:
    """Like `31 checks: 29 passed, 1 failed, 1 not run`."""
    numbers = {outcome: sum(check.outcome is outcome for check in checks) for outcome in Outcome}
    named = [
        f"{number} {outcome.replace('_', ' ')}" for outcome, number in numbers.items() if number
    ]
    return f"{len(checks)} checks: {', '.join(named) or 'none ran'}"


def as_markdown(package: NodePackage, report: QualityReport) -> str:
    return "\n".join(_markdown_lines(package, report)) + "\n"


def _markdown_lines(package: NodePackage, report: QualityReport) -> Iterator[str]:
    version = ".".join(map(str, package.version))
    yield f"# Quality of {_cell(package.name)} {version}"
    yield ""
    yield f"**{'Passed' if report.passed else 'Failed'}**: score {report.score:.3f}, "
    yield f"needed {report.threshold:.2f}; {counted(report.checks)};"
    yield f"{covered(report)}{_needed(report.min_coverage)};"
    yield f"{mutation_line(report)}."
    yield ""
    yield report.isolation
    yield ""
    yield from _table(
        ("part", "weight", "score"),
        [(part, f"{PART_WEIGHTS[part]} %", f"{report.parts[part]:.3f}") for part in Part],
    )
    yield from _section("What is wrong", _wrong(report))
    yield from _section("Points lost", _lost(report))
    yield from _section("Mutants that no test noticed", _survivors(report))
    yield from _section("Advice", _advice(report))
    yield from _section("Checks", _checks(report))
    yield from _section("Requirements", _requirements(package.bindings, report))


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"## {title}"
        yield ""
        yield from lines


def _wrong(report: QualityReport) -> list[str]:
    rows = []
    for check in report.failures:
        if check.outcome is Outcome.NOT_RUN:
            rows.append((_checked(check), "not run", "", check.reason))
        rows += [
            (_checked(check), finding.rule, _place(finding), finding.message)
            for finding in check.findings
        ]
    return _table(("check", "rule", "place", "what"), rows)


def _lost(report: QualityReport) -> list[str]:
    return _table(
        ("part", "points", "rule", "place", "what"),
        [
            (
                lost.part,
                f"{lost.points / 1000:.3f}",
                lost.finding.rule,
                _place(lost.finding),
                lost.finding.message,
            )
            for lost in report.lost
        ],
    )


def _survivors(report: QualityReport) -> list[str]:
    survivors = report.mutation.survivors if report.mutation else ()
    return _table(
        ("place", "operator", "what"),
        [(_place(found), found.rule, found.message) for found in survivors],
    )


def _advice(report: QualityReport) -> list[str]:
    if report.advice is None:
        return []
    found = _table(("kind", "rule", "place", "what"), shown.rows(report.advice))
    return [f"{_cell(shown.sentence(report.advice))}.", *(["", *found] if found else [])]


def _checks(report: QualityReport) -> list[str]:
    return _table(
        ("check", "part", "outcome", "ms"),
        [
            (_checked(check), check.part, WORDS[check.outcome], f"{check.duration_ms:.0f}")
            for check in report.checks
        ],
    )


def _requirements(bindings: Sequence[Binding], report: QualityReport) -> list[str]:
    outcomes = outcomes_of(report.checks)
    return _table(
        ("id", "requirement", "state", "how"),
        [
            (one.requirement_id, one.text, _state(one, outcomes), one.how or one.reason)
            for one in bindings
        ],
    )


def _state(binding: Binding, outcomes: dict[str, str]) -> str:
    if binding.state is not BindingState.BOUND:
        return binding.state.replace("_", " ")
    return "bound, executed" if is_executed(binding, outcomes) else "bound, not executed"


def _failure_lines(check: CheckResult) -> Iterator[str]:
    word = "not run" if check.outcome is Outcome.NOT_RUN else "failed"
    word = word if check.gate else f"{word} (no gate)"
    if not check.findings:
        yield f"  {word:<17} {check.name}: {check.reason}"
    for finding in check.findings[:SHOWN]:
        place = f"{_place(finding)} " if _place(finding) else ""
        yield f"  {word:<17} {check.name}: {place}{finding.rule} {finding.message}"
    if len(check.findings) > SHOWN:
        yield f"  {word:<17} {check.name}: {len(check.findings) - SHOWN} more"


def _lost_line(lost: LostPoint) -> str:
    finding = lost.finding
    place = f"{_place(finding)} " if _place(finding) else ""
    return f"  -{lost.points / 1000:.3f} {lost.part:<13} {place}{finding.rule} {finding.message}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    if not rows:
        return []
    lines = [head, tuple("---" for _ in head), *(tuple(map(_cell, row)) for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _cell(text: str) -> str:
    """Any text as the content of a table's cell: one line, and nothing that means something."""
    return re.sub(r"([\\`*_{}\[\]<>#|!~])", r"\\\1", " ".join(text.split()))


def _place(finding: Finding) -> str:
    return f"{finding.file}:{finding.line}" if finding.line else finding.file


def _checked(check: CheckResult) -> str:
    return check.name if check.gate else f"{check.name} (no gate)"


def _needed(min_coverage: float | None) -> str:
    return "" if min_coverage is None else f" (needed {min_coverage:.0%})"
