"""`omniclaude generate node`: another spelling of `omninode generate`, with the same options."""

import sys

from pipelines.cli.commands import NODE_COMMANDS
from pipelines.cli.edge import run
from pipelines.cli.lazy import LazyGroup

cli = LazyGroup("omniclaude", table={}, summary="Generate ONEX nodes from a PRD.")
cli.add_command(LazyGroup("generate", table=NODE_COMMANDS, summary="What to generate."), "generate")


def main() -> None:
    sys.exit(run(cli, sys.argv[1:]))
