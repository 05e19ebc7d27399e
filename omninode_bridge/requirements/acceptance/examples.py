"""All acceptance cases of a document."""

from omninode_bridge.requirements.acceptance.example_tables import read_example_table
from omninode_bridge.requirements.acceptance.outcome import Case
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.document import Example, UnboundExample
from omninode_bridge.requirements.markdown.sections import Part, of_kind
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.structures import SectionKind


def read_examples(
    root: Part, signature: Signature, notebook: Notebook
) -> tuple[tuple[Example, ...], tuple[UnboundExample, ...]]:
    cases: list[Case] = []
    for part in of_kind(root, SectionKind.EXAMPLES):
        for table in part.tables():
            cases.extend(read_example_table(table, signature, notebook))
    finished = [case.finished(number) for number, case in enumerate(cases, start=1)]
    return (
        tuple(case for case in finished if isinstance(case, Example)),
        tuple(case for case in finished if isinstance(case, UnboundExample)),
    )
