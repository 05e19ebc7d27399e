"""What the sections of a document say about its node type."""

from collections.abc import Iterator
from dataclasses import dataclass

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.lifecycle import guards_operations


@dataclass(frozen=True, slots=True)
class Sign:
    """A section that belongs to one type; `rows` is how much the author wrote there."""

    node_type: NodeType
    what: str
    rows: int
    place: Place


def signs_of(document: Document) -> tuple[Sign, ...]:
    """Strongest first; of equal ones the order workflow, state machine, operations, rules.

    Input and rules mean compute where no other section decides, and are a sign all the same.
    """
    special = sorted(_special(document), key=lambda sign: -sign.rows)
    return (*special, *_calculation(document))


def _special(document: Document) -> Iterator[Sign]:
    if document.workflow:
        steps = len(document.workflow.steps)
        yield _sign(NodeType.ORCHESTRATOR, "a workflow", "step", steps, document.workflow.place)
    if document.states and not guards_operations(document):
        rows = len(document.states.transitions)
        yield _sign(NodeType.REDUCER, "a state machine", "transition", rows, document.states.place)
    if document.aggregations:
        place = document.aggregations[0].place
        rows = len(document.aggregations)
        yield _sign(NodeType.REDUCER, "aggregations", "metric", rows, place)
    if document.operations:
        place = document.operations[0].place
        yield _sign(NodeType.EFFECT, "operations", "operation", len(document.operations), place)


def _calculation(document: Document) -> Iterator[Sign]:
    written = [field for field in document.outputs or () if field.rule]
    rules = len(document.rules) + len(written)
    if document.inputs is None or not rules:
        return
    place = document.rules[0].place if document.rules else written[0].place
    yield _sign(NodeType.COMPUTE, "input and rules", "rule", rules, place)


def _sign(node_type: NodeType, what: str, row: str, rows: int, place: Place) -> Sign:
    return Sign(node_type, f"{what} ({rows} {row}{'' if rows == 1 else 's'})", rows, place)
