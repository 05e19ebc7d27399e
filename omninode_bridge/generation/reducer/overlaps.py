"""Guards of the same state and event that some event satisfies both: found, not guessed."""

from collections.abc import Iterator
from decimal import localcontext
from itertools import combinations, islice, product
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.generation.cases.json_values import RequestReader, UnfitError
from omninode_bridge.generation.cases.variations import Variations
from omninode_bridge.generation.reducer import codes
from omninode_bridge.generation.reducer.checked import Row
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.scope import CONTEXT_VARIABLE
from omninode_bridge.requirements.document import Field
from omninode_bridge.rules.evaluation.expressions import Compiler
from omninode_bridge.rules.evaluation.frame import Frame, Run
from omninode_bridge.rules.evaluation.numbers import exact
from omninode_bridge.rules.evaluation.outcomes import (
    NoValueError,
    Record,
    UndecidableError,
    Value,
)
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.program import Assign, Definition, Program, Source
from omninode_bridge.rules.typed import Member, Typed, Variable
from omninode_bridge.rules.walking import parts

MOST_TRIED: Final = 400
MOST_PAIRS: Final = 200
MOST_REPORTED: Final = 20

_NOWHERE: Final = Source("", Place(1), None)

type _Names = list[tuple[bool, Field]]
"""Fields that a guard reads; true for those of the context."""


def overlaps(layout: Layout) -> Iterator[Diagnostic]:
    """One finding for each pair of guards with a witness, at most `MOST_REPORTED`."""
    machine = layout.reducer.machine
    rows = () if machine is None else tuple(row for row in machine.rows if row.guard is not None)
    groups: dict[tuple[str | None, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.origin, row.event), []).append(row)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    found = (_finding(layout, first, second) for first, second in islice(pairs, MOST_PAIRS))
    yield from islice((one for one in found if one is not None), MOST_REPORTED)


def _finding(layout: Layout, first: Row, second: Row) -> Diagnostic | None:
    if first.guard is None or second.guard is None:
        return None
    try:
        witness = _witness(layout, first, (first.guard, second.guard))
    except UndecidableError:
        return None
    if witness is None:
        return None
    message = (
        f"{first.event} in {first.origin or 'no state'} satisfies this guard and the one of line "
        f"{first.place.line}: {witness}. The first row wins."
    )
    return codes.OVERLAP.at(second.place, message)


def _witness(layout: Layout, row: Row, guards: tuple[Typed, Typed]) -> str | None:
    """Values that satisfy both guards, as `name = value`."""
    compiler = Compiler({})
    runs = [compiler.compiled(guard) for guard in guards]
    names = _read(layout, row.event, guards)
    pools = [_pool(layout, field, guards) for _, field in names]
    with localcontext(exact()):
        for values in islice(product(*pools), MOST_TRIED):
            if _holds(runs, names, values):
                pairs = zip(names, values, strict=True)
                shown = (f"{one.name} = {value}" for (_, one), value in pairs)
                return ", ".join(shown) or "always"
    return None


def _read(layout: Layout, event: str, guards: tuple[Typed, Typed]) -> _Names:
    """Each field once; a field of the event hides the context's of the same name."""
    own = {field.name: field for field in layout.fields_of(event)}
    kept = {field.name: field for field in layout.reducer.context}
    found: dict[tuple[bool, str], Field] = {}
    for part in parts(list(guards)):
        match part:
            case Member(Variable(name), field_name) if name == CONTEXT_VARIABLE:
                found[True, field_name] = kept[field_name]
            case Variable(name) if name in own:
                found[False, name] = own[name]
            case Variable(name) if name in kept:
                found[True, name] = kept[name]
            case _:
                continue
    return [(is_kept, field) for (is_kept, _), field in found.items()]


def _pool(layout: Layout, field: Field, guards: tuple[Typed, Typed]) -> list[Value]:
    """Values of the field around the constants of the guards."""
    shown = tuple(Definition(_NOWHERE, None, guard) for guard in guards)
    program = Program((Assign("guards", value_type(field), shown),), ())
    texts = Variations(layout.document, program).pool(field.type, field.constraints)
    read = RequestReader(layout.document).reader(value_type(field))
    found: list[Value] = []
    for text in texts:
        try:
            found.append(read(text))
        except (UnfitError, ValueError, ArithmeticError):
            continue
    return found


def _holds(runs: list[Run], names: _Names, values: tuple[Value, ...]) -> bool:
    given: Record = {}
    known: Record = {}
    for (is_kept, field), value in zip(names, values, strict=True):
        (known if is_kept else given)[field.name] = value
    frame = Frame(given, known, {CONTEXT_VARIABLE: known})
    try:
        return all(run(frame) for run in runs)
    except (NoValueError, ArithmeticError, LookupError):
        return False
