"""A small good node, written by hand: what the gate must let through, and defects are sown into."""

from dataclasses import replace

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.package import Binding, BindingState, NodePackage
from omninode_bridge.node_type import NodeType

ROOT = "onex_cut_compute"
NODE = f"{ROOT}.nodes.node_cut_compute"
FOLDER = f"src/{ROOT}/nodes/node_cut_compute"
CONTRACT = f"{FOLDER}/contract.yaml"
HANDLER = f"{FOLDER}/handlers/handler_cut.py"
DISPATCH = f"{FOLDER}/handlers/dispatch.py"
NODE_FILE = f"{FOLDER}/node.py"
INPUT = f"{FOLDER}/models/model_cut_input.py"
OUTPUT = f"{FOLDER}/models/model_cut_output.py"
TESTS = f"{FOLDER}/tests/test_requirements.py"

HEADER = """# SPDX-FileCopyrightText: 2026 The authors of this document
# SPDX-License-Identifier: MIT
"""

CONTRACT_TEXT = f"""{HEADER}---
name: node_cut_compute
contract_version: {{major: 1, minor: 0, patch: 0}}
node_version: {{major: 1, minor: 0, patch: 0}}
node_type: COMPUTE_GENERIC
description: Takes five percent off large amounts.
input_model: {NODE}.models.model_cut_input.ModelCutInput
output_model: {NODE}.models.model_cut_output.ModelCutOutput
performance:
  single_operation_max_ms: 50
algorithm:
  algorithm_type: discount
  factors:
    discount: {{weight: 1.0, calculation_method: percentage}}
deterministic_execution: true
handler_routing:
  version: {{major: 1, minor: 0, patch: 0}}
  routing_strategy: payload_type_match
  handlers:
    - handler:
        name: HandlerCut
        module: {NODE}.handlers.handler_cut
      event_model:
        name: ModelCutInput
        module: {NODE}.models.model_cut_input
      handler_key: {NODE}.handler:HandlerCut
      callable: {NODE}.handler:dispatch_cut
  default_handler: {NODE}.handler:HandlerCut
event_bus:
  version: {{major: 1, minor: 0, patch: 0}}
  subscribe_topics: [onex.cmd.shop.discount-requested.v1]
  publish_topics: [onex.evt.shop.discount-completed.v1]
"""

INPUT_TEXT = f'''{HEADER}"""What a discount is asked for."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ModelCutInput"]


class ModelCutInput(BaseModel):
    """An amount to be discounted."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    amount: Decimal = Field(ge=0, description="Amount before the discount")
'''

OUTPUT_TEXT = f'''{HEADER}"""What a discount comes to."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ModelCutOutput"]


class ModelCutOutput(BaseModel):
    """The discount, and what is left to pay."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    discount: Decimal = Field(description="Amount taken off")
    total: Decimal = Field(description="Amount to pay")
'''

HANDLER_TEXT = f'''{HEADER}"""Five percent off above a thousand."""

from decimal import Decimal

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from {NODE}.models.model_cut_input import ModelCutInput
from {NODE}.models.model_cut_output import ModelCutOutput

__all__ = ["HandlerCut"]


class HandlerCut:
    """Takes five percent off amounts above a thousand."""

    def handle(self, request: ModelCutInput) -> ModelCutOutput:
        """The discount and the total of one amount."""
        if request.amount == 0:
            raise ModelOnexError(
                error_code=EnumCoreErrorCode.VALIDATION_ERROR,
                message="nothing to discount",
            )
        discount = request.amount * Decimal("0.05") if request.amount > 1000 else Decimal(0)
        return ModelCutOutput(discount=discount, total=request.amount - discount)
'''

DISPATCH_TEXT = f'''{HEADER}"""From the base class to the handler."""

from omnibase_core.models.compute.model_compute_input import ModelComputeInput
from omnibase_core.nodes import NodeCompute

from {NODE}.handlers.handler_cut import HandlerCut
from {NODE}.models.model_cut_input import ModelCutInput
from {NODE}.models.model_cut_output import ModelCutOutput

__all__ = ["dispatch_cut"]


def dispatch_cut(
    node: NodeCompute[ModelCutInput, ModelCutOutput],
    input_data: ModelComputeInput[ModelCutInput],
) -> ModelCutOutput:
    """Called by the base class through `handler_routing`."""
    del node
    return HandlerCut().handle(input_data.data)
'''

