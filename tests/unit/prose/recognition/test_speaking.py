"""Which pattern a sentence asks for by its words, or whether it only has words of a request."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.prose.catalogue import load_catalogue
from omninode_bridge.prose.recognition.advising import LACKING
from omninode_bridge.prose.recognition.recognising import recognise
from omninode_bridge.prose.recognition.speaking import NONE, speaking
from omninode_bridge.prose.recognition.words import wording_of


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("The courier publishes a parcel.moved.v1 event to Kafka", "publish_event"),
        ("Verify the checksum of the received archive", "hash_and_compare"),
        ("ticket_prices - the price is non-empty", "validate_required"),
        ("Support partial failure handling (status: whole, part, none)", "continue_on_failure"),
        ("Effect node that subscribes to ferry.evt.moored.v1", "consume_event"),
        ("Lease of the crane is renewed by a heartbeat", "lock_with_lease"),
        ("Upserts one row per lighthouse", "upsert_entity"),
        ("Ticket FSM: OPEN -> PAID -> USED", "state_lifecycle"),
        ("TTL-based caching of forecasts", "cache_with_expiry"),
        ("Retry support for uploads", "retry_with_backoff"),
        ("Sanitises the names of uploads", "normalise_text"),
        ("Adds a publisher for harvest events", "publish_event"),
        ("As a guest I want to book a cabin", "create_entity"),
        ("Consumes lamp-failed events, finds the spare part and emits an order", "consume_event"),
        ("NodeLampReducer: applies lifecycle transitions (new->lit->dark)", "state_lifecycle"),
        ("Effect node that publishes fog warnings to the bus", "publish_event"),
        ("max_beams capped at 12", "validate_range"),
        ("As a keeper I want to see the list of my lamps", "list_entities"),
        ("Receives buoys and writes them idempotently to the charts", "upsert_entity"),
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
        "Drop duplicated lampKeeper() helpers",
        "Member not found -> deny",
        "Circuit breaker around the harbour client",
        "Currently there is no way to retry a crossing",
        "CRUD API at `/api/lighthouses`",
        "Approval page with a history of comments",
        "Unit tests cover retries, timeouts and the lease",
        "Config for the retry policy",
        "Chart of the retries per hour",
        "Register the lamp node in the service registry",
        "Contract lists the topics that the lamp node publishes",
        "Orchestrator contract names its steps",
        "User Benefit: lets keepers see the weather",
        "CI workflow runs the steps in parallel",
        "Emits no events itself",
        "Does not publish anything",
    ],
)
def test_what_describes_or_is_work_on_source_is_not(text: str) -> None:
    assert recognise(text) is None


def test_the_answers_are_the_patterns_that_are_known_and_none() -> None:
    known = {one.name for one in load_catalogue()} | LACKING.keys()

    assert speaking().base.keys() - {NONE} <= known
    assert NONE in speaking().base


@given(st.text(max_size=200))
def test_the_likelihoods_of_any_text_are_shares_of_one(text: str) -> None:
    likelihoods = speaking().of(wording_of(text))

    assert math.isclose(sum(likelihoods.values()), 1.0)
    assert all(0 <= one <= 1 for one in likelihoods.values())


def test_a_word_that_was_never_learned_is_known_by_its_class() -> None:
    wording = wording_of("Broadcasts hail-warning messages")
    likelihoods = speaking().of(wording)

    assert max(likelihoods, key=lambda name: likelihoods[name]) == "publish_event"


def test_where_no_signs_are_the_words_that_said_most_are_the_evidence() -> None:
    wording = wording_of("Lease of the crane")

    assert speaking().words_for(wording, "lock_with_lease")[0] == "lease"
    assert speaking().words_for(wording_of("xyzzy"), "lock_with_lease") == ()
