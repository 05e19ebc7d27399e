"""What the rules of a document compare with and compute with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Final

from omninode_bridge.generation.cases.moments import Moment
from omninode_bridge.generation.pattern_samples import texts_of
from omninode_bridge.rules.program import Program
from omninode_bridge.rules.typed import Call, Comparison, Literal, Pattern
from omninode_bridge.rules.walking import functions_in, parts

MOST: Final = 12
MOST_TEXTS: Final = 100
# A request with more than so many items would be as long as all the others together.
LONGEST: Final = 110
SHORTEST: Final = 4
_LENGTHS: Final = frozenset({"len", "count"})


@dataclass(frozen=True, slots=True)
class Constants:
    """Each in the order of the document.

    `every_text` are also those beyond the first few; `lengths` what numbers of items, pieces or
    characters are compared with; `separators` split texts; `matching` are texts that fit patterns.
    """

    numbers: tuple[Decimal, ...]
    texts: tuple[str, ...]
    moments: tuple[Moment, ...]
    functions: frozenset[str]
    every_text: tuple[str, ...]
    lengths: tuple[int, ...]
    separators: tuple[str, ...]
    matching: tuple[str, ...]


def constants_of(program: Program) -> Constants:
    nodes = list(parts(list(program.steps)))
    found = [node.value for node in nodes if isinstance(node, Literal)]
    texts = tuple(dict.fromkeys(value for value in found if isinstance(value, str)))
    return Constants(
        numbers=_few(_numbers(found)),
        texts=texts[:MOST],
        moments=_few(value for value in found if isinstance(value, date | timedelta)),
        functions=functions_in(program.steps),
        every_text=texts[:MOST_TEXTS],
        lengths=_few(length for node in nodes for length in _lengths(node)),
        separators=_few(separator for node in nodes for separator in _separators(node)),
        matching=_few(text for node in nodes for text in _matching(node)),
    )


def _few[T](values: Iterable[T]) -> tuple[T, ...]:
    return tuple(islice(dict.fromkeys(values), MOST))


def _numbers(values: Iterable[object]) -> Iterator[Decimal]:
    for value in values:
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            yield Decimal(str(value))


def _lengths(node: object) -> Iterator[int]:
    """Whole numbers in a comparison with how many there are of something."""
    if not isinstance(node, Comparison):
        return
    inside = list(parts(node))
    if any(isinstance(part, Call) and part.function in _LENGTHS for part in inside):
        numbers = _numbers(part.value for part in inside if isinstance(part, Literal))
        yield from (int(number) for number in numbers if SHORTEST <= number < LONGEST)


def _separators(node: object) -> Iterator[str]:
    match node:
        case Call("split", (_, Literal(str() as separator))) if separator:
            yield separator


def _matching(node: object) -> Iterator[str]:
    if isinstance(node, Pattern):
        yield from islice(texts_of(node.source), 2)
