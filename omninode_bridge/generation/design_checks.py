"""What keeps a checked document from becoming a package."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from graphlib import CycleError, TopologicalSorter

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.generation import codes
from omninode_bridge.generation.annotations import NUMBERS, TEXTS, unwrapped
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.naming_step import parts_of
from omninode_bridge.generation.reads import without_effect
from omninode_bridge.generation.values import UnreadableValueError, default_json, python_code
from omninode_bridge.requirements.document import Document, Entity, Field, JsonValue
from omninode_bridge.requirements.types import EntityRef, Kind, Scalar, ValueType
from omninode_bridge.rules.patterns import problem_of
from omninode_bridge.rules.program import Program, Reject, SetField

START = Place(1)


def check_design(document: Document, program: Program, names: Names) -> Iterator[Diagnostic]:
    """Errors first by kind, then in document order."""
    if not program.outputs or not program.steps:
        yield codes.NO_RULES.at(START, "Nothing is computed: there is no output or no rule.")
    yield from check_fields(document, names)
    yield from _other_messages(document, program)
    yield from _without_effect(program)


def check_fields(document: Document, names: Names) -> Iterator[Diagnostic]:
    """What no model can be made of: circles, constraints and defaults that do not fit."""
    yield from _circles(document)
    yield from _endless(document)
    for field in _read_fields(document):
        yield from _constraint_problems(field)
        yield from _default_problems(field, names)


def _read_fields(document: Document) -> Iterator[Field]:
    for entity in document.entities:
        yield from entity.fields
    yield from document.inputs or ()


def _entities_in(kind: ValueType) -> Iterator[str]:
    if isinstance(kind, EntityRef):
        yield kind.name
    for part in parts_of(kind):
        yield from _entities_in(part)


def _needs(entity: Entity) -> set[str]:
    found = {name for field in entity.fields for name in _entities_in(field.type)}
    return found - {entity.name}


def _endless(document: Document) -> Iterator[Diagnostic]:
    for entity in document.entities:
        for field in entity.fields:
            if field.type == EntityRef(entity.name) and field.default is None:
                message = f"Every `{entity.name}` needs another one in `{field.name}`."
                yield codes.ENDLESS.at(field.place, message)


def _circles(document: Document) -> Iterator[Diagnostic]:
    sorter = TopologicalSorter({entity.name: _needs(entity) for entity in document.entities})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        entity = document.entity(error.args[1][0])
        place = entity.place if entity else START
        yield codes.ENTITY_CIRCLE.at(place, f"The entities contain each other: {circle}.")


def _constraint_problems(field: Field) -> Iterator[Diagnostic]:
    kind = unwrapped(field.type)
    constraints = field.constraints
    scalar = kind.kind if isinstance(kind, Scalar) else None
    if constraints.pattern is not None:
        problem = problem_of(constraints.pattern)
        if scalar not in TEXTS:
            problem = f"A pattern applies to text, not to {field.type}."
        if problem:
            yield codes.BAD_CONSTRAINT.at(field.place, f"`{field.name}`: {problem}")
    if (constraints.minimum or constraints.maximum) and scalar not in NUMBERS:
        message = f"`{field.name}`: nothing of the type {field.type} is more or less than a number."
        yield codes.BAD_CONSTRAINT.at(field.place, message)
    for choice in constraints.one_of:
        if not _is_choice(choice, scalar):
            message = f"`{field.name}`: the choice {choice} is no value of the type {field.type}."
            yield codes.BAD_CONSTRAINT.at(field.place, message)


def _is_choice(choice: str, scalar: Kind | None) -> bool:
    if scalar in TEXTS:
        return True
    try:
        number = Decimal(choice)
    except InvalidOperation:
        return False
    whole = number == number.to_integral_value() if number.is_finite() else False
    return number.is_finite() and scalar in NUMBERS and (scalar is not Kind.INT or whole)


def _default_problems(field: Field, names: Names) -> Iterator[Diagnostic]:
    if field.default is None:
        return
    kind = unwrapped(field.type)
    try:
        value = default_json(field.default, kind)
        python_code(value, kind, names)
    except UnreadableValueError as error:
        message = f"The default of `{field.name}` {error}."
        yield codes.BAD_DEFAULT.at(field.place, message)
        return
    if broken := _broken(field, value):
        message = f"The default of `{field.name}` breaks its own constraint: {broken}."
        yield codes.BAD_DEFAULT.at(field.place, message)


def _broken(field: Field, value: JsonValue) -> str:
    """The constraint that the value breaks, or nothing; patterns are left to the model."""
    found = field.constraints
    kind = unwrapped(field.type)
    if isinstance(kind, Scalar) and kind.kind in NUMBERS and isinstance(value, str | int | Decimal):
        return _out_of_range(field, Decimal(value))
    if isinstance(value, str | list | dict):
        if found.min_length is not None and len(value) < found.min_length:
            return f"length at least {found.min_length}"
        if found.max_length is not None and len(value) > found.max_length:
            return f"length at most {found.max_length}"
    if found.one_of and value not in found.one_of:
        return f"one of {', '.join(found.one_of)}"
    return ""


def _out_of_range(field: Field, value: Decimal) -> str:
    low, high = field.constraints.minimum, field.constraints.maximum
    if low is not None and (value < low.value or (value == low.value and not low.inclusive)):
        return f"{'>=' if low.inclusive else '>'} {low.value}"
    if high is not None and (value > high.value or (value == high.value and not high.inclusive)):
        return f"{'<=' if high.inclusive else '<'} {high.value}"
    choices = field.constraints.one_of
    return f"one of {', '.join(choices)}" if choices and value not in map(Decimal, choices) else ""


def _other_messages(document: Document, program: Program) -> Iterator[Diagnostic]:
    messages = {step.message for step in program.steps if isinstance(step, Reject)}
    for example in document.examples:
        if example.rejection is not None and example.rejection.message not in messages:
            message = f'No rule rejects with the message "{example.rejection.message}".'
            yield codes.OTHER_MESSAGE.at(example.place, message)


def _without_effect(program: Program) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for step in without_effect(program):
        name = f"{step.list_name}.{step.name}" if isinstance(step, SetField) else step.name
        message = f"No output, rejection or warning depends on `{name}`."
        found += [codes.WITHOUT_EFFECT.at(source.place, message) for source in step.sources]
    return sorted(found, key=lambda one: (one.place.line, one.place.column))
