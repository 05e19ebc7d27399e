"""A condition in the middle of a workflow that is written in prose."""

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

TEXT = """\
# Order
## Requirements
- Reserve the goods, then charge the customer, then ship the order.
"""
CONDITION = "- The charge is only made if the amount is above 50.\n"


def needs_of(text: str) -> dict[str, tuple[str, ...]]:
    workflow = understand(read_prd(text).document, NodeType.ORCHESTRATOR).document.workflow
    assert workflow is not None
    return {step.name: step.needs for step in workflow.steps}


def test_what_stands_behind_a_step_with_a_condition_goes_on_without_it() -> None:
    assert needs_of(TEXT + CONDITION) == {
        "reserve_goods": (),
        "charge_customer": ("reserve_goods",),
        "ship_order": ("charge_customer", "reserve_goods"),
    }


def test_without_a_condition_each_step_needs_the_one_before_it() -> None:
    assert needs_of(TEXT)["ship_order"] == ("charge_customer",)
