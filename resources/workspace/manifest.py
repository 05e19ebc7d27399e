"""What we wrote last into a folder of the user's, and what has become of it."""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from omninode_bridge.errors import InvalidRequestError
from resources.workspace.digest import content_digest
from resources.workspace.paths import Parts, folders, parts_of
from resources.workspace.tree import descended, exists, folder, names, read_file

PATH: Final[Parts] = (".omninode", "manifest.json")

type Digests = dict[Parts, str]


def written(files: Mapping[Parts, bytes]) -> bytes:
    """The manifest that says that these files are ours."""
    digests = {"/".join(parts): content_digest(content) for parts, content in files.items()}
    return json.dumps({"files": digests}, indent=2, sort_keys=True).encode() + b"\n"


def read(handle: int) -> Digests:
    """The digests of the files that are ours; empty where no readable manifest lies.

    Then every file is taken for a person's, and nothing of it is overwritten.
    """
    content = read_file(handle, PATH)
    try:
        files = json.loads(content or b"{}")["files"]
    except (ValueError, KeyError, TypeError):
        return {}
    found: Digests = {}
    for path, digest in files.items() if isinstance(files, dict) else ():
        with suppress(InvalidRequestError):
            found[parts_of(path)] = str(digest)
    return found


def conflicts(handle: int, files: Mapping[Parts, bytes], ours: Digests) -> list[str]:
    """Paths where a person's work would be lost if `files` took the place of `ours`."""
    blocked = [parts for parts in folders(files) if _is_no_folder(handle, parts)]
    touched = [
        parts
        for parts in sorted(files.keys() | ours.keys())
        if exists(handle, parts) and not _is_free(handle, parts, files, ours)
    ]
    return ["/".join(parts) for parts in sorted({*blocked, *touched})]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that is not ours, or an empty folder, and what tells that nobody touched it since."""

    parts: Parts
    is_folder: bool
    inode: int
    modified_ns: int


def others(handle: int, ours: Digests, *, at: Parts = ()) -> Iterator[Entry]:
    """Everything below the folder that is not ours; folders only where they are empty."""
    with descended(handle, at) as inner:
        for name in names(inner):
            parts = (*at, name)
            found = os.stat(name, dir_fd=inner, follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode) and _has_entries(inner, name):
                yield from others(handle, ours, at=parts)
            elif parts not in ours and parts != PATH:
                is_folder = stat.S_ISDIR(found.st_mode)
                yield Entry(parts, is_folder, found.st_ino, found.st_mtime_ns)


def _has_entries(handle: int, name: str) -> bool:
    with folder(name, below=handle) as inner:
        return bool(names(inner))


def _is_free(handle: int, parts: Parts, files: Mapping[Parts, bytes], ours: Digests) -> bool:
    content = read_file(handle, parts)
    if content is None:
        return False
    return content == files.get(parts) or content_digest(content) == ours.get(parts)


def _is_no_folder(handle: int, parts: Parts) -> bool:
    try:
        with descended(handle, parts[:-1]) as parent:
            found = os.stat(parts[-1], dir_fd=parent, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not stat.S_ISDIR(found.st_mode)
