"""What an operation answers, found from its plan alone and never from the emitted code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from omninode_bridge.generation.effect.knowledge import Knowledge
from omninode_bridge.generation.effect.plan import (
    OperationPlan,
)
from omninode_bridge.generation.effect.reference_run import Run
from omninode_bridge.generation.effect.reference_store import ReferenceStore
from omninode_bridge.generation.effect.refusal import (
    RefusalError,
)
from omninode_bridge.requirements.document import Document, JsonValue
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.evaluation.frame import Mark


@dataclass(frozen=True, slots=True)
class Ended:
    """Either an answer or an error code; `marks` are the decisions of rules on the way.

    `repeated`: it is the answer that an earlier request with the same key had.
    """

    answer: Mapping[str, JsonValue] | None
    code: str = ""
    message: str | None = None
    marks: frozenset[Mark] = frozenset()
    repeated: bool = False


class Reference:
    """Answers requests on a `ReferenceStore`, which changes as a real one does."""

    def __init__(self, document: Document, plans: Sequence[OperationPlan]) -> None:
        self.knowledge = Knowledge(document, plans)

    @property
    def plans(self) -> Mapping[str, OperationPlan]:
        return self.knowledge.plans

    @property
    def fields(self) -> dict[str, dict[str, ValueType]]:
        return self.knowledge.fields

    def ended(self, store: ReferenceStore, operation: str, request: dict[str, JsonValue]) -> Ended:
        run = Run(self.knowledge, store.copy(), self.plans[operation])
        try:
            answer = run.answer(request)
        except RefusalError as refusal:
            return Ended(None, refusal.code, refusal.message, run.marks)
        store.rows, store.answers = run.store.rows, run.store.answers
        store.events, store.drawn = run.store.events, run.store.drawn
        store.generated, store.files = run.store.generated, run.store.files
        store.touched = run.store.touched
        return Ended(answer, marks=run.marks, repeated=run.is_repeat)

    def path_of(
        self, store: ReferenceStore, plan: OperationPlan, request: dict[str, JsonValue]
    ) -> str | None:
        """What the request would call; None where it is refused before."""
        run = Run(self.knowledge, store.copy(), plan)
        try:
            run.answer(request)
        except RefusalError:
            return run.called
        return run.called
