"""Takes together what the sentences of a document say of stored things."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from omninode_bridge.language.word_forms import participle_of
from omninode_bridge.prose.acts.act import (
    Act,
    Counted,
    Exists,
    Guard,
    InUse,
    Kept,
    Most,
    Said,
    Tail,
    Telling,
    Thing,
    Unique,
    Words,
)
from omninode_bridge.prose.acts.joining import Joining
from omninode_bridge.prose.acts.lasting import Lasting
from omninode_bridge.prose.acts.making import act_of
from omninode_bridge.prose.acts.marking import marked
from omninode_bridge.prose.acts.operations import (
    KEYED,
    ClashError,
    Made,
    copied,
    deleting,
    done_to,
    operation_of,
    refusal,
    setting,
)
from omninode_bridge.prose.acts.shown import shown
from omninode_bridge.prose.acts.values import done_by
from omninode_bridge.prose.acts.verbs import classes_of
from omninode_bridge.requirements.document import (
    Document,
    Entity,
    Requirement,
    RuleText,
)
from omninode_bridge.requirements.naming import snake_case

type Stock = tuple[dict[str, Entity], dict[str, Made], list[Lasting]]
type Owned = frozenset[tuple[str, str]]
"""Names of entities, each with that of one of their fields."""


class Workshop(Joining):
    """Takes what sentences say, one by one; `document` holds what they all ask for."""

    def __init__(
        self, entities: Sequence[Entity], later: Owned = frozenset(), fixed: Owned = frozenset()
    ) -> None:
        self._later = later
        self._fixed = fixed
        self._entities = {one.name: one for one in entities}
        self.made: dict[str, Made] = {}
        self.lasting: list[Lasting] = []

    def take(self, said: Said, requirement: Requirement) -> str:
        """How it is told. Raises `ClashError`, and then nothing was taken."""
        take: Mapping[type, Callable[[Any, Requirement], str]] = {  # each takes its own type
            Act: self._act,
            Guard: self._guard,
            Telling: self._tell,
            Unique: self._unique,
            Kept: self._kept,
            Exists: self._exists,
            InUse: self._in_use,
            Most: self._most,
        }
        if isinstance(said, Counted) and said.asks:
            self._ask(said, requirement)
        own = take.get(type(said))
        return own(said, requirement) if own else marked(self.made, said, requirement)

    def _act(self, act: Act, requirement: Requirement) -> str:
        act = replace(act, given=self._changeable(act))
        known = self.made.get(act.named)
        if known is not None:
            self._expect_alike(known.act, act)
        one = known or Made(act, requirement.place)
        if act.order and one.order and act.order != one.order:
            raise ClashError(f"{act.named} is sorted in two ways")
        self.made[act.named] = one
        one.ids.append(requirement.id)
        one.add(act)
        self._expect_one_way(one)
        if act.wanted is not None:
            one.guards.append((act.wanted, True))
            one.rules.append(refusal(act.entity, act.wanted, only=True, by=requirement))
        if known is None:
            one.rules += [setting(value, requirement) for value in act.sets]
        self._count(one, act.counts, requirement, is_new=known is None)
        return shown(act)

    @staticmethod
    def _count(one: Made, name: str, requirement: Requirement, *, is_new: bool) -> None:
        """Each time it is done, whichever of its sentences says so."""
        if not name or (not is_new and one.act.counts == name):
            return
        if not is_new and one.act.counts:
            raise ClashError(f"{one.act.named} counts two things")
        one.act = replace(one.act, counts=name)
        text = f"{name} = stored.{name} + 1"
        one.rules.append(RuleText(text, requirement.place, requirement.id))

    def _changeable(self, act: Act) -> Words:
        """What is given, without what never changes."""
        is_change = act.kind == "update"
        fixed = self._fixed if is_change else frozenset()
        return tuple(one for one in act.given if (act.entity.name, one) not in fixed)

    def _expect_alike(self, one: Act, other: Act) -> None:
        same = (one.kind, one.entity.name, one.sets, one.fixed)
        if other.wanted is not None:
            raise ClashError(
                f"{other.named} is asked for twice, and for {other.wanted.words} ones only"
            )
        if same != (other.kind, other.entity.name, other.sets, other.fixed):
            raise ClashError(f"{one.named} is asked for in two ways")

    def _expect_one_way(self, one: Made) -> None:
        own = [each for each in self.made.values() if each.act.entity.name == one.act.entity.name]
        final = [each for each in own if each.is_final]
        if one.act.kind == "restore" and final and len(final) == len(deleting(own)):
            raise ClashError(f"{final[0].act.named} removes for good what is to come back")
        if one.is_soft and one.is_final:
            raise ClashError(
                f"{one.act.named} removes for good by one sentence and hides by another"
            )

    def _guard(self, guard: Guard, requirement: Requirement) -> str:
        if guard.asks:
            self._ask(guard, requirement)
        one = self._changing(guard) if guard.fields else self._done(guard)
        if one.act.kind not in {"update", "delete"}:
            raise ClashError(f"{one.act.named} looks at no stored {guard.entity.name}")
        rule = refusal(
            guard.entity, guard.value, only=guard.only, by=requirement, message=guard.message
        )
        one.is_worded |= bool(guard.message)
        one.ids.append(requirement.id)
        if (guard.value, guard.only) not in one.guards and not (guard.lasts and guard.only):
            one.guards.append((guard.value, guard.only))
            one.rules.append(rule)
        if guard.lasts:
            self.lasting.append(Lasting(one.act.named, guard, requirement))
            how = "only" if guard.only else "never"
            return f"{one.act.named} {how} from {guard.value.words} on"
        how = "only when" if guard.only else "never when"
        return f"{one.act.named} {how} {guard.value.words}"

    def _done(self, guard: Guard) -> Made:
        return done_to(self.made, guard.entity, guard.verb)

    def _changing(self, guard: Guard) -> Made:
        """The one operation that changes the fields, and nothing else."""
        own = [one for one in self.made.values() if one.act.entity.name == guard.entity.name]
        own = [one for one in own if one.act.kind == "update" and {*one.given} & {*guard.fields}]
        if len(own) != 1 or not {*own[0].given} <= {*guard.fields}:
            raise ClashError(f"what changes {', '.join(guard.fields)} alone is not said")
        return own[0]

    def _ask(self, guard: Guard | Counted, requirement: Requirement) -> None:
        """`Only a parked car may be sold` asks for it, where no other sentence does."""
        own = [one for one in self.made.values() if one.act.entity.name == guard.entity.name]
        if any(one.act.verb == guard.verb for one in own):
            return
        is_gone = "delete" in classes_of(guard.verb) and done_by(guard.entity, guard.verb) is None
        kind = "delete" if is_gone else "update"
        act = act_of(kind, guard.verb, Thing(guard.entity), Tail())
        if act is not None and act.named not in self.made:
            self._act(act, requirement)

    def _tell(self, telling: Telling, requirement: Requirement) -> str:
        one = self._bringing(telling) or done_to(self.made, telling.entity, telling.verb)
        if telling.own and telling.verb not in {one.act.verb, one.act.verb.split()[0]}:
            raise ClashError(f"which operation is meant by {telling.verb} is not said")
        if one.act.kind not in {"create", "update", "delete", "restore"}:
            raise ClashError(f"{one.act.named} changes nothing that could be told")
        name = snake_case(telling.entity.name)
        event = telling.event or f"{name}_{participle_of(telling.verb.split()[0])}"
        if event not in one.emits:
            one.emits.append(event)
        one.ids.append(requirement.id)
        return f"{one.act.named} emits {event}"

    def _bringing(self, telling: Telling) -> Made | None:
        """`When a loan is lost`: the one deed that makes it so, where no deed is called so."""
        own = [one for one in self.made.values() if one.act.entity.name == telling.entity.name]
        verb = telling.verb.split()[0]
        if any(verb in one.act.verb.split() for one in own):
            return None
        words = participle_of(verb)
        found = [one for one in own if any(value.words == words for value in one.act.sets)]
        return found[0] if len(found) == 1 else None

    def _unique(self, unique: Unique, requirement: Requirement) -> str:
        entity = self._entities[unique.entity.name]
        fields = tuple(
            replace(one, constraints=replace(one.constraints, unique=True))
            if one.name in unique.fields and not one.constraints.primary_key
            else one
            for one in entity.fields
        )
        makers = [
            one
            for one in self.made.values()
            if one.act.entity.name == entity.name and one.act.kind in {"create", "update"}
        ]
        if not makers:
            raise ClashError(f"nothing makes a {entity.name}")
        self._entities[entity.name] = replace(entity, fields=fields)
        for one in makers:
            if one.act.kind == "create" or {*unique.fields} & {*one.given}:
                one.ids.append(requirement.id)
        return f"{entity.name} is unique by {', '.join(unique.fields)}"

    def _kept(self, kept: Kept, requirement: Requirement) -> str:
        one = done_to(self.made, kept.entity, "delete")
        one.is_soft = True
        self._expect_one_way(one)
        one.ids.append(requirement.id)
        return f"{one.act.named} hides"

    def kept(self) -> Stock:
        """What there is now, for `restore`."""
        made = {name: copied(one) for name, one in self.made.items()}
        return dict(self._entities), made, list(self.lasting)

    def restore(self, kept: Stock) -> None:
        self._entities, self.made, self.lasting = kept

    def document(self, source: Document) -> Document:
        """The source with the operations, and with what they need of the entities."""
        restored = {one.act.entity.name for one in self.made.values() if one.act.kind == "restore"}
        for one in self.made.values():
            is_restored = one.act.kind == "delete" and one.act.entity.name in restored
            one.is_soft |= is_restored and not one.is_final
            self._unify(one)
        about = {one.act.entity.name for one in self.made.values()}
        pairs = zip(self._entities.values(), source.entities, strict=True)
        entities = tuple(new if new.name in about else old for new, old in pairs)
        operations = tuple(
            operation_of(one, self._entities[one.act.entity.name], self._moved(one))
            for one in self.made.values()
        )
        return replace(source, entities=entities, operations=(*source.operations, *operations))

    def _moved(self, one: Made) -> frozenset[str]:
        """Fields with a beginning that other operations bring about.

        What is noted only when something becomes of a thing is nothing of a new one, where its
        sentence lists what is given.
        """
        entity = one.act.entity
        own = {each.name for each in entity.fields if each.default is not None or not each.required}
        acts = [each.act for each in self.made.values() if each.act.entity.name == entity.name]
        sets = {value.field for act in acts for value in act.sets}
        later = {name for owner, name in self._later if owner == entity.name}
        others = (each for each in self.made.values() if each.act.entity.name == entity.name)
        noted = {name for each in others if each.act.sets for name in each.given}
        counted = {act.counts for act in acts}
        return frozenset((sets | counted | later | (noted if one.given else set())) & own)

    def _unify(self, one: Made) -> None:
        """What one row is found by is unique."""
        entity = self._entities[one.act.entity.name]
        names = {*one.keys} if one.act.kind in KEYED else set()
        fields = tuple(
            replace(each, constraints=replace(each.constraints, unique=True))
            if each.name in names and not each.constraints.primary_key
            else each
            for each in entity.fields
        )
        self._entities[entity.name] = replace(entity, fields=fields)
