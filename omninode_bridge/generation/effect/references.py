"""What `references Member` means: the row must be there, and stays as long as it is referred to.

Whoever writes such a field is refused like whoever looks for a row that is not there; a hard
delete of the row is refused because of its state. A row that is only hidden is still there for
those that refer to it, and is none for new ones.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.annotations import unwrapped
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.plan import OperationPlan, Use
from omninode_bridge.generation.effect.refusal import NOT_FOUND, STALE
from omninode_bridge.requirements.document import Document, Entity, Field, RuleText
from omninode_bridge.requirements.notebook import did_you_mean
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.kinds import value_type


@dataclass(frozen=True, slots=True)
class Reference:
    """`field` of the rows of `owner` is `key` of a row of `target`."""

    owner: str
    field: Field
    target: str
    key: str

    @property
    def known(self) -> str:
        """The keys that there are, in the rule language."""
        return f"[each.{self.key} for each in {self.target}]"


def references_of(document: Document, findings: list[Diagnostic]) -> tuple[Reference, ...]:
    """All of the data model that can be looked up."""
    return tuple(_references(document, findings))


def _references(document: Document, findings: list[Diagnostic]) -> Iterator[Reference]:
    for owner in document.entities:
        for field in owner.fields:
            if field.constraints.references is None:
                continue
            name, _, wanted = field.constraints.references.partition(".")
            target = _named(document, name)
            if target is None:
                fix = did_you_mean(name, [each.name for each in document.entities])
                message = f"`{name}` is no entity of the document."
                findings.append(codes.NO_REFERENCE.at(field.place, message, fix=fix))
            elif key := _key(target, wanted, field):
                yield Reference(owner.name, field, target.name, key)
            else:
                message = f"{owner.name}.{field.name} ({field.type}) is no key of {target.name}."
                findings.append(codes.REFERENCE.at(field.place, message))


def _named(document: Document, name: str) -> Entity | None:
    alike = [each for each in document.entities if each.name.lower() == name.lower()]
    return document.entity(name) or next(iter(alike), None)


def _key(target: Entity, wanted: str, field: Field) -> str:
    """Nothing where none is called so, or is of the type of the field."""
    telling = [
        each
        for each in target.fields
        if (each.constraints.unique if wanted else False) or each.constraints.primary_key
    ]
    found = next((each for each in telling if wanted in ("", each.name)), None)
    is_hidden = field.name == target.name
    same = found is not None and unwrapped(value_type(found)) == unwrapped(value_type(field))
    return found.name if found is not None and same and not is_hidden else ""


def reference_rules(
    plan: OperationPlan, references: Sequence[Reference], assigned: Collection[str]
) -> Iterator[RuleText]:
    """What they refuse in one operation; `assigned` are the names that its rules set."""
    if plan.entity is None:
        return
    entity = plan.entity.entity.name
    for each in references:
        if entity == each.owner and (test := _test(plan, each, assigned)):
            text = f'reject when {test}: "{each.target} not found"'
            yield RuleText(text, each.field.place, code=NOT_FOUND)
        if entity == each.target and (test := _left(plan, each, assigned)):
            text = f'reject when {test}: "the {each.target} is referred to by a {each.owner}"'
            yield RuleText(text, each.field.place, code=STALE)


def _left(plan: OperationPlan, each: Reference, assigned: Collection[str]) -> str:
    """Whether a row refers to what is gone then; empty where nothing goes."""
    name = f"each.{each.field.name}"
    is_update = plan.kind == "update"
    same = f"{name} == {'stored.' if is_update else ''}{each.key}"
    if isinstance(value_type(each.field), Optional):
        same = f"{name} != none and {same}"
    rows = f"count(each for each in {each.owner} if {same}) > 0"
    if plan.kind == "delete" and plan.operation.deletion != "soft":
        return rows
    given = {item.source for item in plan.request if item.use is Use.VALUE}
    if is_update and each.key in {*given, *assigned}:
        return f"{each.key} != stored.{each.key} and {rows}"
    return ""


def _test(plan: OperationPlan, each: Reference, assigned: Collection[str]) -> str:
    """Whether the row that is written refers to none; empty where that cannot be."""
    name = each.field.name
    given = {item.source for item in plan.request if item.use in (Use.KEY, Use.VALUE)}
    changes = name in given or name in assigned or name in plan.from_body
    writes = plan.kind in ("create", "upsert", "restore") or (plan.kind == "update" and changes)
    if not writes:
        return ""
    tests = [f"{name} not in {each.known}"]
    is_optional = isinstance(value_type(each.field), Optional)
    if plan.kind == "update":
        other = f"{name} != stored.{name}"
        tests.insert(0, f"(stored.{name} = none or {other})" if is_optional else other)
    if is_optional:
        tests.insert(0, f"{name} != none")
    return " and ".join(tests)
