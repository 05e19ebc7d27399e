"""Markdown that a person reads in the UI. What a document says cannot break out of its cell."""

from collections.abc import Iterable, Sequence

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.package import Binding
from omninode_bridge.intelligence.evidence import Evidence
from omninode_bridge.quality.report import CheckResult, Finding
from omninode_bridge.requirements.detection.detect import Detection
from omninode_bridge.strategies.attempt import Attempt

SHOWN = 100


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """At most `SHOWN` rows, and a line that says how many there are more."""
    lines = [_line(row) for row in rows]
    if not lines:
        return "None."
    head = [_line(columns), "| " + " | ".join("---" for _ in columns) + " |"]
    more = len(lines) - SHOWN
    tail = [f"\nand {more} more"] if more > 0 else []
    return "\n".join([*head, *lines[:SHOWN], *tail])


def diagnostics(found: Sequence[Diagnostic]) -> str:
    return table(
        ("place", "severity", "code", "finding", "fix"),
        (
            (f"{d.place.line}:{d.place.column}", d.severity.value, d.code, d.message, d.fix)
            for d in found
        ),
    )


def evidence(known: Evidence) -> str:
    nodes = table(
        ("node", "type", "version", "similarity", "source"),
        ((n.name, n.node_type.value, n.version, n.similarity, n.source) for n in known.similar),
    )
    sources = table(
        ("source", "answered", "found", "ms", "reason"),
        (
            (s.source, "yes" if s.answered else "no", s.found, round(s.duration_ms, 1), s.reason)
            for s in known.sources
        ),
    )
    return f"**Similar nodes**\n\n{nodes}\n\n**Sources**\n\n{sources}"


def detection(found: Detection) -> str:
    head = (
        f"**{found.node_type.value}** at {found.confidence:.2f}, by {found.basis.value}. "
        f"The document looks like {found.detected.value} ({found.detected_confidence:.2f}):"
    )
    cues = table(
        ("cue", "weight", "line"),
        ((c.what, round(c.weight, 3), c.place.line if c.place else "") for c in found.cues),
    )
    return f"{head}\n\n{cues}"


def bindings(found: Sequence[Binding]) -> str:
    return table(
        ("requirement", "state", "text", "how or why not", "question"),
        ((b.requirement_id, b.state.value, b.text, b.how or b.reason, b.question) for b in found),
    )


def checks(found: Sequence[CheckResult]) -> str:
    return table(
        ("check", "gate", "outcome", "ms", "first finding"),
        (
            (
                c.name,
                "yes" if c.gate else "",
                c.outcome.value,
                round(c.duration_ms, 1),
                finding(c.findings[0]) if c.findings else c.reason,
            )
            for c in found
        ),
    )


def finding(found: Finding) -> str:
    line = f":{found.line}" if found.line else ""
    place = f"{found.file}{line} " if found.file else ""
    return f"{place}{found.message} [{found.rule}]"


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: object) -> str:
    text = " ".join(str(value).split())[:500]
    for special in ("\\", "|", "<", "`", "[", "]", "*", "_", "!"):
        text = text.replace(special, f"\\{special}" if special != "<" else "&lt;")
    return text


def attempts(tried: Sequence[Attempt]) -> str:
    return table(
        ("strategy", "result", "score", "bound", "unbound", "reason"),
        (
            (
                one.strategy.value,
                one.result.value,
                "" if one.score is None else one.score,
                "" if one.bound is None else one.bound,
                "" if one.unbound is None else one.unbound,
                one.reason,
            )
            for one in tried
        ),
    )
