"""Data told in a bullet or a paragraph of which other sentences ask for something."""

import pytest

from omninode_bridge.requirements.reading import read_prd
from tests.unit.requirements.test_told_data import shown


@pytest.mark.parametrize(
    ("bullet", "fields", "left"),
    [
        (
            "A kiln has a code, a place and a width in cm. All three are required.",
            ["code: string", "place: string", "width_cm: decimal"],
            ["All three are required."],
        ),
        (
            "A kiln has a code and a heat, all required; the heat must be at most 1300.",
            ["code: string", "heat: string"],
            ["The heat must be at most 1300."],
        ),
        (
            (
                "Kilns: every kiln has a code that must be unique, a shelf count and a yes/no flag "
                "whether it needs repair (no by default)."
            ),
            ["code: string unique", "shelf_count: int", "needs_repair: bool =false"],
            [],
        ),
        (
            (
                "A kiln belongs to a studio and has a code, a floor (0-4) and, optionally, a note. "
                "Potters must be able to add a kiln."
            ),
            ["studio: string", "code: string", "floor: int >=0 <=4", "note: string?"],
            ["Potters must be able to add a kiln."],
        ),
        (
            (
                "A kiln has a code, a colour and a keeper, which refers to a potter. A kiln may "
                "also carry a label, but need not."
            ),
            ["code: string", "colour: string", "keeper: string", "label: string?"],
            [],
        ),
    ],
)
@pytest.mark.parametrize("mark", ["- ", ""])
def test_data_are_read_and_the_rest_is_asked(
    bullet: str, fields: list[str], left: list[str], mark: str
) -> None:
    text = f"# Pottery\n\n## Requirements\n\n{mark}{bullet}\n{mark and '- Show all kilns.'}\n"
    found = read_prd(text).document
    (kiln,) = found.entities

    assert (kiln.name, shown(kiln.fields)) == ("Kiln", fields)
    assert [one.text for one in found.requirements if "Show" not in one.text] == left
    assert {"id"} & {one.name for one in kiln.fields} == set()


def test_what_a_thing_may_have_makes_no_thing_by_itself() -> None:
    found = read_prd("# T\n\n## Requirements\n- A potter may have a discount.\n").document

    assert (found.entities, [one.text for one in found.requirements]) == (
        (),
        ["A potter may have a discount."],
    )
