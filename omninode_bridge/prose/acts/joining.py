"""Takes what is said of rows that refer to others: they are there, they stay, they are not many."""

from collections.abc import Sequence
from dataclasses import replace

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Exists, InUse, Most
from omninode_bridge.prose.acts.linking import Linked, linked
from omninode_bridge.prose.acts.operations import ClashError, Made, done_to
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.requirements.document import Entity, Requirement, RuleText
from omninode_bridge.requirements.naming import snake_case


class Joining:
    """`made` are the operations by their names."""

    made: dict[str, Made]
    _entities: dict[str, Entity]

    def _moved(self, one: Made) -> frozenset[str]:
        """Fields that its request does not carry, because other operations bring them about."""
        raise NotImplementedError

    def _exists(self, found: Exists, requirement: Requirement) -> str:
        target = self._entities[found.target.name]
        referring = self._referring(found, target)
        for one in referring:
            is_only = found.only or (found.must and self._demands(one, found, referring))
            text = self._unknown(one, target, is_only=is_only)
            said = found.message or f"{target.name} not found"
            self._add(one, f'reject when {text}: "{said}"', requirement, found.code)
        shown = ", ".join(one.act.named for one in referring)
        return f"{shown} only for a {target.name} that is there"

    def _demands(self, one: Made, found: Exists, referring: Sequence[Made]) -> bool:
        """Whether it has to name one: who hands a thing out, and not who adds it, says to whom."""
        link = self._link(one.act.entity, self._entities[found.target.name])
        changing = [each for each in referring if each.act.kind == "update"]
        if link.is_optional and (found.owner is not None or not changing):
            raise ClashError(f"{link.field.name} may be left out")
        return one.act.kind == "update" or link.field.name in one.given

    def _unknown(self, one: Made, target: Entity, *, is_only: bool) -> str:
        """That there is none of those that its request names."""
        link = self._link(one.act.entity, target)
        name = link.field.name
        tests = [f"{name} not in [each.{link.key.name} for each in {target.name}]"]
        if one.act.kind == "update":
            other = f"{name} != stored.{name}"
            tests.insert(0, f"(stored.{name} = none or {other})" if link.is_optional else other)
        unknown = " and ".join(tests)
        if not link.is_optional:
            return unknown
        return f"{name} = none or ({unknown})" if is_only else f"{name} != none and {unknown}"

    def _referring(self, found: Exists, target: Entity) -> list[Made]:
        """The one that the verb means, or all that make, or change, what refers to the target."""
        owners = {one.act.entity.name for one in self.made.values() if self._may_link(one, target)}
        if found.owner is not None and not found.verb:
            owners &= {found.owner.name}
        if len(owners) != 1:
            raise ClashError(f"what refers to a {target.name} is not said")
        making = [
            one
            for one in self.made.values()
            if one.act.entity.name in owners and self._names(one, target)
        ]
        if found.verb:
            making = [one for one in making if found.verb in {one.act.verb, *one.act.verb.split()}]
        if not making or (found.verb and len(making) > 1):
            raise ClashError(f"nothing makes what refers to a {target.name}")
        return making

    def _may_link(self, one: Made, target: Entity) -> bool:
        return linked(self._entities[one.act.entity.name], target) is not None

    def _names(self, one: Made, target: Entity) -> bool:
        """Whether its request says which one it refers to."""
        link = self._link(one.act.entity, target)
        is_given = link.field.name in one.given
        if one.act.kind == "create":
            return is_given or link.field.name not in self._moved(one)
        return one.act.kind == "update" and is_given

    def _link(self, owner: Entity, target: Entity) -> Linked:
        """The field is of the type of what it refers to from now on."""
        known = self._entities[owner.name]
        found = linked(known, target)
        if found is None:
            raise ClashError(f"which field of a {owner.name} says the {target.name} is not clear")
        fields = (found.field if each.name == found.field.name else each for each in known.fields)
        self._entities[owner.name] = replace(known, fields=tuple(fields))
        return found

    def _in_use(self, found: InUse, requirement: Requirement) -> str:
        one = done_to(self.made, found.target, found.verb)
        if one.act.kind not in {"update", "delete"}:
            raise ClashError(f"{one.act.named} looks at no stored {found.target.name}")
        link = self._link(found.owner, self._entities[found.target.name])
        key = link.key.name
        tests = [link.same(f"stored.{key}" if key in one.given else key)]
        if found.value is not None:
            tests.append(f"each.{found.value.field} == {found.value.literal}")
        rows = f"count(each for each in {found.owner.name} if {' and '.join(tests)})"
        thing, owned = _spoken(found.target), _owned(found.owner, found)
        said = found.message or f"the {thing} has {owned}"
        text = f'reject when {rows} > 0: "{said}"'
        self._add(one, text, requirement, found.code)
        return f"{one.act.named} never while it has {owned}"

    def _most(self, found: Most, requirement: Requirement) -> str:
        """Of whoever makes one more: a new one, or what is not counted before the deed."""
        target = found.target
        link = self._link(found.owner, self._entities[target.name]) if target else None
        entity = self._entities[found.owner.name]
        own = [one for one in self.made.values() if one.act.entity.name == found.owner.name]
        making = [one for one in own if one.act.kind == "create" and _is_counted(entity, found)]
        changing = [one for one in own if one.act.kind == "update" and found.value in one.act.sets]
        adding = [*making, *changing]
        if not adding:
            raise ClashError(f"when there is one more {_owned(found.owner, found)} is not said")
        if any(_adds(one, link, found) for one in own if one not in changing):
            raise ClashError(f"more than one deed makes {_owned(found.owner, found)}")
        self._expect_given(adding, found)
        alike = f" of the same {' and '.join(found.same)}".replace("_", " ") if found.same else ""
        having = (
            f"the {_spoken(target)} has"
            if target
            else "there is"
            if found.most == 1
            else "there are"
        )
        said = found.message or f"{having} {_most_owned(found)}{alike} already"
        for one in adding:
            text = f'reject when {self._too_many(one, link, found)}: "{said}"'
            self._add(one, text, requirement, "VALIDATION_ERROR")
        shown = ", ".join(one.act.named for one in adding)
        each = " and ".join((*((target.name,) if target else ()), *found.same))
        return f"{shown} at most {_most_owned(found)} for each {each}"

    def _too_many(self, one: Made, link: Linked | None, found: Most) -> str:
        """Whether there are so many beside the one that the deed is about."""

        def now(field: str) -> str:
            is_stored = one.act.kind == "update" and field not in one.given
            return f"stored.{field}" if is_stored else field

        name = now(link.field.name) if link else ""
        tests = [link.same(name)] if link else []
        if found.value is not None:
            tests.append(f"each.{found.value.field} == {found.value.literal}")
        tests += [f"each.{field} == {now(field)}" for field in found.same]
        if one.act.kind == "update":
            keys = [each for each in found.owner.fields if each.constraints.primary_key]
            tests += [f"each.{key.name} != stored.{key.name}" for key in keys]
        rows = f"count(each for each in {found.owner.name} if {' and '.join(tests)})"
        known = f"{name} != none and " if link and link.is_optional else ""
        return f"{known}{rows} >= {found.most}"

    @staticmethod
    def _expect_given(making: Sequence[Made], found: Most) -> None:
        """Who makes one more says in what they are alike, and it is the deed that is meant."""
        if found.verb and all(one.act.verb != found.verb for one in making):
            raise ClashError(f"what is meant by {found.verb} is not said")
        fields = {one.name: one for one in found.owner.fields}
        if any(not fields[one].required for one in found.same):
            raise ClashError(f"{' and '.join(found.same)} may be left out")

    @staticmethod
    def _add(one: Made, text: str, requirement: Requirement, code: str) -> None:
        one.ids.append(requirement.id)
        if all(rule.text != text for rule in one.rules):
            one.rules.append(RuleText(text, requirement.place, requirement.id, code))


