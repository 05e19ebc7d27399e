"""Values on both sides of what conditions ask: inputs and outputs worth trying."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice, product
from typing import Final

from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.samples import NoSampleError, Samples
from omninode_bridge.requirements.document import Document, Field, JsonValue
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType
from omninode_bridge.rules.syntax import (
    Attribute,
    Compare,
    Expression,
    ListLiteral,
    Minus,
    Name,
    Node,
    Number,
    Text,
    children,
)

MOST_INPUTS: Final = 12
MOST_VALUES: Final = 6

type Request = dict[str, JsonValue]
type Path = tuple[str, ...]
"""A field of the input, or a step and a field of its output, and what lies below."""


@dataclass(frozen=True, slots=True)
class Tried:
    """`inputs` begin with the plainest; `outputs` are by step, each with the same number."""

    inputs: tuple[dict[str, JsonValue], ...]
    outputs: Mapping[str, tuple[JsonValue, ...]]


def tried(document: Document, flow: Flow) -> Tried | None:
    """None where no input can be made up."""
    try:
        base = Samples(document).record(document.inputs or ())
    except NoSampleError:
        return None
    asked = _asked(flow, base)
    inputs = [base]
    for field in document.inputs or ():
        inputs += [base | {field.name: value} for value in _values(field, asked)]
    outputs = {
        name: tuple(_outputs({path[1:]: found for path, found in asked.items() if path[0] == name}))
        for name in flow.steps
    }
    unique = [one for at, one in enumerate(inputs) if one not in inputs[:at]]
    return Tried(tuple(unique[:MOST_INPUTS]), outputs)


def combinations_of(inputs: Sequence[Request]) -> Iterator[Request]:
    """Each value that a field has in one of the inputs, together with those of the others."""
    values: dict[str, list[JsonValue]] = {}
    for given in inputs:
        for name, value in given.items():
            known = values.setdefault(name, [])
            if not any(type(value) is type(one) and value == one for one in known):
                known.append(value)
    # Backwards, as what conditions ask comes behind the plainest.
    for chosen in product(*(found[::-1] for found in values.values())):
        yield dict(zip(values, chosen, strict=True))


def _asked(flow: Flow, base: Request) -> dict[Path, list[JsonValue]]:
    """Every path that a condition reaches, with values on both sides of what it is compared to."""
    found: dict[Path, list[JsonValue]] = {}
    for step in flow.steps.values():
        for condition in step.conditions:
            for path, value in _paths(condition.expression, base):
                values = found.setdefault(path, [])
                if all(type(value) is not type(one) or value != one for one in values):
                    values.append(value)
    return {path: _compared(values) or values for path, values in found.items()}


def _compared(values: list[JsonValue]) -> list[JsonValue]:
    """Without true and false, which are only for what nothing else is known of."""
    return [value for value in values if not isinstance(value, bool)]


def _paths(root: Node, base: Request) -> Iterator[tuple[Path, JsonValue]]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Compare):
            parts = [node.first, *(part for _, part in node.rest)]
            literals = [value for part in parts for value in _literals(part)]
            literals += [value for part in parts for value in _around(part, base)]
            for part in parts:
                if path := _path(part):
                    yield from ((path, value) for value in literals or (0, 1, 2))
        if isinstance(node, Attribute | Name) and (path := _path(node)):
            yield from ((path, truth) for truth in (True, False))
        else:
            waiting.extend(children(node))


def _path(node: Expression) -> Path:
    names: list[str] = []
    while isinstance(node, Attribute):
        names.append(node.name)
        node = node.of
    return (node.id, *reversed(names)) if isinstance(node, Name) else ()


def _around(node: Expression, base: Request) -> Iterator[JsonValue]:
    """Values around that of an input field, where it is a number."""
    value = base.get(node.id) if isinstance(node, Name) else None
    try:
        number = Decimal(str(value)) if isinstance(value, int | str | Decimal) else None
    except InvalidOperation:
        number = None
    if number is not None and not isinstance(value, bool):
        whole = int(number) if number == int(number) else number
        yield from (whole + 1, whole, whole - 1)


def _literals(node: Expression) -> Iterator[JsonValue]:
    match node:
        case Number(value, percent):
            exact = Decimal(value) / 100 if percent else value
            yield from (exact + 1, exact, exact - 1)
        case Minus(Number(value, False)):
            yield from (-value + 1, -value, -value - 1)
        case Text(value):
            yield from (value, f"{value}x")
        case ListLiteral(items):
            for item in items:
                yield from _literals(item)


def _values(field: Field, asked: Mapping[Path, list[JsonValue]]) -> Iterator[JsonValue]:
    """Values that the field accepts as far as its type goes; constraints are asked later."""
    kind = field.type.of if isinstance(field.type, Optional) else field.type
    if isinstance(kind, EnumOf):
        yield from kind.members
    elif kind == Scalar(Kind.BOOL):
        yield from (True, False)
    else:
        compared = asked.get((field.name,), [])
        yield from islice((value for value in compared if _fits(value, kind)), MOST_VALUES)


def _fits(value: JsonValue, kind: ValueType) -> bool:
    if isinstance(value, bool) or not isinstance(kind, Scalar):
        return False
    if isinstance(value, str):
        return kind.kind in (Kind.STRING, Kind.EMAIL, Kind.URL, Kind.DATE, Kind.DATETIME)
    if kind.kind is Kind.INT:
        return isinstance(value, int)
    return kind.kind in (Kind.MONEY, Kind.DECIMAL, Kind.FLOAT)


def _outputs(asked: Mapping[Path, list[JsonValue]]) -> Iterator[JsonValue]:
    """Objects with the values at their paths; and one without any."""
    most = max((len(values) for values in asked.values()), default=0)
    for at in range(min(most, MOST_VALUES)):
        found: dict[str, JsonValue] = {}
        for path, values in asked.items():
            _put(found, path, values[at % len(values)])
        yield found
    yield {}


def _put(into: dict[str, JsonValue], path: Path, value: JsonValue) -> None:
    for name in path[:-1]:
        inner = into.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        into = inner
    if path:
        into[path[-1]] = value
