"""Requirements that can be understood in more than one way."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.any_case import AnyCase
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.requirements.notebook import Notebook

VAGUE: Final = AnyCase(
    r"\b(?:fast|quick(?:ly)?|slow|easy|easily|user[- ]friendly|intuitive|appropriate(?:ly)?|"
    r"adequate|"
    r"reasonabl[ey]|flexible|robust|seamless(?:ly)?|modern|minimal(?:istic)?|sufficient(?:ly)?|"
    r"simple|nice|good|optimal|as needed|as appropriate|if possible|where possible|if necessary|"
    r"several|various|many|some|etc\.?|and so on|state[- ]of[- ]the[- ]art|high[- ]quality|"
    r"as soon as possible|timely|normally|usually|generally|efficient(?:ly)?)(?!\w)",
)
EITHER: Final = AnyCase(r"\band/or\b")
STRONG: Final = AnyCase(r"\b(?:must|shall)\b")
WEAK: Final = AnyCase(r"\b(?:should|may|might|could|ideally|preferably)\b")


def find_ambiguous(document: Document, lines: Sequence[str], notebook: Notebook) -> None:
    for requirement in document.requirements:
        for pattern, code, what in ((VAGUE, "PRD101", "is vague"), (EITHER, "PRD102", "is two")):
            word = pattern.first_in(requirement.text)
            if word is not None:
                place = place_of(word, requirement, lines)
                message = f'{requirement.id}: "{word}" {what}'
                notebook.add(code, place, message)
        if STRONG.occurs_in(requirement.text) and WEAK.occurs_in(requirement.text):
            message = f"{requirement.id} demands and suggests in one sentence"
            notebook.add("PRD103", requirement.place, message)
    _similar_names(document, notebook)


def place_of(word: str, requirement: Requirement, lines: Sequence[str]) -> Place:
    """Where a requirement's word stands, if it stands on the requirement's first line."""
    place = requirement.place
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    at = line.find(word, place.column - 1)
    return place if at < 0 else Place(place.line, at + 1, at + 1 + len(word))


def _similar_names(document: Document, notebook: Notebook) -> None:
    seen: dict[str, str] = {}
    for entity in document.entities:
        key = entity.name.lower().removesuffix("s")
        other = seen.setdefault(key, entity.name)
        if other != entity.name:
            message = f"`{entity.name}` and `{other}` differ by a letter only"
            notebook.add("PRD104", entity.place, message)
