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

MISSING: Final = frozenset(
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
    """The findings; those of a missing structure say from what the type follows."""
    if detection.basis is Basis.WORDS:
        said = f"The type {detection.node_type} was guessed from the document's words."
    elif detection.basis is Basis.SENTENCES:
        why = detection.cues[0].what if detection.cues else "its sentences"
        said = f"The type {detection.node_type} was taken because {why}."
    else:
        return tuple(found)
    return tuple(
        replace(one, message=f"{one.message} {said}", fix=f"{one.fix}; {_OTHERWISE}")
        if one.code in MISSING
        else one
        for one in found
    )
