"""The lines that a person sees while a node is made, from the status events."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from omninode_bridge.events.encoding import status_event
from omninode_bridge.events.progress import StatusMetadata
from omninode_bridge.registry.records import State
from pipelines.cli.progress import Progress

DONE = ("prd", "intelligence", "node_spec", "generated_node")


def shown(capfd: pytest.CaptureFixture[str], *events: StatusMetadata) -> list[list[str]]:
    progress = Progress()
    for metadata in events:
        now = datetime(2026, 1, 2, tzinfo=UTC)
        progress.status(status_event(UUID(int=1), "30 files", metadata, now=now))
    return [line.split() for line in capfd.readouterr().err.splitlines()]


def told(state: State, step: str, *, error_code: str | None = None) -> StatusMetadata:
    return StatusMetadata(
        state=state,
        current_step=step,
        step_duration_ms=1500.0,
        steps_completed=DONE,
        error_code=error_code,
    )


def test_a_stage_is_told_once(capfd: pytest.CaptureFixture[str]) -> None:
    event = told(State.GENERATING, "generated_node")
    assert shown(capfd, event, event) == [["generated_node", "30", "files", "1.50", "s"]]


def test_the_stage_that_failed_is_told_too(capfd: pytest.CaptureFixture[str]) -> None:
    event = told(State.FAILED, "quality_report", error_code="gate_failed")
    assert shown(capfd, event) == [["quality_report", "failed:", "gate_failed", "1.50", "s"]]


@pytest.mark.parametrize("state", [State.COMPLETED, State.FAILED, State.CANCELLED])
def test_an_end_between_two_stages_adds_no_line(
    capfd: pytest.CaptureFixture[str], state: State
) -> None:
    assert shown(capfd, told(state, "generated_node", error_code="run_failed")) == []
