"""The edge of the command line: every way to end becomes an exit code and a sentence on stderr."""

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

import click

from omninode_bridge.errors import (
    BridgeError,
    ConflictError,
    IllegalTransitionError,
    InvalidRequestError,
    LimitExceededError,
    UnavailableError,
    WriteFailedError,
)
from pipelines import environment


class ExitCode(IntEnum):
    OK = 0
    FAILED = 1  # a gate or a verification said no
    USAGE = 2
    CONFLICT = 3
    ENVIRONMENT = 4
    ROLLED_BACK = 5
    BUG = 70  # an error of ours, EX_SOFTWARE of sysexits.h
    INTERRUPTED = 130


CODES: Final[dict[type[BridgeError], ExitCode]] = {
    InvalidRequestError: ExitCode.USAGE,
    LimitExceededError: ExitCode.USAGE,
    ConflictError: ExitCode.CONFLICT,
    UnavailableError: ExitCode.ENVIRONMENT,
    WriteFailedError: ExitCode.ROLLED_BACK,
    IllegalTransitionError: ExitCode.BUG,
}


def log_as_service() -> None:
    """For a command that runs on and on: what it logs has a time."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )


def exit_code_of(error: BridgeError) -> ExitCode:
    """The code of the nearest class in the table; an error that it does not name is a failure."""
    return next((CODES[kind] for kind in type(error).__mro__ if kind in CODES), ExitCode.FAILED)


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """Run a command and return the exit code; click itself ends quietly when nobody reads on."""
    color = False if os.environ.get(environment.NO_COLOR.name) else None
    try:
        result = command.main(list(arguments), command.name, standalone_mode=False, color=color)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return ExitCode.INTERRUPTED
    except BridgeError as error:
        click.echo(f"Error: {error}", err=True)
        return exit_code_of(error)
    except Exception:  # noqa: BLE001 - the outermost edge
        click.echo(
            f"This is an error in {command.name} itself:\n{traceback.format_exc()}", err=True
        )
        return ExitCode.BUG
    return result if isinstance(result, int) else ExitCode.OK
