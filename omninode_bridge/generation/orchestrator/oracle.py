"""Answers requests to a workflow without the emitted code."""

from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.cases.json_values import RequestReader, UnfitError, json_value
from omninode_bridge.generation.json_text import Canonical
from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.judgement import (
    HeldError,
    Judged,
    Line,
    StartNow,
    UndecidableError,
    judge,
)
from omninode_bridge.generation.orchestrator.shapes import Shape
from omninode_bridge.generation.orchestrator.truth import Known, Told, told
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import EntityRef, Kind, Scalar, ValueType
from omninode_bridge.rules.evaluation.outcomes import Value
from omninode_bridge.rules.kinds import holds, value_type

FORMATS: Final = (Scalar(Kind.EMAIL), Scalar(Kind.URL))


@dataclass(frozen=True, slots=True)
class Refused:
    """There is no answer; `reason` is for people. `held` where something is not implemented."""

    reason: str
    held: bool = False


class FlowOracle:
    """Answers for one document; made once, asked often."""

    def __init__(self, flow: Flow, shape: Shape) -> None:
        self._flow = flow
        self._given = EntityRef(shape.given)
        self._reader = RequestReader(shape.document)
        self._outputs = {output.name: output.type for output in shape.program.outputs}
        self._fields: dict[str, dict[str, ValueType]] = {
            entity.name: {field.name: value_type(field) for field in entity.fields}
            for entity in shape.document.entities
        }

    @property
    def has_formats(self) -> bool:
        """Whether a field has a form that is not looked at here."""
        types = [kind for fields in self._fields.values() for kind in fields.values()]
        return any(holds(kind, form) for kind in types for form in FORMATS)

    def is_decidable(self, given: dict[str, JsonValue], outputs: dict[str, JsonValue]) -> bool:
        """Whether every condition is true or false for this input and these outputs."""
        try:
            fields = self._reader.reader_of(self._given.name)(given)
        except UnfitError:
            return False
        known = Known(fields, outputs, frozenset(self._flow.steps))
        return all(
            told(condition.expression, known) is not Told.FAILED
            for step in self._flow.steps.values()
            for condition in step.conditions
        )

    def canonical(self, expected: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """An expected answer, spelled as answers are."""
        spelled = Canonical(self._fields)
        return {
            name: spelled.value(value, self._outputs[name]) if name in self._outputs else value
            for name, value in expected.items()
        }

    def answer(self, request: dict[str, JsonValue]) -> dict[str, JsonValue] | Refused:
        try:
            read = self._reader.request(request)
            lines = [
                Line(line["step"], line["outcome"], line["attempt"], line["output"])
                for line in read["history"]
            ]
            return self._written(judge(self._flow, read["input"], lines), read["input"])
        except UnfitError as error:
            return Refused(f"`{error}` is refused")
        except HeldError as error:
            return Refused(str(error), held=True)
        except UndecidableError as error:
            return Refused(str(error))

    def _written(self, judged: Judged, given: Value) -> dict[str, JsonValue]:
        undo = judged.undo
        return {
            "status": judged.status,
            "start": [self._start(found, given) for found in judged.start],
            "compensate": []
            if undo is None
            else [{"step": undo.step.compensate_with, "uses": undo.uses}],
        }

    def _start(self, found: StartNow, given: Value) -> dict[str, JsonValue]:
        return {
            "step": found.step.name,
            "uses": found.step.uses,
            "attempt": found.attempt,
            "delay_ms": found.delay_ms,
            "timeout_ms": found.step.step.timeout_ms,
            "input": {
                "input": json_value(given, self._given, self._fields),
                "outputs": found.outputs,
            },
        }
