"""A refusal of what lies outside a range is what the constraint of a field says."""

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.constraint_binding import promise_of
from omninode_bridge.requirements.document import Requirement
from omninode_bridge.requirements.reading import read_prd

DOCUMENT = read_prd(
    "# Boat hire\n## Input\n| field | type | constraints |\n| --- | --- | --- |\n"
    "| hours | int | >= 1, <= 8 |\n| number_of_seats | int | >= 2, <= 40 |\n| deposit | money | |\n"
).document


def promised(text: str) -> str | None:
    found = promise_of(DOCUMENT, Requirement("R1", text, Place(1)))
    return None if found is None else found.field.name


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("A number of hours outside 1 to 8 is refused.", "hours"),
        ("Hours outside of 1 and 8 are rejected.", None),
        ("The hours outside the range of 1 to 8 are rejected.", "hours"),
        ("Any number of hours below 1 or above 8 is not accepted.", "hours"),
        ("Refuse any hours that are not between 1 and 8.", "hours"),
        ("A number of seats less than 2 or more than 40 is invalid.", "number_of_seats"),
        # Another range, another field, not all of it, or nothing is refused.
        ("A number of hours outside 1 to 9 is refused.", None),
        ("A deposit outside 1 to 8 is refused.", None),
        ("A number of hours outside 1 to 8 is refused on Sundays.", None),
        ("A number of hours outside 1 to 8 is dear.", None),
        ("A number of hours outside 1 to 8", None),
    ],
)
def test_a_refused_range_is_bound_by_the_constraint_that_says_it(
    sentence: str, field: str | None
) -> None:
    assert promised(sentence) == field
