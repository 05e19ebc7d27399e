"""Files below one root, whatever their paths claim."""

from pathlib import Path

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.requirements.limits import MAX_BYTES


class FolderOfSubmissions:
    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes:
        """At most one byte more than a PRD may have: what reads it says that it is too large."""
        root = self._root.resolve()
        try:
            target = (root / path).resolve()
            if target.is_relative_to(root) and target.is_file():
                with target.open("rb") as file:
                    return file.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:
            raise InvalidRequestError(
                f"Cannot read {path[:200]!r}: {error}", hint=f"Give a file below {root}."
            ) from error
        raise InvalidRequestError(
            f"No file below the workspace: {path[:200]!r}",
            hint=f"Put the document below {root} and give its path from there.",
        )
