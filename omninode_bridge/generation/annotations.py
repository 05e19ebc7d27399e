"""Python annotations for the types and constraints of a PRD, with the imports they need."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor
from typing import Final

from omninode_bridge.generation.literals import python_string
from omninode_bridge.generation.names import Names
from omninode_bridge.requirements.document import Bound, Constraints
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
from omninode_bridge.rules.patterns import to_rust

VALUE_TYPES: Final = {
    Kind.STRING: ("text", "Text"),
    Kind.INT: ("int_number", "IntNumber"),
    Kind.FLOAT: ("float_number", "FloatNumber"),
    Kind.DECIMAL: ("decimal_number", "DecimalNumber"),
    Kind.MONEY: ("money", "Money"),
    Kind.BOOL: ("boolean", "Boolean"),
    Kind.UUID: ("uuid_value", "UuidValue"),
    Kind.DATE: ("calendar_date", "CalendarDate"),
    Kind.DATETIME: ("timestamp", "Timestamp"),
    Kind.DURATION: ("time_span", "TimeSpan"),
    Kind.EMAIL: ("email", "Email"),
    Kind.URL: ("url", "Url"),
    Kind.JSON: ("json_value", "AnyJson"),
    Kind.BYTES: ("base64_bytes", "Base64Bytes"),
}
"""Module below `value_types` and name of the annotated type, by kind."""

NUMBERS: Final = frozenset({Kind.INT, Kind.FLOAT, Kind.DECIMAL, Kind.MONEY})
TEXTS: Final = frozenset({Kind.STRING, Kind.EMAIL, Kind.URL})


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of source and the names that it imports, as (module, name)."""

    text: str
    imports: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def with_imports(self, *imports: tuple[str, str]) -> "Code":
        return Code(self.text, self.imports | set(imports))


def import_lines(imports: Iterable[tuple[str, str]]) -> Iterator[str]:
    """One line for each module; an empty name imports the module itself."""
    by_module: dict[str, set[str]] = {}
    for module, name in imports:
        by_module.setdefault(module, set()).add(name)
    for module in sorted(by_module):
        names = by_module[module]
        if "" in names:
            yield f"import {module}"
        if listed := ", ".join(sorted(names - {""})):
            yield f"from {module} import {listed}"


def unwrapped(kind: ValueType) -> ValueType:
    """The type without its question mark."""
    return kind.of if isinstance(kind, Optional) else kind


def decimal_code(value: Decimal) -> Code:
    whole = value.as_tuple().exponent == 0
    text = str(int(value)) if whole else python_string(format(value, "f"))
    return Code(f"Decimal({text})", frozenset({("decimal", "Decimal")}))


