"""The search for defects: ambiguous, inconsistent, incomplete, untestable."""

from omninode_bridge.requirements.defects.ambiguous import find_ambiguous
from omninode_bridge.requirements.defects.dangling import find_dangling
from omninode_bridge.requirements.defects.incomplete import find_incomplete
from omninode_bridge.requirements.defects.inconsistent import find_inconsistent
from omninode_bridge.requirements.defects.opposites import find_opposites
from omninode_bridge.requirements.defects.untestable import find_untestable
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.notebook import Notebook


def find_defects(document: Document, notebook: Notebook) -> None:
    lines = document.text.split("\n")
    untestable = find_untestable(document, notebook)
    find_ambiguous(document, lines, notebook, besides=untestable)
    find_inconsistent(document, notebook)
    find_opposites(document, lines, notebook)
    find_incomplete(document, notebook)
    find_dangling(document, lines, notebook)
