"""Registers told in running text: what one sentence says of the thing of the one before it."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.effects_told import EffectsTold

_DATA = (
    "A boat has a plate (text, up to 12 characters), a berth, the paint (red, white or blue), a "
    "length in m (called boat_length, a decimal) and a number of repairs (repairs, a whole number, "
    "0 at the beginning). It also has a scrapping reason (called reason, may be missing) and a "
    "status."
)
_DEEDS = (
    "The harbour registers a boat with plate, berth, paint and boat length.",
    "No two boats have the same plate.",
    'Every new boat starts with the status "moored".',
    "The pilot launches a moored boat by its plate; it is then launched.",
    "The pilot moors a launched boat by its plate; it is then moored again.",
    "The yard repairs a moored boat by its plate with a berth; it stays moored.",
    "The harbour scraps a moored boat by its plate with a reason; it is then scrapped.",
    "A boat can be looked up by its plate.",
    "When a boat is scrapped, an event is published.",
)


def register(*deeds: str, data: str = _DATA) -> Understood:
    bullets = "\n".join(f"- {one}" for one in deeds)
    text = f"---\ntype: effect\n---\n# Boats\n\n## What we know of a boat\n\n{data}\n\n## Deeds\n\n"
    return understand(read_prd(f"{text}{bullets}\n").document, NodeType.EFFECT)


def test_all_of_it_is_understood() -> None:
    document = register(*_DEEDS).document
    moves = document.states.transitions if document.states is not None else ()

    assert [one.text for one in document.requirements if not one.pattern] == []
    assert {(one.source, one.event, one.target) for one in moves} == {
        ("[*]", "register_boat", "moored"),
        ("moored", "launch_boat", "launched"),
        ("launched", "moor_boat", "moored"),
        ("moored", "repair_boat", "moored"),
        ("moored", "scrap_boat", "scrapped"),
    }


def test_what_a_thing_also_has_is_of_the_same_thing() -> None:
    (boat,) = register(*_DEEDS).document.entities

    assert {one.name: str(one.type) for one in boat.fields} == {
        "id": "uuid",
        "plate": "string",
        "berth": "string",
        "paint": "enum(red, white, blue)",
        "boat_length": "decimal",
        "repairs": "int",
        "reason": "string?",
        "status": "enum(moored, launched, scrapped)",
    }


def test_choices_belong_to_the_item_that_they_stand_behind() -> None:
    (boat,) = register(
        *_DEEDS, data=_DATA.replace("a berth, the paint", "the paint")
    ).document.entities
    types = {one.name: str(one.type) for one in boat.fields}

    assert (types["plate"], types["paint"]) == ("string", "enum(red, white, blue)")


def test_what_is_unique_is_what_one_is_looked_up_by() -> None:
    operations = {one.name: one for one in register(*_DEEDS).document.operations}

    assert operations["look_up_boat"].kinds == ("read",)
    assert operations["look_up_boat"].errors == ("not found",)


def test_what_is_not_unique_finds_several() -> None:
    found = register(_DEEDS[0], "A boat can be looked up by its berth.").document.operations

    assert [one.kinds for one in found] == [("create",), ("list",)]


def test_an_event_is_called_in_the_past() -> None:
    sold = (
        "The harbour sells a moored boat; it is then sold.",
        "When a boat is sold, an event is published.",
    )
    operations = {one.name: one for one in register(*_DEEDS[:3], *sold).document.operations}

    assert operations["sell_boat"].emits == ("boat_sold",)


@pytest.mark.parametrize("name", ["work", "order", "book", "rent", "plan", "report"])
def test_a_field_may_be_called_like_a_verb(name: str) -> None:
    data = f"A boat has a plate, the {name} (deck, hull or mast) and a price in euros."
    found = register(f"The yard registers boats with plate, {name} and price.", data=data)

    assert found.document.requirements[-1].pattern.endswith(
        f"create Boat with plate, {name}, price"
    )


def test_what_a_register_is_for_is_no_requirement() -> None:
    text = "The register of a small harbour: which boat lies where, and whether it may be sold."
    document = read_prd(
        f"# Boats\n\n{text}\n\n## Deeds\n\n- The harbour registers boats with plate.\n"
    ).document

    assert [one.text for one in document.requirements] == [
        "The harbour registers boats with plate."
    ]


_PUMPS = EffectsTold(
    """---
type: effect
---
# Pumps
## Pump
- tag: string, primary key
- power: int, 1 to 90
- state: enum(idle, running), default idle
## Requirements
- The works register pumps with tag and power.
"""
)


def test_it_is_what_was_spoken_of() -> None:
    sentence = "The power must be at least 1 and at most 90, and it is 7 unless told otherwise."
    (pump,) = _PUMPS.understood(sentence).document.entities
    power = next(one for one in pump.fields if one.name == "power")

    assert power.default is not None
    assert power.default.text == "7"
