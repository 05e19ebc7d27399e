"""Values just inside and just outside of each constraint, for the tests of a package."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.annotations import NUMBERS, unwrapped
from omninode_bridge.generation.constraint_binding import Promise
from omninode_bridge.generation.names import ClassRef, Names
from omninode_bridge.generation.pattern_samples import matches
from omninode_bridge.generation.samples import (
    NoSampleError,
    Samples,
    fits,
    inner,
    outer,
    spelled,
)
from omninode_bridge.requirements.document import Constraints, Document, Field, JsonValue
from omninode_bridge.requirements.types import Kind, ListOf, Optional, Scalar

MAX_LENGTH: Final = 5000
REFUSED_TEXTS: Final = ("!", " ", "a", "1", "A", "\n", "no such text", "")


@dataclass(frozen=True, slots=True)
class EdgeCase:
    """Data for one model; `field` is the JSON name of the field that it is about.

    `owner` is the entity, None for the input.
    """

    model: ClassRef
    data: dict[str, JsonValue]
    field: str
    attribute: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class EdgeCases:
    accepted: tuple[EdgeCase, ...] = ()
    refused: tuple[EdgeCase, ...] = ()

    def about(self, promise: Promise | None) -> "EdgeCases":
        """Those that show what was promised of one field; none without a promise."""
        if promise is None:
            return EdgeCases()
        wanted = (promise.owner, promise.field.name)
        return EdgeCases(
            tuple(case for case in self.accepted if (case.owner, case.field) == wanted),
            tuple(case for case in self.refused if (case.owner, case.field) == wanted),
        )


def edge_cases(document: Document, names: Names) -> EdgeCases:
    """For every model that is read from a request; models without a sample have no cases."""
    samples = Samples(document)
    groups = [_Group(None, names.input_model, document.inputs or ())]
    groups += [
        _Group(entity.name, names.entities[entity.name], entity.fields)
        for entity in document.entities
    ]
    cases = [_of_group(group, names, samples) for group in groups]
    return EdgeCases(
        accepted=tuple(case for found in cases for case in found.accepted),
        refused=tuple(case for found in cases for case in found.refused),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    owner: str | None
    model: ClassRef
    fields: tuple[Field, ...]


def _of_group(group: _Group, names: Names, samples: Samples) -> EdgeCases:
    try:
        base = samples.record(group.fields)
    except NoSampleError:
        return EdgeCases()

    def case(name: str, data: dict[str, JsonValue]) -> EdgeCase:
        return EdgeCase(group.model, data, name, names.attribute(name), group.owner)

    accepted = [
        case(field.name, base | {field.name: value})
        for field in group.fields
        for value in _inside(field, samples)
    ]
    refused = [
        case(field.name, base | {field.name: value})
        for field in group.fields
        for value in _outside(field, samples)
    ]
    missing = [
        case(name, {key: value for key, value in base.items() if key != name}) for name in base
    ]
    unknown = case("no_such_field", base | {"no_such_field": 1})
    return EdgeCases(tuple(accepted), (*refused, *missing, unknown))


def _inside(field: Field, samples: Samples) -> Iterator[JsonValue]:
    kind, found = unwrapped(field.type), field.constraints
    if isinstance(kind, Scalar) and kind.kind in NUMBERS:
        yield from _numbers_inside(kind.kind, found)
    elif kind == Scalar(Kind.STRING) and found != Constraints():
        yield from _texts_inside(found, samples)
    elif isinstance(kind, ListOf):
        for size in dict.fromkeys((found.min_length, found.max_length)):
            yield from _list_of(kind, size, samples)


def _outside(field: Field, samples: Samples) -> Iterator[JsonValue]:
    kind, found = unwrapped(field.type), field.constraints
    nullable = isinstance(field.type, Optional) and field.default is None
    if not nullable and kind != Scalar(Kind.JSON):
        yield None
    if isinstance(kind, Scalar) and kind.kind in NUMBERS:
        yield from _numbers_outside(kind.kind, found)
    elif kind == Scalar(Kind.STRING):
        yield from _texts_outside(found)
    elif isinstance(kind, ListOf):
        for size in _sizes_outside(found):
            yield from _list_of(kind, size, samples)


def _numbers_inside(kind: Kind, found: Constraints) -> Iterator[JsonValue]:
    values = [Decimal(choice) for choice in found.one_of]
    if found.minimum is not None:
        values.append(inner(kind, found.minimum, up=True))
    if found.maximum is not None:
        values.append(inner(kind, found.maximum, up=False))
    for value in dict.fromkeys(values):
        if fits(value, found):
            yield spelled(value, kind)


def _numbers_outside(kind: Kind, found: Constraints) -> Iterator[JsonValue]:
    if kind is Kind.INT:
        yield "1"
    yield True
    if found.minimum is not None:
        yield spelled(outer(kind, found.minimum, up=True), kind)
    if found.maximum is not None:
        yield spelled(outer(kind, found.maximum, up=False), kind)
    if found.one_of:
        yield spelled(max(map(Decimal, found.one_of)) + 1, kind)


def _texts_inside(found: Constraints, samples: Samples) -> Iterator[JsonValue]:
    if found.one_of or found.pattern is not None:
        yield from list(samples.texts(found))[:3]
        return
    for size in dict.fromkeys((found.min_length, found.max_length)):
        if size is not None and size <= MAX_LENGTH:
            yield "a" * size


def _texts_outside(found: Constraints) -> Iterator[JsonValue]:
    yield 1
    if found.one_of:
        yield f"not {found.one_of[0]}"
        return
    if found.pattern is not None:
        pattern = found.pattern
        text = next((text for text in REFUSED_TEXTS if not matches(pattern, text)), None)
        if text is not None:
            yield text
        return
    for size in _sizes_outside(found):
        yield "a" * size


def _sizes_outside(found: Constraints) -> Iterator[int]:
    if found.min_length:
        yield found.min_length - 1
    if found.max_length is not None and found.max_length < MAX_LENGTH:
        yield found.max_length + 1


def _list_of(kind: ListOf, size: int | None, samples: Samples) -> Iterator[JsonValue]:
    if size is None or size > MAX_LENGTH // 100:
        return
    try:
        yield [samples.value(kind.item, Constraints(), 1) for _ in range(size)]
    except NoSampleError:
        return
