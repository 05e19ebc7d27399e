"""What the parts of a document are to one another once all of them stand in it."""

import re
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.merging import assigned_name
from omninode_bridge.requirements.document import Document, Operation

_READY: Final = frozenset({"create", "upsert", "list", "query"})
"""An empty store answers these."""


def composed(document: Document) -> Document:
    """What one sentence computes is no input of another; what an empty store answers comes first.

    `Score applicants ...` and `Classify applicants by score`: the score is computed, not asked for.
    """
    computed = set(_computed(document))
    inputs = document.inputs
    if inputs is not None:
        inputs = tuple(field for field in inputs if field.name not in computed)
    operations = sorted(document.operations, key=_is_waiting)
    return replace(document, inputs=inputs, operations=tuple(operations))


def _is_waiting(operation: Operation) -> bool:
    return not operation.kinds or operation.kinds[0] not in _READY


def _computed(document: Document) -> list[str]:
    """Inputs that a rule gives a value without reading them, and that are answered as such."""
    inputs = {field.name: str(field.type) for field in document.inputs or ()}
    answered = {field.name: str(field.type) for field in document.outputs or ()}
    found = []
    for rule in document.rules:
        name = assigned_name(rule.text)
        _, _, expression = rule.text.partition("=")
        reads = set(re.findall(r"[a-z][a-z0-9_]*", expression))
        if name in inputs and inputs[name] == answered.get(name) and name not in reads:
            found.append(name)
    return found
