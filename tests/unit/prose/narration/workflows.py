"""Documents that tell a workflow, and the steps that they tell."""

from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.prose.narration.workflow import told_workflow
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.requirements.structures import Step

_INPUT = """
## Input
- insured: bool
- age: int
- night: bool
- cost: money
"""


def told(*sentences: str) -> Told:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    document = read_prd(f"# Visit of a patient\n{_INPUT}\n## Requirements\n{listed}\n").document
    return told_workflow(document, lines_of(document))


def steps(found: Told) -> dict[str, Step]:
    workflow = found.document.workflow
    return {} if workflow is None else {step.name: step for step in workflow.steps}


def needs(found: Told) -> dict[str, tuple[str, ...]]:
    return {name: step.needs for name, step in steps(found).items()}
