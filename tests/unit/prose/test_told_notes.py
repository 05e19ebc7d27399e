"""Notes of a few words are orders: each wording is the whole sentence, and limits fit none."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.several import match_each

EFFECT, COMPUTE, REDUCER = NodeType.EFFECT, NodeType.COMPUTE, NodeType.REDUCER
ORCHESTRATOR = NodeType.ORCHESTRATOR


def found(text: str, kind: NodeType) -> tuple[Match, ...]:
    patterns = [one for one in patterns_of(kind) if not one.refines]
    return match_each(parse_sentence(text), patterns).matches


def told(text: str, kind: NodeType) -> list[tuple[str, str]]:
    """Each pattern with its first slot."""
    return [(one.pattern.name, one.filled[0].shown) for one in found(text, kind)]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("FSM: idle -> cutting -> cut", "idle, cutting, cut"),
        ("State machine: idle \u2192 cutting \u2192 cut", "idle, cutting, cut"),
        ("Lifecycle: draft => live.", "draft, live"),
        ("Film lifecycle: draft => live", "draft, live"),
        ("Reel status: blank -> exposed -> printed", "blank, exposed, printed"),
        ("NodeFilm: REDUCER node with FSM states idle, cutting, and cut", "idle, cutting, cut"),
        ("reducer node with a finite state machine (idle --> cut)", "idle, cut"),
    ],
)
def test_a_machine_in_a_few_words_tracks_states(text: str, states: str) -> None:
    assert told(text, REDUCER) == [("state_lifecycle", states)]


@pytest.mark.parametrize(
    "text",
    [
        "Pipeline: cut -> grade -> print",
        "Workflow \u2014 cut \u2192 grade \u2192 print.",
        "Executes cut -> grade -> print in order",
    ],
)
def test_a_pipeline_in_a_few_words_has_steps(text: str) -> None:
    assert told(text, ORCHESTRATOR) == [("sequence_steps", "cut, grade, print")]


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("Event emission: film-cut.v1", [("publish_event", "film_cut")]),
        (
            "Event publishing \u2014 onex.evt.studio.film-cut.v1",
            [("publish_event", "studio_film_cut")],
        ),
        ("emit film.cut.v1 (fire-and-forget)", [("publish_event", "film_cut")]),
        ("Publish a film cut event for downstream consumers", [("publish_event", "film_cut")]),
        ("feat(film): add consumer for film.cut.v1 [AB-12]", [("consume_event", "film_cut_event")]),
        (
            "Emits events: film.cut.v1, film.graded.v1",
            [("publish_event", "film_cut"), ("publish_event", "film_graded")],
        ),
        ("Kafka consumer for film-cut events", [("consume_event", "film_cut")]),
        ("NodeFilm: subscribes to film.cut.v1", [("consume_event", "film_cut_event")]),
        (
            "Consumes film.cut.v1, publishes film.graded.v1",
            [("consume_event", "film_cut_event"), ("publish_event", "film_graded")],
        ),
        (
            "Topics: subscribes film.cut.v1 and emits film.graded.v1",
            [("consume_event", "film_cut_event"), ("publish_event", "film_graded")],
        ),
    ],
)
def test_topics_in_a_few_words_are_events(text: str, patterns: list[tuple[str, str]]) -> None:
    assert told(text, EFFECT) == patterns


@pytest.mark.parametrize(
    ("text", "pattern", "left"),
    [
        ("Handler upserts reels keyed by reel_code", "upsert_entity", ()),
        ("Idempotent upsert of reels on `reel_code`", "upsert_entity", ()),
        ("Stores reels idempotently by reel_code", "upsert_entity", ()),
        ("NodeReelEffect: persists reels to PostgreSQL", "create_entity", ("to PostgreSQL",)),
        (
            "Writes reels into the `old_reels` table",
            "create_entity",
            ("into the `old_reels` table",),
        ),
    ],
)
def test_what_is_kept_where_is_a_thing(text: str, pattern: str, left: tuple[str, ...]) -> None:
    [one] = found(text, EFFECT)

    assert (one.pattern.name, one.filled[0].shown, one.left) == (pattern, "reel", left)


@pytest.mark.parametrize(
    ("text", "pattern", "value"),
    [
        ("Rejects empty reel_code", "validate_required", "reel_code"),
        ("`reel_code` must not be blank", "validate_required", "reel_code"),
        ("Raises a ValueError if reel_code is missing", "validate_required", "reel_code"),
        ("contrast must be in [0, 1]", "validate_range", "contrast"),
        (
            "plugs_known \u2014 reel_plugs satisfied by reel_sockets in stock",
            "validate_reference",
            "reel_plug",
        ),
    ],
)
def test_a_check_in_a_few_words_refuses(text: str, pattern: str, value: str) -> None:
    assert told(text, COMPUTE) == [(pattern, value)]


@pytest.mark.parametrize(
    ("text", "pattern", "slots"),
    [
        ("TTL cache (300s) for reels", "cache_with_expiry", ("reel", "5m")),
        ("NodeReels: in-memory cache with a TTL for reels", "cache_with_expiry", ("reel", "5m")),
        ("Enforce rate limit of 10 calls per second per client", "rate_limit", ("call", "10")),
        ("Rate limiting: 100 calls per minute", "rate_limit", ("call", "100")),
    ],
)
def test_what_limits_and_keeps_is_named_in_a_few_words(
    text: str, pattern: str, slots: tuple[str, str]
) -> None:
    [one] = found(text, EFFECT)

    assert one.pattern.name == pattern
    assert tuple(each.shown for each in one.filled)[:2] == slots


@pytest.mark.parametrize(
    "text", ["Idempotent on reel_code", "Duplicate reels are dropped (reel_code)"]
)
def test_what_counts_once_is_named_by_its_key(text: str) -> None:
    [one] = found(text, REDUCER)

    assert one.pattern.name == "deduplicate_stream"
    assert one.filled[1].shown == "reel_code"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("FSM: idle -> cut -> idle", REDUCER),
        ("FSM: idle -> cut when it is long", REDUCER),
        ("REDUCER node without FSM states idle, cut", REDUCER),
        ("Pipeline: cut -> grade -> cut", ORCHESTRATOR),
        ("Pipeline: cut -> grade unless it is short", ORCHESTRATOR),
        ("Event emission: film-cut.v1 only for long films", EFFECT),
        ("No event emission: film-cut.v1", EFFECT),
        ("Consumer for film.cut.v1 only on Mondays", EFFECT),
        ("Kafka consumer for all film events", EFFECT),
        ("Remove consumer for film.cut.v1", EFFECT),
        ("Consumes film.cut.v1, never publishes film.graded.v1", EFFECT),
        ("Consumes film.cut.v1, publishes film.graded.v1 if it is long", EFFECT),
        ("Handler upserts reels keyed by reel_code, reel_side", EFFECT),
        ("Never persists reels to PostgreSQL", EFFECT),
        ("Persists no reels to PostgreSQL", EFFECT),
        ("Persists reels to PostgreSQL after each cut", EFFECT),
        ("Publish a film cut event for paying consumers", EFFECT),
        ("Query API for reels: list, get by id", EFFECT),
        ("Emits events: film.cut.v1, film.graded.v1 on Mondays", EFFECT),
        ("Film lifecycle: draft -> live if it is long", REDUCER),
        ("Executes cut -> grade unless it is short", ORCHESTRATOR),
        ("TTL cache for reels without a cover", EFFECT),
        ("Rate limiting: 100 calls per minute except for guests", EFFECT),
        ("Rejects empty reel_code unless it is old", COMPUTE),
        ("contrast must be in [0, 1) at night", COMPUTE),
        ("Secret redaction: strips API keys, tokens and emails", COMPUTE),
        ("Idempotent on reel_code unless replayed", REDUCER),
    ],
)
def test_what_limits_or_denies_fits_no_note(text: str, kind: NodeType) -> None:
    assert found(text, kind) == ()
