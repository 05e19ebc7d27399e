"""ONEX nodes on the disk, as the knowledge base reads them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.intelligence.documents import CONTRACT, OnexFolder

LARGEST: Final = 500_000
"""Bytes of a file; a larger one is data, not code."""

_SKIPPED: Final = frozenset({"__pycache__", "node_modules", "site-packages", "tests"})


def onex_folders(root: Path) -> Iterator[OnexFolder]:
    """Every folder below `root` that holds a contract, in the order of their names.

    Folders that begin with a dot are left out, as are links to folders.
    """
    if not root.is_dir():
        raise InvalidRequestError(f"{root} is no folder", hint="Name a folder of ONEX nodes.")
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in _SKIPPED and name[0] != ".")
        if CONTRACT in files:
            yield _read(root, Path(folder))


def _read(root: Path, folder: Path) -> OnexFolder:
    code: dict[str, str] = {}
    for place, names, files in os.walk(folder):
        # A node within a node is read on its own.
        below = Path(place) != folder and CONTRACT in files
        names[:] = [] if below else sorted(set(names) - _SKIPPED)
        if not below:
            python = (Path(place) / name for name in sorted(files) if name.endswith(".py"))
            code |= {path.relative_to(folder).as_posix(): _text(path) for path in python}
    return OnexFolder(folder.relative_to(root).as_posix(), _text(folder / CONTRACT), code)


def _text(path: Path) -> str:
    """Empty for what cannot be read or is too large: it is left out, the rest is not."""
    try:
        if path.stat().st_size > LARGEST:
            return ""
        return path.read_text(encoding="utf-8", errors="replace").replace("\0", "")
    except OSError:
        return ""
