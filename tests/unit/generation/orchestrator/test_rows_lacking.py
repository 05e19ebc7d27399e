"""What a sentence asks for and the table lacks is named with its column; an id proves nothing."""

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import Binding
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_document

_TABLE = """\
---
type: orchestrator
---
# Kiln run

## Input
| field | type | constraints |
| --- | --- | --- |
| pots | int | > 0 |
| glazed | bool | default false |

## Requirements
{requirements}

## Workflow
| step | uses | needs | when | on failure | retry | timeout | compensate with | description |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| load_kiln | potter | | | stop | | | | {load} |
| fire_pots | kiln | load_kiln | | stop | 2 x 1m | | | {fire} |
| glaze_pots | potter | fire_pots | glazed | stop | | | | |
| pack_pots | packer | fire_pots, glaze_pots | | stop | | | | |
"""


def _fix(sentence: str, load: str = "") -> str:
    text = _TABLE.format(requirements=f"- K1: {sentence}", load=load, fire="")
    (found,) = [one for one in check_document(text).findings if one.code == "PRD410"]
    return found.fix


@pytest.mark.parametrize("load", ["", "K1", "K1: as it is said"])
@pytest.mark.parametrize(
    ("sentence", "cell"),
    [
        ("Loading the kiln must be finished within 2 hours.", "`2h` in the column `timeout`"),
        ("Loading the kiln is retried once, after 10 seconds.", "`1 x 10s` in the column `retry`"),
        ("Firing the pots is retried twice at intervals of 1 minute.",
         "`2 x 1m constant` in the column `retry`"),
        ("If packing the pots fails, the run continues.",
         "`continue` in the column `on failure`"),
        ("Loading the kiln is undone by unloading the kiln.",
         "`unload_kiln` in the column `compensate with`"),
        ("The pots are only packed if the pots are above 3.", "`pots > 3` in the column `when`"),
        ("Glazing the pots starts once the pots are packed.",
         "`pack_pots` in the column `needs`"),
    ],
)  # fmt: skip
def test_the_hint_names_the_cell_whatever_id_stands_in_a_row(
    sentence: str, cell: str, load: str
) -> None:
    assert f"write {cell}" in _fix(sentence, load)


@pytest.mark.parametrize(
    ("sentence", "whens"),
    [
        ("The pots are only glazed if the pots are above 3.",
         ("pots > 3", "pots>3", "(pots > 3)", "not (pots <= 3)", "pots > 3.0")),
        ("The pots are only glazed if glazed is set.",
         ("glazed", "glazed == true", "glazed = true", "glazed != false")),
        ("Glaze the pots unless glazed is set.", ("not glazed", "glazed == false")),
    ],
)  # fmt: skip
def test_a_condition_may_be_spelled_otherwise(sentence: str, whens: tuple[str, ...]) -> None:
    for when in whens:
        text = _TABLE.format(requirements=f"- K1: {sentence}", load="", fire="")
        text = text.replace("fire_pots | glazed |", f"fire_pots | {when} |")
        assert not [one for one in check_document(text).findings if one.code == "PRD410"], when


def _binding(sentence: str, load: str) -> Binding:
    text = _TABLE.format(requirements=f"- K1: {sentence}", load=load, fire="")
    package = generate_package(read_prd(text).document, node_type=NodeType.ORCHESTRATOR).package
    assert package is not None
    (found,) = package.bindings
    return found


def test_an_id_in_a_row_is_the_word_of_its_author() -> None:
    found = _binding("The clay is from the quarry behind the church.", "K1")
    assert "as its author says" in found.how


def test_an_id_beside_what_the_row_does_is_no_mere_word() -> None:
    found = _binding("Loading the kiln is the first step.", "K1")
    assert "as its author says" not in found.how
