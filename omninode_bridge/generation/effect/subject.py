"""Which entity an operation is about."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.requirements.document import Document, Entity, Operation
from omninode_bridge.requirements.lifecycle import operation_of
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.kinds import references

NOT_OF_ENTITIES: Final = frozenset({"page", "size", "sort", "idempotency_key"})


def entity_of(document: Document, operation: Operation) -> Entity | None:
    """The entity that is named or, without a name, that of the output, or the only one there is.

    Else the only one that has all fields of the request, or that of the other events of the state
    machine.
    """
    found = _named(document, operation) or _with_fields(document.entities, operation)
    return found or _of_events(document, operation)


def _named(document: Document, operation: Operation) -> Entity | None:
    names = [operation.entity] if operation.entity else []
    for output in operation.outputs:
        names += sorted(references(output.type)) if output.type is not None else []
    for name in names:
        if name and (found := document.entity(name)) is not None:
            return found
    said = set(words(operation.name))
    named = [each for each in document.entities if said & _either_number(each.name)]
    return _only(named or document.entities)


def _either_number(name: str) -> set[str]:
    word = "_".join(words(name))
    return {word, f"{word}s"}


def _with_fields(entities: Sequence[Entity], operation: Operation) -> Entity | None:
    given = {name for item in operation.inputs if item.field is None for name in item.names}
    wanted = given - NOT_OF_ENTITIES
    return _only([each for each in entities if wanted and wanted <= _fields(each)])


def _fields(entity: Entity) -> set[str]:
    return {field.name for field in entity.fields}


def _of_events(document: Document, operation: Operation) -> Entity | None:
    """Events of one state machine are about one entity."""
    edges = () if document.states is None else document.states.transitions
    events = [operation_of(document, edge.event or "") for edge in edges]
    if operation not in events:
        return None
    others = (_named(document, each) for each in events if each is not None)
    return _only(list(dict.fromkeys(each for each in others if each is not None)))


def _only(found: Sequence[Entity]) -> Entity | None:
    return found[0] if len(found) == 1 else None
