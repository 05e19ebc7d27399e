"""Only what is certain is called a contradiction."""

from dataclasses import replace

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.cases.contradictions import MOST_REPORTS, contradictions
from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.requirements.document import Document, Example, JsonValue, Rejection
from omninode_bridge.rules.program import Scope
from tests.unit.rules.declarations import field_of, program_of


def problems(
    rules: str,
    inputs: tuple[str, ...],
    given: dict[str, JsonValue],
    expected: dict[str, JsonValue] | str,
    times: int = 1,
) -> list[str]:
    """Messages for one example; a text is the rejection that it expects."""
    example = Example("one", Place(9), given, {} if isinstance(expected, str) else expected)
    if isinstance(expected, str):
        example = replace(example, rejection=Rejection(expected))
    fields = tuple(map(field_of, inputs))
    document = Document(name="case", inputs=fields, examples=(example,) * times)
    program = program_of(rules, Scope({}, fields, None))
    return [found.message for found in contradictions(Oracle(document, program))]


@pytest.mark.parametrize(
    ("rules", "inputs", "given", "expected"),
    [
        ("out = a == b", ("a: json", "b: json"), {"a": 1, "b": 1}, {"out": False}),
        ("out = n", ("n: int",), {"n": "x"}, "some words of a constraint"),
        ("out = 1", ("mail: email",), {"mail": "no mail"}, "no such address"),
        ("out = m", ("m: money",), {"m": 1}, {"out": 1}),
    ],
)
def test_what_may_be_right_is_not_reported(
    rules: str,
    inputs: tuple[str, ...],
    given: dict[str, JsonValue],
    expected: dict[str, JsonValue] | str,
) -> None:
    assert problems(rules, inputs, given, expected) == []


def test_a_failing_rule_is_named() -> None:
    found = problems("out = 1 / n", ("n: int",), {"n": 0}, {"out": 1})
    assert found == ["The example expects an answer; R1 (line 10) has no value for the request."]


def test_long_values_are_cut_and_reports_are_few() -> None:
    found = problems("out = s", ("s: string",), {"s": "a" * 500}, {"out": "b"}, times=50)
    assert len(found) == MOST_REPORTS
    assert max(map(len, found)) < 250
