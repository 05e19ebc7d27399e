"""What is known of an operation that was made: its kind, the verbs it goes by, what it writes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.limiting import LIMITING, PARTICLES, TELLING, positive_verbs
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.requirements.document import Document, Entity, Operation
from omninode_bridge.requirements.naming import snake_case

_READING: Final = frozenset({"list", "read", "search", "query"})
_ORDER: Final = re.compile(r"\b(?:sorted|ordered|arranged|filtered|by)\b.*")


@dataclass(frozen=True, slots=True)
class Known:
    operation: Operation
    verbs: frozenset[str]

    @property
    def kind(self) -> str:
        return self.operation.kinds[0] if self.operation.kinds else ""

    @property
    def gives(self) -> frozenset[str]:
        return frozenset(name for each in self.operation.inputs for name in each.names)


def known_by(operation: Operation, texts: Mapping[str, str]) -> Known:
    """`texts` are those of the requirements."""
    return Known(operation, frozenset(_verbs_of(operation, texts)))


def _verbs_of(operation: Operation, texts: Mapping[str, str]) -> Iterator[str]:
    entity = snake_case(operation.entity or "")
    plural = "_".join((*entity.split("_")[:-1], lexicon().plural(entity.split("_")[-1])))
    parts = operation.name.removesuffix(f"_{plural}").removesuffix(f"_{entity}").split("_")
    yield parts[0] if parts[1:2] and parts[1] not in PARTICLES else " ".join(parts[:2])
    for each in operation.requirement_ids:
        said = asked(texts.get(each, ""))
        if {*operation.kinds} <= _READING:
            # "Sorted by the day when they were taken" takes nothing.
            said = _ORDER.sub("", said)
        yield from () if LIMITING.search(said) or TELLING.search(said) else positive_verbs(said)


def written(one: Known, entity: Entity | None) -> frozenset[str]:
    """The fields that its request changes: by what it finds a row is none of them."""
    keys = {each.name for each in entity.fields if each.constraints.primary_key} if entity else ()
    return one.gives - ({*keys} if one.kind != "create" else set())


def brings(made: Document, one: Known, field: str) -> frozenset[str]:
    """The values of the field that the operation is known to bring about; none where unknown."""
    rows = made.states.transitions if made.states is not None else ()
    states = {row.target for row in rows if row.event == one.operation.name}
    texts = [rule.text for rule in one.operation.rules]
    set_by = {
        match["value"]
        for text in texts
        if (match := re.fullmatch(rf'{re.escape(field)} = "(?P<value>[^"]+)"', text)) is not None
    }
    return frozenset(states | set_by)
