import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.prose.catalogue import load_catalogue
from omninode_bridge.prose.recognition.advising import LACKING
from omninode_bridge.prose.recognition.meanings import meanings
from omninode_bridge.prose.recognition.recognising import recognise


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (
            "feat(ferry): add retry with exponential back-off to the ticket client",
            "retry_with_backoff",
        ),
        ("Emits ferry.trip.departed.v1 to Kafka", "publish_event"),
        ("Adds NodeGateWatcher to consume zoo.evt.gate-opened.v1 events", "consume_event"),
        ("Publisher errors are logged and never propagate", "continue_on_failure"),
        ("Members can register a new guest", "create_entity"),
        ("Writes vaccinations idempotently to PostgreSQL", "upsert_entity"),
        ("Masks phone numbers in the interview", "redact_text"),
        ("The keeper must approve the transport before it starts", "approve_by_human"),
        ("Unchanged plans are skipped by content hash", "hash_and_compare"),
        ("Trims whitespace around street names", "normalise_text"),
        ("feat(wiki): split articles into 200-word chunks at headings", "split_text"),
    ],
)
def test_the_main_verb_and_its_object_say_what_is_asked_for(text: str, pattern: str) -> None:
    found = recognise(text)

    assert found is not None
    assert found.pattern == pattern
    assert found.evidence
    assert all(
        word in text.lower().replace("-", " ").replace(".", " ")
        for one in found.evidence
        for word in one.split()
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        "Add unit tests for the retry of the ticket client",
        "test(ferry): retry with exponential back-off",
        "docs: describe how events are published to Kafka",
        "fix(ferry): publish the event to Kafka once only",
        "Move the publisher of events to its own module",
        "Rename upsert_guest() to save_guest()",
        "ModelGuestCreated: guest_id and the time of creation",
        "Add topic constants for the publisher",
        "Constants for the retry policy",
        "The page shows a green button",
        "The code must be modular and easy to maintain",
        "Replaces the weighted score with a table",
    ],
)
def test_work_on_the_source_and_its_looks_ask_for_nothing(text: str) -> None:
    assert recognise(text) is None


def test_where_a_sentence_says_several_things_its_main_clause_decides() -> None:
    found = recognise("Deletes a guest by number, so that nobody retries the booking")

    assert found is not None
    assert found.pattern == "delete_entity"


def test_every_meaning_is_of_a_pattern_or_of_one_that_the_catalogue_is_known_to_lack() -> None:
    known = {one.name for one in load_catalogue()}

    assert {one.pattern for one in meanings().patterns} == known | LACKING.keys()


def test_most_sentences_of_the_catalogue_are_recognised_as_what_they_are() -> None:
    texts = [(one.name, text) for one in load_catalogue() for text in one.matches]
    named = [(name, found.pattern) for name, text in texts if (found := recognise(text))]
    right = sum(name == found for name, found in named)

    assert right >= 0.9 * len(named)
    assert right >= 0.7 * len(texts)


@given(st.text(max_size=300))
def test_any_text_is_read_and_always_in_the_same_way(text: str) -> None:
    assert recognise(text) == recognise(text)


def test_a_long_text_is_read_in_part() -> None:
    assert recognise("publish events to Kafka " * 2000) is not None
