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


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("string - at most 12 characters", "string (length 0..12)"),
        ("string, exactly two characters", "string (length 2..2)"),
        ("int, 3 or more", "int (>= 3)"),
        ("money - not negative", "money (>= 0)"),
    ],
)
def test_constraints_in_words_are_those_in_signs(said: str, signs: str) -> None:
    text = "# A\n\n## Entities\n\nReading\n\n- value: {}\n"
    (words,), (other,) = (
        read_prd(text.format(each)).document.entities[0].fields for each in (said, signs)
    )
    assert words.constraints == other.constraints


def test_what_only_resembles_a_constraint_is_text() -> None:
    text = "# A\n\n## Entities\n\nReading\n\n- value: string - 3 characters of text\n"
    (field,) = read_prd(text).document.entities[0].fields
    assert field.constraints.max_length is None
    assert field.description == "3 characters of text"
