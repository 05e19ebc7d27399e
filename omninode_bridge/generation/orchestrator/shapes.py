"""Request and answer of an orchestrator, described like a document's own entities."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import (
    Bound,
    Constraints,
    Default,
    Document,
    Entity,
    Field,
)
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
from omninode_bridge.rules.program import Output, Program

STATUSES: Final = ("running", "completed", "compensating", "compensated", "failed")
OUTCOMES: Final = ("started", "completed", "failed")
START: Final = Place(1)

_STRING: Final = Scalar(Kind.STRING)
_INT: Final = Scalar(Kind.INT)
_JSON: Final = Scalar(Kind.JSON)


@dataclass(frozen=True, slots=True)
class Shape:
    """The document whose input and output are the request and the answer.

    The other fields name its entities that no document declares.
    """

    document: Document
    program: Program
    given: str
    line: str
    start: str
    needed: str
    undo: str


def shape_of(document: Document) -> Shape:
    taken = {entity.name for entity in document.entities}
    given, line, start, needed, undo = (
        _free(name, taken)
        for name in ("WorkflowInput", "HistoryLine", "StepStart", "StepInput", "StepUndo")
    )
    entities = (
        Entity(given, document.inputs or (), START, "What the workflow is started with."),
        Entity(line, _line_fields(), START, "What became of one attempt of a step."),
        Entity(needed, _needed_fields(given), START, "What a step is given."),
        Entity(start, _start_fields(needed), START, "A step that is to be started now."),
        Entity(undo, _undo_fields(), START, "A step that is to be undone now."),
    )
    outputs = (
        _field("status", EnumOf(STATUSES), "What the workflow as a whole is doing."),
        _field("start", ListOf(EntityRef(start)), "Ready attempts that have no outcome yet."),
        _field("compensate", ListOf(EntityRef(undo)), "The undo whose turn it is."),
    )
    history = _field("history", ListOf(EntityRef(line)), "What has happened so far, in order.")
    shaped = replace(
        document,
        entities=(*document.entities, *entities),
        inputs=(
            _field("input", EntityRef(given), "What the workflow was started with."),
            replace(history, default=Default("[]")),
        ),
        outputs=outputs,
        rules=(),
    )
    program = Program((), tuple(Output(found.name, found.type, found) for found in outputs))
    return Shape(shaped, program, given, line, start, needed, undo)


def _free(name: str, taken: Iterable[str]) -> str:
    known = {other.lower() for other in taken}
    while name.lower() in known:
        name = f"{name}Of"
    return name


def _field(
    name: str, kind: ValueType, description: str, constraints: Constraints | None = None
) -> Field:
    return Field(
        name, kind, START, constraints=constraints or Constraints(), description=description
    )


def _line_fields() -> tuple[Field, ...]:
    at_least_one = Constraints(minimum=Bound(Decimal(1)))
    return (
        _field("step", _STRING, "The name of the step, or of an undo."),
        _field("outcome", EnumOf(OUTCOMES), "What became of the attempt."),
        _field("attempt", _INT, "The first attempt is 1.", at_least_one),
        _field("output", Optional(_JSON), "What the step has answered."),
    )


def _needed_fields(given: str) -> tuple[Field, ...]:
    outputs = MapOf(_STRING, _JSON)
    return (
        _field("input", EntityRef(given), "What the workflow was started with."),
        _field("outputs", outputs, "The output of each step that comes directly before."),
    )


def _start_fields(needed: str) -> tuple[Field, ...]:
    return (
        _field("step", _STRING, "The name of the step."),
        _field("uses", _STRING, "What carries it out."),
        _field("attempt", _INT, "The first attempt is 1."),
        _field("delay_ms", _INT, "Milliseconds to wait before it starts."),
        _field("timeout_ms", Optional(_INT), "Milliseconds after which it counts as failed."),
        _field("input", EntityRef(needed), "What it is given."),
    )


def _undo_fields() -> tuple[Field, ...]:
    return (
        _field("step", _STRING, "The name of the undo."),
        _field("uses", _STRING, "What carries out the step that it undoes."),
    )
