"""The commands of `omninode`: where each is implemented, and its line in `--help`."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Command:
    """`target` is `module:attribute`; it is imported only when the command is called."""

    target: str
    summary: str


COMMANDS: Final = {
    "up": Command("pipelines.cli.services:up", "Start all services and say where the UI is."),
    "down": Command("pipelines.cli.services:down", "Stop all that `up` started."),
    "status": Command("pipelines.cli.services:status", "Show each service: pid, port, health."),
}

# `omniclaude generate node --prd FILE` is the same command as `omninode generate --prd FILE`.
NODE_COMMANDS: Final = {
    "node": Command("pipelines.cli.generate:generate", "Generate a node from a PRD.")
}
