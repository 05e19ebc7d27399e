"""Code that somebody sends becomes a package for the gate, and the gate's result an answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import yaml
from pydantic import JsonValue

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.enumerations import ValidationType
from omninode_bridge.generation.as_generated import GENERATED
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.generation.provenance import told_in
from omninode_bridge.intelligence.documents import contract_of, type_named_by
from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part, QualityReport

_NODE_CLASS: Final = re.compile(r"^class\s+(\w+)\s*\([^)]*\bNode\w+", re.MULTILINE)
_ROOT: Final = re.compile(r"^([a-z_][a-z0-9_]*)\.nodes\.([a-z_][a-z0-9_]*)\b")
_CONTRACT: Final = re.compile(r"src/[^/]+/nodes/[^/]+/contract\.yaml")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
UNNAMED: Final = "sent_code"

PARTS: Final[Mapping[ValidationType, frozenset[Part]]] = {
    ValidationType.SEMANTIC: frozenset({Part.TYPES, Part.TESTS}),
    ValidationType.COMPLIANCE: frozenset({Part.ONEX}),
    ValidationType.FULL: frozenset(Part),
}
"""Which parts of the gate an answer is about; `syntax` is about whether it can be read at all."""

_OF_SYNTAX: Final = frozenset({"syntax"})

# Of the files that nobody sent: they are there because a package needs them.
_HEADER: Final = (
    "# SPDX-FileCopyrightText: The authors of this node\n# SPDX-License-Identifier: MIT\n"
)


def package_of(
    code: str, contracts: Sequence[Mapping[str, JsonValue]], node_type: NodeType
) -> NodePackage:
    """The layout of a node with this code in it, and nothing else that was not sent.

    The first contract counts. The code is node.py where it defines a node, else handler.py.
    """
    contract = contracts[0] if contracts else None
    name, root, folder = _names(contract or {}, node_type)
    place = f"src/{root}/nodes/{folder}"
    found = _NODE_CLASS.search(code)
    module = "node.py" if found else "handler.py"
    empty = (f"src/{root}/__init__.py", f"src/{root}/nodes/__init__.py", f"{place}/__init__.py")
    files = dict.fromkeys((*empty, f"src/{root}/py.typed"), b"")
    files[f"{place}/{module}"] = code.encode(errors="replace")
    if contract is not None:
        held = yaml.safe_dump(dict(contract), sort_keys=False, allow_unicode=True)
        files[f"{place}/contract.yaml"] = f"{_HEADER}---\n{held}".encode()
    return NodePackage(
        name=name,
        node_type=node_type,
        version=(1, 0, 0),
        domain="general",
        description="",
        import_root=root,
        node_folder=place,
        node_class=found[1] if found else "",
        files=files,
        bindings=(),
        sample_request=None,
    )


def package_in(files: Mapping[str, bytes]) -> NodePackage:
    """A whole package, as it lies on a disk; raises `InvalidRequestError` where it is no node's."""
    contracts = sorted(path for path in files if _CONTRACT.fullmatch(path))
    held = read_contract(files[contracts[0]]) if contracts else {}
    kind = type_named_by(held)
    if kind is None:
        raise InvalidRequestError(
            "No src/*/nodes/*/contract.yaml names the type of a node",
            hint="Name the folder of one node's package, the one that has src/ in it.",
        )
    folder = contracts[0].rpartition("/")[0]
    sample, bindings = told_in(files)
    named = _NODE_CLASS.search(files.get(f"{folder}/node.py", b"").decode(errors="replace"))
    return NodePackage(
        name=str(held.get("name", "")).removeprefix("node_").removesuffix(f"_{kind}"),
        node_type=kind,
        version=(1, 0, 0),
        domain="general",
        description=str(held.get("description", "")),
        import_root=folder.split("/")[1],
        node_folder=folder,
        node_class=named[1] if named else "",
        files={path: content for path, content in files.items() if path != GENERATED},
        bindings=bindings,
        sample_request=sample,
    )


def read_contract(content: bytes) -> Mapping[str, JsonValue]:
    """Empty for what is no contract: the gate says what is wrong with it."""
    return contract_of(content.decode(errors="replace"))


def _names(contract: Mapping[str, JsonValue], node_type: NodeType) -> tuple[str, str, str]:
    """The node's name, its top-level package, its folder: those that the contract itself names."""
    said = str(contract.get("name", "")).removeprefix("node_").removesuffix(f"_{node_type}")
    name = said if _NAME.fullmatch(said) else UNNAMED
    models = (str(contract.get(key, "")) for key in ("input_model", "output_model"))
    for model in models:
        if found := _ROOT.match(model):
            return name, found[1], found[2]
    return name, f"onex_{name}_{node_type}", f"node_{name}_{node_type}"


def is_about(check: CheckResult, wanted: ValidationType) -> bool:
    if wanted is ValidationType.SYNTAX:
        return check.name in _OF_SYNTAX
    return check.part in PARTS[wanted] or check.name == "syntax"


def is_valid(report: QualityReport, wanted: ValidationType) -> bool:
    """Every check of the gate that this is about ran and passed; the whole also wants the score."""
    if wanted is ValidationType.FULL:
        return report.passed
    checks = [each for each in report.checks if each.gate and is_about(each, wanted)]
    return bool(checks) and all(each.outcome is Outcome.PASSED for each in checks)


def validation_result(report: QualityReport, wanted: ValidationType) -> dict[str, JsonValue]:
    """What did not run is a warning with its reason, never a score."""
    checks = [each for each in report.checks if is_about(each, wanted)]
    failed = [each for each in checks if each.outcome is Outcome.FAILED]
    not_run = [each for each in checks if each.outcome is Outcome.NOT_RUN]
    lost = [each for each in report.lost if wanted is ValidationType.FULL]
    return {
        "errors": [*_told(each for each in failed if each.gate)],
        "warnings": [
            *_told(each for each in failed if not each.gate),
            *(f"{each.name} did not run: {each.reason}" for each in not_run),
        ],
        "suggestions": [
            f"{each.part.value}: {each.points / 1000:.1%} of the part are lost by "
            f"{_where(each.finding)}{each.finding.message} [{each.finding.rule}]"
            for each in lost
        ],
        "compliance_checks": {each.name: _word(each) for each in checks},
        "parts": {part.value: value for part, value in report.parts.items()},
        "threshold": report.threshold,
        "isolation": report.isolation,
    }


def _told(checks: Iterator[CheckResult]) -> Iterator[str]:
    for check in checks:
        for found in check.findings:
            yield f"{check.name}: {_where(found)}{found.message} [{found.rule}]"


def _where(found: Finding) -> str:
    if not found.file:
        return ""
    return f"{found.file}:{found.line}: " if found.line else f"{found.file}: "


def _word(check: CheckResult) -> str:
    """`pass` and `warning` are those of the wire; a check of the gate may also fail, or not run."""
    if check.outcome is Outcome.NOT_RUN:
        return "not_run"
    if check.outcome is Outcome.PASSED:
        return "pass"
    return "fail" if check.gate else "warning"
