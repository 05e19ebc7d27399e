"""A workflow of which most is not understood is refused, and what is missing is named."""

import pytest
from omnibase_core.constants.constants_workflow import MAX_WORKFLOW_STEPS

from omninode_bridge.diagnostics import Severity
from omninode_bridge.generation.orchestrator.reading import MAX_STEPS, ReadFlow, read_flow
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_HEAD = "---\ntype: orchestrator\n---\n# Visit of a patient\n"


def flow(text: str) -> ReadFlow:
    return read_flow(understand(read_prd(text).document, NodeType.ORCHESTRATOR).document)


def told(*sentences: str) -> ReadFlow:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    return flow(f"{_HEAD}## Requirements\n{listed}\n")


def test_what_is_read_for_the_most_part_is_a_workflow() -> None:
    found = told(
        "First the identity is checked.",
        "Then a bed is assigned.",
        "After the bed is assigned, print the wristband.",
        "After that, everybody is a little happier than before.",
    )
    assert found.flow is not None
    assert list(found.flow.steps) == ["check_identity", "assign_bed", "print_wristband"]


@pytest.mark.parametrize(
    "unread",
    [
        ("Then something.", "After that, this and that."),
        ("And then something happens.", "Once this is so, all of it is fine.", "Finally, rest."),
    ],
)
def test_a_step_or_two_of_many_are_no_workflow(unread: tuple[str, ...]) -> None:
    found = told("First the identity is checked.", *unread)
    assert found.flow is None
    (problem,) = found.diagnostics
    assert problem.code == "PRD611"
    assert problem.severity is Severity.ERROR
    assert all(f'"{sentence}"' in problem.message for sentence in unread)


def test_a_table_is_complete_whatever_else_is_said() -> None:
    found = flow(
        f"{_HEAD}## Workflow\n| step | needs |\n| --- | --- |\n| check |  |\n\n"
        "## Requirements\n- R1: Then something.\n- R2: After that, this and that.\n"
    )
    assert found.flow is not None


@pytest.mark.parametrize(("count", "code"), [(MAX_STEPS, ""), (MAX_STEPS + 1, "PRD608")])
def test_as_many_steps_as_are_executed_of_one_workflow(count: int, code: str) -> None:
    rows = "\n".join(f"| step_{number} |  |" for number in range(count))
    found = flow(f"{_HEAD}## Workflow\n| step | needs |\n| --- | --- |\n{rows}\n")
    assert (found.flow is None) == bool(code)
    assert [one.code for one in found.diagnostics] == ([code] if code else [])


def test_the_limit_is_that_of_the_engine() -> None:
    assert MAX_STEPS == MAX_WORKFLOW_STEPS


def test_other_types_have_no_workflow() -> None:
    text = "# A thing\n## Requirements\n- R1: Then something.\n- R2: After that, this and that.\n"
    document = read_prd(text).document
    for node_type in (NodeType.COMPUTE, NodeType.EFFECT, NodeType.REDUCER):
        assert understand(document, node_type).document.workflow is None
