"""Emitted handlers, run against models made by hand."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import ModuleType
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, create_model

from omninode_bridge.generation.logic.emit import emit_logic
from omninode_bridge.generation.logic.modules import LogicModules, Wording
from omninode_bridge.generation.names import ClassRef, EnumRef, Names
from omninode_bridge.generation.naming import attribute
from omninode_bridge.requirements.types import (
    EntityRef,
    EnumOf,
    Kind,
    ListOf,
    MapOf,
    Optional,
    Scalar,
    ValueType,
)
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.program import Program, Scope
from tests.unit.rules.declarations import program_of

PACKAGE = "onex_case_compute"

HINTS: dict[Kind, type] = {
    Kind.STRING: str,
    Kind.EMAIL: str,
    Kind.URL: str,
    Kind.INT: int,
    Kind.FLOAT: float,
    Kind.DECIMAL: Decimal,
    Kind.MONEY: Decimal,
    Kind.BOOL: bool,
    Kind.UUID: UUID,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
    Kind.DURATION: timedelta,
    Kind.BYTES: bytes,
}


def enums_in(type_: ValueType) -> Iterator[EnumOf]:
    match type_:
        case EnumOf():
            yield type_
        case Optional(inner) | ListOf(inner):
            yield from enums_in(inner)
        case MapOf(_, value):
            yield from enums_in(value)
        case _:
            return


def all_types(program: Program, scope: Scope) -> Iterator[ValueType]:
    for entity in scope.entities.values():
        yield from (field.type for field in entity.fields)
    yield from (field.type for field in scope.inputs)
    yield from (output.type for output in program.outputs)
    for item in program.items.values():
        yield from (field.type for field in item.answer)


def names_for(program: Program, scope: Scope) -> Names:
    def ref(name: str) -> ClassRef:
        return ClassRef(name, f"{PACKAGE}.models")

    enums: dict[EnumOf, EnumRef] = {}
    for type_ in all_types(program, scope):
        for enum in enums_in(type_):
            members = {member: f"M{at}" for at, member in enumerate(enum.members)}
            enums.setdefault(enum, EnumRef(ref(f"Enum{len(enums)}"), members))
    fields = [field.name for field in scope.inputs]
    fields += [field.name for entity in scope.entities.values() for field in entity.fields]
    fields += [output.name for output in program.outputs]
    fields += [field.name for item in program.items.values() for field in item.answer]
    return Names(
        support_package=PACKAGE,
        node_package=f"{PACKAGE}.nodes.node_case_compute",
        input_model=ref("ModelCaseInput"),
        output_model=ref("ModelCaseOutput"),
        handler=ClassRef("HandlerCase", f"{PACKAGE}.handler"),
        entities={name: ref(f"Model{name}") for name in scope.entities},
        items={name: ref(f"Model{name.title()}Item") for name in program.items},
        enums=enums,
        attributes={name: attribute(name) for name in fields},
    )


@dataclass(frozen=True)
class Models:
    """Pydantic classes by the names that the emitted code imports."""

    names: Names
    classes: dict[str, Any]

    def hint(self, type_: ValueType) -> Any:  # noqa: ANN401 - a type at run time
        match type_:
            case Scalar(kind):
                return HINTS.get(kind, Any)
            case EnumOf():
                return self.classes[self.names.enums[type_].ref.name]
            case ListOf(item):
                return list[self.hint(item)]  # type: ignore[misc]  # made at run time
            case MapOf(key, value):
                return dict[self.hint(key), self.hint(value)]  # type: ignore[misc]  # as above
            case Optional(of):
                return self.hint(of) | None
            case EntityRef(name):
                ref = self.names.items if name.endswith(".item") else self.names.entities
                return self.classes[ref[name.removesuffix(".item")].name]

    def add(self, name: str, fields: dict[str, tuple[ValueType, Any]]) -> None:
        hints = {
            self.names.attribute(field): (self.hint(type_), default)
            for field, (type_, default) in fields.items()
        }
        config = ConfigDict(frozen=True, extra="forbid")
        self.classes[name] = create_model(name, __config__=config, **hints)  # type: ignore[call-overload]  # fields by name


def models_for(program: Program, scope: Scope, names: Names) -> Models:
    models = Models(names, {})
    for enum, ref in names.enums.items():
        members = [(ref.members[member], member) for member in enum.members]
        models.classes[ref.ref.name] = StrEnum(ref.ref.name, members)
    for name, entity in scope.entities.items():
        models.add(names.entities[name].name, {f.name: (value_type(f), ...) for f in entity.fields})
    models.add("ModelCaseInput", {f.name: (value_type(f), ...) for f in scope.inputs})
    for name, item in program.items.items():
        models.add(names.items[name].name, {f.name: (f.type, ...) for f in item.answer})
    outputs = {output.name: (output.type, ...) for output in program.outputs}
    if program.can_warn:
        outputs["warnings"] = (ListOf(Scalar(Kind.STRING)), ...)
    models.add("ModelCaseOutput", outputs)
    return models


def emitted(program: Program, names: Names) -> LogicModules:
    return emit_logic(program, names, Wording(("# SPDX-License-Identifier: MIT",), "A case."))


@dataclass(frozen=True)
class Case:
    """A compiled program: JSON-like values in, Python values out."""

    handle: Callable[[BaseModel], BaseModel]
    request: type[BaseModel]
    source: str

    def __call__(self, **given: object) -> dict[str, Any]:
        return self.handle(self.request(**given)).model_dump()


def case(rules: str, scope: Scope) -> Case:
    """Check, emit and load; the modules are gone from `sys.modules` afterwards."""
    program = program_of(rules, scope)
    names = names_for(program, scope)
    models = models_for(program, scope, names)
    logic = emitted(program, names)
    support, handler = (ModuleType(f"{PACKAGE}.{part}") for part in ("rule_functions", "handler"))
    given = ModuleType(f"{PACKAGE}.models")
    vars(given).update(models.classes)
    loaded = {module.__name__: module for module in (ModuleType(PACKAGE), given, support, handler)}
    sys.modules.update(loaded)
    try:
        exec(logic.files[f"src/{PACKAGE}/rule_functions.py"], vars(support))
        source = logic.files[logic.handler_path]
        exec(source, vars(handler))
    finally:
        for name in loaded:
            del sys.modules[name]
    return Case(handler.HandlerCase().handle, models.classes["ModelCaseInput"], source)
