"""What the rules say about a JSON request, by evaluation instead of by the generated handler."""

from dataclasses import dataclass
from functools import cached_property

from omninode_bridge.generation.cases.json_values import (
    Check,
    RequestReader,
    UnfitError,
    checker,
    json_value,
)
from omninode_bridge.requirements.document import Document, Field, JsonValue
from omninode_bridge.requirements.types import EntityRef, ListOf, Optional, ValueType
from omninode_bridge.rules.evaluation.evaluate import Evaluator, Watch
from omninode_bridge.rules.evaluation.frame import Mark
from omninode_bridge.rules.evaluation.outcomes import Answered, Outcome
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.program import Program


@dataclass(frozen=True, slots=True)
class Refused:
    """The request, or the answer, breaks a type or a constraint of that field."""

    field: str


@dataclass(frozen=True, slots=True)
class Told:
    """How a request ends, and what was seen on the way; `reached` is as in `Observed`."""

    outcome: Outcome | Refused
    seen: frozenset[Mark] = frozenset()
    reached: int = -1

    @property
    def is_answered(self) -> bool:
        return isinstance(self.outcome, Answered)


class Oracle:
    """Answers requests for one document; made once, asked often."""

    def __init__(self, document: Document, program: Program) -> None:
        self.document = document
        self.program = program
        self.evaluator = Evaluator(program)
        self._reader = RequestReader(document)

    @cached_property
    def fields(self) -> dict[str, dict[str, ValueType]]:
        """The types of what entities and items consist of, by reference."""
        found = {
            entity.name: {field.name: value_type(field) for field in entity.fields}
            for entity in self.document.entities
        }
        for item in self.program.items.values():
            found[item.reference] = {field.name: field.type for field in item.answer}
        return found

    def told(
        self,
        request: dict[str, JsonValue],
        evaluator: Evaluator | None = None,
        watch: Watch | None = None,
    ) -> Told:
        """`evaluator` stands in for that of the document's own rules."""
        try:
            given = self._reader.request(request)
        except UnfitError as error:
            return Told(Refused(str(error)))
        observed = (evaluator or self.evaluator).observed(given, watch)
        outcome: Outcome | Refused = observed.outcome
        if isinstance(outcome, Answered) and (broken := self._broken(outcome)) is not None:
            outcome = Refused(broken)
        return Told(outcome, observed.seen, observed.reached)

    def answer(self, outcome: Answered) -> dict[str, JsonValue]:
        """The answer in JSON, warnings included."""
        found = {
            output.name: json_value(outcome.values[output.name], output.type, self.fields)
            for output in self.program.outputs
        }
        if self.program.can_warn:
            found["warnings"] = list(outcome.warnings)
        return found

    def _broken(self, outcome: Answered) -> str | None:
        """The output whose constraint the answer breaks."""
        for name, check in self._checks:
            if not check(outcome.values[name]):
                return name
        return None

    @cached_property
    def _checks(self) -> list[tuple[str, Check]]:
        found: list[tuple[str, Check]] = []
        for output in self.program.outputs:
            own = None if output.declared is None else checker(output.declared.constraints)
            inside = self._inside(output.type)
            found.extend((output.name, check) for check in (own, inside) if check is not None)
        return found

    def _inside(self, kind: ValueType) -> Check | None:
        """The constraints of the entities and items in a value, as far as there are any."""
        match kind:
            case Optional(of):
                inner = self._inside(of)
                return None if inner is None else _unless_null(inner)
            case ListOf(item):
                inner = self._inside(item)
                return None if inner is None else lambda values: all(map(inner, values))
            case EntityRef(name):
                return _every(self._declared(name))
            case _:
                return None

    def _declared(self, reference: str) -> list[Field]:
        entity = self.document.entity(reference)
        if entity is not None:
            return list(entity.fields)
        item = self.program.items.get(reference.removesuffix(".item"))
        fields = () if item is None else item.answer
        return [field.declared for field in fields if field.declared is not None]


def _unless_null(inner: Check) -> Check:
    return lambda value: value is None or inner(value)


def _every(fields: list[Field]) -> Check | None:
    checks = [
        (field.name, check) for field in fields if (check := checker(field.constraints)) is not None
    ]
    if not checks:
        return None
    return lambda record: all(check(record[name]) for name, check in checks)
