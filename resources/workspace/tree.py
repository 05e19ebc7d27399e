"""Writes, reads and removes trees relative to an open folder; follows no symbolic link."""

import os
import shutil
import stat
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from typing import Final

from omninode_bridge.errors import WriteFailedError
from resources.workspace.paths import Parts, folders

type Step = Callable[[str], None]
"""Called with the name of each boundary that a crash could fall on."""

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


def no_step(_: str) -> None:
    """Nobody listens."""


@contextmanager
def folder(path: str, *, below: int | None = None) -> Generator[int]:
    """A handle on a folder; with `below`, one name relative to that handle."""
    flags = _FOLDER if below is not None else os.O_RDONLY | os.O_DIRECTORY
    handle = os.open(path, flags, dir_fd=below)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def descended(handle: int, parts: Parts) -> Generator[int]:
    """A handle on the folder that `parts` names below `handle`."""
    if not parts:
        yield handle
        return
    with folder(parts[0], below=handle) as inner, descended(inner, parts[1:]) as last:
        yield last


def write_tree(handle: int, files: Mapping[Parts, bytes], *, step: Step = no_step) -> None:
    """Write all files, durably, into the empty folder behind `handle`."""
    made = folders(files)
    for parts in made:
        with descended(handle, parts[:-1]) as parent:
            os.mkdir(parts[-1], dir_fd=parent)
    for parts, content in sorted(files.items()):
        with descended(handle, parts[:-1]) as parent:
            write_file(parts[-1], content, below=parent)
        step("file written")
    for parts in reversed(made):
        with descended(handle, parts) as inner:
            os.fsync(inner)
    os.fsync(handle)


def write_file(name: str, content: bytes, *, below: int) -> None:
    """Write one new file, durably; fails where the name is taken, be it by a link."""
    with os.fdopen(os.open(name, _NEW_FILE, 0o666, dir_fd=below), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def names(handle: int) -> list[str]:
    return sorted(os.listdir(handle))


def is_folder(name: str, *, below: int) -> bool:
    try:
        return stat.S_ISDIR(os.stat(name, dir_fd=below, follow_symlinks=False).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def read_file(handle: int, parts: Parts) -> bytes | None:
    """The content of a regular file, or None where there is none (or a link in its place)."""
    try:
        with descended(handle, parts[:-1]) as parent:
            file = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=parent)
        with os.fdopen(file, "rb") as stream:
            return stream.read()
    except OSError:
        return None


def exists(handle: int, parts: Parts) -> bool:
    """True for anything under that name, be it a broken link."""
    try:
        with descended(handle, parts[:-1]) as parent:
            os.stat(parts[-1], dir_fd=parent, follow_symlinks=False)
    except OSError:
        return False
    return True


def remove_file(name: str, *, below: int) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=below)


def remove(name: str, *, below: int) -> None:
    """Remove a tree, or whatever has that name, if it is there."""
    if not is_folder(name, below=below):
        remove_file(name, below=below)
        return
    with suppress(FileNotFoundError):
        shutil.rmtree(name, dir_fd=below)


@contextmanager
def write_errors(where: str) -> Generator[None]:
    """Turn what the operating system says into our error."""
    try:
        yield
    except OSError as error:
        raise WriteFailedError(
            f"Could not write below {where}: {error.strerror or error}",
            hint="Nothing was left there. Free some space, or choose a folder that you may write.",
        ) from error
