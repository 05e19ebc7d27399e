"""A requirement of a reducer is bound where each of its words is so."""

import pytest

from tests.unit.generation.reducer.emitted import aggregation_document, findings

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
