"""What the answer of an operation holds, and where each part comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.plan import (
    ON_A_ROW,
    TOTAL,
    WARNINGS,
    WRITING,
    AnswerField,
    From,
    OperationPlan,
)
from omninode_bridge.requirements.document import Field, OperationOutput
from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, Scalar, ValueType
from omninode_bridge.rules.kinds import value_type


@dataclass(slots=True)
class AnswerReader:
    """Reads the outputs of one operation; `findings` grows."""

    plan: OperationPlan
    findings: list[Diagnostic]

    def is_row(self) -> bool:
        """The answer is the row and nothing else."""
        outputs = self.plan.operation.outputs
        return (
            len(outputs) == 1
            and not outputs[0].name
            and self._is_entity(outputs[0].type)
            and not self._warns()
        )

    def read(self) -> tuple[AnswerField, ...]:
        found: dict[str, AnswerField] = {}
        for output in self.plan.operation.outputs:
            for each in self._of_output(output):
                found.setdefault(each.name, each)
        if self.plan.file_kind == "read file" and not found:
            found["content"] = AnswerField("content", Scalar(Kind.STRING), From.FILE)
        if self._warns():
            texts = ListOf(Scalar(Kind.STRING))
            found[WARNINGS] = AnswerField(WARNINGS, texts, From.DECIDED)
        return tuple(found.values())

    def _warns(self) -> bool:
        return self.plan.program is not None and self.plan.program.can_warn

    def _is_entity(self, type_: ValueType | None) -> bool:
        entity = self.plan.entity
        return entity is not None and type_ == EntityRef(entity.entity.name)

    def _is_rows(self, type_: ValueType | None) -> bool:
        return isinstance(type_, ListOf) and self._is_entity(type_.item)

    def _of_output(self, output: OperationOutput) -> Iterator[AnswerField]:
        lists = self.plan.kind in ("list", "query")
        if self._is_entity(output.type) and not lists and self.plan.kind is not None:
            if output.name:
                assert output.type is not None  # noqa: S101 - as `_is_entity` found
                yield AnswerField(output.name, output.type, From.ROW, whole=True)
            else:
                yield from self._row()
        elif self._is_rows(output.type) and lists and output.type is not None:
            yield AnswerField(output.name or "items", output.type, From.ITEMS)
        elif lists and output.name == TOTAL:
            yield AnswerField(TOTAL, Scalar(Kind.INT), From.TOTAL)
        elif (found := self._named(output)) is not None:
            yield found
        else:
            self.findings.append(self._unknown(output))

    def _unknown(self, output: OperationOutput) -> Diagnostic:
        if "call" in self.plan.operation.kinds and output.name:
            message = f"The output `{output.name}` of {self.plan.name} has no type."
            fix = f"write `{output.name}: type`, if the service answers it"
            return codes.UNKNOWN_OUTPUT.at(output.place, message, fix=fix)
        message = f"Nothing gives the output `{output.name or output.type}` of {self.plan.name}."
        return codes.UNKNOWN_OUTPUT.at(output.place, message)

    def _row(self) -> Iterator[AnswerField]:
        entity = self.plan.entity
        for field in entity.entity.fields if entity is not None else ():
            yield AnswerField(field.name, value_type(field), From.ROW, field)

    def _named(self, output: OperationOutput) -> AnswerField | None:
        name = output.name
        decided = next((each for each in self.plan.decided if each.name == name), None)
        has_row = self.plan.entity is not None and self.plan.kind in WRITING | ON_A_ROW
        stored = self.plan.entity.field(name) if self.plan.entity and has_row else None
        given = next((each.field for each in self.plan.request if each.name == name), None)
        for field, origin in (
            (stored, From.ROW),
            (decided, From.DECIDED),
            (given, From.REQUEST),
        ):
            if field is not None:
                return AnswerField(name, _of_field(field), origin, field)
        if output.type is not None and name and "call" in self.plan.operation.kinds:
            return AnswerField(name, output.type, From.BODY)
        if name and self.plan.file_kind == "read file":
            return AnswerField(name, output.type or Scalar(Kind.STRING), From.FILE)
        return None


def _of_field(field: Field) -> ValueType:
    return value_type(field)