def _is_counted(entity: Entity, found: Most) -> bool:
    """A new one has the value; without a value nothing tells those that are over from others."""
    if found.value is None:
        return not list(values_of(entity))
    field = next(one for one in entity.fields if one.name == found.value.field)
    return field.default is not None and field.default.text.strip("`'\" ") == found.value.value


def _adds(one: Made, link: Linked | None, found: Most) -> bool:
    """Whether something else than making one leads to one more."""
    sets = any(value == found.value for value in one.act.sets)
    moves = one.act.kind == "update" and (
        (link is not None and link.field.name in one.given)
        or bool({*found.same} & {*one.given})
        or (found.value is not None and found.value.field in one.given)
    )
    given = one.act.kind == "create" and found.value is not None and found.value.field in one.given
    return one.act.kind == "restore" or sets or moves or given


def _spoken(entity: Entity) -> str:
    return snake_case(entity.name).replace("_", " ")


def _most_owned(found: Most) -> str:
    """`1 open loan`, `3 open loans`."""
    owned = _owned(found.owner, found)
    if found.most == 1:
        *first, last = owned.split()
        owned = " ".join((*first, lexicon().singular(last)))
    return f"{found.most} {owned}"


def _owned(owner: Entity, found: InUse | Most) -> str:
    """`open loans`."""
    *first, last = _spoken(owner).split()
    value = [found.value.words] if found.value is not None else []
    return " ".join((*value, *first, lexicon().plural(last)))
