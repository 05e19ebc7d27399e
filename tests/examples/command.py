"""The command line as a person at the examples uses it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
COMMAND: Final = "from pipelines.cli.main import main; main()"


@dataclass(frozen=True)
class Omninode:
    """`folder` is where it is typed, `home` is OMNINODE_HOME."""

    folder: Path
    home: Path

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", COMMAND, *arguments],
            cwd=self.folder,
            env={**os.environ, "OMNINODE_HOME": str(self.home)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@dataclass(frozen=True)
class Example:
    """`result` is what the command said about one document of its folder."""

    folder: Path
    result: dict[str, Any]  # reason for Any: the decoded JSON of a command

    def node(self, *, unbound: int = 0) -> str:
        """The package of a proven node of which so many requirements are open."""
        assert self.result["status"] == "completed", self.result["error"]
        assert len(self.result["requirements"]["unbound"]) == unbound
        return str(self.folder / self.result["output_path"])
