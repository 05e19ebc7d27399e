"""Takes remarks on operations that other sentences ask for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from omninode_bridge.language.word_forms import participle_of
from omninode_bridge.prose.acts.act import (
    Absent,
    Arranged,
    Brings,
    Counted,
    Described,
    Limited,
    Locked,
    Repeated,
    Said,
    Undeleted,
    Unseen,
    Versioned,
)
from omninode_bridge.prose.acts.arranging import arrange
from omninode_bridge.prose.acts.operations import (
    KEYED,
    ClashError,
    Made,
    deleting,
    done_to,
    refusal,
    setting,
)
from omninode_bridge.requirements.document import Requirement, RuleText
from omninode_bridge.requirements.naming import snake_case

type Operations = Mapping[str, Made]
"""What was made, by its name."""


def marked(made: Operations, said: Said, requirement: Requirement) -> str:
    """How it is told. Raises `ClashError` where it fits none of the operations."""
    return _MARKS[type(said)](made, said, requirement)


def _versioned(made: Operations, found: Versioned, requirement: Requirement) -> str:
    changing = [
        one
        for one in made.values()
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


def _counted(made: Operations, counted: Counted, requirement: Requirement) -> str:
    one = done_to(made, counted.entity, counted.verb)
    name = one.act.counts
    if not name:
        raise ClashError(f"no field counts how often {one.act.named} was done")
    thing = snake_case(counted.entity.name).replace("_", " ")
    past = participle_of(counted.verb.split()[0])
    text = (
        f"reject when stored.{name} >= {counted.most}: "
        f'"the {thing} is {past} no more than {counted.most} times"'
    )
    one.rules.insert(0, RuleText(text, requirement.place, requirement.id))
    one.ids.append(requirement.id)
    return f"{one.act.named} at most {counted.most} times"


def _repeated(made: Operations, repeated: Repeated, requirement: Requirement) -> str:
    one = done_to(made, repeated.entity, repeated.verb)
    one.is_repeated = True
    one.ids.append(requirement.id)
    return f"{one.act.named} once for each idempotency_key"


def _arranged(made: Operations, found: Arranged, requirement: Requirement) -> str:
    return arrange(made.values(), found, requirement)


def _limited(made: Operations, limited: Limited, requirement: Requirement) -> str:
    makers = [one for one in made.values() if one.act.entity.name == limited.entity.name]
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


def _described(made: Operations, found: Described, requirement: Requirement) -> str:
    for one in made.values():
        if one.act.entity.name == found.entity and one.act.kind in {"create", "update"}:
            one.ids.append(requirement.id)
    return found.how


def _absent(made: Operations, found: Absent, requirement: Requirement) -> str:
    own = [one for one in made.values() if one.act.entity.name == found.entity.name]
    keyed = [one for one in own if one.act.kind in KEYED]
    if not keyed:
        raise ClashError(f"nothing looks for a {found.entity.name}")
    for one in keyed:
        one.ids.append(requirement.id)
    return f"{', '.join(one.act.named for one in keyed)}: not found"


def _locked(made: Operations, found: Locked, requirement: Requirement) -> str:
    own = [
        one
        for one in made.values()
        if one.act.entity.name == found.entity.name
        if one.act.kind in ({"update", "delete"} if found.whole else {"update"})
        if (found.value, True) not in one.guards
    ]
    if not own:
        raise ClashError(f"nothing changes a {found.entity.name}")
    for one in own:
        one.ids += [requirement.id] if requirement.id not in one.ids else []
        if (found.value, False) not in one.guards:
            one.guards.append((found.value, False))
            one.rules.append(refusal(found.entity, found.value, only=False, by=requirement))
    return f"{', '.join(one.act.named for one in own)} never when {found.value.words}"


def _undeleted(made: Operations, found: Undeleted, requirement: Requirement) -> str:
    own = [one for one in made.values() if one.act.entity.name == found.entity.name]
    if gone := deleting(own):
        raise ClashError(f"{gone[0].act.named} removes what is never removed")
    for one in own:
        one.ids.append(requirement.id)
    return f"no {found.entity.name} is removed"


def _brings(made: Operations, found: Brings, requirement: Requirement) -> str:
    one = done_to(made, found.entity, found.verb)
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


def _unseen(_: Operations, found: Unseen, __: Requirement) -> str:
    return f'said and not done: "{found.what}"'


_MARKS: Final[Mapping[type, Callable[[Operations, Any, Requirement], str]]] = {  # each its own type
    Versioned: _versioned,
    Counted: _counted,
    Repeated: _repeated,
    Arranged: _arranged,
    Limited: _limited,
    Described: _described,
    Absent: _absent,
    Locked: _locked,
    Undeleted: _undeleted,
    Brings: _brings,
    Unseen: _unseen,
}
