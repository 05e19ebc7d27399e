"""The command line as a person types it: each call is a process of its own.

`begun` begins with an interpreter of its own, `omninode` with one that is warm already.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from tests.warm_command import WarmCommand

ROOT: Final = Path(__file__).parent.parent
OMNINODE: Final = (sys.executable, "-c", "from pipelines.cli.main import main; main()")
PATIENCE_S: Final = 320
NOTHING: Final[Mapping[str, str]] = {}


def begun(
    *arguments: str, home: Path, more: Mapping[str, str] = NOTHING
) -> "subprocess.Popen[str]":
    """`home` is OMNINODE_HOME, `more` goes into the environment."""
    return subprocess.Popen(
        [*OMNINODE, *arguments],
        cwd=ROOT,
        env=_environment(home, more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def omninode(
    *arguments: str, home: Path, folder: Path = ROOT, more: Mapping[str, str] = NOTHING
) -> "subprocess.CompletedProcess[str]":
    """To its end; `folder` is where it is typed."""
    ended = _warm()(arguments, folder, _environment(home, more), PATIENCE_S)
    return subprocess.CompletedProcess(arguments, ended.code, ended.out, ended.err)


@cache
def _warm() -> WarmCommand:
    return WarmCommand()


def _environment(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "OMNINODE_HOME": str(home), **more}
