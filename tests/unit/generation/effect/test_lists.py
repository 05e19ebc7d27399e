"""Lists of things that have a field which is called like a part of a page."""

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from tests.unit.generation.said import bound

COSTUMES = """\
# Costumes
## Data model
### Costume
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| size | string | length 1..2 |

## Operations
| operation | kind | entity | input | output |
| --- | --- | --- | --- | --- |
| add_costume | create | Costume | size | Costume |
| list_costumes | list | Costume | {listed} | list[Costume], total |
"""


def test_a_stored_size_is_no_size_of_a_page() -> None:
    document = read_prd(COSTUMES.replace("{listed}", "size?, page")).document
    generated = generate_package(document, node_type=NodeType.EFFECT)

    assert generated.package is not None
    assert generated.diagnostics == ()


_SEATS = """\
---
type: effect
---
# Seats
## Data model
### Seat
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| guest | string | |
MORE
## Requirements
{requirements}
## Operations
| operation | kind | entity | input | output |
| --- | --- | --- | --- | --- |
| add_seat | create | Seat | guest | Seat |
| list_seats | list | Seat | guest contains?, page, size | list[Seat], total |
"""


@pytest.mark.parametrize(
    ("more", "is_bound"), [("", True), ("| name | string | default x |\n", False)]
)
def test_a_part_of_the_name_of_somebody(more: str, *, is_bound: bool) -> None:
    sentence = "List the seats by a part of the guest's name."
    told = ["Add a seat with guest.", sentence]
    found = bound(_SEATS.replace("MORE\n", more), told, NodeType.EFFECT)

    assert (sentence in found) is is_bound
