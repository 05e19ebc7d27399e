"""A list below `Data model` whose paragraph is but a name is an entity."""

import pytest

from omninode_bridge.requirements.reading import read_prd


def test_the_paragraph_before_a_list_names_its_entity() -> None:
    lists = "Reading\n\n- meter: string\n- at: datetime\n\nMeter owner:\n\n- name: string\n"
    entities = read_prd(f"# A\n\n## Entities\n\n{lists}").document.entities
    found = {one.name: [each.name for each in one.fields] for one in entities}
    assert found == {"Reading": ["meter", "at"], "MeterOwner": ["name"]}


@pytest.mark.parametrize(
    "paragraph",
    ["These are the fields that a reading has", "we keep", "Readings are kept for a year."],
)
def test_a_sentence_names_no_entity(paragraph: str) -> None:
    text = f"# A\n\n## Entities\n\n{paragraph}\n\n- meter: string\n"
    assert read_prd(text).document.entities == ()
