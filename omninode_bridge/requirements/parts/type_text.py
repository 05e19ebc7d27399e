"""The spelling of types: `list[Line]`, `map[string, int]`, `enum(a, b)`, `decimal?`."""

import re
from collections.abc import Mapping
from typing import Final

from omninode_bridge.requirements.limits import MAX_TYPE_DEPTH
from omninode_bridge.requirements.naming import pascal_case
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

ALIASES: Final[Mapping[str, Kind]] = {
    **{kind.value: kind for kind in Kind},
    "text": Kind.STRING,
    "str": Kind.STRING,
    "integer": Kind.INT,
    "double": Kind.FLOAT,
    "number": Kind.DECIMAL,
    "boolean": Kind.BOOL,
    "timestamp": Kind.DATETIME,
    "object": Kind.JSON,
}
LISTS: Final = frozenset({"list", "array", "set", "sequence"})
MAPS: Final = frozenset({"map", "dict", "mapping"})
TOKEN: Final = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]{0,99})")
PAIRS: Final = {"[": "]", "(": ")", "<": ">"}


class TypeTextError(ValueError):
    """The text is no type; the message says why."""


def known_type_name(word: str) -> bool:
    lowered = word.lower()
    return lowered in ALIASES or lowered in LISTS or lowered in MAPS or lowered == "enum"


def parse_type(text: str) -> ValueType:
    """The type that the whole text spells. Raises `TypeTextError`."""
    value, rest = parse_type_prefix(text)
    if rest.strip():
        raise TypeTextError(f"`{text.strip()[:60]}` is not a type")
    return value


def type_spelled(text: str) -> ValueType | None:
    """As `parse_type`; None where there is no such type, as of a `list[List]`."""
    try:
        return parse_type(text)
    except TypeTextError:
        return None


def parse_type_prefix(text: str) -> tuple[ValueType, str]:
    """The type at the start of a text, and what follows it. Raises `TypeTextError`."""
    parser = _Parser(text)
    value = parser.read(0)
    return value, text[parser.at :]


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def read(self, depth: int) -> ValueType:
        if depth > MAX_TYPE_DEPTH:
            raise TypeTextError(f"a type is nested deeper than {MAX_TYPE_DEPTH}")
        match = TOKEN.match(self._text, self.at)
        if match is None:
            raise TypeTextError("a type is missing")
        self.at = match.end()
        return self._suffixes(self._named(match.group(1), depth), depth)

    def _named(self, word: str, depth: int) -> ValueType:
        lowered = word.lower()
        if lowered == "enum":
            return EnumOf(self._members())
        if lowered in LISTS:
            return ListOf(self._arguments(1, depth)[0])
        if lowered in MAPS:
            key, value = self._arguments(2, depth)
            return MapOf(key, value)
        if lowered in ALIASES:
            return Scalar(ALIASES[lowered])
        return EntityRef(pascal_case(word))

    def _suffixes(self, value: ValueType, depth: int) -> ValueType:
        for _ in range(MAX_TYPE_DEPTH - depth):
            if self._text.startswith("[]", self.at):
                self.at += 2
                value = ListOf(value)
            elif self._text.startswith("?", self.at):
                self.at += 1
                value = value if isinstance(value, Optional) else Optional(value)
            else:
                break
        return value

    def _arguments(self, count: int, depth: int) -> list[ValueType]:
        if count == 1 and (of := re.compile(r"\s+of\s+").match(self._text, self.at)):
            self.at = of.end()
            return [self.read(depth + 1)]
        close = self._open()
        found = [self.read(depth + 1)]
        while self._take(","):
            found.append(self.read(depth + 1))
        if not self._take(close) or len(found) != count:
            raise TypeTextError("write `list[T]` or `map[K, V]`")
        return found

    def _open(self) -> str:
        for opening, closing in PAIRS.items():
            if self._take(opening):
                return closing
        raise TypeTextError("write `list[T]`, `map[K, V]` or `enum(a, b)`")

    def _members(self) -> tuple[str, ...]:
        close = self._open()
        end = self._text.find(close, self.at)
        if end < 0:
            raise TypeTextError(f"`enum` is not closed by `{close}`")
        inner = self._text[self.at : end]
        self.at = end + 1
        members = [part.strip().strip("`'\"").strip() for part in re.split(r"[,|]", inner)]
        unique = tuple(dict.fromkeys(member for member in members if member))
        if not unique:
            raise TypeTextError("`enum` has no members")
        return unique

    def _take(self, character: str) -> bool:
        rest = self._text[self.at : self.at + 200]
        if rest.lstrip().startswith(character):
            self.at += len(rest) - len(rest.lstrip()) + 1
            return True
        return False
