"""Values in sentences, bound to fields by name or by an unambiguous unit."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from omninode_bridge.requirements.acceptance.values import ValueTextError, read_value
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import EnumOf, Optional, ValueType

LINK: Final = re.compile(
    r"`?\s*(?P<sign>==?|:)?\s*(?P<word>(?:\b(?:is|are|was|of|be|should|must|will|equals?|equal|to|as|"
    r"becomes?|exactly)\b\s*){0,4})",
    re.IGNORECASE,
)
TOKEN: Final = re.compile(
    r"\"(?:[^\"\\]|\\.){0,2000}\"|`[^`]{0,2000}`|'[^']{0,2000}'|"
    r"[-+]?[$\u20ac\u00a3]?\d[\d,]{0,40}(?:\.\d{1,40})?(?:\s*%)?(?![\w-])|[\w@/+:.-]{1,200}"
)
FIGURE: Final = re.compile(
    r"(?<![\w.])([-+]?\d[\d,]{0,40}(?:\.\d{1,40})?)\s?([A-Za-z\u00b5%]{0,20})"
)
CLOSING: Final[Mapping[str, str]] = {"[": "]", "{": "}"}
LITERALS: Final = frozenset({"true", "false", "null", "none"})
MAX_CLAUSE: Final = 4_000
Types = Mapping[str, ValueType | None]


@dataclass(frozen=True, slots=True)
class Bound:
    """`values` by field; `unbound` is the first figure that belongs to no field."""

    values: Mapping[str, JsonValue]
    unbound: str = ""


def bind_clause(text: str, types: Types) -> Bound:
    """Fields that a clause such as `quantity is 3 and unit_price = 2.50` gives values."""
    rest = text[:MAX_CLAUSE]
    values: dict[str, JsonValue] = {}
    for name in sorted(types, key=lambda name: (-len(name), name)):
        for start, end, value in _named(rest, name, types[name]):
            values[name] = value
            rest = rest[:start] + " " * (end - start) + rest[end:]
            break
    for match in FIGURE.finditer(rest):
        field = _field_of_unit(match.group(2), types)
        if field is None or field in values:
            return Bound(_ordered(values, types), match.group(0).strip())
        try:
            values[field] = _value(match.group(1), types[field])
        except ValueTextError:
            return Bound(_ordered(values, types), match.group(0).strip())
    return Bound(_ordered(values, types))


def _ordered(values: Mapping[str, JsonValue], types: Types) -> dict[str, JsonValue]:
    return {name: values[name] for name in types if name in values}


def _named(text: str, name: str, type_: ValueType | None) -> Iterator[tuple[int, int, JsonValue]]:
    """Where the field is named and followed by a value of its type."""
    spelling = re.escape(name).replace("_", "[_ -]")
    for match in re.finditer(rf"(?<![\w.]){spelling}(?![\w.]*\w)", text, re.IGNORECASE):
        link = LINK.match(text, match.end())
        at = link.end() if link else match.end()
        end = _end_of_value(text, at)
        token = text[at:end].strip()
        signed = link is not None and link.group("sign") is not None
        said = signed or (link is not None and link.group("word").strip() != "")
        if not token or not (said or _is_literal(token) or _is_member(token, type_)):
            continue
        try:
            yield match.start(), end, _value(token.rstrip(".") if not signed else token, type_)
        except ValueTextError:
            continue


def _is_literal(token: str) -> bool:
    return token[0] in "\"`'[{+-$" or token[0].isdigit() or token.lower() in LITERALS


def _is_member(token: str, type_: ValueType | None) -> bool:
    inner = type_.of if isinstance(type_, Optional) else type_
    return isinstance(inner, EnumOf) and token.rstrip(".") in inner.members


def _end_of_value(text: str, at: int) -> int:
    closing = CLOSING.get(text[at : at + 1])
    if closing is None:
        match = TOKEN.match(text, at)
        return match.end() if match else at
    depth = 0
    quoted = escaped = False
    for index in range(at, len(text)):
        char = text[index]
        if escaped or char == "\\":
            escaped = not escaped
        elif char == '"':
            quoted = not quoted
        elif not quoted and char in "[]{}":
            depth += 1 if char in "[{" else -1
            if depth == 0:
                return index + 1
    return len(text)


def _value(token: str, type_: ValueType | None) -> JsonValue:
    written = token.strip("`").rstrip(",;")
    if type_ is not None:
        return read_value(written, type_)
    match = FIGURE.fullmatch(written)
    return written if match is None else written.replace(",", "")


def _field_of_unit(unit: str, types: Types) -> str | None:
    """The one field whose name ends in the unit: `2 kg` is `weight_kg`."""
    if not unit:
        return None
    word = unit.lower()
    endings = {f"_{word}", f"_{word.removesuffix('s')}", f"_{word}s"}
    found = [name for name in types if any(name.endswith(ending) for ending in endings)]
    return found[0] if len(found) == 1 else None
