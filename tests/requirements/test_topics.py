"""The thirteen topics, one by one: their names, partitions and times."""

from typing import Final

import pytest

from omninode_bridge.events.topics import DEAD_LETTERS_OF, TOPICS

DAY_MS: Final = 24 * 60 * 60 * 1000
# Row of the requirements, name, partitions, days.
ROWS: Final = (
    ("R053", "omninode_codegen_request_analyze_v1", 3, 7),
    ("R054", "omninode_codegen_request_validate_v1", 3, 7),
    ("R055", "omninode_codegen_request_pattern_v1", 3, 7),
    ("R056", "omninode_codegen_request_mixin_v1", 3, 7),
    ("R057", "omninode_codegen_response_analyze_v1", 3, 7),
    ("R058", "omninode_codegen_response_validate_v1", 3, 7),
    ("R059", "omninode_codegen_response_pattern_v1", 3, 7),
    ("R060", "omninode_codegen_response_mixin_v1", 3, 7),
    ("R061", "omninode_codegen_status_session_v1", 6, 3),
    ("R062", "omninode_codegen_dlq_analyze_v1", 1, 30),
    ("R063", "omninode_codegen_dlq_validate_v1", 1, 30),
    ("R064", "omninode_codegen_dlq_pattern_v1", 1, 30),
    ("R065", "omninode_codegen_dlq_mixin_v1", 1, 30),
)


@pytest.mark.parametrize(
    ("name", "partitions", "days"),
    [
        pytest.param(name, partitions, days, marks=pytest.mark.requirement(row), id=name)
        for row, name, partitions, days in ROWS
    ],
)
def test_a_topic_is_planned_as_documented(name: str, partitions: int, days: int) -> None:
    """That a real broker makes them so is shown in `tests/kafka/test_broker.py`."""
    topic = TOPICS[name]
    assert (topic.name, topic.partitions) == (name, partitions)
    assert topic.settings["retention.ms"] == str(days * DAY_MS)
    assert topic.settings["compression.type"] == "gzip"


@pytest.mark.requirement("R146")
def test_there_are_these_topics_and_no_others() -> None:
    assert set(TOPICS) == {name for _, name, _, _ in ROWS}
    assert len(TOPICS) == 13


@pytest.mark.requirement("R151")
@pytest.mark.parametrize("kind", ["analyze", "validate", "pattern", "mixin"])
def test_what_fails_goes_to_the_dead_letters_of_its_kind(kind: str) -> None:
    for direction in ("request", "response"):
        source = f"omninode_codegen_{direction}_{kind}_v1"
        assert DEAD_LETTERS_OF[source] == f"omninode_codegen_dlq_{kind}_v1"
