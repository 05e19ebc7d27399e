"""What a person sees while a node is made: one line a stage, with its time, on stderr."""

from typing import TYPE_CHECKING, Final

import click

from omninode_bridge.registry.lifecycle import FINAL
from omninode_bridge.registry.records import State

if TYPE_CHECKING:
    from omninode_bridge.events.schemas import CodegenStatusEvent

STAGE_WIDTH: Final = 16
SENTENCE_WIDTH: Final = 62


class Progress:
    def __init__(self) -> None:
        self._told: set[str] = set()

    def stage(self, stage: str, sentence: str, seconds: float) -> None:
        """Once per stage; a stage that is executed again replaces nothing that was said."""
        line = f"  {stage:{STAGE_WIDTH}} {sentence:{SENTENCE_WIDTH}} {seconds:6.2f} s"
        if line not in self._told:
            self._told.add(line)
            click.echo(line, err=True)

    def status(self, event: "CodegenStatusEvent") -> None:
        metadata, step = event.metadata, event.metadata.current_step
        if metadata.state is State.PENDING and metadata.not_before is not None:
            click.echo(f"  {event.message}", err=True)
        if step is None or metadata.step_duration_ms is None:
            return
        seconds, is_done = metadata.step_duration_ms / 1000, step in metadata.steps_completed
        if metadata.state is State.FAILED and not is_done:
            # The summary says why.
            self.stage(step, f"failed: {metadata.error_code}", seconds)
        elif metadata.state not in FINAL and is_done:
            self.stage(step, event.message, seconds)
