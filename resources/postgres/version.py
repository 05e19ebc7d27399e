"""Which tables this version of the program needs, told without importing what makes them."""

from pathlib import Path
from typing import Final

SCHEMA: Final = "omninode"
REVISIONS: Final = Path(__file__).parent / "revisions"


def newest() -> str:
    """The last revision: their files are numbered."""
    return max(path.name.partition("_")[0] for path in REVISIONS.glob("versions/[0-9]*_*.py"))
