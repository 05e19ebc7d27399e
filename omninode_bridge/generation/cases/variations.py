"""Values that are worth trying in a request: around the constants of the rules and the bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice, zip_longest
from typing import Final

from omninode_bridge.generation.annotations import NUMBERS, unwrapped
from omninode_bridge.generation.cases.constants import constants_of
from omninode_bridge.generation.cases.json_values import json_value
from omninode_bridge.generation.cases.moments import Moment, moments
from omninode_bridge.generation.samples import (
    SCALARS,
    STEPS,
    NoSampleError,
    Samples,
    fits,
    inner,
    spelled,
)
from omninode_bridge.requirements.document import Constraints, Document, Field, JsonValue
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
from omninode_bridge.rules.program import Program

MOST_DEPTH: Final = 3
LIST_SIZES: Final = (0, 2, 3, 1)

type Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Variation:
    """Another value at a place of a request; without a value the field is left out."""

    path: Path
    value: JsonValue = None
    is_left_out: bool = False


class Variations:
    """Variations of the requests of one document, always in the same order."""

    def __init__(self, document: Document, program: Program) -> None:
        self.document = document
        self.samples = Samples(document)
        self.constants = constants_of(program)
        self._pools: dict[tuple[ValueType, Constraints], tuple[JsonValue, ...]] = {}

    def of(self, request: JsonValue) -> Iterator[Variation]:
        """The first idea for each field, then the second one, and so on."""
        fields = self.document.inputs or ()
        ideas = [self._of_field(field, (), request, 0) for field in fields]
        return interleaved(ideas)

    def rich(self) -> dict[str, JsonValue]:
        """A request with every field, and with lists of items that differ."""
        fields = self.document.inputs or ()
        return {field.name: self._rich(field.type, field.constraints, 0, 0) for field in fields}

    def _of_field(
        self, field: Field, path: Path, record: JsonValue, depth: int
    ) -> Iterator[Variation]:
        here = (*path, field.name)
        current = record.get(field.name) if isinstance(record, dict) else None
        own = (Variation(here, value) for value in self.pool(field.type, field.constraints))
        inside = self._inside(unwrapped(field.type), here, current, depth)
        left_out = field.default is not None or unwrapped(field.type) != field.type
        yield from interleaved([own, inside])
        if left_out and current is not None:
            yield Variation(here, is_left_out=True)

    def _inside(
        self, kind: ValueType, path: Path, current: JsonValue, depth: int
    ) -> Iterator[Variation]:
        if depth >= MOST_DEPTH:
            return iter(())
        match kind:
            case EntityRef(name) if isinstance(current, dict):
                entity = self.document.entity(name)
                fields = () if entity is None else entity.fields
                found = [self._of_field(field, path, current, depth + 1) for field in fields]
                return interleaved(found)
            case ListOf(item) if isinstance(current, list) and current:
                return self._inside_list(item, path, current, depth)
            case _:
                return iter(())

    def _inside_list(
        self, item: ValueType, path: Path, current: list[JsonValue], depth: int
    ) -> Iterator[Variation]:
        """The first item varied, and the last one where there are more."""
        places = dict.fromkeys((0, len(current) - 1))
        found = []
        for at in places:
            found.append(self._inside(unwrapped(item), (*path, at), current[at], depth + 1))
            if not isinstance(unwrapped(item), EntityRef):
                pool = self.pool(item, Constraints())
                found.append(Variation((*path, at), value) for value in pool)
        return interleaved(found)

    def pool(self, kind: ValueType, constraints: Constraints) -> tuple[JsonValue, ...]:
        """Values of the type that keep the constraints, the most telling first."""
        key = (kind, constraints)
        if key not in self._pools:
            # Asked for again while it is made, by an entity that holds itself: then it is empty.
            self._pools[key] = ()
            try:
                self._pools[key] = _distinct(self._values(unwrapped(kind), constraints))
            except NoSampleError:
                return ()
        return self._pools[key]

    def _values(self, kind: ValueType, found: Constraints) -> Iterator[JsonValue]:
        match kind:
            case Scalar(scalar) if scalar in NUMBERS:
                yield from self._numbers(scalar, found)
            case Scalar(Kind.STRING):
                yield from self._texts(found)
            case Scalar(scalar):
                yield from self._plain(scalar, found)
            case EnumOf(members):
                yield from members
            case ListOf(item):
                yield from self._lists(item, found)
            case MapOf(key, value):
                yield from self._maps(key, value, found)
            case _:
                return

    def _numbers(self, kind: Kind, found: Constraints) -> Iterator[JsonValue]:
        step = STEPS.get(kind, Decimal("0.5"))
        step = max(step, Decimal("0.01"))
        around = [(number + step, number, number - step) for number in self.constants.numbers]
        bounds = [
            inner(kind, bound, up=up)
            for bound, up in ((found.minimum, True), (found.maximum, False))
            if bound is not None
        ]
        usual = [Decimal(text) for text in ("10", "3", "0", "-1", "1")]
        if kind is not Kind.INT:
            usual.insert(2, Decimal("2.45"))
        choices = [Decimal(choice) for choice in found.one_of]
        for number in chain(choices, *around, usual, bounds):
            whole = kind is not Kind.INT or number == number.to_integral_value()
            if whole and fits(number, found):
                yield spelled(number, kind)

    def _texts(self, found: Constraints) -> Iterator[JsonValue]:
        wanted = (*self.constants.texts, *self.constants.matching)
        around = (f"x{text}y" for text in wanted)
        longest = "Ab c" * 3
        for text in chain(found.one_of, wanted, around, ("b", longest, ""), self._long_texts()):
            if self.samples.keeps(text, found):
                yield text
        yield from islice(self.samples.texts(found), 3)

    def _long_texts(self) -> Iterator[str]:
        """With all constants at once; and about as long, in characters and in pieces, as asked."""
        found = self.constants
        between = next(iter(found.matching), "b")
        # Marks that rules put into texts are often refused in what is given.
        plain = tuple(text for text in found.every_text if text.isascii())
        for texts in (found.every_text, plain):
            if len(texts) > 1:
                yield between.join(("", *texts, ""))
        for length in found.lengths:
            yield from ("a" * length, "a" * (length + 1))
            pieces = [f"b{number}" for number in range(length + 1)]
            yield from (separator.join(pieces) for separator in found.separators)

    def _plain(self, kind: Kind, found: Constraints) -> Iterator[JsonValue]:
        if kind is Kind.BOOL:
            yield from (True, False)
            return
        if found != Constraints():
            yield self.samples.value(Scalar(kind), found)
            return
        yield from (json_value(value, Scalar(kind), {}) for value in self._moments(kind))
        yield SCALARS[kind]

    def _moments(self, kind: Kind) -> Iterator[Moment]:
        found = self.constants
        return moments(kind, found.moments, found.numbers, found.functions)

    def _lists(self, item: ValueType, found: Constraints) -> Iterator[JsonValue]:
        lengths = self.constants.lengths
        for size in (*LIST_SIZES, *(size for length in lengths for size in (length + 1, length))):
            if (found.min_length or 0) <= size <= (found.max_length or size):
                yield [self._rich(item, Constraints(), at, 1) for at in range(size)]

    def _maps(self, key: ValueType, value: ValueType, found: Constraints) -> Iterator[JsonValue]:
        names = self.constants.texts if key == Scalar(Kind.STRING) else ()
        for wanted in (*((name,) for name in names), ("1",), ()):
            if (found.min_length or 0) <= len(wanted) <= (found.max_length or len(wanted)):
                yield {name: self._rich(value, Constraints(), 0, 1) for name in wanted}

    def _rich(self, kind: ValueType, found: Constraints, number: int, depth: int) -> JsonValue:
        """The value that stands at that position among the ideas for its type."""
        plain = unwrapped(kind)
        if isinstance(kind, Optional) and depth > MOST_DEPTH:
            return None
        if isinstance(plain, EntityRef):
            entity = self.document.entity(plain.name)
            if entity is None or depth > MOST_DEPTH:
                raise NoSampleError(plain.name)
            return {
                field.name: self._rich(field.type, field.constraints, number + at, depth + 1)
                for at, field in enumerate(entity.fields)
            }
        if isinstance(plain, ListOf) and depth > MOST_DEPTH:
            return []
        pool = self.pool(kind, found)
        if not pool:
            return self.samples.value(kind, found)
        return pool[number % len(pool)]


def _distinct(values: Iterable[JsonValue]) -> tuple[JsonValue, ...]:
    """First occurrences; values of different types are never the same."""
    return tuple({repr(value): value for value in values}.values())


def interleaved[T](sources: Iterable[Iterable[T]]) -> Iterator[T]:
    """The first of each, then the second of each, until all are exhausted."""
    nothing = object()
    for row in zip_longest(*sources, fillvalue=nothing):
        yield from (found for found in row if found is not nothing)  # type: ignore[misc]  # the filling is left out


def varied(request: JsonValue, variation: Variation, depth: int = 0) -> JsonValue:
    """A copy with the variation; what it does not touch is shared with the original."""
    if depth == len(variation.path):
        return variation.value
    step = variation.path[depth]
    if isinstance(request, dict) and isinstance(step, str):
        if variation.is_left_out and depth == len(variation.path) - 1:
            return {name: part for name, part in request.items() if name != step}
        return request | {step: varied(request.get(step), variation, depth + 1)}
    if isinstance(request, list) and isinstance(step, int):
        return [
            varied(part, variation, depth + 1) if at == step else part
            for at, part in enumerate(request)
        ]
    return request
