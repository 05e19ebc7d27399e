"""What is heard of a generation on Kafka says the same as its record."""

from dataclasses import replace
from uuid import uuid4

import pytest

from omninode_bridge.events.decoding import Received, Unreadable, decode_status
from omninode_bridge.events.encoding import encode, status_event
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.events.schemas import CodegenStatusEvent
from omninode_bridge.metrics.told import LONGEST_MS, MOST_BINDINGS, fact_told
from omninode_bridge.registry.records import State
from omninode_bridge.stages.endings import fact_of, final_status
from tests.unit.events.samples import NOW
from tests.unit.stages.test_endings import EXECUTION, steps


def heard(event: CodegenStatusEvent) -> Received[CodegenStatusEvent]:
    value = encode(event, event_id=uuid4(), now=NOW, correlation_id=EXECUTION.correlation_id)
    received = decode_status(value)
    assert isinstance(received, Received)
    return received


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("state", [State.COMPLETED, State.FAILED, State.CANCELLED])
def test_it_is_the_fact_of_the_record(state: State, count: int) -> None:
    error = None if state is State.COMPLETED else "run_lost"
    ended = replace(EXECUTION, state=state, error_code=error)

    assert fact_told(heard(final_status(ended, steps(count)))) == fact_of(ended, steps(count))


@pytest.mark.parametrize("state", [None, State.PENDING, State.ANALYZING, State.VALIDATING])
def test_what_goes_on_is_no_fact(state: State | None) -> None:
    known = StatusMetadata(state=state, node_name="quote")
    assert fact_told(heard(status_event(uuid4(), "", known, now=NOW))) is None


@pytest.mark.parametrize("name", [None, ""])
def test_an_end_of_nothing_that_has_a_name_is_no_fact(name: str | None) -> None:
    known = StatusMetadata(state=State.FAILED, node_name=name)
    assert fact_told(heard(status_event(uuid4(), "", known, now=NOW))) is None


def test_an_end_of_nobody_knows_which_is_no_fact() -> None:
    received = heard(final_status(EXECUTION, steps(6)))
    assert fact_told(replace(received, correlation_id=None)) is None


@pytest.mark.parametrize(
    ("field", "most"),
    [("bound", MOST_BINDINGS), ("unbound", MOST_BINDINGS), ("duration_ms", LONGEST_MS)],
)
def test_figures_that_nothing_can_hold_cannot_be_read(field: str, most: int) -> None:
    def told(figure: int) -> object:
        known = StatusMetadata.model_validate(
            {"state": State.COMPLETED, "node_name": "quote", field: figure}
        )
        return fact_told(heard(status_event(uuid4(), "", known, now=NOW)))

    assert not isinstance(told(most), Unreadable)
    assert isinstance(told(most + 1), Unreadable)
