"""Whether a sentence asks for behaviour, or only has words that a request has, too."""

import pytest

from omninode_bridge.prose.recognition.asking import asking, features
from omninode_bridge.prose.recognition.recognising import recognise
from omninode_bridge.prose.recognition.words import wording_of


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("The courier publishes a parcel.moved.v1 event to Kafka", "publish_event"),
        ("Verify the checksum of the received archive", "hash_and_compare"),
        ("ticket_prices - the price is non-empty", "validate_required"),
        ("Support partial failure handling (status: whole, part, none)", "continue_on_failure"),
    ],
)
def test_what_asks_for_behaviour_is_named(text: str, pattern: str) -> None:
    found = recognise(text)
    assert found is not None
    assert found.pattern == pattern


@pytest.mark.parametrize(
    "text",
    [
        "This folder will store all recordings as files",
        "A list of guests with their names",
        "fix(ferry): publish the event to Kafka once only",
        "docs: how the event is published to Kafka",
        "Add a README with a diagram of the state machine",
        "Remove the duplicate parse_row from reader.py",
        "Member not found -> deny",
    ],
)
def test_what_describes_or_is_work_on_source_is_not(text: str) -> None:
    assert recognise(text) is None


def test_the_place_of_a_word_counts_and_the_outer_form() -> None:
    found = features(wording_of("Ferry tickets: sells two tickets (of one boat)"))
    assert {"label:ticket", "main:ticket", "aside:boat", "labelled=True", "change="} <= found


def test_the_words_of_a_request_weigh_more() -> None:
    asked, told = (
        asking().of(wording_of(one))
        for one in ("Publishes an event to Kafka", "Update the docstring of the test helper")
    )
    assert asked > told
