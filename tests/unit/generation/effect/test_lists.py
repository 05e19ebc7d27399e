"""Lists of things that have a field which is called like a part of a page."""

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd

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
