"""The evaluation and the emitted handler answer alike, whatever the rules and the request."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.outcomes import Answered, Failed, Rejected
from tests.unit.generation.cases.programs import PROGRAMS, REQUESTS, SCOPE
from tests.unit.generation.logic.execution import Case, case
from tests.unit.rules.declarations import check


def by_handler(compiled: Case, request: Mapping[str, object]) -> object:
    """The answer as a dict, or the message of the error."""
    try:
        return compiled(**request)
    except ModelOnexError as error:
        return error.message


def by_evaluation(evaluator: Evaluator, request: Mapping[str, object]) -> object:
    outcome = evaluator.observed(request).outcome
    match outcome:
        case Answered(values, warnings):
            return {**values, "warnings": [*warnings]}
        case Rejected(message):
            return message
        case _:
            return outcome


def agree(rules: str, requests: list[dict[str, object]]) -> None:
    program = check(rules, SCOPE).program
    assume(program is not None)
    assert program is not None
    evaluator, compiled = Evaluator(program), case(rules, SCOPE)
    for request in requests:
        first, second = by_evaluation(evaluator, request), by_handler(compiled, request)
        if isinstance(first, Failed):
            assert isinstance(second, str), (rules, request, second)
            assert first.label in second, (rules, request, second)
        elif isinstance(second, dict):
            second.setdefault("warnings", [])
            assert first == second, (rules, request)
        else:
            assert first == second, (rules, request)


@pytest.mark.slow
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(rules=PROGRAMS, requests=st.lists(REQUESTS, min_size=4, max_size=6))
def test_two_implementations_agree(rules: str, requests: list[dict[str, object]]) -> None:
    agree(rules, requests)
