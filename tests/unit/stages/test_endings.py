from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.registry.records import State, StepRecord
from omninode_bridge.stages.endings import answer_of, fact_of, final_status, metadata_of
from tests.state.records import NOON, an_execution

EXECUTION = an_execution(state=State.FAILED, updated_at=NOON + timedelta(seconds=2))
DETAILS: Final[Mapping[str, Mapping[str, object]]] = {
    "prd": {"requirements": 2},
    "intelligence": {"sources": ["registry"], "similar": 1},
    "node_spec": {"node_type": "compute", "domain": "sales", "confidence": 0.93},
    "generated_node": {"bound": 2, "unbound": 1, "strategy": "compiled"},
    "quality_report": {"score": 0.91},
    "registered_node": {"version": "1.0.0"},
}


def steps(count: int) -> list[StepRecord]:
    return [
        StepRecord(
            EXECUTION.correlation_id,
            name,
            at + 1,
            "completed",
            NOON + timedelta(milliseconds=100 * at),
            50.0,
            detail,
        )
        for at, (name, detail) in enumerate(DETAILS.items())
    ][:count]


def test_a_fact_knows_what_was_reached_and_invents_nothing() -> None:
    early = fact_of(EXECUTION, steps(1))
    assert (early.node_type, early.domain, early.quality_score) == (None, None, None)
    assert (early.bound, early.used_intelligence, early.duration_ms) == (0, False, 2000)
    late = fact_of(EXECUTION, steps(6))
    assert (late.node_type, late.domain, late.quality_score) == ("compute", "sales", 0.91)
    assert (late.bound, late.unbound, late.sources) == (2, 1, ("registry",))


@pytest.mark.parametrize("count", range(7))
def test_progress_follows_the_steps(count: int) -> None:
    told = metadata_of(EXECUTION, steps(count), at=NOON + timedelta(seconds=1))
    assert list(told.steps_completed) == list(DETAILS)[:count]
    assert list(told.steps_remaining) == list(DETAILS)[count:]
    assert told.duration_ms == 1000


def test_executed_again_from_the_middle_later_steps_are_not_done() -> None:
    found = steps(6)
    found[2] = replace(found[2], started_at=NOON + timedelta(minutes=1))
    assert metadata_of(EXECUTION, found).steps_completed == tuple(DETAILS)[:3]


def test_the_confidence_of_an_end_without_a_node_is_zero() -> None:
    done = replace(EXECUTION, state=State.COMPLETED, result={"status": "completed"})
    assert answer_of(EXECUTION, steps(6)).confidence == 0
    assert answer_of(done, steps(6)).confidence == 0.93


@pytest.mark.parametrize(
    ("state", "message", "status", "said"),
    [
        (State.COMPLETED, None, SessionStatus.COMPLETED, "1.0.0 is registered, quality 0.91"),
        (State.FAILED, "no", SessionStatus.FAILED, "no"),
        (State.CANCELLED, None, SessionStatus.CANCELLED, "cancelled"),
    ],
)
def test_the_final_status_says_how_it_ended(
    state: State, message: str | None, status: SessionStatus, said: str
) -> None:
    event = final_status(replace(EXECUTION, state=state, error_message=message), steps(6))
    assert event.status is status
    assert said in event.message
