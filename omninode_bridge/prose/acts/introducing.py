"""What stands below the title, before the sections in which something is asked for."""

from collections.abc import Sequence
from dataclasses import replace

from omninode_bridge.prose.acts.limiting import LIMITING
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Document


def with_introduction(document: Document, lines: Sequence[Line]) -> list[Line]:
    """What only introduces, and limits nothing, asks for nothing: `The register of a port: ...`.

    Where sections follow that ask for something; else it may be all that is said.
    """
    title, *others = document.sections[:2] or (None,)
    first = others[0].place.line if title is not None and title.level <= 1 and others else 0
    is_followed = any(one.is_asked and one.requirement.place.line > first for one in lines)
    return [
        replace(one, is_asked=False)
        if is_followed and one.requirement.place.line < first and not LIMITING.search(_said(one))
        else one
        for one in lines
    ]


def _said(line: Line) -> str:
    return f"{asked(line.text)} {line.text.lower()}"
