"""From what sentences say of an operation to the operation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Act, Value, Words
from omninode_bridge.requirements.document import (
    Constraints,
    Default,
    Entity,
    Field,
    Operation,
    OperationInput,
    OperationOutput,
    Requirement,
    RuleText,
)
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, Scalar

KEYED: Final = frozenset({"read", "delete", "restore", "update"})
_GENERATED: Final = frozenset({"created_at", "updated_at", "version"})


@dataclass(slots=True)
class Made:
    """An operation in the making: all acts of one name together."""

    act: Act
    place: Place
    ids: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    order: str = ""
    size: int = 0
    is_worded: bool = False
    rules: list[RuleText] = field(default_factory=list)
    emits: list[str] = field(default_factory=list)
    is_soft: bool = False
    is_final: bool = False
    is_repeated: bool = False
    is_versioned: bool = False
    guards: list[tuple[Value, bool]] = field(default_factory=list)

    def add(self, act: Act) -> None:
        """What another sentence says of the same operation."""
        pairs = (
            *((self.given, act.given), (self.keys, act.keys)),
            *((self.filters, act.filters), (self.parts, act.parts)),
        )
        for own, more in pairs:
            own += [name for name in more if name not in own]
        self.order = self.order or act.order
        self.size = self.size or act.size
        self.is_soft |= act.is_soft
        self.is_final |= act.is_final
        self.is_versioned |= act.is_versioned


class ClashError(Exception):
    """What a sentence says does not fit what others say; the message says why."""


def operation_of(one: Made, entity: Entity, moved: frozenset[str]) -> Operation:
    act = one.act
    has_rows = act.kind in {"create", "read", "update", "restore"}
    outputs = _outputs(entity, act.kind, one.place) if has_rows or act.kind == "list" else ()
    return Operation(
        name=act.named,
        place=one.place,
        kinds=(act.kind,),
        deletion=None if act.kind != "delete" else "soft" if one.is_soft else "hard",
        entity=entity.name,
        inputs=tuple(_inputs(one, entity, moved)),
        outputs=outputs,
        errors=("not found",) if act.kind in KEYED else (),
        emits=tuple(one.emits),
        rules=tuple(one.rules),
        requirement_ids=tuple(dict.fromkeys(one.ids)),
    )


def _inputs(one: Made, entity: Entity, moved: frozenset[str]) -> Iterator[OperationInput]:
    place = one.place
    if one.is_repeated:
        yield OperationInput(("idempotency_key",), place)
    if one.act.kind == "create":
        generated = {each.name for each in entity.fields if _is_generated(each)}
        for each in entity.fields:
            if each.name not in generated | (moved - {*one.given}):
                yield OperationInput((each.name,), place)
        return
    if one.act.kind == "list":
        yield from _listing(one, entity)
        return
    # Whoever renames a thing does not find it by the new name.
    keys = tuple(one.keys) or tuple(k for k in _own_keys(entity) if k not in one.given)
    if not keys:
        raise ClashError(f"{one.act.named} changes all by which a {entity.name} is found")
    yield OperationInput(keys, place)
    yield from (OperationInput((name,), place) for name in one.given if name not in keys)
    if one.is_versioned:
        yield OperationInput(("version",), place)


def _listing(one: Made, entity: Entity) -> Iterator[OperationInput]:
    place = one.place
    kinds = {each.name: each for each in entity.fields}
    fixed = {value.field for value in one.act.fixed}
    for value in one.act.fixed:
        found = replace(kinds[value.field], default=Default(value.value), required=True, rule="")
        yield OperationInput((value.field,), place, field=found)
    for name in one.filters:
        if name not in fixed:
            yield OperationInput((name,), place, optional=True)
    for name in one.parts:
        yield OperationInput((name,), place, optional=True, operator="contains")
    order = None
    if one.order:
        order = Field("sort", Scalar(Kind.STRING), place, default=Default(one.order))
    yield OperationInput(("sort",), place, optional=True, field=order)
    taken = {*one.filters, *one.parts, *fixed}
    if "page" not in taken:
        yield OperationInput(("page",), place)
    if "size" in taken:
        return
    size = Field("size", Scalar(Kind.INT), place, default=Default(str(one.size)), required=False)
    yield OperationInput(("size",), place, field=size if one.size else None)


def copied(one: Made) -> Made:
    return replace(
        one,
        ids=list(one.ids),
        given=list(one.given),
        keys=list(one.keys),
        filters=list(one.filters),
        parts=list(one.parts),
        rules=list(one.rules),
        emits=list(one.emits),
        guards=list(one.guards),
    )


def _is_generated(found: Field) -> bool:
    is_key = str(found.type) == "uuid" and found.constraints.primary_key
    return is_key or found.name in _GENERATED


def _own_keys(entity: Entity) -> Words:
    """The primary key and what is unique: one of them is given."""
    first = [one.name for one in entity.fields if one.constraints.primary_key]
    unique = [one.name for one in entity.fields if one.constraints.unique]
    found = tuple(dict.fromkeys((*first, *unique)))
    if not found:
        raise ClashError(f"nothing tells one {entity.name} from another")
    return found


def _outputs(entity: Entity, kind: str, place: Place) -> tuple[OperationOutput, ...]:
    reference = EntityRef(entity.name)
    if kind != "list":
        return (OperationOutput("", place, reference),)
    items = OperationOutput("items", place, ListOf(reference))
    return (items, OperationOutput("total", place))


def refusal(
    entity: Entity, value: Value, *, only: bool, by: Requirement, message: str = ""
) -> RuleText:
    thing = snake_case(entity.name).replace("_", " ")
    is_not = "not " if only else ""
    shown = f"{is_not}{value.words}".replace("not not ", "")
    said = message or f"the {thing} is {shown}"
    text = f'reject when stored.{value.field} {"!=" if only else "="} {value.literal}: "{said}"'
    return RuleText(text, by.place, by.id)


def setting(value: Value, by: Requirement) -> RuleText:
    return RuleText(f"{value.field} = {value.literal}", by.place, by.id)


def with_key(entity: Entity) -> Entity:
    """What declares no key has a generated one."""
    if any(one.constraints.primary_key for one in entity.fields):
        return entity
    rest = tuple(one for one in entity.fields if one.name != "id")
    own = next((one for one in entity.fields if one.name == "id"), None)
    limits = Constraints(primary_key=True)
    key = replace(own, constraints=limits) if own else None
    made = key or Field("id", Scalar(Kind.UUID), entity.place, constraints=limits)
    return replace(entity, fields=(made, *rest))


def deleting(made: Sequence[Made]) -> list[Made]:
    return [one for one in made if one.act.kind == "delete"]


def done_to(made: Mapping[str, Made], entity: Entity, verb: str) -> Made:
    """The one operation that the verb means."""
    own = [one for one in made.values() if one.act.entity.name == entity.name]
    named = [one for one in own if one.act.verb == verb]
    named = named or [one for one in own if one.act.verb.split()[0] == verb]
    # "The loan" of a sample is what makes it be on loan.
    named = named or [one for one in own if verb in _brought_about(one)]
    kind = lexicon().verbs.get(verb, "")
    # What only brings about a state is not what changes a thing.
    same = (one for one in own if one.act.kind == kind)
    fitting = named or [one for one in same if kind != "update" or not one.act.sets]
    if len(fitting) != 1:
        raise ClashError(f"which operation is meant by {verb} is not said")
    return fitting[0]


def _brought_about(one: Made) -> frozenset[str]:
    return frozenset(
        value.words.split()[-1] for value in one.act.sets if len(value.words.split()) > 1
    )
