"""Documents in a few words: fields as `name: type`, rules one a line."""

from collections.abc import Mapping, Sequence

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Default, Entity, Field, RuleText
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
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Checked, Program, Scope


def type_of(text: str) -> ValueType:
    text = text.strip()
    if text.endswith("?"):
        return Optional(type_of(text[:-1]))
    if text.startswith("list["):
        return ListOf(type_of(text[5:-1]))
    if text.startswith("map["):
        key, value = text[4:-1].split(",", 1)
        return MapOf(type_of(key), type_of(value))
    if text.startswith("enum("):
        return EnumOf(tuple(part.strip() for part in text[5:-1].split(",")))
    return Scalar(Kind(text)) if text in set(Kind) else EntityRef(text)


def field_of(text: str) -> Field:
    """`name: type = default`."""
    declared, _, default = text.partition("=")
    name, _, type_ = declared.partition(":")
    found = Default(default.strip()) if default else None
    return Field(name.strip(), type_of(type_), Place(1), default=found)


def fields_of(texts: Sequence[str]) -> tuple[Field, ...]:
    return tuple(field_of(text) for text in texts)


def scope_of(
    inputs: Sequence[str],
    outputs: Sequence[str] | None = None,
    entities: Mapping[str, Sequence[str]] | None = None,
) -> Scope:
    declared = {
        name: Entity(name, fields_of(fields), Place(1)) for name, fields in (entities or {}).items()
    }
    return Scope(declared, fields_of(inputs), None if outputs is None else fields_of(outputs))


def rules_of(text: str) -> tuple[RuleText, ...]:
    """One rule a line from line 10 on, each with the id of its position."""
    lines = [line.strip(" ") for line in text.strip("\n ").split("\n")]
    return tuple(
        RuleText(line, Place(9 + number, 5), f"R{number}") for number, line in enumerate(lines, 1)
    )


def check(text: str, scope: Scope) -> Checked:
    return check_program(rules_of(text), scope)


def program_of(text: str, scope: Scope) -> Program:
    checked = check(text, scope)
    assert checked.program is not None, checked.diagnostics
    return checked.program
