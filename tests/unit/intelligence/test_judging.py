import pytest

from omninode_bridge.events.enumerations import ValidationType
from omninode_bridge.generation.package import BindingState
from omninode_bridge.intelligence.judging import (
    is_valid,
    package_in,
    package_of,
    validation_result,
)
from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part, QualityReport
from omninode_bridge.quality.scoring import build_report

CONTRACT = {
    "name": "node_tax_compute",
    "node_type": "COMPUTE_GENERIC",
    "input_model": "shop_tax.nodes.node_tax_compute.models.ModelTaxInput",
}


def test_code_stands_where_its_contract_says() -> None:
    package = package_of("class NodeTax(NodeCompute):\n    pass\n", [CONTRACT], NodeType.COMPUTE)
    assert (package.import_root, package.node_class) == ("shop_tax", "NodeTax")
    place = "src/shop_tax/nodes/node_tax_compute"
    assert package.node_folder == place
    assert package.files[f"{place}/node.py"].startswith(b"class NodeTax")
    assert b"name: node_tax_compute" in package.files[f"{place}/contract.yaml"]


def test_without_a_contract_there_is_none() -> None:
    package = package_of("def tax(): ...\n", [], NodeType.EFFECT)
    assert package.name == "sent_code"
    assert f"{package.node_folder}/handler.py" in package.files
    assert not any(path.endswith("contract.yaml") for path in package.files)


def test_a_package_that_was_generated_is_judged_by_what_it_says_of_itself() -> None:
    place = "src/shop_tax/nodes/node_tax_compute"
    files = {
        f"{place}/contract.yaml": b"name: node_tax_compute\nnode_type: COMPUTE_GENERIC\n",
        ".omninode/generated.zip": b"as it was",
        "provenance.json": b'{"sample_request": {"net": 5}, "requirements": {"R1": {"text": "Tax",'
        b' "line": 4, "state": "bound", "tests": ["tests/test_tax.py::test_r1"]}}}',
    }
    package = package_in(files)
    assert ".omninode/generated.zip" not in package.files
    assert package.sample_request == {"net": 5}
    assert [(each.requirement_id, each.state) for each in package.bindings] == [
        ("R1", BindingState.BOUND)
    ]


@pytest.mark.parametrize("content", [b"", b"no json", b"[]", b'{"requirements": 5}'])
def test_a_package_with_another_provenance_says_nothing_of_itself(content: bytes) -> None:
    place = "src/shop_tax/nodes/node_tax_compute"
    contract = b"name: node_tax_compute\nnode_type: COMPUTE_GENERIC\n"
    package = package_in({f"{place}/contract.yaml": contract, "provenance.json": content})
    assert (package.sample_request, package.bindings) == (None, ())


def test_a_name_that_is_no_name_leads_nowhere_else() -> None:
    contract = {"name": "../../etc", "input_model": "../x.nodes.y"}
    package = package_of("", [contract], NodeType.COMPUTE)
    assert all(path.startswith("src/onex_sent_code_compute/") for path in package.files)


def report(*checks: CheckResult) -> QualityReport:
    package = package_of("", [], NodeType.COMPUTE)
    return build_report(package, checks, profile="standard", min_coverage=None, isolation="full")


def check(name: str, part: Part, outcome: Outcome, *, gate: bool = True) -> CheckResult:
    findings = (Finding("X1", "it is wrong", "a.py", 3),) if outcome is Outcome.FAILED else ()
    reason = "mypy is missing" if outcome is Outcome.NOT_RUN else ""
    return CheckResult(name, part, gate, outcome, findings, reason)


def test_what_failed_is_an_error_what_did_not_run_a_warning() -> None:
    found = report(
        check("syntax", Part.CODE, Outcome.PASSED),
        check("layout", Part.ONEX, Outcome.FAILED),
        check("mypy", Part.TYPES, Outcome.NOT_RUN),
        check("length", Part.CODE, Outcome.FAILED, gate=False),
    )
    told = validation_result(found, ValidationType.FULL)
    assert told["errors"] == ["layout: a.py:3: it is wrong [X1]"]
    assert told["warnings"] == [
        "length: a.py:3: it is wrong [X1]",
        "mypy did not run: mypy is missing",
    ]
    assert told["compliance_checks"] == {
        "syntax": "pass",
        "layout": "fail",
        "mypy": "not_run",
        "length": "warning",
    }
    assert is_valid(found, ValidationType.SYNTAX)
    assert not is_valid(found, ValidationType.COMPLIANCE)
    assert not is_valid(found, ValidationType.SEMANTIC), "what did not run is not valid"
    assert not is_valid(found, ValidationType.FULL)
    assert validation_result(found, ValidationType.SYNTAX)["errors"] == []
