"""What a rule is for shows in requests that end otherwise once it gives another value."""

from collections.abc import Iterable

import pytest
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.bindings import realise
from omninode_bridge.generation.bindings_index import BindingsIndex
from omninode_bridge.generation.cases import influence
from omninode_bridge.generation.cases.made_up import made_up
from omninode_bridge.requirements.document import Example, JsonValue, Requirement
from tests.unit.generation.cases.test_search import oracle_of
from tests.unit.generation.logic.execution import Case, case
from tests.unit.rules.declarations import scope_of

INPUTS = ("n: int", "m: int", "s: string", "b: bool")


OUTPUTS = ("out: int",)
SCOPE = scope_of(INPUTS, OUTPUTS)


def shown(rules: str, requirement: str) -> list[Example]:
    """The made-up requests that show the rule of that line (`R1` is the first)."""
    oracle = oracle_of(rules, *INPUTS, outputs=OUTPUTS)
    index = BindingsIndex(oracle.document, oracle.program)
    wanted = Requirement(requirement, "It is so.", Place(1))
    realisation = realise(index, wanted)
    steps, sources = realisation.steps, realisation.sources
    found = made_up(oracle).shown(wanted, steps, sources, realisation.keys)
    compiled = case(rules, SCOPE)
    assert [by_handler(compiled, example.given, example.expected) for example in found] == [
        example.rejection.message if example.rejection else example.expected for example in found
    ]
    return list(found)


def by_handler(
    compiled: Case, request: dict[str, JsonValue], keys: Iterable[str]
) -> dict[str, object] | str:
    """What the emitted handler says: those keys of its answer, or its message."""
    try:
        answer = compiled(**request)
    except ModelOnexError as error:
        return error.message
    return {key: answer[key] for key in keys}


HIDDEN = {
    "by an output that follows": "part = n * 2\nout = part + 1",
    "by the output after next": "part = n * 2\nnext = part + m\nout = next + 1",
    "by a condition": 'part = "x" if b else "y"\nout = 1 if part = "x" else 0',
    "by a threshold": "part = n + m\nout = 1 if part > 500 else 0",
    "by a list": "part = [n, m]\nout = sum(part)",
}


@pytest.mark.parametrize("rules", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_name_outside_of_the_answer_shows_in_what_depends_on_it(rules: str) -> None:
    found = shown(rules, "R1")
    assert found
    assert all(example.expected.keys() == {"out"} for example in found)


def test_a_name_that_only_a_rejection_reads_shows_in_it() -> None:
    found = shown('part = n * 2\nreject when part > 100: "too much"\nout = 1', "R1")
    assert {example.rejection is None for example in found} == {True, False}
    assert all(example.rejection or example.expected == {"out": 1} for example in found)


def test_a_name_that_only_a_warning_reads_shows_in_it() -> None:
    found = shown('part = n * 2\nwarn when part > 100: "much"\nout = 1', "R1")
    assert found
    assert all(example.expected.keys() == {"warnings"} for example in found)


DEAD = {
    "nothing reads it": "part = n\nout = m",
    "what reads it ignores it": "part = n\nout = 1 if part > 0 or part <= 0 else 2",
    "a later rule always wins": "out = n\nif n > 5 or n <= 5: out = 3",
}


@pytest.mark.parametrize("rules", DEAD.values(), ids=DEAD.keys())
def test_a_rule_that_changes_nothing_is_shown_by_nothing(rules: str) -> None:
    assert shown(rules, "R1") == []


def test_of_several_definitions_each_needs_a_request_in_which_it_wins() -> None:
    rules = 'out = n\nif s == "gold": out = n + 7\nif b and not b: out = 5'
    first, second, third = (shown(rules, f"R{number}") for number in (1, 2, 3))
    assert first
    assert second
    assert all(example.given["s"] != "gold" for example in first)
    assert all(example.given["s"] == "gold" for example in second)
    assert third == []


def test_a_rejection_is_shown_as_before() -> None:
    found = shown('reject when n > 12: "many"\nout = n', "R1")
    assert [example.rejection is None for example in found].count(False) == 1


def test_beyond_its_effort_what_follows_counts_as_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(influence, "EFFORT", 0)
    rules = "part = n * 2\nout = part + 1"
    assert all(example.expected.keys() == {"out"} for example in shown(rules, "R1"))
