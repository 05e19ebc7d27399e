"""The rules that omnibase-core has no program for, run on a package as a value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.quality import (
    purity_rules,
    shape_rules,
    size_rules,
    test_rules,
    text_rules,
)
from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part
from omninode_bridge.quality.source import PackageSource


@dataclass(frozen=True, slots=True)
class OwnCheck:
    name: str
    part: Part
    rule: Callable[[PackageSource], Iterator[Finding]]
    gate: bool = True


def syntax(source: PackageSource) -> Iterator[Finding]:
    """Everything parses; the other rules go on with what does."""
    yield from source.unparsed


CHECKS: Final = (
    OwnCheck("syntax", Part.CODE, syntax),
    OwnCheck("determinism", Part.ONEX, purity_rules.determinism),
    OwnCheck("side effects", Part.ONEX, purity_rules.side_effects),
    OwnCheck("swallowed errors", Part.ONEX, purity_rules.swallowed_errors),
    OwnCheck("module state", Part.ONEX, purity_rules.module_state),
    OwnCheck("handler shape", Part.ONEX, shape_rules.handler_shape),
    OwnCheck("thin node", Part.ONEX, shape_rules.thin_node),
    OwnCheck("frozen models", Part.ONEX, shape_rules.frozen_models),
    OwnCheck("assigned outputs", Part.ONEX, shape_rules.assigned_outputs),
    OwnCheck("loose types", Part.TYPES, shape_rules.loose_types),
    OwnCheck("suppressions", Part.CODE, text_rules.suppressions),
    OwnCheck("stray files", Part.CODE, text_rules.stray_files),
    OwnCheck("licence headers", Part.ONEX, text_rules.licence_headers),
    OwnCheck("requirements bound", Part.TESTS, text_rules.bound_requirements),
    OwnCheck("assertions", Part.TESTS, test_rules.assertions),
    OwnCheck("tests of requirements", Part.TESTS, test_rules.tests_of_requirements, gate=False),
    OwnCheck("readme", Part.DOCUMENTATION, text_rules.readme, gate=False),
    OwnCheck("docstrings", Part.DOCUMENTATION, size_rules.docstrings, gate=False),
    OwnCheck("complexity", Part.CODE, size_rules.complexity, gate=False),
    OwnCheck("length", Part.CODE, size_rules.length, gate=False),
    OwnCheck("duplication", Part.CODE, size_rules.duplication, gate=False),
)


def own_checks(package: NodePackage) -> tuple[CheckResult, ...]:
    source = PackageSource(package)
    return tuple(_result(check, tuple(check.rule(source))) for check in CHECKS)


def _result(check: OwnCheck, findings: tuple[Finding, ...]) -> CheckResult:
    outcome = Outcome.FAILED if findings else Outcome.PASSED
    return CheckResult(check.name, check.part, check.gate, outcome, findings)