NODE_TEXT = f'''{HEADER}"""Declarative node: what it does stands in contract.yaml and handlers/."""

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from {NODE}.models.model_cut_input import ModelCutInput
from {NODE}.models.model_cut_output import ModelCutOutput

__all__ = ["NodeCutCompute"]


class NodeCutCompute(NodeCompute[ModelCutInput, ModelCutOutput]):
    """Takes five percent off large amounts."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Initialise with the ONEX container."""
        super().__init__(container)
'''

TESTS_TEXT = f'''{HEADER}"""One test for each requirement."""

from decimal import Decimal

import pytest
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from {NODE}.handler import HandlerCut
from {NODE}.models.model_cut_input import ModelCutInput


def test_r1() -> None:
    """Above a thousand five percent are taken off."""
    answer = HandlerCut().handle(ModelCutInput(amount=Decimal(2000)))
    assert answer.discount == Decimal(100)
    assert answer.total == Decimal(1900)


@pytest.mark.parametrize("amount", ["1", "1000"])
def test_r2(amount: str) -> None:
    """Smaller amounts stay as they are."""
    answer = HandlerCut().handle(ModelCutInput(amount=Decimal(amount)))
    assert answer.total == Decimal(amount)


def test_r3() -> None:
    """Nothing is refused."""
    with pytest.raises(ModelOnexError, match="nothing to discount"):
        HandlerCut().handle(ModelCutInput(amount=Decimal(0)))
'''

README_TEXT = """# Discount

Takes five percent off amounts above a thousand.

## Run it

    omninode run node_cut_compute

## Request

`amount`: a decimal, not negative.

## Answer

`discount` and `total`.

## Requirements

R1, R2 and R3 are bound.

## Tests

    omninode test node_cut_compute
"""


def _package(about: str, *names: tuple[str, str]) -> str:
    imports = "\n".join(f"from {module} import {name}" for module, name in names)
    exported = ", ".join(f'"{name}"' for _, name in names)
    tail = f"\n\n{imports}\n\n__all__ = [{exported}]\n" if names else "\n"
    return f'{HEADER}"""{about}"""{tail}'


def files() -> dict[str, str]:
    return {
        "README.md": README_TEXT,
        "pyproject.toml": '[project]\nname = "onex-cut-compute"\nversion = "1.0.0"\n',
        f"src/{ROOT}/__init__.py": _package("A node that discounts."),
        f"src/{ROOT}/nodes/__init__.py": _package("Nodes of the package."),
        f"{FOLDER}/__init__.py": _package("The discount node.", (f"{NODE}.node", "NodeCutCompute")),
        f"{FOLDER}/handler.py": _package(
            "Entry points that contract.yaml names.",
            (f"{NODE}.handlers.dispatch", "dispatch_cut"),
            (f"{NODE}.handlers.handler_cut", "HandlerCut"),
        ),
        f"{FOLDER}/handlers/__init__.py": _package("Handlers of the node."),
        f"{FOLDER}/models/__init__.py": _package("Models of the node."),
        f"{FOLDER}/tests/__init__.py": _package("Tests of the node."),
        CONTRACT: CONTRACT_TEXT,
        INPUT: INPUT_TEXT,
        OUTPUT: OUTPUT_TEXT,
        HANDLER: HANDLER_TEXT,
        DISPATCH: DISPATCH_TEXT,
        NODE_FILE: NODE_TEXT,
        TESTS: TESTS_TEXT,
    }


def seed_node() -> NodePackage:
    return NodePackage(
        name="cut",
        node_type=NodeType.COMPUTE,
        version=(1, 0, 0),
        domain="shop",
        description="Takes five percent off large amounts.",
        import_root=ROOT,
        node_folder=FOLDER,
        node_class="NodeCutCompute",
        files={path: text.encode() for path, text in files().items()},
        bindings=tuple(
            Binding(
                requirement_id=f"R{number}",
                text=f"Requirement {number}.",
                place=Place(number),
                state=BindingState.BOUND,
                how=f"rule, line {number}",
                tests=(f"{TESTS}::test_r{number}",),
            )
            for number in (1, 2, 3)
        ),
        sample_request={"amount": "2000"},
    )


def changed(package: NodePackage, path: str, old: str, new: str) -> NodePackage:
    """The package with one text replaced in one file; the text must be there."""
    text = package.files[path].decode()
    if old not in text:
        raise ValueError(f"{old!r} is not in {path}")
    return replace(package, files={**package.files, path: text.replace(old, new, 1).encode()})


def added(package: NodePackage, path: str, text: str) -> NodePackage:
    return replace(package, files={**package.files, path: text.encode()})
