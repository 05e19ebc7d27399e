"""What is known of a document's data: the fields of each thing with type, limits and default."""

from collections.abc import Iterator
from dataclasses import dataclass

from omninode_bridge.requirements.document import Constraints, Document, Field


@dataclass(frozen=True, slots=True)
class DataShown:
    """`thing` is `input`, `Loan` or `event pay`; a field reads `fee (money, >= 1)`."""

    thing: str
    fields: tuple[str, ...]


def data_shown(document: Document) -> tuple[DataShown, ...]:
    """Those of which any field is known, in the order in which a PRD tells of them."""
    things = (
        ("input", document.inputs or ()),
        ("output", document.outputs or ()),
        *((entity.name, entity.fields) for entity in document.entities),
        *((f"event {event.name}", event.fields) for event in document.events),
        ("context", document.context or ()),
    )
    return tuple(DataShown(thing, tuple(map(_field, fields))) for thing, fields in things if fields)


def constraint_texts(found: Constraints) -> Iterator[str]:
    if found.minimum is not None:
        yield f"{'>=' if found.minimum.inclusive else '>'} {found.minimum.value}"
    if found.maximum is not None:
        yield f"{'<=' if found.maximum.inclusive else '<'} {found.maximum.value}"
    if found.min_length is not None or found.max_length is not None:
        low, high = found.min_length, found.max_length
        yield f"length {'' if low is None else low}..{'' if high is None else high}"
    if found.pattern is not None:
        yield f"pattern /{found.pattern}/"
    if found.one_of:
        yield f"one of {', '.join(found.one_of)}"


def _field(one: Field) -> str:
    return f"{one.name} ({', '.join(_qualities(one))})"


def _qualities(one: Field) -> Iterator[str]:
    yield "worked out" if one.is_open else str(one.type)
    limits = one.constraints
    yield from constraint_texts(limits)
    if limits.primary_key or limits.unique:
        yield "key" if limits.primary_key else "unique"
    if limits.references:
        yield f"references {limits.references}"
    if one.default is not None:
        yield f"default {one.default.text}"
