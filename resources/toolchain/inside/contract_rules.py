"""Rules C1 to C4 and C7: the contract, judged by omnibase-core without importing the node."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import yaml
from click.testing import CliRunner
from omnibase_core.cli.cli_compliance import check as compliance_check
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.contracts.model_contract_effect import ModelContractEffect
from omnibase_core.models.contracts.model_yaml_contract import ModelYamlContract
from omnibase_core.normalization import validate_contract_file
from omnibase_core.normalization.corpus_classifier import classify_contract_path
from omnibase_core.validation.validator_contract_linter import ValidatorContractLinter
from pydantic import ValidationError

from resources.toolchain.inside.events import Finding, finding
from resources.toolchain.inside.issues import of_result
from resources.toolchain.inside.layout import CONTRACT, Layout
from resources.toolchain.inside.types import reducer

REQUIRED_FIELDS = ["name", "contract_version", "node_type"]


def warm_up() -> None:
    """The model of effects is completed when it is first asked: once, before the fork."""
    with suppress(ValidationError, ModelOnexError):
        ModelContractEffect.model_validate({})


def checks(layout: Layout) -> dict[str, Callable[[], Iterable[Finding]]]:
    return {
        "strict contract": lambda: strict_contract(layout),
        "contract linter": lambda: contract_linter(layout),
        "compliance": lambda: compliance(layout),
    }


def strict_contract(layout: Layout) -> Iterable[Finding]:
    """C1: the typed model of the node's type. C2: the model that `onex validate` reads it with."""
    path = layout.folder / CONTRACT
    if not classify_contract_path(path, raw=layout.contract).requires_validation:
        yield finding("C1", "omnibase-core does not take this path for a node's contract", path)
        return
    try:
        report = validate_contract_file(path)
        errors = [] if report.passed else list(report.errors) or ["refused without a message"]
    except ModelOnexError as error:  # Some defects raise instead of being reported.
        errors = [error.message]
    yield from (finding("C1", error, path, _line(path, error)) for error in errors)
    try:
        ModelYamlContract.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, ModelOnexError) as error:
        yield finding("C2", str(error), path)
    if layout.contract.get("node_type") == "REDUCER_GENERIC":
        yield from reducer.analysis(layout)


def contract_linter(layout: Layout) -> Iterable[Finding]:
    """C3: the packaged rules with their required fields mended: those demand a forbidden key."""
    packaged = ValidatorContractLinter().contract
    rules = [
        rule.model_copy(update={"parameters": {"fields": REQUIRED_FIELDS}})
        if rule.rule_id == "required_fields"
        else rule
        for rule in packaged.rules
    ]
    linter = ValidatorContractLinter(contract=packaged.model_copy(update={"rules": rules}))
    return of_result("C3", linter.validate(layout.folder))


def compliance(layout: Layout) -> Iterable[Finding]:
    """C7: `onex compliance check` on this node's folder alone; it would walk everything below."""
    output = Path("compliance.yaml").absolute()
    arguments = ["--repo-root", str(layout.folder), "--output", str(output)]
    answer = CliRunner().invoke(compliance_check, arguments)
    said = answer.output.strip()
    if answer.exit_code != 0 or not said.startswith("PASS"):
        yield finding("C7", said or f"exit code {answer.exit_code}", layout.folder / CONTRACT)


def _line(path: Path, error: str) -> int | None:
    """Where the field that the error names first stands in the contract."""
    names = [word.strip("'\"`:,.()") for word in error.split()]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if any(name and line.strip().startswith(f"{name}:") for name in names):
            return number
    return None
