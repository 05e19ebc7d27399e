"""The document's own scenarios and examples as calls, compared with what the reference answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.reference import Ended, Reference
from omninode_bridge.generation.effect.reference_store import ReferenceStore
from omninode_bridge.generation.effect.refusal import UnknownEndError
from omninode_bridge.generation.json_text import Canonical
from omninode_bridge.requirements.document import Document, JsonValue, ScenarioStep

_EARLIER: Final = re.compile(r"\$(\d{1,4})\.([A-Za-z_]\w{0,79})")


@dataclass(frozen=True, slots=True)
class StatedCall:
    operation: str
    request: dict[str, JsonValue]
    answer: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class StatedScenario:
    """As the document has it, with `$2.id` replaced by what the second call's answer has there."""

    name: str
    place: Place
    calls: tuple[StatedCall, ...]
    generated: frozenset[str]
    requirement_id: str | None = None


class Stated:
    """All stated cases of a document; `findings` are those that the operations contradict."""

    def __init__(self, document: Document, plans: Sequence[OperationPlan]) -> None:
        self.reference = Reference(document, plans)
        self.findings: list[Diagnostic] = []
        self.scenarios = tuple(self._all(document, plans))

    def _all(self, document: Document, plans: Sequence[OperationPlan]) -> Iterator[StatedScenario]:
        for found in document.scenarios:
            scenario = self._read(found.name, found.place, found.steps, found.requirement_id)
            if scenario is not None:
                yield scenario
        if len(plans) != 1:
            return
        for example in document.examples:
            answer = dict(example.expected)
            if example.rejection is not None:
                answer = {"error": {"message": example.rejection.message}}
            step = ScenarioStep(plans[0].name, dict(example.given), answer)
            scenario = self._read(example.name, example.place, (step,), example.requirement_id)
            if scenario is not None:
                yield scenario

    def _read(
        self,
        name: str,
        place: Place,
        steps: Sequence[ScenarioStep],
        requirement_id: str | None,
    ) -> StatedScenario | None:
        store, calls = ReferenceStore(), []
        answers: list[dict[str, JsonValue]] = []
        for number, step in enumerate(steps, 1):
            if step.operation not in self.reference.plans:
                message = f"Step {number} asks for `{step.operation}`, which is no operation."
                self.findings.append(codes.UNKNOWN_OPERATION.at(place, message))
                return None
            request = {key: _resolved(value, answers) for key, value in step.request.items()}
            expected = {key: _resolved(value, answers) for key, value in step.answer.items()}
            expected = self._canonical(step.operation, expected)
            try:
                ended = self.reference.ended(store, step.operation, request)
            except UnknownEndError:
                ended = Ended(None)
            answers.append(dict(ended.answer or {}))
            if ended.answer is not None or ended.code:
                self._compare(number, place, expected, ended)
            calls.append(StatedCall(step.operation, request, expected))
        return StatedScenario(name, place, tuple(calls), frozenset(store.generated), requirement_id)

    def _canonical(self, operation: str, expected: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """As an answer spells the values."""
        types = {each.name: each.type for each in self.reference.plans[operation].answer}
        spelled = Canonical(self.reference.fields)
        return {
            key: spelled.value(value, types[key]) if key in types else value
            for key, value in expected.items()
        }

    def _compare(
        self, number: int, place: Place, expected: dict[str, JsonValue], ended: Ended
    ) -> None:
        answer: dict[str, JsonValue] = dict(ended.answer or {})
        if ended.answer is None:
            answer = {"error": {"code": ended.code, "message": ended.message}}
            if ended.message is None and isinstance(error := expected.get("error"), dict):
                # Constraints refuse in words of their own.
                expected = {"error": {k: v for k, v in error.items() if k != "message"}}
        where = difference(expected, answer, f"step {number}")
        if where and ended.answer is None and "error" not in expected:
            where = f"step {number} ends with {ended.code}: {ended.message or 'a constraint'}"
        if where:
            message = f"The example expects otherwise than the operations answer: {where}."
            self.findings.append(codes.CONTRADICTED.at(place, message))


def _resolved(value: JsonValue, answers: Sequence[dict[str, JsonValue]]) -> JsonValue:
    if isinstance(value, dict):
        return {key: _resolved(part, answers) for key, part in value.items()}
    if isinstance(value, list):
        return [_resolved(part, answers) for part in value]
    match = _EARLIER.fullmatch(value) if isinstance(value, str) else None
    if match is None or not 0 < int(match[1]) <= len(answers):
        return value
    return answers[int(match[1]) - 1].get(match[2], value)


def difference(expected: JsonValue, actual: JsonValue, path: str) -> str:
    """The first place where they differ; only the keys that are expected count."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key not in actual:
                return f"{path}.{key} is missing"
            if where := difference(value, actual[key], f"{path}.{key}"):
                return where
        return ""
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        found = (
            difference(one, other, f"{path}[{at}]")
            for at, (one, other) in enumerate(zip(expected, actual, strict=True))
        )
        return next((where for where in found if where), "")
    same = type(expected) is type(actual) and expected == actual
    return "" if same else f"{path} is {str(actual)[:60]}, not {str(expected)[:60]}"
