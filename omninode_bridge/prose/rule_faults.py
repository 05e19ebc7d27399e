"""Whether the rules that patterns bring can run together."""

from omninode_bridge.diagnostics import Diagnostic, Severity
from omninode_bridge.prose.steps_merging import ContradictionError
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.structures import DataKind
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Scope


def with_sound_rules(before: Document, after: Document) -> Document:
    """`after`, if its rules have no fault that they had not before. Raises `ContradictionError`."""
    if before.rules == after.rules:
        return after
    new = [found for found in _faults(after) if found not in _faults(before)]
    if new:
        raise ContradictionError(new[0].message)
    return after


def within_contract(source: Document, after: Document) -> Document:
    """`after`, if no request that the author's contract allows lacks a field that it needs.

    Raises `ContradictionError`.
    """
    declared = {field.name for field in source.inputs or ()}
    answered = {field.name for field in source.outputs or ()}
    unread = source.unread_data(DataKind.INPUT)
    for field in after.inputs or ():
        if field.name in declared:
            continue
        if field.name in answered:
            raise ContradictionError(f"`{field.name}` is an output of the document, and no input")
        if unread is not None:
            line = unread.place.line
            message = f"it needs `{field.name}`; what goes in, in line {line}, could not be read"
            raise ContradictionError(message)
        if field.required and source.inputs is not None:
            message = f"it needs `{field.name}`, which the document's input does not have"
            raise ContradictionError(message)
    return after


def _faults(document: Document) -> tuple[Diagnostic, ...]:
    entities = {entity.name: entity for entity in document.entities}
    scope = Scope(entities, document.inputs or (), document.outputs)
    found = check_program(document.rules, scope).diagnostics
    return tuple(one for one in found if one.severity is Severity.ERROR)
