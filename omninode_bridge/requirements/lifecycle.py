"""State machines whose events are operations: they guard what happens to an entity's rows."""

from collections.abc import Sequence

from omninode_bridge.requirements.document import Document, Operation
from omninode_bridge.requirements.naming import field_name, words


def operation_of(document: Document, event: str) -> Operation | None:
    """The operation of that name; `close` also means the `close_loan` of an entity Loan."""
    name = field_name(event)
    names = (name, field_name(event.removesuffix("_name")))  # `import` cannot be a name
    found = next((each for each in document.operations if each.name in names), None)
    if found is not None:
        return found
    longer = [
        each
        for each in document.operations
        if each.entity and each.name == f"{name}_{'_'.join(words(each.entity))}"
    ]
    return longer[0] if len(longer) == 1 else None


def deleting_events(operations: Sequence[Operation]) -> frozenset[str]:
    """What a state machine may call the operations that delete rows."""
    found: set[str] = set()
    for each in operations:
        if "delete" in each.kinds:
            suffix = f"_{'_'.join(words(each.entity))}" if each.entity else ""
            found |= {each.name, each.name.removesuffix(suffix) or each.name}
    return frozenset(found)


def guards_operations(document: Document) -> bool:
    """Whether any event of the document's state machine is one of its operations."""
    if document.states is None or not document.operations:
        return False
    events = {edge.event for edge in document.states.transitions if edge.event is not None}
    return any(operation_of(document, event) is not None for event in events)
