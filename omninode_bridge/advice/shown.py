"""Advice for people and programs: lines, JSON, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from omninode_bridge.advice.values import Advice, Analysis, Figures, Kind, Remark, plain

# On a terminal; reports have all of them.
SHOWN: Final = 10
# In a result that is sent over Kafka.
SENT: Final = 20
NO_SCORE: Final = "no part of the score"

# Decoded JSON of a shape that `advice_from_json` checks by reading it.
type Json = Mapping[str, Any]  # reason: see above


def sentence(advice: Advice) -> str:
    """Like `2 remarks (2 quality) on 9 functions in 3 files, no part of the score`; one line."""
    analysis = advice.analysis
    if analysis is None:
        return plain(f"not run: {advice.reason}")
    counts = {kind: len(analysis.of(kind)) for kind in Kind}
    number = len(analysis.remarks) + analysis.more
    told = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    told = f" ({told}{f', {analysis.more} more' if analysis.more else ''})" if told else ""
    left = f"; not run: {'; '.join(analysis.not_run)}" if analysis.not_run else ""
    figures = _counted(analysis.figures)
    return plain(f"{_number(number, 'remark')}{told}{figures}, {NO_SCORE}{left}")


def _counted(figures: Figures) -> str:
    if not figures.files:
        return ""
    functions, files = _number(figures.functions, "function"), _number(figures.files, "file")
    told = f" on {functions} in {files}"
    if not figures.functions:
        return told
    return f"{told} (complexity up to {figures.highest_complexity}: {figures.most_complex})"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def lines(advice: Advice) -> Iterator[str]:
    """For a terminal."""
    yield f"advice: {sentence(advice)}"
    remarks = advice.analysis.remarks if advice.analysis else ()
    for remark in remarks[:SHOWN]:
        place = f"{place_of(remark)} " if remark.file else ""
        yield f"  {remark.kind.value:<12} {place}{remark.rule} {remark.message}"
    if len(remarks) > SHOWN:
        yield f"  ... {len(remarks) - SHOWN} more"


def place_of(remark: Remark) -> str:
    return f"{remark.file}:{remark.line}" if remark.line else remark.file


def rows(advice: Advice) -> list[tuple[str, str, str, str]]:
    """Kind, rule, place, what."""
    remarks = advice.analysis.remarks if advice.analysis else ()
    return [(one.kind.value, one.rule, place_of(one), one.message) for one in remarks]


def beginning(advice: Advice) -> Advice:
    """What fits into a message beside all else; the others are counted."""
    if (analysis := advice.analysis) is None:
        return replace(advice, reason=plain(advice.reason))
    kept = analysis.remarks[:SENT]
    more = analysis.more + len(analysis.remarks) - len(kept)
    return replace(advice, analysis=replace(analysis, remarks=kept, more=more))


def advice_to_json(advice: Advice) -> dict[str, object]:
    """`analysis` is null where it did not run."""
    analysis = advice.analysis
    return {
        "reason": advice.reason,
        "duration_ms": round(advice.duration_ms, 1),
        "analysis": {
            "remarks": [
                {
                    "kind": one.kind.value,
                    "rule": one.rule,
                    "message": one.message,
                    "file": one.file,
                    "line": one.line,
                }
                for one in analysis.remarks
            ],
            "figures": {
                "files": analysis.figures.files,
                "lines": analysis.figures.lines,
                "functions": analysis.figures.functions,
                "highest_complexity": analysis.figures.highest_complexity,
                "most_complex": analysis.figures.most_complex,
            },
            "not_run": list(analysis.not_run),
            "more": analysis.more,
        }
        if analysis
        else None,
    }


def advice_from_json(data: Json) -> Advice:
    found = data["analysis"]
    analysis = None
    if found is not None:
        analysis = Analysis(
            tuple(Remark(**{**one, "kind": Kind(one["kind"])}) for one in found["remarks"]),
            Figures(**found["figures"]),
            tuple(found["not_run"]),
            int(found["more"]),
        )
    return Advice(analysis, str(data["reason"]), float(data["duration_ms"]))
