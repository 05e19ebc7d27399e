"""The command line as a person types it: each call is a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
OMNINODE: Final = (sys.executable, "-c", "from pipelines.cli.main import main; main()")
PATIENCE_S: Final = 320.0
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
    return subprocess.run(
        [*OMNINODE, *arguments],
        cwd=folder,
        env=_environment(home, more),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def _environment(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "OMNINODE_HOME": str(home), **more}
