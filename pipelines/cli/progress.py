"""What a person sees while a node is made: one line a stage, with its time, on stderr."""

from typing import TYPE_CHECKING, Final

import click

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
        metadata = event.metadata
        done = metadata.current_step in metadata.steps_completed
        if metadata.current_step and done and metadata.step_duration_ms is not None:
            self.stage(metadata.current_step, event.message, metadata.step_duration_ms / 1000)
