"""Two things measured alike: `tiles wider than the wall`, `the run took longer than the bike`."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.statements.comparisons import MEASURING
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.terms import UNITS, Term, said_as

_MEASURES: Final = {
    "length duration": frozenset({"length", "duration", "time", "m", "km", "cm", "mm"}),
    "age": frozenset({"age"}), "weight": frozenset({"weight", "kg", "g", "t"}),
    "height": frozenset({"height"}), "width": frozenset({"width"}),
    "price cost": frozenset({"price", "cost"}), "speed": frozenset({"speed"}),
    "temperature": frozenset({"temperature", "celsius"}),
}  # fmt: skip
_TIMES: Final = frozenset({"second", "minute", "hour", "day"})
_DOING: Final = ("took", "takes", "take", "lasts", "last", "lasted", "was", "is", "are", "were")


def compared_things(reader: FormulaReader, subject: Sequence[str]) -> Formula | None:
    """None, and the cursor where it was, where no two things with one measure are named."""
    words, start = reader.words, reader.words.at
    words.take(*_DOING)
    phrase = words.take(*sorted(MEASURING, key=len, reverse=True))
    if phrase and words.number() is None:
        sign, measure = MEASURING[phrase]
        other = reader.name_words()
        pair = _pair(reader, subject, other, measure) if other else None
        if pair is not None:
            first, second = pair
            reads = frozenset({first.name, second.name})
            return Formula(f"{first.text} {sign} {second.text}", reads, kind="bool")
    words.at = start
    return None


def _pair(
    reader: FormulaReader, one: Sequence[str], other: Sequence[str], measure: str
) -> tuple[Term, Term] | None:
    first, second = _measured(reader, one, measure), _measured(reader, other, measure)
    both = sorted(first.keys() & second.keys())
    return (first[both[0]], second[both[0]]) if len(both) == 1 else None


def _measured(reader: FormulaReader, thing: Sequence[str], measure: str) -> dict[str, Term]:
    """By what is measured: the numbers of the thing."""
    said = said_as(thing)
    found: dict[str, Term] = {}
    for term in reader.terms.known.values():
        spoken = said_as(term.name.split("_"))
        rest = " ".join(spoken[len(said) :])
        first = rest.split(" ")[0]
        is_time = measure.startswith("length") and first in _TIMES
        fits = first in _MEASURES.get(measure, ()) or UNITS.get(first) in _MEASURES.get(measure, ())
        if spoken[: len(said)] == said and rest and not term.over and (fits or is_time):
            found[rest] = term
    return found
