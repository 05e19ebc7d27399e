"""What is said of things that refer to others, as it is read: `A loan for an unknown ...`."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.linking import linked
from omninode_bridge.prose.acts.operations import with_key
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.rewording.keeping import quotes_of
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.naming import snake_case

_ABSENT: Final = re.compile(r"\b(?:unknown|unregistered|exists?|registered|known|no such)\b")
_DEMANDED: Final = re.compile(
    r"\b(?:must|has to|have to|needs?|requires?|required|only|cannot|can't|not|never|no|nobody|"
    r"refus\w+|reject\w+|error|fails?)\b"
)
_GONE: Final = {
    "remov": "removed", "delet": "deleted", "eras": "erased", "scrap": "scrapped",
    "dismiss": "dismissed",
}  # fmt: skip
_NUMBER: Final = re.compile(rf"\b(?P<number>\d+|{'|'.join(WRITTEN)})\b")
_MOST: Final = re.compile(r"\b(?:at most|more than|maximum|max|limit\w*|up to|only)\b")
_ANOTHER: Final = re.compile(
    r"\b(?:less|fewer|at least|minimum|per (?:day|week|month|year)|a (?:day|week|month|year))\b"
)


def proposed_links(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    entities = [with_key(one) for one in document.entities]
    return [tuple(_worded(one.text, entities)) if one.is_asked else () for one in spoken]


def _worded(text: str, entities: Sequence[Entity]) -> Iterator[str]:
    low = " ".join(text.lower().replace("\u2019", "'").split())
    named = [one for one in entities if re.search(rf"\b(?:{_one(one)}|{_many(one)})\b", low)]
    for owner, target in permutations(named, 2):
        if linked(owner, target) is not None and not quotes_of(text):
            yield from _ways(low, owner, target)


def _ways(low: str, owner: Entity, target: Entity) -> Iterator[str]:
    number = _NUMBER.search(low)
    gone = next((done for stem, done in _GONE.items() if re.search(rf"\b{stem}\w*", low)), "")
    states = [each.words for each in values_of(owner) if re.search(rf"\b{each.words}\b", low)]
    owned = " ".join((*states[:1], _many(owner)))
    is_most = _MOST.search(low) and not _ANOTHER.search(low)
    if len(states) > 1 or not (is_most or _DEMANDED.search(low)):
        return
    if number is None and gone:
        yield f"{_a(target)} with {owned} cannot be {gone}."
    elif number is None and _ABSENT.search(low):
        yield f"{_a(owner)} for an unknown {_one(target)} is refused."
    elif number is not None and not gone and is_most:
        most = WRITTEN.get(number["number"], number["number"])
        yield f"{_a(target)} may have at most {most} {owned}."


def _one(entity: Entity) -> str:
    return snake_case(entity.name).replace("_", " ")


def _many(entity: Entity) -> str:
    return lexicon().plural(_one(entity))


def _a(entity: Entity) -> str:
    one = _one(entity)
    return f"{'An' if one[0] in 'aeiou' else 'A'} {one}"
