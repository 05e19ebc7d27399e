"""`omninode`: the command line. Help and completion import nothing that is slow."""

import sys

import click

from pipelines.cli.commands import COMMANDS
from pipelines.cli.edge import run
from pipelines.cli.lazy import LazyGroup

SUMMARY = """Turn a product requirements document (Markdown) into a proven, registered ONEX node.

Exit codes: 0 done, 1 a gate or verification failed, 2 usage or input, 3 conflict with a person's
files, 4 a service or tool is missing, 5 rolled back, 130 interrupted.
"""

cli = click.version_option(package_name="omninode-bridge")(
    LazyGroup("omninode", table=COMMANDS, summary=SUMMARY)
)


def main() -> None:
    sys.exit(run(cli, sys.argv[1:]))