@dataclass(frozen=True, slots=True)
class Annotator:
    """Spells types in the modules of one package; `inside` is the class that is being written."""

    names: Names
    inside: str = ""

    def annotation(self, kind: ValueType, constraints: Constraints) -> Code:
        """The type with the constraints that apply to it."""
        inner = self.constrained(unwrapped(kind), constraints)
        if isinstance(kind, Optional):
            return _or_none(inner)
        return inner

    def constrained(self, kind: ValueType, constraints: Constraints) -> Code:
        plain = self.plain(kind)
        arguments = list(self._field_arguments(kind, constraints))
        metadata = [_call("Field", arguments, ("pydantic", "Field"))] if arguments else []
        if constraints.one_of:
            metadata.append(self._one_of(kind, constraints.one_of))
        if not metadata:
            return plain
        imports = plain.imports.union(*(item.imports for item in metadata))
        listed = ", ".join([plain.text, *(item.text for item in metadata)])
        return Code(f"Annotated[{listed}]", imports | {("typing", "Annotated")})

    def plain(self, kind: ValueType) -> Code:
        match kind:
            case Scalar(kind=scalar):
                module, name = VALUE_TYPES[scalar]
                return Code(name, frozenset({(self._value_module(module), name)}))
            case EnumOf():
                ref = self.names.enums[kind].ref
                return Code(ref.name, frozenset({(ref.module, ref.name)}))
            case EntityRef(name=name):
                return self._entity(name)
            case ListOf(item=item):
                inner = self._nested(item)
                return Code(f"list[{inner.text}]", inner.imports)
            case MapOf(key=key, value=value):
                left, right = self._key(key), self._nested(value)
                return Code(f"dict[{left.text}, {right.text}]", left.imports | right.imports)
            case Optional(of=of):
                return _or_none(self.plain(of))

    def _nested(self, kind: ValueType) -> Code:
        return self.plain(kind)

    def _key(self, kind: ValueType) -> Code:
        if kind == Scalar(Kind.INT):
            return Code("IntKey", frozenset({(self._value_module("int_key"), "IntKey")}))
        return self.plain(kind)

    def _entity(self, name: str) -> Code:
        list_name, dot, _ = name.partition(".")
        ref = self.names.items[list_name] if dot else self.names.entities[name]
        if ref.name == self.inside:
            return Code(f'"{ref.name}"')
        return Code(ref.name, frozenset({(ref.module, ref.name)}))

    def _value_module(self, module: str) -> str:
        return f"{self.names.support_package}.value_types.{module}"

    def _field_arguments(self, kind: ValueType, constraints: Constraints) -> Iterator[Code]:
        scalar = kind.kind if isinstance(kind, Scalar) else None
        if scalar in NUMBERS:
            if constraints.minimum is not None:
                yield _bound("gt", "ge", scalar, constraints.minimum)
            if constraints.maximum is not None:
                yield _bound("lt", "le", scalar, constraints.maximum)
        if constraints.min_length is not None:
            yield Code(f"min_length={constraints.min_length}")
        if constraints.max_length is not None:
            yield Code(f"max_length={constraints.max_length}")
        if constraints.pattern is not None:
            yield Code(f"pattern={python_string(to_rust(constraints.pattern))}")

    def _one_of(self, kind: ValueType, choices: tuple[str, ...]) -> Code:
        spelled = [_choice(kind, choice) for choice in choices]
        listed = ", ".join(item.text for item in spelled) + ("," if len(spelled) == 1 else "")
        imports = frozenset[tuple[str, str]]().union(*(item.imports for item in spelled))
        return Code(f"AfterValidator(OneOf(({listed})))", imports).with_imports(
            ("pydantic", "AfterValidator"), (self._value_module("one_of"), "OneOf")
        )


def _or_none(inner: Code) -> Code:
    """A text has no `|`, so a class's name for itself takes it into its quotes."""
    if inner.text.startswith('"'):
        return Code(f'"{inner.text[1:-1]} | None"', inner.imports)
    return Code(f"{inner.text} | None", inner.imports)


def _call(function: str, arguments: list[Code], imported: tuple[str, str]) -> Code:
    imports = frozenset[tuple[str, str]]().union(*(item.imports for item in arguments))
    listed = ", ".join(item.text for item in arguments)
    return Code(f"{function}({listed})", imports | {imported})


def _choice(kind: ValueType, choice: str) -> Code:
    scalar = kind.kind if isinstance(kind, Scalar) else Kind.STRING
    if scalar in (Kind.DECIMAL, Kind.MONEY):
        return decimal_code(Decimal(choice))
    if scalar is Kind.INT:
        return Code(str(int(choice)))
    if scalar is Kind.FLOAT:
        return Code(repr(float(choice)))
    return Code(python_string(choice))


def _bound(exclusive: str, inclusive: str, scalar: Kind | None, bound: Bound) -> Code:
    """A bound in the field's own type; whole numbers have the nearest whole number inside."""
    keyword = inclusive if bound.inclusive else exclusive
    if scalar is Kind.FLOAT:
        return Code(f"{keyword}={float(bound.value)!r}")
    if scalar is not Kind.INT:
        value = decimal_code(bound.value)
        return Code(f"{keyword}={value.text}", value.imports)
    if bound.value == bound.value.to_integral_value():
        return Code(f"{keyword}={int(bound.value)}")
    nearest = ceil(bound.value) if inclusive == "ge" else floor(bound.value)
    return Code(f"{inclusive}={nearest}")
