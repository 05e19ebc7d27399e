"""A state machine beside figures, all in prose."""

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

TEXT = """\
# Garage
## Requirements
- Track the states of the garage: closed, opened, full.
- Count entries per hour.
- Sum the amount of payments by zone.
"""


def test_events_that_are_only_counted_are_taken_in_every_state() -> None:
    machine = understand(read_prd(TEXT).document, NodeType.REDUCER).document.states
    assert machine is not None
    rows = [(each.source, each.event, each.target) for each in machine.transitions if each.event]
    assert rows == [
        ("closed", "mark_opened", "opened"),
        ("opened", "mark_full", "full"),
        ("closed", "entry", "closed"),
        ("opened", "entry", "opened"),
        ("full", "entry", "full"),
        ("closed", "payment", "closed"),
        ("opened", "payment", "opened"),
        ("full", "payment", "full"),
    ]


def test_a_machine_alone_stays_as_it_is() -> None:
    text = TEXT.replace("- Count entries per hour.\n- Sum the amount of payments by zone.\n", "")
    machine = understand(read_prd(text).document, NodeType.REDUCER).document.states
    assert machine is not None
    assert [each.event for each in machine.transitions if each.event] == [
        "mark_opened",
        "mark_full",
    ]
