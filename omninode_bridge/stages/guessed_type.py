"""What is said of a document that lacks the structure of a type which nobody asked for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation import codes as common
from omninode_bridge.generation.effect import codes as effect
from omninode_bridge.generation.orchestrator import codes as orchestrator
from omninode_bridge.generation.reducer import codes as reducer
from omninode_bridge.requirements.detection.detect import Basis, Detection

_MISSING: Final = frozenset(
    each.code
    for each in (
        common.NO_RULES,
        effect.NO_OPERATIONS,
        reducer.NOTHING_REDUCED,
        orchestrator.NO_WORKFLOW,
        orchestrator.HALF_TOLD,
    )
)
_OTHERWISE: Final = "or name another type: `type:` in the front matter, or --node-type"


def with_guess(found: Iterable[Diagnostic], detection: Detection) -> tuple[Diagnostic, ...]:
    """The findings; those of a missing structure say that the type follows from words alone."""
    if detection.basis is not Basis.WORDS:
        return tuple(found)
    said = f"The type {detection.node_type} was guessed from the document's words."
    return tuple(
        replace(one, message=f"{one.message} {said}", fix=f"{one.fix}; {_OTHERWISE}")
        if one.code in _MISSING
        else one
        for one in found
    )
