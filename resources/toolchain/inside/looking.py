"""One look at a file for all rules: a dozen of them would each find, read and parse it again.

In a sandbox each path that is looked at is asked about, and that costs more than the rules.
"""

import ast
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import yaml

# The same language, read by libyaml.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@contextmanager
def looked_at_once() -> Iterator[None]:
    """Below `src` of the current directory nothing changes, and rules only look at trees.

    For a process that lives for one package: nothing is ever forgotten or collected.
    """
    starts = ("src/", f"{Path.cwd()}/src/")

    def is_ours(path: object) -> bool:
        return isinstance(path, str | Path) and f"{path}/".startswith(starts)

    found = _remembered(_found, is_ours)
    gc.disable()
    with ExitStack() as changes:
        changes.callback(gc.enable)
        for owner, name, instead in (
            (ast, "parse", _parsing()),
            (os, "stat", _remembered(os.stat, is_ours)),
            (os, "lstat", _remembered(os.lstat, is_ours)),
            (Path, "read_text", _remembered(Path.read_text, is_ours)),
            (Path, "rglob", lambda path, pattern, **named: iter(found(path, pattern, **named))),
            (yaml, "SafeLoader", LOADER),
        ):
            changes.callback(partial(setattr, owner, name, getattr(owner, name)))
            setattr(owner, name, instead)
        yield


def _parsing() -> Callable[..., ast.AST]:
    """`ast.parse`; whatever name a file is given, its tree is the same."""
    parse, known = ast.parse, dict[str | bytes, ast.AST]()

    def remembered(
        source: object, filename: object = "<unknown>", *given: object, **named: object
    ) -> ast.AST:
        if given or named or not isinstance(source, str | bytes):
            return parse(source, filename, *given, **named)  # type: ignore[call-overload,no-any-return]  # as given
        if source not in known:
            known[source] = parse(source, str(filename))
        return known[source]

    return remembered


def _found(
    path: Path,
    pattern: str,
    rglob: Callable[..., Iterator[Path]] = Path.rglob,
    **named: bool | None,
) -> list[Path]:
    return list(rglob(path, pattern, **named))


def _remembered[**P, R](
    function: Callable[P, R], is_ours: Callable[[object], bool]
) -> Callable[P, R]:
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
