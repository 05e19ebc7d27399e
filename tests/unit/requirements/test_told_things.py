"""What is told of a thing that is stored: wishes in front, free tables, clauses behind a name."""

import pytest

from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.reading import read_prd

_DEEDS = "## Requirements\n- Add a crate with code and weight.\n- Delete a crate.\n"


def _crate(text: str) -> Entity | None:
    document = read_prd(f"---\ntype: effect\n---\n# Cellar\n\n{text}\n\n{_DEEDS}").document
    return next((one for one in document.entities if one.name == "Crate"), None)


def _shown(entity: Entity | None) -> list[str]:
    return [f"{one.name}: {one.type}" for one in entity.fields] if entity else []


_FIELDS = ["code: string", "grams: int", "state: enum(full, empty)", "packed_on: date"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "For each crate we want to keep its code (text, the primary key), the grams it weighs "
            "(whole number from 1 to 900), its state (full or empty; full unless something else is "
            "said) and the day on which it was packed."
        ),
        (
            "What we know of a crate: a code (text, primary key), the grams it weighs (integer, 1 "
            "to 900) and its state, which is full or empty (full at first), the day on which it "
            "was packed."
        ),
        (
            "A crate is described by the following data:\n\n| name | what it is |\n| --- | --- |\n"
            "| code | text, its primary key |\n| grams | whole number, 1 to 900 |\n"
            "| state | full or empty, full by default |\n| packed_on | date |"
        ),
        (
            "## Data\n\n| field | type | rule |\n| --- | --- | --- |\n"
            "| code | string | primary key |\n| grams | int | 1 to 900 |\n"
            "| state | enum(full, empty) | default full |\n| packed_on | date | |"
        ),
    ],
)
def test_a_thing_is_the_same_however_it_is_told(text: str) -> None:
    found = _crate(text)

    assert found is not None
    assert _shown(found) == _FIELDS
    code, grams, state, _ = found.fields
    assert code.constraints.primary_key
    assert grams.constraints.maximum is not None
    assert int(grams.constraints.maximum.value) == 900
    assert state.default is not None
    assert state.default.text == "full"


@pytest.mark.parametrize(
    "text",
    [
        "What we know of a cellar: a code (text, primary key) and the grams it weighs (integer).",
        "## Data\n\n| place | time |\n| --- | --- |\n| cellar | noon |\n| attic | night |",
        "## Prices\n\n| field | type | rule |\n| --- | --- | --- |\n| code | string | unique |",
        "A crate is described by the following:\n\n| who | when |\n| --- | --- |\n| Ann | noon |",
    ],
)
def test_what_is_told_of_others_is_no_crate(text: str) -> None:
    assert _crate(text) is None


def test_a_column_of_rules_keeps_what_is_worked_out() -> None:
    text = "## Output\n| field | type | rule |\n| --- | --- | --- |\n| fee | int | hours * 2 |\n"
    document = read_prd(f"---\ntype: compute\n---\n# Fee\n{text}").document
    assert [one.rule for one in document.outputs or ()] == ["hours * 2"]


def test_an_email_of_somebody_is_an_email() -> None:
    found = _crate("A crate has a code (text, primary key), an owner (email of the owner).")
    assert _shown(found) == ["code: string", "owner: email"]
