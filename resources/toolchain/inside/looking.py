"""One look at a file for all rules: a dozen of them would each find, read and parse it again.

In a sandbox each path that is looked at is asked about, and that costs more than the rules.
"""

import builtins
import fnmatch
import gc
import glob
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Final, Self

from resources.toolchain.inside.importing import import_functions
from resources.toolchain.inside.looks import Looks
from resources.toolchain.inside.replacement import (
    IsOurs,
    Replacement,
    content_of,
    remembered,
    replaced,
)
from resources.toolchain.inside.trees import tree_functions

_GLOBBER: Final = getattr(glob, "_StringGlobber", None)


@contextmanager
def looked_at_once(*packages: str) -> Iterator[None]:
    """Below `src`, in the current directory and in `packages`, all copies of one another,
    nothing changes, and rules only look at trees.

    For a process that lives for one package: nothing is ever forgotten or collected.
    """
    starts = ("src/", *(f"{package}/src/" for package in (Path.cwd(), *packages)))
    gc.disable()
    try:
        with replaced((*tree_functions(), *_file_functions(starts))):
            yield
    finally:
        gc.enable()


@contextmanager
def files_looked_at_once(folder: Path) -> Iterator[None]:
    """Below the folder nothing changes; trees may."""
    with replaced(_file_functions((f"{folder}/",), nothing_comes=True)):
        yield


def _file_functions(
    starts: tuple[str, ...], *, nothing_comes: bool = False
) -> Iterator[Replacement]:
    def is_ours(path: object) -> bool:
        return isinstance(path, str | Path) and f"{path}/".startswith(starts)

    def is_on_the_way(path: object) -> bool:
        """Paths are resolved part by part, from the root on."""
        return is_ours(path) or any(start.startswith(f"{path}/") for start in starts)

    opening, scanning = _opening(is_ours), _scanning(is_ours)
    looks = Looks(is_ours, is_on_the_way, scanning if nothing_comes else None)
    yield builtins, "open", opening
    yield io, "open", opening
    yield os, "scandir", scanning
    # Since Python 3.13 paths search with a function that was taken when that was imported.
    if hasattr(_GLOBBER, "scandir"):
        yield _GLOBBER, "scandir", staticmethod(scanning)
    # Each validator asks each file about the same patterns of what it leaves out.
    yield fnmatch, "fnmatch", cache(fnmatch.fnmatch)
    yield os, "stat", looks.stat
    yield os, "lstat", looks.lstat
    yield os.path, "realpath", _resolving(is_ours)
    yield Path, "read_text", remembered(Path.read_text, is_ours)
    for name in ("glob", "rglob"):
        yield Path, name, _iterated(remembered(_listed(getattr(Path, name)), is_ours))
    yield from import_functions(is_ours, looks.stat)


def _listed(search: Callable[..., Iterable[Path]]) -> Callable[..., list[Path]]:
    return lambda *given, **named: list(search(*given, **named))


def _resolving(is_ours: IsOurs) -> Callable[..., str]:
    original, known = os.path.realpath, dict[object, str]()

    def resolved(path: str | Path, *, strict: bool = False) -> str:
        if not is_ours(path):
            return original(path, strict=strict)
        key = (str(path), os.getcwd(), strict)  # noqa: PTH109 - a path object would take longer
        if key not in known:
            known[key] = original(path, strict=strict)
        return known[key]

    return resolved


def _iterated(found: Callable[..., list[Path]]) -> Callable[..., Iterator[Path]]:
    return lambda *given, **named: iter(found(*given, **named))


class _Content(io.BytesIO):
    """A file's content under its name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def _opening(is_ours: IsOurs) -> Callable[..., object]:
    """`open`; what is ours is read from the disk once, whatever way it is read."""
    original, known = io.open, dict[str, bytes]()

    def opened(
        file: object, mode: str = "r", buffering: int = -1, *given: object, **named: object
    ) -> object:
        texts = {"encoding", "errors", "newline"}
        if mode not in ("r", "rt", "rb") or len(given) > len(texts) or not is_ours(file):
            return original(file, mode, buffering, *given, **named)  # type: ignore[call-overload]  # as given
        if {*named} - texts:
            return original(file, mode, buffering, *given, **named)  # type: ignore[call-overload]  # as given
        name = str(file)
        if name not in known:
            known[name] = content_of(name)
        content = _Content(known[name], name)
        return content if mode == "rb" else io.TextIOWrapper(content, *given, **named)  # type: ignore[arg-type]  # as given

    return opened


class _Entries:
    """What `os.scandir` gives: an iterator to be closed."""

    def __init__(self, entries: Iterable[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def _scanning(is_ours: IsOurs) -> Callable[..., AbstractContextManager[Iterator[os.DirEntry[str]]]]:
    original, known = os.scandir, dict[str, list[os.DirEntry[str]]]()

    def scanned(
        path: str | Path = ".",
    ) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        if not is_ours(path):
            return original(path)
        name = str(path)
        if name not in known:
            with original(name) as entries:
                known[name] = list(entries)
        return _Entries(known[name])

    return scanned
