"""What is said of the requirements of a document of which nothing comes out.

Where something does, each requirement that is left says the same as PRD410.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, has_errors
from omninode_bridge.generation import codes as generation
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes
from omninode_bridge.prose.recognition.advising import advice_on
from omninode_bridge.prose.stated import has_structure
from omninode_bridge.requirements.document import Document, RequirementClass

MOST: Final = 500
_NAMED: Final = 5


def unrealised(
    document: Document, node_type: NodeType, found: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """A finding for each requirement that asks for something known or says why it was left.

    A document with a structure of its type has other findings: of that structure.
    """
    is_told = any(one.code == generation.UNBOUND.code for one in found)
    is_other = is_told or has_structure(document, node_type) or not has_errors(list(found))
    return () if is_other else tuple(_each(document))


def _each(document: Document) -> Iterator[Diagnostic]:
    for requirement in document.requirements[:MOST]:
        is_quality = requirement.classification is RequirementClass.QUALITY
        if requirement.pattern or is_quality:
            continue
        advice = advice_on(requirement.text)
        said = "; ".join(filter(None, (requirement.unread, advice.reason if advice else "")))
        if said:
            message = f"{requirement.id} is not realised: {said}"
            fix = advice.question if advice else ""
            yield codes.SEEMS.at(requirement.place, message, fix=fix)


def hint_of(notes: Iterable[Diagnostic], document: Document) -> str:
    """One sentence for who sees no findings; empty where nothing is recognised."""
    lines = {one.place.line for one in notes if one.code == codes.SEEMS.code}
    texts = (one.text for one in document.requirements if one.place.line in lines)
    asked = [advice.pattern for text in texts if (advice := advice_on(text)) and advice.pattern]
    names = list(dict.fromkeys(asked))
    if not names:
        return ""
    more = " and others" if len(names) > _NAMED else ""
    shown = f"{', '.join(names[:_NAMED])}{more}"
    return f"Its sentences seem to ask for {shown}: `omninode check` says what each lacks"
