"""The constraint `references`: how it is spelled, and where it cannot be looked up."""

import pytest

from omninode_bridge.generation.effect.operations import Operations
from omninode_bridge.requirements.reading import read_prd

DOCUMENT = """\
# Rental desk

## Data model

### Boat
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| plate | string | unique |
| seats | int | |

### Trip
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| boat | {type} | {constraint} |

## Operations
| operation | kind | entity | input | output |
| --- | --- | --- | --- | --- |
| start_trip | create | Trip | boat | Trip |
| list_trips | list | Trip | | list[Trip] |
| scrap_boat | delete | Boat | id | |
| hide_boat | delete (soft) | Boat | id | |
"""


def read(type_: str, constraint: str) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Codes, and what each operation refuses by rules."""
    text = DOCUMENT.format(type=type_, constraint=constraint)
    reading = read_prd(text)
    operations = Operations(reading.document)
    found = [*reading.diagnostics, *operations.findings]
    refused = {
        plan.name: tuple(f"{step.code}: {step.message}" for step in plan.rejections)
        for plan in operations.plans
    }
    return [each.code for each in found], refused


@pytest.mark.parametrize(
    ("type_", "constraint"),
    [
        ("uuid", "references Boat"),
        ("uuid", "references `Boat`"),
        ("uuid", "ref Boat"),
        ("uuid", "references boat(id)"),
        ("string", "length 1..9, references Boat.plate"),
        ("uuid?", "references Boat"),
    ],
)
def test_a_reference_is_looked_up(type_: str, constraint: str) -> None:
    codes, refused = read(type_, constraint)
    assert codes == []
    assert refused == {
        "start_trip": ("RESOURCE_NOT_FOUND: Boat not found",),
        "list_trips": (),
        "scrap_boat": ("INVALID_STATE: the Boat is referred to by a Trip",),
        "hide_boat": (),
    }


@pytest.mark.parametrize(
    ("type_", "constraint", "code"),
    [
        ("int", "references Boat", "PRD726"),
        ("int", "references Boat.seats", "PRD726"),
        ("uuid", "references Boat.name", "PRD726"),
        ("uuid", "references Canoe", "PRD727"),
        ("uuid", "references the boat", "PRD014"),
    ],
)
def test_what_cannot_be_looked_up_is_told(type_: str, constraint: str, code: str) -> None:
    codes, refused = read(type_, constraint)
    assert codes == [code]
    assert not any(refused.values())
