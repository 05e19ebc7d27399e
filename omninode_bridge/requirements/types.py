"""The types that a PRD can name. `str()` of a type is its spelling in a PRD."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    STRING = "string"
    INT = "int"
    FLOAT = "float"
    DECIMAL = "decimal"
    MONEY = "money"
    BOOL = "bool"
    UUID = "uuid"
    DATE = "date"
    DATETIME = "datetime"
    DURATION = "duration"
    EMAIL = "email"
    URL = "url"
    JSON = "json"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Scalar:
    kind: Kind

    def __str__(self) -> str:
        return self.kind.value


@dataclass(frozen=True, slots=True)
class EnumOf:
    members: tuple[str, ...]

    def __str__(self) -> str:
        return f"enum({', '.join(self.members)})"


@dataclass(frozen=True, slots=True)
class EntityRef:
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ListOf:
    item: "ValueType"

    def __str__(self) -> str:
        return f"list[{self.item}]"


@dataclass(frozen=True, slots=True)
class MapOf:
    key: "ValueType"
    value: "ValueType"

    def __str__(self) -> str:
        return f"map[{self.key}, {self.value}]"


@dataclass(frozen=True, slots=True)
class Optional:
    of: "ValueType"

    def __str__(self) -> str:
        return f"{self.of}?"


type ValueType = Scalar | EnumOf | EntityRef | ListOf | MapOf | Optional

type Fields = Mapping[str, ValueType]
