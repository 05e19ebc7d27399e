"""Which operations a sentence about things that refer to others concerns, though it fits none.

What a loan has to name concerns whoever lends, and not whoever registers a member.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.prose.acts.across import AcrossReader
from omninode_bridge.prose.acts.act import Exists, InUse, Most, Said
from omninode_bridge.prose.acts.alternatives import alternatives_in
from omninode_bridge.prose.acts.linking import linked
from omninode_bridge.prose.acts.made_known import Known, brings
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.verbs import classes_of
from omninode_bridge.requirements.document import Document, Entity

_ADDING: Final = frozenset({"create", "update", "upsert", "restore"})
_ENDING: Final = frozenset({"update", "upsert", "delete"})


class Concerning:
    def __init__(self, made: Document, known: Sequence[Known]) -> None:
        self._made = made
        self._known = known
        self._model = Model(made.entities, made.title)
        self._across = AcrossReader(self._model)

    def of_sentence(self, said: str) -> list[Known] | None:
        """None where it does not speak of things that refer to others."""
        found = self._across.across_of(said)
        for each in alternatives_in(self._model, said) if not found else ():
            found = found or self._across.across_of(each.said)
        if not found:
            return None
        borne = [one for each in found for one in self._of(each)]
        return [one for at, one in enumerate(borne) if one not in borne[:at]]

    def without_new(self, said: str, borne: list[Known]) -> list[Known]:
        """What holds of `a returned permit` holds of none that is just made, and active then."""
        thing, _ = self._model.thing_at(tuple(said.split()), 0)
        if thing is None or thing.value is None or thing.value.is_bool:
            return borne
        own = next(one for one in thing.entity.fields if one.name == thing.value.field)
        first = own.default.text.strip("`'\" ") if own.default is not None else ""
        if first in ("", thing.value.value):
            return borne
        name = thing.entity.name
        return [one for one in borne if one.kind != "create" or one.operation.entity != name]

    def _of(self, said: Said) -> Iterator[Known]:
        if isinstance(said, Exists):
            owners = [said.owner] if said.owner else [*self._owners(said.target)]
            for one in self._doing(_ADDING, {one.name for one in owners}):
                if one.kind != "update" or self._may_name(one, said.target):
                    yield one
        elif isinstance(said, InUse):
            own = [*self._doing(_ENDING, {said.target.name})]
            named = [one for one in own if said.verb in one.verbs]
            is_gone = "delete" in classes_of(said.verb)
            yield from named or (one for one in own if one.kind == "delete" or not is_gone)
        elif isinstance(said, Most):
            own = [*self._doing(_ADDING, {said.owner.name})]
            yield from (one for one in own if not self._is_other(one, said))

    def _owners(self, target: Entity) -> list[Entity]:
        """What refers to it; where no field says so, it may be any other thing."""
        others = [one for one in self._made.entities if one.name != target.name]
        return [one for one in others if linked(one, target) is not None] or others

    def _doing(self, kinds: frozenset[str], names: set[str]) -> Iterator[Known]:
        for one in self._known:
            if one.operation.entity in names and one.kind in kinds:
                yield one

    def _may_name(self, one: Known, target: Entity) -> bool:
        """Whether its request may say another one, as far as is known."""
        owner = next(each for each in self._made.entities if each.name == one.operation.entity)
        link = linked(owner, target)
        return link is None or link.field.name in one.gives

    def _is_other(self, one: Known, said: Most) -> bool:
        """Whether it makes of a row what is not counted: a loan that is lost is open no more."""
        if said.value is None or one.kind != "update":
            return False
        made = brings(self._made, one, said.value.field)
        link = linked(said.owner, said.target) if said.target else None
        changed = {*said.same, *([link.field.name] if link else [])} & one.gives
        return bool(made) and said.value.value not in made and not changed
