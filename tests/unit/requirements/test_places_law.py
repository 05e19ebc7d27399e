"""A sentence is a requirement wherever it stands: heading and layout change nothing."""

from itertools import product

import pytest

from omninode_bridge.requirements.parts.background import background_of
from omninode_bridge.requirements.parts.commands import is_command
from omninode_bridge.requirements.reading import read_prd

SENTENCES = [
    "The first 30 minutes are free.",
    "Children pay half.",
    "The fee is the sum of both amounts.",
    "Residents get a discount of 20 %.",
    "Book the hostel.",
    "Turn the email into lower case.",
    "After that, order the food.",
    "If the run took longer than the ride, warn the judge.",
    "Agents can take an open ticket.",
    "When a ticket is closed, the customer is notified.",
    "The head approves the plan.",
    "Members who leave are deleted.",
    "Lots of grade C are worth half the price.",
    "An empty list is refused.",
    "The desk shall note each refusal.",
]
HEADINGS = [
    "## Requirements",
    "## What it does",
    "## How the price is made",
    "## At the desk",
    "## Parking",
    "## Rules",
    "## Process",
    "",
]
LAYOUTS = {
    "bullets": "".join(f"- {one}\n" for one in SENTENCES),
    "numbers": "".join(f"{at}. {one}\n" for at, one in enumerate(SENTENCES, 1)),
    "paragraph": " ".join(SENTENCES) + "\n",
    "paragraphs": "\n\n".join(SENTENCES) + "\n",
}
MODELS = {
    "": "",
    "reducer": "---\ntype: reducer\n---\n",
}


def texts(text: str) -> list[str]:
    return [one.text for one in read_prd(text).document.requirements]


# An ordered list below a process is a workflow.
PLACES = [pair for pair in product(HEADINGS, LAYOUTS) if pair != ("## Process", "numbers")]


@pytest.mark.parametrize(("heading", "layout"), PLACES)
def test_the_same_sentences_are_requirements_everywhere(heading: str, layout: str) -> None:
    body = f"# Desk\n\nIt helps the people there.\n\n{heading}\n\n{LAYOUTS[layout]}"

    for front in MODELS.values():
        assert texts(front + body) == SENTENCES


@pytest.mark.parametrize(
    "sentence",
    [
        "Is that enough?",
        "We rent bikes.",
        "We had a fire in May.",
        "Today all is written on paper.",
        "At the moment the clerk writes a list.",
        "The goal is a happy guest.",
        "Our aim for the year is to grow.",
        "This section tells of fees.",
        "See the glossary for terms.",
        "Parents are proud.",
        "It is merged as ABC-12.",
    ],
)
@pytest.mark.parametrize("heading", ["At the desk", "How the price is made", "Requirements"])
def test_what_only_explains_asks_for_nothing_anywhere(heading: str, sentence: str) -> None:
    text = f"# Desk\n\n## {heading}\n\n{sentence} The fee is 5.00 per day.\n"

    assert texts(text) == ["The fee is 5.00 per day."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask the registry for the owner of a chip number",
        "Pay the bus company.",
        "First, greet the guest.",
        "Hand out the keys when the guest is there.",
        "Never overwrite a file.",
        'If the ride took longer, warn "check the times".',
    ],
)
def test_a_verb_in_front_of_its_object_orders(sentence: str) -> None:
    assert is_command(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Once the dough has risen, it is shaped.",
        "Half the price is refunded.",
        "Outside the season all is closed.",
        "Running the tests takes long.",
        "All the guests are served.",
        "Amid the noise, the alarm is heard.",
        "Follows a parcel from the shop to the guest.",
        "Does the guest pay?",
    ],
)
def test_other_words_in_front_of_a_thing_order_nothing(sentence: str) -> None:
    assert not is_command(sentence)


def test_each_reason_is_one_a_person_understands() -> None:
    assert background_of("Who pays?") == "it is a question"
    assert background_of("Last year there was a fire.").startswith("it tells how things were")
    assert background_of("The fee is 5.00.") == ""


def test_prose_beside_tables_asks_where_it_says_a_case() -> None:
    text = (
        "# T\n## Input\n| field | type |\n| --- | --- |\n| a | int |\n## Output\n"
        "| field | type | rule |\n| --- | --- | --- |\n| b | int | a + 1 |\n## At the desk\n"
        "Guests over 60 pay less. People like us.\n"
    )

    assert texts(text) == ["Guests over 60 pay less."]
