"""Cases as JSON fences: a request and its answer, or a list of calls on a fresh store."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.acceptance.outcome import Case
from omninode_bridge.requirements.acceptance.values import ValueTextError, read_json
from omninode_bridge.requirements.document import JsonValue, Rejection, Scenario, ScenarioStep
from omninode_bridge.requirements.markdown.blocks import Fence
from omninode_bridge.requirements.notebook import shown

REQUESTS: Final = ("request", "input", "given")
ANSWERS: Final = ("answer", "response", "output", "expected")


@dataclass(slots=True)
class JsonCases:
    """Fences of one section in order; a request waits for the answer that follows it."""

    cases: list[Case] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    _request: tuple[Fence, dict[str, JsonValue], str] | None = None

    def read(self, fence: Fence, name: str) -> None:
        try:
            value = read_json(fence.text)
        except ValueTextError as error:
            self._refused(fence, str(error))
            return
        if isinstance(value, list):
            self._read_scenario(fence, value, name)
        elif not isinstance(value, dict):
            self._refused(fence, "a request and an answer are JSON objects")
        elif (pair := _pair(value)) is not None:
            self._add(fence.place, fence.text, pair, name)
        elif self._request is None:
            self._request = (fence, value, name)
        else:
            first, request, first_name = self._request
            self._request = None
            self._add(first.place, first.text, (request, value), first_name or name)

    def finish(self) -> None:
        """A request that is left over has no answer."""
        if self._request is not None:
            self._refused(self._request[0], "a request without the answer that is expected")
            self._request = None

    def _add(
        self,
        place: Place,
        text: str,
        pair: tuple[dict[str, JsonValue], dict[str, JsonValue]],
        name: str,
    ) -> None:
        request, answer = pair
        case = Case(place=place, text=shown(text), name=name, given=request)
        case.rejection = rejection_of_answer(answer)
        if case.rejection is None:
            case.expected = answer
        self.cases.append(case)

    def _read_scenario(self, fence: Fence, calls: Sequence[JsonValue], name: str) -> None:
        steps = [step for call in calls if (step := _step(call)) is not None]
        if not steps or len(steps) < len(calls):
            self._refused(fence, "a scenario is a list of {operation, request, answer}")
            return
        self.scenarios.append(Scenario(name or "scenario", fence.place, tuple(steps)))

    def _refused(self, fence: Fence, reason: str) -> None:
        case = Case(place=fence.place, text=shown(fence.text))
        case.refuse(reason)
        self.cases.append(case)


def rejection_of_answer(answer: dict[str, JsonValue]) -> Rejection | None:
    """The message of an answer such as `{"error": {"code": ..., "message": ...}}`."""
    error = answer.get("error")
    if len(answer) == 1 and isinstance(error, dict) and isinstance(error.get("message"), str):
        return Rejection(str(error["message"]))
    return None


def _pair(
    value: dict[str, JsonValue],
) -> tuple[dict[str, JsonValue], dict[str, JsonValue]] | None:
    """Request and answer in one object that holds nothing else."""
    request = next((value[key] for key in REQUESTS if key in value), None)
    answer = next((value[key] for key in ANSWERS if key in value), None)
    if len(value) == len(("request", "answer")) and isinstance(request, dict):
        return (request, answer) if isinstance(answer, dict) else None
    return None


def _step(call: JsonValue) -> ScenarioStep | None:
    if not isinstance(call, dict):
        return None
    operation, request = call.get("operation"), call.get("request", {})
    answer = call.get("answer", {})
    if isinstance(operation, str) and isinstance(request, dict) and isinstance(answer, dict):
        return ScenarioStep(operation, request, answer)
    return None
