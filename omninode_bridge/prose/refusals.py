"""Sentences that refuse a value of a stored field, whichever operation writes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.slots import Filled, Name, Origin
from omninode_bridge.prose.statements.taking import taken
from omninode_bridge.requirements.document import Document, Entity, Requirement

_WRITING: Final = frozenset({"create", "update", "upsert"})
_FRAME: Final = re.compile(
    r"^(?:the|our) (?:system|service|node|application|app|register|desk|effect) "
    r"(?:shall|must|should|will|has to) (?=reject|refuse)",
    re.IGNORECASE,
)
_LIMITS: Final = re.compile(
    r"\d|\b(?:must|shall|should|may|can|cannot|can't|need|has to|have to|never|no|not|only|without|"
    r"reject\w*|refus\w*|invalid|allow\w*|accept\w*|exceed\w*|negative|positive|empty|"
    r"is (?:always|at)|are (?:always|at))\b",
    re.IGNORECASE,
)
"""What refuses nothing is not looked at: each look takes as long as all else that is read of it."""

_MESSAGE: Final = re.compile(r": \"[^\"]*\"$")

type Refusal = tuple[Requirement, Pattern, tuple[Filled, ...]]


def refusals(
    document: Document, requirements: Sequence[Requirement], patterns: Sequence[Pattern]
) -> Iterator[Refusal]:
    """Of each requirement that refuses a value of one entity alone, its rules and operations."""
    found: dict[str, list[Refusal]] = {}
    requirements = [one for one in requirements if _LIMITS.search(one.text)]
    for entity in document.entities if patterns else ():
        plain = [replace(one, text=_plain(one.text, entity)) for one in requirements]
        alone = Document(document.name, inputs=entity.fields, outputs=())
        for requirement, pattern, filled, undeclared in taken(alone, plain, patterns).matches:
            operations = _operations(document, entity, filled)
            if operations and not undeclared:
                said = (*filled, Filled("operations", operations, Origin.SENTENCE))
                found.setdefault(requirement.id, []).append((requirement, pattern, said))
    yield from (each[0] for each in found.values() if len(each) == 1)


def _plain(text: str, entity: Entity) -> str:
    """The sentence about the field alone: `the price of a booking must ...`."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", entity.name).lower()
    fields = "|".join(one.name.replace("_", " ") for one in entity.fields)
    text = re.sub(rf" of (?:an?|the|each|every) {name}\b", "", _FRAME.sub("", text))
    text = re.sub(rf"^the number of (?=(?:{fields})\b)", "the ", text, flags=re.IGNORECASE)
    text = re.sub(rf"\b(more|less|fewer) than (\d[\d.]*) ({fields})\b", r"\3 of \1 than \2", text)
    text = re.sub(
        rf"^(?:an?|the|each|every) {name} (?:has|can have|may have|must have|must not have) "
        rf"(at most|at least|no more than|no less than) (\d[\d.]*) ({fields})\b",
        r"the \3 must be \1 \2",
        text,
        flags=re.IGNORECASE,
    )
    return text.replace(" of fewer than ", " of less than ")


def _operations(document: Document, entity: Entity, filled: Sequence[Filled]) -> tuple[Name, ...]:
    """Those that write all fields that the rules look at, of which the data model limits none."""
    limits = {one.name: one.constraints for one in entity.fields}
    texts = (_MESSAGE.sub("", str(rule)) for one in filled for rule in _rules(one))
    read = {word for text in texts for word in re.findall(r"[a-z_]\w*", text)} & limits.keys()
    is_limited = any(limits[one].minimum or limits[one].maximum for one in read)
    return tuple(
        Name(one.name, one.name.replace("_", " "), " + ".join(one.kinds))
        for one in document.operations
        if one.entity == entity.name and {*one.kinds[:1]} & _WRITING and not is_limited
        if read and read <= {name for each in one.inputs for name in each.names}
    )


def _rules(one: Filled) -> tuple[object, ...]:
    return one.value if isinstance(one.value, tuple) else ()
