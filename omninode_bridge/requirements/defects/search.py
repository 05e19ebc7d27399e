"""The search for defects: ambiguous, inconsistent, incomplete, untestable."""

from omninode_bridge.requirements.defects.ambiguous import find_ambiguous
from omninode_bridge.requirements.defects.incomplete import find_incomplete
from omninode_bridge.requirements.defects.inconsistent import find_inconsistent
from omninode_bridge.requirements.defects.untestable import find_untestable
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.notebook import Notebook


def find_defects(document: Document, notebook: Notebook) -> None:
    find_ambiguous(document, document.text.split("\n"), notebook)
    find_inconsistent(document, notebook)
    find_incomplete(document, notebook)
    find_untestable(document, notebook)
