"""The command line as a person at the examples uses it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.command import ROOT, omninode

EXAMPLES: Final = ROOT / "examples"
DOCUMENTS: Final = Path(__file__).parent / "documents"
BROKEN: Final = "# Broken\n\n## Rules\n\n- R1: `total = nothing_known * 2`\n"


@dataclass(frozen=True)
class Omninode:
    """`folder` is where it is typed, `home` is OMNINODE_HOME."""

    folder: Path
    home: Path

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return omninode(*arguments, home=self.home, folder=self.folder)


@dataclass(frozen=True)
class Proven:
    """What a command that was typed in `folder` has said of the documents in `folder`/prds."""

    folder: Path
    done: subprocess.CompletedProcess[str]


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
