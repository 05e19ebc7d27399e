"""A requirement of a reducer is bound where each of its words is so."""

import pytest

from tests.unit.generation.reducer.emitted import aggregation_document, findings, reducer

FIELDS = """
passage | uuid | unique
plate | string |
station | string |
axles | int |
"""
METRICS = """
plates | distinct | plate | station | |
heavy | count | | station | | axles > 3
wide | count | | station | | axles >= 9
"""


@pytest.mark.parametrize(
    ("sentence", "is_bound"),
    [
        ("The number of different plates by station.", True),
        ("Count the distinct plates by station.", True),
        ("The number of plates by station.", False),
        ("Count sales with more than 3 axles by station.", True),
        ("Count sales with less than 3 axles by station.", False),
        ("Count sales with more than 9 axles by station.", False),
        ("A sale that is reported twice counts once.", True),
        ("A sale that is painted twice counts once.", False),
    ],
)
def test_each_word_is_accounted_for(sentence: str, *, is_bound: bool) -> None:
    text = aggregation_document("Toll", METRICS, FIELDS)
    text = text.replace("# Toll\n", f"# Toll\n\n## Requirements\n- R1: {sentence}\n", 1)
    unbound = [found for found in findings(text) if found.code in ("PRD410", "PRD402")]
    assert bool(unbound) != is_bound


def test_what_a_rule_refuses_is_shown_by_a_test() -> None:
    rules = '## Rules\n- R1: `reject when axles > 12: "too long"`\n'
    text = aggregation_document("Toll", METRICS, FIELDS).replace(
        "# Toll\n", f"# Toll\n\n## Requirements\n- R1: Refuse long ones.\n\n{rules}\n", 1
    )
    node = reducer(text)
    (binding,) = node.package.bindings
    assert (binding.how, len(binding.tests)) == ("rule, line 7", 1)
