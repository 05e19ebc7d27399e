"""What a reference knows of its document before it is asked anything."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from omninode_bridge.generation.cases.json_values import (
    RequestReader,
    UnfitError,
)
from omninode_bridge.generation.effect.moves import refusal
from omninode_bridge.generation.effect.plan import (
    OperationPlan,
)
from omninode_bridge.generation.effect.refusal import (
    STALE,
    VALIDATION,
    RefusalError,
    UnknownEndError,
)
from omninode_bridge.requirements.document import Document, JsonValue
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.frame import Mark
from omninode_bridge.rules.evaluation.outcomes import (
    Answered,
    Record,
    Rejected,
    Undecided,
)
from omninode_bridge.rules.kinds import value_type


class Knowledge:
    """Plans, types, and the rules made ready for evaluation."""

    def __init__(self, document: Document, plans: Sequence[OperationPlan]) -> None:
        self.document = document
        self.plans = {plan.name: plan for plan in plans}
        self._readers: dict[tuple[str, ...], RequestReader] = {}
        self._evaluators = {
            plan.name: Evaluator(plan.program) for plan in plans if plan.program is not None
        }
        self._guards = {
            (plan.name, number): Evaluator(row.guard)
            for plan in plans
            if plan.moves is not None
            for number, row in enumerate(plan.moves.rows, 1)
            if row.guard is not None
        }

    @cached_property
    def fields(self) -> dict[str, dict[str, ValueType]]:
        return {
            entity.name: {field.name: value_type(field) for field in entity.fields}
            for entity in self.document.entities
        }

    def observed(self, plan: OperationPlan, facts: Record) -> tuple[Record, frozenset[Mark]]:
        """What the rules assign."""
        if plan.program is None:
            return {}, frozenset()
        told = self._evaluators[plan.name].observed(facts)
        match told.outcome:
            case Answered(values, warnings):
                return {**values, "warnings": list(warnings)}, told.seen
            case Rejected(message, code):
                raise RefusalError(code, message)
            case Undecided(reason):
                raise UnknownEndError(reason)
            case _:
                raise RefusalError(VALIDATION)

    def move(self, plan: OperationPlan, facts: Record, state: str | None) -> int:
        """The number of the first transition from the state whose guard holds."""
        rows = () if plan.moves is None else plan.moves.rows
        for number, row in enumerate(rows, 1):
            if row.source == state and self._holds(plan, number, facts):
                return number
        entity = "" if plan.entity is None else plan.entity.entity.name
        raise RefusalError(STALE, refusal(plan.name, entity, state))

    def _holds(self, plan: OperationPlan, number: int, facts: Record) -> bool:
        guard = self._guards.get((plan.name, number))
        if guard is None:
            return True
        match guard.observed(facts).outcome:
            case Answered(values):
                return all(values.values())
            case Undecided(reason):
                raise UnknownEndError(reason)
            case _:
                raise RefusalError(VALIDATION)

    def read(self, plan: OperationPlan, request: dict[str, JsonValue]) -> Record:
        """The request as values; what may be absent is there only where it is given."""
        fields = tuple(
            item.field for item in plan.request if not item.may_be_absent or item.name in request
        )
        key = (plan.name, *(field.name for field in fields))
        if key not in self._readers:
            self._readers[key] = RequestReader(replace(self.document, inputs=fields))
        try:
            given: Record = self._readers[key].request(request)
        except UnfitError as error:
            raise RefusalError(VALIDATION) from error
        return given
