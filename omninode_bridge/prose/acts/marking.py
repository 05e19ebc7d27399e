"""Takes remarks on operations that other sentences ask for."""

from dataclasses import replace

from omninode_bridge.prose.acts.act import (
    Absent,
    Arranged,
    Brings,
    Counted,
    Described,
    Limited,
    Locked,
    Repeated,
    Undeleted,
    Versioned,
)
from omninode_bridge.prose.acts.arranging import arrange
from omninode_bridge.prose.acts.operations import (
    KEYED,
    ClashError,
    Made,
    deleting,
    refusal,
    setting,
)
from omninode_bridge.prose.stored import participle
from omninode_bridge.requirements.document import Entity, Requirement, RuleText
from omninode_bridge.requirements.naming import snake_case


class Marking:
    """`made` are the operations by their names."""

    made: dict[str, Made]

    def _done(self, entity: Entity, verb: str) -> Made:
        raise NotImplementedError

    def _versioned(self, found: Versioned, requirement: Requirement) -> str:
        changing = [
            one
            for one in self.made.values()
            if one.act.entity.name == found.entity.name and one.act.kind == "update"
            if not found.fields or {*found.fields} <= {*one.given}
            if found.fields or not found.verbs or one.act.verb in found.verbs
        ]
        if not changing:
            raise ClashError(f"nothing changes a {found.entity.name}")
        for one in changing:
            one.is_versioned = True
            one.ids.append(requirement.id)
        return f"{', '.join(one.act.named for one in changing)} names the version"

    def _counted(self, counted: Counted, requirement: Requirement) -> str:
        one = self._done(counted.entity, counted.verb)
        name = one.act.counts
        if not name:
            raise ClashError(f"no field counts how often {one.act.named} was done")
        thing = snake_case(counted.entity.name).replace("_", " ")
        past = participle(counted.verb.split()[0])
        text = (
            f"reject when stored.{name} >= {counted.most}: "
            f'"the {thing} is {past} no more than {counted.most} times"'
        )
        one.rules.insert(0, RuleText(text, requirement.place, requirement.id))
        one.ids.append(requirement.id)
        return f"{one.act.named} at most {counted.most} times"

    def _repeated(self, repeated: Repeated, requirement: Requirement) -> str:
        one = self._done(repeated.entity, repeated.verb)
        one.is_repeated = True
        one.ids.append(requirement.id)
        return f"{one.act.named} once for each idempotency_key"

    def _arranged(self, found: Arranged, requirement: Requirement) -> str:
        return arrange(self.made.values(), found, requirement)

    def _limited(self, limited: Limited, requirement: Requirement) -> str:
        makers = [one for one in self.made.values() if one.act.entity.name == limited.entity.name]
        makers = [
            one
            for one in makers
            if one.act.kind == "create" or (one.act.kind == "update" and limited.field in one.given)
        ]
        if not makers:
            raise ClashError(f"nothing makes a {limited.entity.name}")
        for one in makers:
            one.ids.append(requirement.id)
        return f"{limited.entity.name}.{limited.field} is limited by the data model"

    def _described(self, found: Described, requirement: Requirement) -> str:
        for one in self.made.values():
            if one.act.entity.name == found.entity and one.act.kind in {"create", "update"}:
                one.ids.append(requirement.id)
        return found.how

    def _absent(self, found: Absent, requirement: Requirement) -> str:
        own = [one for one in self.made.values() if one.act.entity.name == found.entity.name]
        keyed = [one for one in own if one.act.kind in KEYED]
        if not keyed:
            raise ClashError(f"nothing looks for a {found.entity.name}")
        for one in keyed:
            one.ids.append(requirement.id)
        return f"{', '.join(one.act.named for one in keyed)}: not found"

    def _locked(self, found: Locked, requirement: Requirement) -> str:
        own = [
            one
            for one in self.made.values()
            if one.act.entity.name == found.entity.name and one.act.kind == "update"
            if (found.value, True) not in one.guards
        ]
        if not own:
            raise ClashError(f"nothing changes a {found.entity.name}")
        for one in own:
            one.ids.append(requirement.id)
            if (found.value, False) not in one.guards:
                one.guards.append((found.value, False))
                one.rules.append(refusal(found.entity, found.value, only=False, by=requirement))
        return f"{', '.join(one.act.named for one in own)} never when {found.value.words}"

    def _undeleted(self, found: Undeleted, requirement: Requirement) -> str:
        own = [one for one in self.made.values() if one.act.entity.name == found.entity.name]
        if gone := deleting(own):
            raise ClashError(f"{gone[0].act.named} removes what is never removed")
        for one in own:
            one.ids.append(requirement.id)
        return f"no {found.entity.name} is removed"

    def _brings(self, found: Brings, requirement: Requirement) -> str:
        one = self._done(found.entity, found.verb)
        known = {rule.text for rule in one.rules}
        if one.act.kind not in {"update", "create"}:
            raise ClashError(f"{one.act.named} changes nothing")
        others = {value.field for value in one.act.sets}
        if found.value is not None and found.value not in one.act.sets:
            if found.value.field in others or one.act.kind == "create":
                raise ClashError(f"{one.act.named} brings about two things")
            one.act = replace(one.act, sets=(*one.act.sets, found.value))
            one.rules.append(setting(found.value, requirement))
        one.given += [name for name in found.given if name not in one.given]
        for name in found.given if found.must and one.act.kind == "update" else ():
            text = f'reject when {name} = none: "the {name.replace("_", " ")} is missing"'
            if text not in known:
                one.rules.append(RuleText(text, requirement.place, requirement.id))
        one.ids.append(requirement.id)
        return f"{one.act.named} with {', '.join(found.given)}" if found.given else one.act.named
