"""Two things may have a state of the same name: what is named is named once, and not for ever."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.acts.by_state import with_things
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

KILNS = """---
type: effect
---
# Kilns

A kiln has a mark (text, primary key) and a status (sound, cracked or scrapped).

A visit has a code (text, primary key), a kiln_mark (text), a note (text, may be missing) and an
outcome (sound, cracked or doubtful).

## Requirements

- The potter registers kilns with a mark.
- The potter records visits with code and kiln mark.
- {}
"""
SAID = (
    "A cracked finding requires a note",
    "A cracked outcome requires a note",
    "A sound one is never changed",
    "A cracked kiln visit requires a note",
    "Every sound result is told to the potter",
    "Cracked and doubtful findings require a note",
)
ROUNDS = 4


@pytest.mark.parametrize("said", SAID)
def test_a_state_of_two_things_is_given_a_thing_at_most_once(said: str) -> None:
    document = understand(read_prd(KILNS.format(said)).document, NodeType.EFFECT).document
    model = Model(document.entities, document.title)
    every = {said.lower()}
    for _ in range(ROUNDS):
        every |= {way for one in every for way in with_things(model, one)}

    assert {one.name for one in model.entities} == {"Kiln", "Visit"}
    assert all(
        one.count("kiln") + one.count("visit") <= said.count("kiln visit") + 1 for one in every
    )


def test_a_thing_stands_behind_a_state_that_names_none() -> None:
    document = understand(read_prd(KILNS.format(SAID[0])).document, NodeType.EFFECT).document
    model = Model(document.entities, document.title)

    found = {*with_things(model, "a cracked finding requires a note")}

    assert found == {
        "a cracked kiln finding requires a note",
        "a cracked visit finding requires a note",
    }
