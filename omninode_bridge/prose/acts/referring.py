"""What is done to things that refer to others: a booking names the pilot who books."""

from collections.abc import Collection, Sequence
from typing import Final

from omninode_bridge.prose.acts.linking import linked
from omninode_bridge.prose.acts.made_known import Known
from omninode_bridge.requirements.document import Entity

_WRITING: Final = frozenset({"create", "update", "upsert", "delete", "restore"})


def referring(
    known: Sequence[Known], entities: Sequence[Entity], about: Collection[Entity]
) -> list[Known]:
    """The writing operations on other things than those spoken of, which refer to one of them."""
    names = {one.name for one in about}
    owners = {
        one.name
        for one in entities
        if one.name not in names and any(linked(one, target) is not None for target in about)
    }
    return [one for one in known if one.kind in _WRITING and one.operation.entity in owners]
