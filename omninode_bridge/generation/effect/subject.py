"""Which entity an operation is about."""

from omninode_bridge.requirements.document import Document, Entity, Operation
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.kinds import references


def entity_of(document: Document, operation: Operation) -> Entity | None:
    """The entity that is named or, without a name, that of the output, or the only one there is."""
    names = [operation.entity] if operation.entity else []
    for output in operation.outputs:
        names += sorted(references(output.type)) if output.type is not None else []
    for name in names:
        if name and (found := document.entity(name)) is not None:
            return found
    said = set(words(operation.name))
    named = [each for each in document.entities if said & _either_number(each.name)]
    candidates = named or list(document.entities)
    return candidates[0] if len(candidates) == 1 else None


def _either_number(name: str) -> set[str]:
    word = "_".join(words(name))
    return {word, f"{word}s"}
