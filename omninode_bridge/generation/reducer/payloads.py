"""Events that are worth trying on a reducer."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.cases.variations import Variations, interleaved
from omninode_bridge.generation.pattern_samples import distinct_texts
from omninode_bridge.generation.reducer.expressions_of import expressions_of
from omninode_bridge.generation.reducer.layout import EVENT, Layout
from omninode_bridge.generation.samples import NoSampleError, keeps
from omninode_bridge.requirements.document import Constraints, Field, JsonValue
from omninode_bridge.requirements.types import Kind, Scalar
from omninode_bridge.rules.kinds import BOOL, NUMBERS, STRING, plain
from omninode_bridge.rules.program import Assign, Definition, Program, Source

MOST_PAYLOADS: Final = 24
SERIES: Final = 1_000
"""Where the numbers of keys of the next kind of stream begin."""
LARGE: Final = 3

type Event = dict[str, JsonValue]


class Payloads:
    """Events to try, the plainest first; keys are given anew for each use."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._of: dict[str, tuple[Event, ...]] = {}

    def of(self, subject: str) -> tuple[Event, ...]:
        if subject not in self._of:
            try:
                found = islice(self._events(subject), MOST_PAYLOADS)
                self._of[subject] = tuple({repr(event): event for event in found}.values())
            except NoSampleError:
                self._of[subject] = ()
        return self._of[subject]

    def _events(self, subject: str) -> Iterator[Event]:
        fields = self.layout.fields_of(subject)
        named: Event = {EVENT: subject} if self.layout.reducer.is_named else {}
        variations = self._variations(subject)
        base = named | variations.samples.record(fields)
        yield base
        pools = {field.name: variations.pool(field.type, field.constraints) for field in fields}
        yield from (base | large for large in _large(pools, fields))
        mixed = (self._mixed(named | base, pools, number) for number in range(MOST_PAYLOADS))
        single = [
            [base | {name: value} for value in values] for name, values in pools.items() if values
        ]
        yield from interleaved([mixed, interleaved(single)])

    def _variations(self, subject: str) -> Variations:
        """Around the constants of what is said about the subject, then around all others."""
        source = Source("", Place(1), None)
        expressions = (*expressions_of(self.layout, subject), *expressions_of(self.layout))
        shown = tuple(Definition(source, None, value) for value in expressions)
        program = Program((Assign("expressions", BOOL, shown),), ())
        return Variations(self.layout.document, program)

    def _mixed(self, base: Event, pools: dict[str, tuple[JsonValue, ...]], number: int) -> Event:
        """Every field at another of its values; neighbouring numbers share some of them."""
        event = dict(base)
        for at, (name, pool) in enumerate(pools.items()):
            if pool:
                event[name] = pool[(number // (at % 3 + 1) + at) % len(pool)]
        return event

    def with_keys(self, event: Event, subject: str, number: int) -> Event:
        """A copy whose unique fields are like no other's."""
        keys = self.layout.keys_of(subject)
        return event | {key.name: _key(key, event.get(key.name), number) for key in keys}


def _large(pools: Mapping[str, tuple[JsonValue, ...]], fields: Iterable[Field]) -> Iterator[Event]:
    """Numbers as large as any that are tried, and a little less: sums soon reach a guard's limit.

    The largest are often what a rule refuses.
    """
    numbers = [field.name for field in fields if plain(field.type) in NUMBERS]
    ordered = {name: sorted(pools[name], key=_magnitude, reverse=True) for name in numbers}
    for at in range(LARGE if numbers else 0):
        yield {name: found[min(at, len(found) - 1)] for name, found in ordered.items() if found}


def _magnitude(value: JsonValue) -> Decimal:
    return Decimal(str(value))


def _key(field: Field, value: JsonValue, number: int) -> JsonValue:
    kind = plain(field.type)
    if kind == Scalar(Kind.UUID):
        return f"00000000-0000-4000-8000-{number:012d}"
    if kind == STRING and field.constraints.pattern is None and not field.constraints.one_of:
        low, high = field.constraints.min_length or 0, field.constraints.max_length or 40
        return f"{number:0{min(max(low, 3), high)}d}"
    if kind == STRING and not field.constraints.one_of:
        return _matching_key(field.constraints, number) or value
    if kind == Scalar(Kind.INT):
        low_bound = field.constraints.minimum
        return number + (0 if low_bound is None else int(low_bound.value) + 1)
    if kind == Scalar(Kind.EMAIL):
        return f"someone{number}@example.org"
    return value


def _matching_key(found: Constraints, number: int) -> str | None:
    """A text for each number as long as the pattern has as many; the streams share none."""
    texts = (text for text in distinct_texts(found.pattern or "") if keeps(text, found))
    series, at = divmod(number, SERIES)
    wanted = series * MOST_PAYLOADS + at
    known = list(islice(texts, wanted + 1))
    return known[wanted % len(known)] if known else None
