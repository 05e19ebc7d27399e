"""The answer: its names in order, and what its items consist of."""

from collections.abc import Iterator, Mapping

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import EntityRef, ListOf, Optional, ValueType
from omninode_bridge.rules.codes import ITEM_FIELD, UNASSIGNED
from omninode_bridge.rules.context import Key
from omninode_bridge.rules.conversion import assigned
from omninode_bridge.rules.defaults import default_value
from omninode_bridge.rules.environment import Environment
from omninode_bridge.rules.groups import Findings
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.program import (
    Assign,
    ItemField,
    ItemType,
    Output,
    Source,
    item_reference,
)
from omninode_bridge.rules.typed import Literal, Origin, Typed, Variable

WARNINGS = "warnings"


class Answer:
    """Builds outputs and items of a document whose groups are checked."""

    def __init__(self, environment: Environment, findings: Findings, *, can_warn: bool) -> None:
        self.environment = environment
        self.findings = findings
        self.can_warn = can_warn
        self.groups = environment.gathered.groups

    def items(self) -> dict[str, ItemType]:
        found = (self._item(name) for name in self.environment.gathered.lists)
        return {item.list_name: item for item in found if item is not None}

    def _item(self, list_name: str) -> ItemType | None:
        source = self.environment.items_of(list_name)
        entity = self.environment.entity_of(list_name)
        if source is None or entity is None:
            return None
        target = self.environment.declared_items(list_name) or entity
        working = self._working(list_name, source)
        return ItemType(
            list_name,
            entity,
            source,
            tuple(working.values()),
            self._answer(working, target, self.environment.entity_fields(entity), list_name),
        )

    def _working(self, list_name: str, source: str) -> dict[str, ItemField]:
        """What an item has while rules run: the fields of the source and all that is set."""
        found = self._given(source)
        for key in self.groups:
            if len(key) > 1 and key[0] == list_name:
                type_ = self.environment.types.get(key) or self.environment.declared(key)
                if type_ is not None:
                    before = found.get(key[1])
                    found[key[1]] = ItemField(
                        key[1],
                        type_,
                        self.environment.item_declaration(*key),
                        is_set=True,
                        given=None if before is None else before.type,
                    )
        return found

    def _given(self, source: str) -> dict[str, ItemField]:
        """What an item has before any `for each` over its list."""
        inner = source.removesuffix(".item")
        if inner == source:
            types: dict[str, tuple[ValueType, Field | None]] = {
                name: (value_type(field), field)
                for name, field in self.environment.entity_fields(source).items()
            }
        else:
            below = self.environment.items_of(inner)
            working = {} if below is None else self._working(inner, below)
            types = {name: (field.type, field.declared) for name, field in working.items()}
        return {
            name: ItemField(name, type_, declared, given=type_)
            for name, (type_, declared) in types.items()
        }

    def _answer(
        self,
        working: Mapping[str, ItemField],
        target: str,
        given: Mapping[str, Field],
        list_name: str,
    ) -> tuple[ItemField, ...]:
        """The declared fields, then what rules added; other fields of the request are dropped."""
        declared = self.environment.entity_fields(target)
        found = [self._declared_field(field, working, list_name) for field in declared.values()]
        added = [
            field
            for field in working.values()
            if field.name not in declared and (field.is_set or field.name not in given)
        ]
        return (*(field for field in found if field is not None), *added)

    def _declared_field(
        self, field: Field, working: Mapping[str, ItemField], list_name: str
    ) -> ItemField | None:
        type_ = value_type(field)
        here = working.get(field.name)
        if here is not None:
            probe = Variable(field.name, Origin.BOUND, here.type)
            if assigned(probe, type_) is None:
                self._report_item(field, list_name, f"is {here.type} there")
            return ItemField(field.name, type_, field, is_set=here.is_set)
        value = constant(field)
        if value is None and not self.environment.is_unread_field(field.name):
            self._report_item(field, list_name, "is not set")
        return ItemField(field.name, type_, field, value=value)

    def _report_item(self, field: Field, list_name: str, what: str) -> None:
        message = f"The items of `{list_name}` are declared with `{field.name}`, which {what}."
        self.findings.add(ITEM_FIELD.at(field.place, message))

    def outputs(self, steps: Mapping[Key, Assign]) -> tuple[Output, ...]:
        if self.environment.scope.outputs is None:
            return tuple(self._inferred(steps))
        found = [self._output(field, steps) for field in self.environment.scope.outputs]
        return tuple(output for output in found if output is not None)

    def _inferred(self, steps: Mapping[Key, Assign]) -> Iterator[Output]:
        """Without a declared output: what the rules assign, in the order written."""
        for name in dict.fromkeys(key[0] for key in self.groups):
            step = steps.get((name,))
            if step is not None:
                yield Output(name, step.type, None, step.sources)
            elif name in self.environment.gathered.lists:
                yield Output(name, _items(name), None, self._setters(name), echo=True)

    def _output(self, field: Field, steps: Mapping[Key, Assign]) -> Output | None:
        step = steps.get((field.name,))
        if step is not None:
            return Output(field.name, step.type, field, step.sources)
        if (field.name,) in self.groups or (field.name == WARNINGS and self.can_warn):
            return None
        if field.name in self.environment.gathered.lists:
            if field.name not in self.environment.inputs:
                return None
            return Output(
                field.name, _items(field.name), field, self._setters(field.name), echo=True
            )
        return self._unassigned(field)

    def _setters(self, list_name: str) -> tuple[Source, ...]:
        return tuple(
            rule.source
            for key, group in self.groups.items()
            if len(key) > 1 and key[0] == list_name
            for rule in group.rules
        )

    def _unassigned(self, field: Field) -> Output | None:
        type_ = value_type(field)
        given = self.environment.inputs.get(field.name)
        if given is not None:
            echo = assigned(Variable(field.name, Origin.INPUT, value_type(given)), type_)
            if echo is not None:
                return Output(field.name, type_, field, echo=True, value=echo)
            message = (
                f"No rule assigns `{field.name}`, and the input of that name is "
                f"{value_type(given)}, not {type_}."
            )
        else:
            value = constant(field) if field.default is not None else None
            if value is not None:
                return Output(field.name, type_, field, value=value)
            message = f"No rule assigns `{field.name}`."
        if not self.environment.is_unread(field.name):
            self.findings.add(UNASSIGNED.at(field.place, message))
        return None


def _items(name: str) -> ValueType:
    return ListOf(EntityRef(item_reference(name)))


def constant(field: Field) -> Typed | None:
    """What a field that nothing sets is: its default, or null where it is optional."""
    type_ = value_type(field)
    if field.default is not None:
        return default_value(field.default.text, type_)
    return Literal(None, type_) if isinstance(type_, Optional) else None
