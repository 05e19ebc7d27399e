"""Comparisons in conditions that no input can make: a number with a text, an unknown choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from omninode_bridge.requirements.notebook import did_you_mean
from omninode_bridge.requirements.types import EnumOf, ValueType
from omninode_bridge.rules.kinds import BOOL, NUMBERS, TIMES, UUID, is_text, plain
from omninode_bridge.rules.syntax import Compare, Expression, Minus, Name, Number, Span, Text, Truth

_CONTAINING: Final = ("in", "not in")
_ALIKE: Final = ("=", "==", "!=")
"""What differs in kind is simply not alike."""
_NUMBER, _TEXT, _TRUTH, _WRITTEN = "a number", "a text", "true or false", "a moment or an id"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What is wrong with a comparison, and where in the condition."""

    message: str
    span: Span
    fix: str = ""


def mismatches(node: Compare, fields: Mapping[str, ValueType]) -> Iterator[Mismatch]:
    """Only of what is known: fields of the input and literals."""
    left = node.first
    for sign, right in node.rest:
        if sign not in _CONTAINING:
            yield from _pair(left, right, fields, is_ordered=sign not in _ALIKE)
        left = right


def _pair(
    left: Expression, right: Expression, fields: Mapping[str, ValueType], *, is_ordered: bool
) -> Iterator[Mismatch]:
    one, other = _sort(left, fields), _sort(right, fields)
    if is_ordered and one and other and one != other and not _reads(left, right, fields):
        told = f"compares {_named(left, one)} with {_named(right, other)}"
        yield Mismatch(told, right.span)
    for name, text in ((left, right), (right, left)):
        kind = plain(fields[name.id]) if isinstance(name, Name) and name.id in fields else None
        if isinstance(kind, EnumOf) and isinstance(text, Text) and text.value not in kind.members:
            told = f'compares with "{text.value}", which `{_spelled(name)}` never is'
            guess = did_you_mean(text.value, kind.members)
            yield Mismatch(told, text.span, guess or f"write one of: {', '.join(kind.members)}")


def _reads(left: Expression, right: Expression, fields: Mapping[str, ValueType]) -> bool:
    """A text is read as a date or an id where it is compared with one."""
    sorts = {_sort(left, fields), _sort(right, fields)}
    return sorts == {_TEXT, _WRITTEN} and any(isinstance(one, Text) for one in (left, right))


def _sort(node: Expression, fields: Mapping[str, ValueType]) -> str:
    match node:
        case Number() | Minus(Number()):
            return _NUMBER
        case Text():
            return _TEXT
        case Truth():
            return _TRUTH
        case Name(id=name) if name in fields:
            return _sort_of_type(plain(fields[name]))
        case _:
            return ""


def _sort_of_type(kind: ValueType) -> str:
    if kind in NUMBERS:
        return _NUMBER
    if is_text(kind):
        return _TEXT
    if kind == BOOL:
        return _TRUTH
    return _WRITTEN if kind in TIMES or kind == UUID else ""


def _named(node: Expression, sort: str) -> str:
    return f"`{node.id}` ({sort})" if isinstance(node, Name) else sort


def _spelled(node: Expression) -> str:
    return node.id if isinstance(node, Name) else ""
