"""One look at a file for all rules: a dozen of them would each find, read and parse it again.

In a sandbox each path that is looked at is asked about, and that costs more than the rules.
"""

import builtins
import fnmatch
import gc
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Self

from resources.toolchain.inside.trees import tree_functions

type IsOurs = Callable[[object], bool]
type Replacement = tuple[object, str, object]
"""Of what, which attribute, by what."""


@contextmanager
def looked_at_once(*packages: str) -> Iterator[None]:
    """Below `src`, in the current directory and in `packages`, all copies of one another,
    nothing changes, and rules only look at trees.

    For a process that lives for one package: nothing is ever forgotten or collected.
    """
    starts = ("src/", *(f"{package}/src/" for package in (Path.cwd(), *packages)))

    def is_ours(path: object) -> bool:
        return isinstance(path, str | Path) and f"{path}/".startswith(starts)

    def is_on_the_way(path: object) -> bool:
        """Paths are resolved part by part, from the root on."""
        return is_ours(path) or any(start.startswith(f"{path}/") for start in starts)

    gc.disable()
    with ExitStack() as changes:
        changes.callback(gc.enable)
        for owner, name, instead in (*tree_functions(), *_file_functions(is_ours, is_on_the_way)):
            changes.callback(partial(setattr, owner, name, getattr(owner, name)))
            setattr(owner, name, instead)
        yield


def _file_functions(is_ours: IsOurs, is_on_the_way: IsOurs) -> Iterator[Replacement]:
    opening = _opening(is_ours)
    yield builtins, "open", opening
    yield io, "open", opening
    yield os, "scandir", _scanning(is_ours)
    # Each validator asks each file about the same patterns of what it leaves out.
    yield fnmatch, "fnmatch", cache(fnmatch.fnmatch)
    yield os, "stat", _remembered(os.stat, is_ours)
    yield os, "lstat", _remembered(os.lstat, is_on_the_way)
    yield Path, "read_text", _remembered(Path.read_text, is_ours)
    for name in ("glob", "rglob"):
        found = _remembered(_listed(getattr(Path, name)), is_ours)
        yield Path, name, _iterated(found)


def _listed(search: Callable[..., Iterable[Path]]) -> Callable[..., list[Path]]:
    return lambda *given, **named: list(search(*given, **named))


def _iterated(found: Callable[..., list[Path]]) -> Callable[..., Iterator[Path]]:
    return lambda *given, **named: iter(found(*given, **named))


def _remembered[**P, R](function: Callable[P, R], is_ours: IsOurs) -> Callable[P, R]:
    """By its arguments, where the first is ours; what raises is called again."""
    known: dict[object, R] = {}

    def remembered(*given: P.args, **named: P.kwargs) -> R:
        if not given or not is_ours(given[0]) or "dir_fd" in named:
            return function(*given, **named)
        key = (given, tuple(sorted(named.items())))
        if key not in known:
            known[key] = function(*given, **named)
        return known[key]

    return remembered


class _Content(io.BytesIO):
    """A file's content under its name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def _opening(is_ours: IsOurs) -> Callable[..., object]:
    """`open`; what is ours is read from the disk once, whatever way it is read."""
    original, known = io.open, dict[str, bytes]()

    def remembered(
        file: object, mode: str = "r", buffering: int = -1, *given: object, **named: object
    ) -> object:
        texts = {"encoding", "errors", "newline"}
        if mode not in ("r", "rt", "rb") or len(given) > len(texts) or not is_ours(file):
            return original(file, mode, buffering, *given, **named)  # type: ignore[call-overload]  # as given
        if {*named} - texts:
            return original(file, mode, buffering, *given, **named)  # type: ignore[call-overload]  # as given
        name = str(file)
        if name not in known:
            with original(name, "rb") as opened:
                known[name] = opened.read()
        content = _Content(known[name], name)
        return content if mode == "rb" else io.TextIOWrapper(content, *given, **named)  # type: ignore[arg-type]  # as given

    return remembered


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


def _scanning(is_ours: IsOurs) -> Callable[..., object]:
    original, known = os.scandir, dict[str, list[os.DirEntry[str]]]()

    def remembered(path: str | Path = ".") -> object:
        if not is_ours(path):
            return original(path)
        name = str(path)
        if name not in known:
            with original(name) as entries:
                known[name] = list(entries)
        return _Entries(known[name])

    return remembered
