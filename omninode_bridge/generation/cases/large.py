"""Requests in which every number is as large as it may be."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Final

from omninode_bridge.generation.annotations import NUMBERS, unwrapped
from omninode_bridge.generation.cases.variations import MOST_DEPTH, Variations
from omninode_bridge.generation.samples import NoSampleError, fits, inner, spelled
from omninode_bridge.requirements.document import Constraints, Document, Field, JsonValue
from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, Scalar, ValueType

_LEAST: Final = Decimal(1_000)
_TIMES: Final = 10
_ITEMS: Final = 2


def largest(document: Document, known: Variations) -> Iterator[dict[str, JsonValue]]:
    """Every yes or no true, then false; numbers without an upper limit large, and then as usual."""
    fields = document.inputs or ()
    for is_open, truth in product((True, False), repeat=2):
        try:
            yield _record(fields, _Large(document, known, truth=truth, is_open=is_open), 0)
        except NoSampleError:
            return


class _Large:
    def __init__(
        self, document: Document, known: Variations, *, truth: bool, is_open: bool
    ) -> None:
        self.document = document
        self.known = known
        self.truth = truth
        self.is_open = is_open

    def value(self, kind: ValueType, found: Constraints, depth: int) -> JsonValue:
        match unwrapped(kind):
            case Scalar(scalar) if scalar in NUMBERS:
                return self._number(scalar, found)
            case Scalar(Kind.BOOL):
                return self.truth
            case EntityRef(name):
                entity = self.document.entity(name)
                if entity is None or depth > MOST_DEPTH:
                    raise NoSampleError(name)
                return _record(entity.fields, self, depth + 1)
            case ListOf(item):
                size = max(found.min_length or 0, min(_ITEMS, found.max_length or _ITEMS))
                return [self.value(item, Constraints(), depth + 1) for _ in range(size)]
            case plain:
                return self.known.samples.value(plain, found)

    def _number(self, kind: Kind, found: Constraints) -> JsonValue:
        if found.one_of:
            return spelled(max(Decimal(one) for one in found.one_of), kind)
        if found.maximum is not None:
            number = inner(kind, found.maximum, up=False)
        elif self.is_open:
            number = _TIMES * max(_LEAST, *map(abs, self.known.constants.numbers), _LEAST)
            number = number.to_integral_value()
        else:
            return self.known.samples.value(Scalar(kind), found)
        if not fits(number, found):
            return self.known.samples.value(Scalar(kind), found)
        return spelled(number, kind)


def _record(fields: tuple[Field, ...], large: _Large, depth: int) -> dict[str, JsonValue]:
    return {field.name: large.value(field.type, field.constraints, depth) for field in fields}
