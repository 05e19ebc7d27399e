"""What a stage found, for people in one sentence and for the record as a few figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch

from omninode_bridge.advice.shown import sentence
from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.quality.report import CheckResult, Outcome
from omninode_bridge.stages.values import (
    Built,
    Failure,
    Informed,
    Judged,
    Published,
    Specified,
    Stage,
    StageValue,
    Submission,
)
from omninode_bridge.strategies.attempt import shown


@dataclass(frozen=True, slots=True)
class Summary:
    """`detail` has the same keys for every value of a stage; metrics are made from them."""

    stage: Stage
    sentence: str
    detail: Mapping[str, object]


@singledispatch
def summary_of(value: StageValue | Failure) -> Summary:
    raise TypeError(f"No stage makes a {type(value).__name__}")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@summary_of.register
def _submission(value: Submission) -> Summary:
    document = value.document
    found = {
        "requirements": len(document.requirements),
        "rules": len(document.rules) + sum(len(each.rules) for each in document.operations),
        "examples": len(document.examples) + len(document.scenarios),
    }
    sentence = ", ".join(counted(number, noun[:-1]) for noun, number in found.items())
    return Summary(Stage.PRD, sentence, found | {"diagnostics": len(value.diagnostics)})


@summary_of.register
def _informed(value: Informed) -> Summary:
    answered = [each.source for each in value.evidence.sources if each.answered]
    absent = {each.source: each.reason for each in value.evidence.sources if not each.answered}
    similar = len(value.evidence.similar)
    sentence = counted(similar, "similar node")
    if answered:
        sentence += f" ({', '.join(answered)})"
    if absent:
        sentence += "; " + "; ".join(f"{name}: {reason}" for name, reason in absent.items())
    if not value.evidence.sources:
        sentence = "not asked for"
    detail = {"sources": answered, "absent": absent, "similar": similar}
    return Summary(Stage.INTELLIGENCE, sentence, detail)


@summary_of.register
def _specified(value: Specified) -> Summary:
    found = value.detection
    why = "; ".join(cue.what for cue in found.cues[:2]) or "nothing else fits better"
    if found.basis in {"hint", "stated"}:
        why = "asked for" if found.basis == "hint" else "stated in the document"
    return Summary(
        Stage.NODE_SPEC,
        f"{value.node_type.value}, {found.confidence:.2f} ({why})",
        {
            "node_type": value.node_type.value,
            "domain": value.domain,
            "confidence": found.confidence,
            "basis": found.basis.value,
            "detected": found.detected.value,
        },
    )


@summary_of.register
def _built(value: Built) -> Summary:
    bindings = value.package.bindings
    bound, unbound = bound_of(bindings), unbound_of(bindings)
    sentence = (
        f"{counted(len(value.package.files), 'file')}, "
        f"{len(bound)} of {counted(len(bound) + len(unbound), 'requirement')} bound"
    )
    return Summary(
        Stage.GENERATED_NODE,
        sentence,
        {
            "files": len(value.package.files),
            "bound": len(bound),
            "unbound": len(unbound),
            "strategy": value.strategy,
        },
    )


@summary_of.register
def _judged(value: Judged) -> Summary:
    report = value.report
    detail = {
        "score": report.score,
        "threshold": report.threshold,
        "coverage": report.coverage,
        "passed": value.failure is None,
        "checks": len(report.checks),
        "failed": [check.name for check in report.failures],
        "strategy": value.built.strategy,
        "bound": len(bound_of(value.built.package.bindings)),
        "unbound": len(unbound_of(value.built.package.bindings)),
        "attempts": shown(value.built.attempts),
        "advice": sentence(report.advice) if report.advice else None,
    }
    told = f"; advice: {detail['advice']}" if report.advice else ""
    return Summary(Stage.QUALITY_REPORT, _outcomes(report.checks) + told, detail)


@summary_of.register
def _failure(value: Failure) -> Summary:
    detail: dict[str, object] = {
        "code": value.code,
        "message": value.message,
        "hint": value.hint,
    }
    if value.attempts:
        detail["attempts"] = shown(value.attempts)
    return Summary(value.stage, f"{value.code}: {value.message}", detail)


def _outcomes(checks: Sequence[CheckResult]) -> str:
    words = {Outcome.PASSED: "passed", Outcome.FAILED: "failed", Outcome.NOT_RUN: "not run"}
    counts = {word: sum(c.outcome is outcome for c in checks) for outcome, word in words.items()}
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"{counted(len(checks), 'check')}: {told or 'none'}"


@summary_of.register
def _published(value: Published) -> Summary:
    version = value.version
    return Summary(
        Stage.REGISTERED_NODE,
        f"{version.name} {version.version} ({_news(value)})",
        {
            "name": version.name,
            "version": version.version,
            "revision": version.revision,
            "digest": version.digest,
            "path": version.path,
            "new": value.new,
            "number": value.number,
        },
    )


def _news(value: Published) -> str:
    if not value.new:
        return "unchanged"
    return "new" if value.number == 1 else f"new version {value.number} of {value.number}"


def bound_of(bindings: Sequence[Binding]) -> list[Binding]:
    return [each for each in bindings if each.state is BindingState.BOUND]


def unbound_of(bindings: Sequence[Binding]) -> list[Binding]:
    return [each for each in bindings if each.state is BindingState.UNBOUND]
