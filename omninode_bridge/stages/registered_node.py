"""Stage six: what the registry keeps of a proven node."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import yaml

from omninode_bridge.generation.as_generated import GENERATED, packed
from omninode_bridge.generation.package import Binding, NodePackage
from omninode_bridge.quality.json_report import to_json
from omninode_bridge.quality.text_report import as_markdown
from omninode_bridge.registry.records import NodeVersion
from omninode_bridge.stages.values import Judged
from omninode_bridge.strategies.attempt import shown

REPORT_MARKDOWN: Final = "QUALITY.md"
REPORT_JSON: Final = "quality.json"


def extra_files(judged: Judged) -> Mapping[str, bytes]:
    """What lies beside the generated files and is not part of their digest: it holds times.

    And the files once more, so that a person's changes can be told.
    """
    package, report = judged.built.package, judged.report
    return {
        REPORT_MARKDOWN: as_markdown(package, report).encode(),
        REPORT_JSON: json.dumps(to_json(report), indent=2).encode(),
        GENERATED: packed(package.files),
    }


def version_of(judged: Judged, *, now: datetime) -> NodeVersion:
    """The registry's row; `digest` and `path` come from the registrar."""
    built, report = judged.built, judged.report
    package, submission = built.package, judged.submission
    return NodeVersion(
        name=package.name,
        node_type=package.node_type,
        domain=package.domain,
        version=".".join(map(str, package.version)),
        digest="",
        quality_score=report.score,
        description=package.description,
        path="",
        contract=_contract(package),
        checks=tuple(
            {"name": check.name, "part": check.part.value, "outcome": check.outcome.value}
            for check in report.checks
        ),
        requirements=tuple(_requirement(binding) for binding in package.bindings),
        prd=submission.document.text,
        provenance=_provenance(judged),
        correlation_id=submission.request.correlation_id,
        registered_at=now,
    )


def _contract(package: NodePackage) -> Mapping[str, object]:
    contract: object = yaml.safe_load(package.files[f"{package.node_folder}/contract.yaml"])
    if not isinstance(contract, dict):
        raise TypeError("The contract that was proven is no mapping")
    return contract


def _requirement(binding: Binding) -> Mapping[str, object]:
    return {
        "id": binding.requirement_id,
        "text": binding.text,
        "line": binding.place.line,
        "state": binding.state.value,
        "how": binding.how,
        "reason": binding.reason,
        "question": binding.question,
        "tests": list(binding.tests),
    }


def _provenance(judged: Judged) -> Mapping[str, object]:
    specified = judged.built.specified
    evidence = specified.informed.evidence
    return {
        "strategy": judged.built.strategy,
        "basis": specified.detection.basis.value,
        "confidence": specified.detection.confidence,
        "similar": [f"{node.name}@{node.version}" for node in evidence.similar],
        "sources": [each.source for each in evidence.sources if each.answered],
        "attempts": shown(judged.built.attempts),
        "isolation": judged.report.isolation,
    }
