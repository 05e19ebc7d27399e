"""An output that nothing assigns: which sentence would have said it."""

import pytest

from omninode_bridge.generation.compute import check_compute
from omninode_bridge.requirements.reading import read_prd

TEXT = """# Ferry
## Input
- metres: int
## Output
- car_fare: money
## Requirements
{}
"""


def message(*sentences: str) -> str:
    document = read_prd(TEXT.format("\n".join(f"- {one}" for one in sentences))).document
    (found,) = (one for one in check_compute(document, readable=True) if one.code == "PRD213")
    return found.message


@pytest.mark.parametrize(
    "sentence",
    [
        "R2: The car fare shall be whatever the captain says.",
        "R2: Cars: the fare is a matter of the captain's mood.",
        "R2: What the captain says is the fare of the car.",
    ],
)
def test_the_sentence_that_speaks_of_it_is_named(sentence: str) -> None:
    said = message("R1: The captain is kind.", sentence)

    text = sentence.removeprefix("R2: ")
    expected = f'No rule assigns `car_fare`. R2 speaks of it and is not understood: "{text}"'
    assert said == expected


def test_the_one_that_begins_with_it_is_meant() -> None:
    said = message(
        "R1: The captain likes the car fare.", "R2: The car fare follows the captain's mood."
    )

    assert "R2 speaks of it" in said


def test_a_part_of_its_name_is_not_enough() -> None:
    assert message("R1: The fare of a bicycle is small talk.") == "No rule assigns `car_fare`."
