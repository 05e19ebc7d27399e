"""What called services answer in scenarios."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.effect.candidates import Request
from omninode_bridge.generation.effect.plan import From, OperationPlan
from omninode_bridge.generation.effect.reference import Reference
from omninode_bridge.generation.effect.reference_outside import FIRST_REFUSAL
from omninode_bridge.generation.effect.reference_store import RecordedAnswer, ReferenceStore
from omninode_bridge.generation.effect.values import Values
from omninode_bridge.requirements.document import Field, JsonValue

STATUSES: Final = (200, 404, 503, 200, 504, 400, 302)


@dataclass(frozen=True, slots=True)
class Recording:
    """Records answers in stores; what is recorded already stays."""

    reference: Reference
    values: Values

    def answer(self, store: ReferenceStore, plan: OperationPlan, request: Request) -> None:
        """One that succeeds, where the request calls anything."""
        path = self.reference.path_of(store, plan, request) if plan.http is not None else None
        if path is not None:
            self._record(store, plan, path, 0, 200)

    def statuses(
        self, store: ReferenceStore, plan: OperationPlan, requests: Iterable[Request]
    ) -> None:
        """Answers for the first paths that are called, each with another status."""
        paths = [self.reference.path_of(store, plan, request) for request in requests]
        known = dict.fromkeys(path for path in paths if path is not None)
        for path, (number, status) in zip(known, enumerate(STATUSES), strict=False):
            self._record(store, plan, path, number, status)

    def _record(
        self, store: ReferenceStore, plan: OperationPlan, path: str, number: int, status: int
    ) -> None:
        method = "" if plan.http is None else plan.http.method
        if any((each.method, each.path) == (method, path) for each in store.http):
            return
        body: dict[str, JsonValue] | None = None
        if status < FIRST_REFUSAL:
            body = {each.name: self.values.number(plan, each, number) for each in body_fields(plan)}
        store.http = (*store.http, RecordedAnswer(method, path, status, body))


def body_fields(plan: OperationPlan) -> Iterator[Field]:
    for each in plan.answer:
        if each.origin is From.BODY:
            yield Field(each.name, each.type, plan.operation.place)
    for name in plan.from_body:
        field = None if plan.entity is None else plan.entity.field(name)
        if field is not None:
            yield field
