"""An act that a note tells as a noun, or as what a node is, is bound; what limits it is not."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.several import match_each
from omninode_bridge.prose.slots import Origin
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import RequirementClass
from omninode_bridge.requirements.parts.classification import classify
from omninode_bridge.requirements.reading import read_prd

EFFECT, COMPUTE, REDUCER = NodeType.EFFECT, NodeType.COMPUTE, NodeType.REDUCER
ORCHESTRATOR = NodeType.ORCHESTRATOR


def found(text: str, kind: NodeType) -> tuple[Match, ...]:
    patterns = [one for one in patterns_of(kind) if not one.refines]
    return match_each(parse_sentence(text), patterns).matches


def shown(one: Match, slot: str) -> str:
    return next(each.shown for each in one.filled if each.slot == slot)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (
            (
                "NodeClaims: REDUCER node consuming ClaimMade, applying status changes "
                "(open->checked->settled) to PostgreSQL"
            ),
            "open, checked, settled",
        ),
        (
            "reducer node reading bids, and enforcing lifecycle transitions: draft => live => sold",
            "draft, live, sold",
        ),
        ("Manages the stage transitions of a film: cut \u2192 graded", "cut, graded"),
        (
            "NodeFilms \u2014 tracks the state changes (shot --> cut --> graded).",
            "shot, cut, graded",
        ),
    ],
)
def test_a_reducer_that_applies_transitions_tracks_states(text: str, states: str) -> None:
    [one] = found(text, REDUCER)

    assert one.pattern.name == "state_lifecycle"
    assert shown(one, "states") == states


@pytest.mark.parametrize(
    ("text", "event", "key"),
    [
        (
            "Full idempotency: replaying same bid (bid_no) causes no double-update",
            "bid",
            "bid_no",
        ),
        ("Replaying a bid with the same bid_number changes nothing.", "bid", "bid_number"),
        (
            "Processing the same card payment (`slip_id`) has no second effect",
            "card_payment",
            "slip_id",
        ),
        (
            "Strict idempotency - resending a scan with the same scan_code is a no-op",
            "scan",
            "scan_code",
        ),
    ],
)
def test_what_replaying_does_not_do_is_done_once(text: str, event: str, key: str) -> None:
    [one] = found(text, REDUCER)

    assert one.pattern.name == "deduplicate_stream"
    assert (shown(one, "event"), shown(one, "key")) == (event, key)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Enable parallel execution for ledger/archive uploads", ""),
        ("Support concurrent processing of ledger and archive uploads.", ""),
        (
            (
                "Enable parallel execution for ledger/archive uploads: Both depend only on "
                "check_receipt, can run in parallel"
            ),
            "check_receipt",
        ),
        (
            "Add parallel processing of ledger and archive uploads; both depend on `check_receipt`",
            "check_receipt",
        ),
    ],
)
def test_what_runs_in_parallel_are_steps(text: str, first: str) -> None:
    [one] = found(text, ORCHESTRATOR)

    assert one.pattern.name == "fan_out_fan_in"
    assert shown(one, "branches") == "run_ledger_upload, run_archive_upload"
    assert shown(one, "first") == first


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("3 risk levels: low, medium, high (mapped from risk score)", "low, medium, high"),
        ("Two price bands: cheap and dear, derived from the price", "cheap, dear"),
        ("risk grades: low, medium, or high (determined by the damage_score)", "low, medium, high"),
    ],
)
def test_levels_of_a_number_are_classes_whose_limits_are_asked_for(text: str, labels: str) -> None:
    [one] = found(text, COMPUTE)

    assert one.pattern.name == "classify_by_thresholds"
    assert shown(one, "labels") == labels
    assert Origin.DEFAULT in {each.origin for each in one.filled if each.slot == "limits"}


@pytest.mark.parametrize(
    ("text", "entity", "left"),
    [
        (
            (
                "Receives PressedDiscs from PressingEffect and writes them idempotently to "
                "PostgreSQL (discs_v2) and Qdrant."
            ),
            "pressed_disc",
            ("from PressingEffect", "to PostgreSQL (discs_v2) and Qdrant"),
        ),
        (
            "NodeShelf: takes parcels from the conveyor and upserts them into parcel_places",
            "parcel",
            ("from the conveyor", "into parcel_places"),
        ),
    ],
)
def test_what_is_passed_on_is_written_once(text: str, entity: str, left: tuple[str, ...]) -> None:
    [one] = found(text, EFFECT)

    assert one.pattern.name == "upsert_entity"
    assert (shown(one, "entity"), one.left) == (entity, left)


@pytest.mark.parametrize(
    ("text", "event", "is_assumed"),
    [
        (
            "feat: implement NodeFilmCutterEffect EFFECT node with Kafka event emission [AB-1]",
            "film_cutter",
            True,
        ),
        ("Add node_film_cutter_effect with event publishing", "film_cutter", True),
        ("Introduces NodeFilmCutter for premiere event publication", "premiere_event", False),
    ],
)
def test_an_event_without_a_name_is_called_after_its_node(
    text: str, event: str, is_assumed: bool
) -> None:
    [one] = found(text, EFFECT)

    assert one.pattern.name == "publish_event"
    assert shown(one, "event") == event
    origin = next(each.origin for each in one.filled if each.slot == "event")
    assert (origin is Origin.DEFAULT) == is_assumed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            (
                "Reads the counters (visits, latency) of a booth and emits film.evt.counted.v1 so "
                "the office can draw them"
            ),
            ("Reads the counters (visits, latency) of a booth",),
        ),
        (
            "NodeBooth: collects ticket stubs and publishes cinema.evt.counted.v1.",
            ("collects ticket stubs",),
        ),
    ],
)
def test_what_is_read_for_an_event_is_where_its_values_come_from(
    text: str, left: tuple[str, ...]
) -> None:
    [one] = found(text, EFFECT)

    assert (one.pattern.name, one.left) == ("publish_event", left)


@pytest.mark.parametrize(
    "text",
    [
        "scan_handler: add scan_interval_seconds throttle via self._last",
        "scanner_loop: add scan_interval rate limit using tokens",
        "NodeScanner \u2014 implements scan_interval_ms throttling",
    ],
)
def test_a_throttle_by_an_interval_lets_one_through_in_each(text: str) -> None:
    [one] = found(text, EFFECT)

    assert one.pattern.name == "rate_limit"
    assert (shown(one, "subject"), shown(one, "most")) == ("scan", "1")
    assert Origin.DEFAULT in {each.origin for each in one.filled if each.slot == "window"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("reducer node applying status changes (open -> settled) only on Mondays", REDUCER),
        (
            "reducer node consuming only claims, applying status changes (open -> shut)",
            REDUCER,
        ),
        ("NodeClaims: applies status changes (open -> shut -> open)", REDUCER),
        ("NodeClaims: applies status changes (open -> shut) if they are paid", REDUCER),
        ("Replaying the same bid (bid_number) produces a new update", REDUCER),
        ("Replaying the same bid (bid_number) produces no error", REDUCER),
        ("Replaying the same bid produces no double-update", REDUCER),
        ("Replaying the first bid with the same bid_number changes nothing on Sundays", REDUCER),
        ("Disable parallel execution for ledger/archive uploads", ORCHESTRATOR),
        ("Enable parallel execution for ledger/archive uploads when both are large", ORCHESTRATOR),
        (
            "Enable parallel execution for ledger/archive uploads: both depend on ledger_core",
            ORCHESTRATOR,
        ),
        ("2 risk levels: low, medium, high (mapped from risk score)", COMPUTE),
        ("3 risk levels: low, medium, high (mapped from risk score unless it is old)", COMPUTE),
        ("Receives parcels from the conveyor and writes them to PostgreSQL only once", EFFECT),
        ("Receives parcels from the conveyor and never upserts them into parcel_places", EFFECT),
        ("Receives parcels from paid orders only and upserts them into parcel_places", EFFECT),
        ("Receives parcels from the conveyor and upserts them into PostgreSQL when sealed", EFFECT),
        ("Implement NodeFilmEffect without event emission", EFFECT),
        ("Implement NodeFilmEffect with no event emission", EFFECT),
        ("Fix NodeFilmEffect with event emission", EFFECT),
        ("Reads counters of every booth and emits cinema.evt.counted.v1", EFFECT),
        ("Reads counters and emits cinema.evt.counted.v1 only if they rose", EFFECT),
        ("Reads counters and emits nothing", EFFECT),
        ("Reads counters, deletes them and emits cinema.evt.counted.v1", EFFECT),
        ("Remove scan_interval_seconds throttle", EFFECT),
        ("Add scan_interval_seconds throttle only for guests", EFFECT),
        ("feat(film): NodeFilm \u2014 delete old film chunking", COMPUTE),
    ],
)
def test_what_limits_or_denies_is_no_such_act(text: str, kind: NodeType) -> None:
    assert found(text, kind) == ()


def test_what_a_node_is_may_be_told_behind_its_name() -> None:
    [one] = found(
        "feat(film): SubtitleCutterCompute \u2014 pure subtitle chunking for Track B", COMPUTE
    )

    assert (one.pattern.name, one.left) == ("split_text", ("for Track B",))


def test_a_name_that_nobody_said_is_asked_for() -> None:
    asked = "# Film\n\n## Requirements\n- Add NodeFilmCutterEffect with event publishing.\n"

    made = understand(read_prd(asked).document, EFFECT)

    [requirement] = made.document.requirements
    assert "event = film_cutter (default)" in requirement.pattern
    assert "What is the event called?" in {one.fix for one in made.diagnostics}


def test_values_in_brackets_ask_for_no_quality() -> None:
    assert classify("Reads samples (tokens, latency) of a run", ()) is RequirementClass.FUNCTIONAL
    assert classify("Reads samples with low latency", ()) is RequirementClass.QUALITY
    assert classify("Be fast (latency below 200 ms, p95)", ()) is RequirementClass.QUALITY


@pytest.mark.parametrize(
    ("text", "event", "left"),
    [
        (
            (
                "Add a new node that consumes crane alarm events from the quay's gateway and "
                "applies small corrections to mooring plans."
            ),
            "crane_alarm",
            ("from the quay's gateway", "applies small corrections to mooring plans"),
        ),
        (
            "NodeKiln: receives glaze reading messages, and computes a firing plan",
            "glaze_reading",
            ("computes a firing plan",),
        ),
        (
            "Subscribes to tram delay events to adjust the timetable",
            "tram_delay",
            ("adjust the timetable",),
        ),
        (
            "Effect node that ingests tasting note messages, deriving a profile of the wine",
            "tasting_note",
            ("deriving a profile of the wine",),
        ),
    ],
)
def test_what_is_worked_out_from_an_event_is_told_as_not_done(
    text: str, event: str, left: tuple[str, ...]
) -> None:
    [one] = found(text, EFFECT)

    assert one.pattern.name == "consume_event"
    assert shown(one, "event") == event
    assert one.left == left


@pytest.mark.parametrize(
    "text",
    [
        "Consumes crane alarm events and applies them",
        "Consumes crane alarm events and ignores late ones",
        "Consumes crane alarm events and applies at most one correction",
        "Consumes crane alarm events and applies corrections if the quay is free",
        "Consumes crane alarm events and applies corrections, and publishes crane.fixed.v1",
        "Consumes only urgent alarm events and applies corrections",
        "Add tests that consume alarm events and apply corrections",
    ],
)
def test_what_is_used_only_in_part_or_for_more_is_not_taken_in(text: str) -> None:
    assert not found(text, EFFECT)
