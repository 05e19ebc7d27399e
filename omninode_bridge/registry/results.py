"""The outcome of one generation as the JSON object that the command line prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from omninode_bridge.advice.shown import advice_to_json, beginning
from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.package import Binding, BindingState, NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import CheckResult, Finding, QualityReport
from omninode_bridge.quality.scoring import is_executed, outcomes_of
from omninode_bridge.registry.records import State

KEYS: Final = (
    "status",
    "node_name",
    "node_type",
    "quality_score",
    "output_path",
    "files",
    "requirements",
    "checks",
    "correlation_id",
    "error",
)


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known when a generation ends; what was never reached stays None.

    `node_name`, `node_type`, `planned` and `missing` count only where there is no package: what was
    understood of the requirements, and all errors of the document.
    """

    correlation_id: UUID
    state: State
    node_name: str | None = None
    node_type: NodeType | None = None
    package: NodePackage | None = None
    report: QualityReport | None = None
    output_path: str | None = None
    error: ErrorDetail | None = None
    planned: Sequence[Binding] = ()
    missing: Sequence[Diagnostic] = ()


def result_of(ending: Ending) -> dict[str, object]:
    """The object with `KEYS`; values that nobody measured are null, lists empty.

    Where advice was asked for, `advice` is one more, with the first remarks.
    """
    package, report, error = ending.package, ending.report, ending.error
    node_type = package.node_type if package else ending.node_type
    values: tuple[object, ...] = (
        ending.state.value,
        package.name if package else ending.node_name,
        node_type.value if node_type else None,
        report.score if report else None,
        ending.output_path,
        sorted(package.files) if package else [],
        _requirements(package.bindings, report) if package else _unproven(ending),
        [_check(check) for check in report.checks] if report else [],
        str(ending.correlation_id),
        {"code": error.code, "message": error.message, "hint": error.hint} if error else None,
    )
    told = dict(zip(KEYS, values, strict=True))
    if report and report.advice:
        told["advice"] = advice_to_json(beginning(report.advice))
    return told


def _requirements(
    bindings: Sequence[Binding], report: QualityReport | None = None
) -> dict[str, object]:
    """What is bound counts as executed where its tests ran and passed."""
    outcomes = outcomes_of(report.checks if report else ())

    def of(state: BindingState) -> list[Binding]:
        return [binding for binding in bindings if binding.state is state]

    return {
        "bound": [
            {
                "id": b.requirement_id,
                "text": b.text,
                "how": b.how,
                "tests": list(b.tests),
                "executed": is_executed(b, outcomes),
            }
            for b in of(BindingState.BOUND)
        ],
        "unbound": [_unbound(b) for b in of(BindingState.UNBOUND)],
        "quality_attributes": [
            {"id": b.requirement_id, "text": b.text} for b in of(BindingState.QUALITY_ATTRIBUTE)
        ],
    }


def _unbound(found: Binding) -> dict[str, object]:
    """`planned` is what it was to become, where it was understood and no node was made."""
    told = {
        "id": found.requirement_id,
        "text": found.text,
        "reason": found.reason,
        "question": found.question,
    }
    return {**told, "planned": found.how} if found.how else {**told}


def _unproven(ending: Ending) -> dict[str, object]:
    """Without a node nothing is bound; `missing` says what keeps it from being made."""
    missing = [
        {
            "code": found.code,
            "line": found.place.line,
            "column": found.place.column,
            "message": found.message,
            "fix": found.fix,
        }
        for found in ending.missing
    ]
    told = _requirements(ending.planned)
    return {**told, "missing": missing} if missing else told


def _check(check: CheckResult) -> dict[str, object]:
    return {
        "name": check.name,
        "part": check.part.value,
        "gate": check.gate,
        "outcome": check.outcome.value,
        "findings": [_finding(found) for found in check.findings],
        "reason": check.reason,
        "duration_ms": round(check.duration_ms, 1),
    }


def _finding(found: Finding) -> dict[str, object]:
    return {
        "rule": found.rule,
        "message": found.message,
        "file": found.file,
        "line": found.line,
    }
