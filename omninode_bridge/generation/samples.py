"""Values that a field accepts, made from its type and constraints alone."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from omninode_bridge.generation.annotations import unwrapped
from omninode_bridge.generation.pattern_samples import matches, texts_of
from omninode_bridge.requirements.document import (
    Bound,
    Constraints,
    Document,
    Field,
    JsonValue,
)
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

MAX_DEPTH: Final = 4

SCALARS: Final[dict[Kind, JsonValue]] = {
    Kind.BOOL: True,
    Kind.UUID: "00000000-0000-4000-8000-000000000000",
    Kind.DATE: "2024-02-29",
    Kind.DATETIME: "2024-02-29T12:30:00Z",
    Kind.DURATION: "PT1H",
    Kind.EMAIL: "someone@example.org",
    Kind.URL: "https://example.org/a",
    Kind.JSON: {"any": ["json", 1]},
    Kind.BYTES: "AAE=",
}
STEPS: Final = {Kind.INT: Decimal(1), Kind.MONEY: Decimal("0.01"), Kind.DECIMAL: Decimal("0.001")}
TEXT_PARTS: Final = ("", "a", "A", "1", "ab", "aB1", "a1", "A1", "-", "a-1", " ", "a b", "É", "!")


class NoSampleError(Exception):
    """No value could be found; caught where the test that wanted it is left out."""


def fits(value: Decimal, found: Constraints) -> bool:
    """Whether a number keeps its bounds and its choice."""
    low, high = found.minimum, found.maximum
    if low is not None and (value < low.value or (value == low.value and not low.inclusive)):
        return False
    if high is not None and (value > high.value or (value == high.value and not high.inclusive)):
        return False
    return not found.one_of or value in map(Decimal, found.one_of)


def keeps(text: str, found: Constraints) -> bool:
    """Whether a text keeps its length and its pattern."""
    long_enough = len(text) >= (found.min_length or 0)
    short_enough = found.max_length is None or len(text) <= found.max_length
    pattern = found.pattern
    return long_enough and short_enough and (pattern is None or matches(pattern, text))


def lowest(bound: Bound, step: Decimal) -> Decimal:
    """The smallest multiple of the step that the lower bound admits."""
    value = (bound.value / step).to_integral_value(ROUND_CEILING) * step
    return value + step if value == bound.value and not bound.inclusive else value


def highest(bound: Bound, step: Decimal) -> Decimal:
    value = (bound.value / step).to_integral_value(ROUND_FLOOR) * step
    return value - step if value == bound.value and not bound.inclusive else value


def step_of(kind: Kind, bound: Bound) -> Decimal:
    """Fine enough to tell the bound from its neighbours."""
    exponent = bound.value.as_tuple().exponent
    fine = Decimal(1).scaleb(min(exponent if isinstance(exponent, int) else 0, 0) - 3)
    return min(STEPS[kind], fine) if kind is Kind.DECIMAL else STEPS[kind]


def spelled(value: Decimal, kind: Kind) -> JsonValue:
    if kind is Kind.INT:
        return int(value)
    return float(value) if kind is Kind.FLOAT else format(value, "f")


@dataclass(frozen=True, slots=True)
class Samples:
    document: Document

    def record(self, fields: tuple[Field, ...], depth: int = 0) -> dict[str, JsonValue]:
        """All that is required, and no more."""
        return {
            field.name: self.value(field.type, field.constraints, depth)
            for field in fields
            if field.default is None and not isinstance(field.type, Optional)
        }

    def value(self, kind: ValueType, constraints: Constraints, depth: int = 0) -> JsonValue:
        match unwrapped(kind):
            case Scalar(kind=scalar):
                return self._scalar(scalar, constraints)
            case EnumOf(members=members):
                return members[0]
            case EntityRef(name=name):
                entity = self.document.entity(name)
                if entity is None or depth > MAX_DEPTH:
                    raise NoSampleError(name)
                return self.record(entity.fields, depth + 1)
            case ListOf(item=item):
                size = self._size(constraints, 1 if depth < MAX_DEPTH else 0)
                return [self.value(item, Constraints(), depth + 1) for _ in range(size)]
            case MapOf():
                if constraints.min_length:
                    raise NoSampleError("map")
                return {}
            case _:
                raise NoSampleError(str(kind))

    def texts(self, constraints: Constraints) -> Iterator[str]:
        """Texts that keep every constraint."""
        size = self._size(constraints, 1)
        if constraints.pattern is not None and not constraints.one_of:
            found = texts_of(constraints.pattern)
            yield from (text for text in found if self.keeps(text, constraints))
            return
        candidates = constraints.one_of or (
            *(part * size for part in TEXT_PARTS if len(part) <= 1),
            *TEXT_PARTS,
            *(char * count for count in range(1, 13) for char in ("a", "A", "1")),
        )
        for text in candidates:
            if self.keeps(text, constraints):
                yield text

    def keeps(self, text: str, found: Constraints) -> bool:
        return keeps(text, found)

    def _size(self, found: Constraints, wanted: int) -> int:
        least = max(found.min_length or 0, wanted)
        return least if found.max_length is None else min(least, found.max_length)

    def _scalar(self, kind: Kind, constraints: Constraints) -> JsonValue:
        if kind is Kind.STRING:
            text = next((text for text in self.texts(constraints) if text), None)
            if text is None:
                raise NoSampleError(kind)
            return text
        if kind in (*STEPS, Kind.FLOAT):
            return spelled(self._number(kind, constraints), kind)
        value = SCALARS[kind]
        if kind in (Kind.EMAIL, Kind.URL) and constraints.pattern is not None:
            raise NoSampleError(kind)
        if constraints != Constraints() and not self.keeps(str(value), constraints):
            raise NoSampleError(kind)
        return value

    def _number(self, kind: Kind, found: Constraints) -> Decimal:
        candidates = [Decimal(choice) for choice in found.one_of] + [Decimal(1)]
        if found.minimum is not None:
            candidates.append(_inner(kind, found.minimum, up=True))
        if found.maximum is not None:
            candidates.append(_inner(kind, found.maximum, up=False))
        for value in candidates:
            if fits(value, found):
                return value
        raise NoSampleError(kind)


def _inner(kind: Kind, bound: Bound, *, up: bool) -> Decimal:
    """The number inside that is nearest to the bound."""
    if kind is Kind.FLOAT:
        if bound.inclusive:
            return bound.value
        return Decimal(repr(math.nextafter(float(bound.value), math.inf if up else -math.inf)))
    step = step_of(kind, bound)
    return lowest(bound, step) if up else highest(bound, step)


def inner(kind: Kind, bound: Bound, *, up: bool) -> Decimal:
    return _inner(kind, bound, up=up)


def outer(kind: Kind, bound: Bound, *, up: bool) -> Decimal:
    """The number outside that is nearest to the bound; `up` is true for a lower bound."""
    inside = _inner(kind, bound, up=up)
    if kind is Kind.FLOAT:
        if not bound.inclusive:
            return bound.value
        return Decimal(repr(math.nextafter(float(inside), -math.inf if up else math.inf)))
    step = step_of(kind, bound)
    return inside - step if up else inside + step
