"""Which files the imported code comes from, and whether one of them has changed since."""

import os
import sys
import sysconfig
import time
from collections.abc import Mapping
from pathlib import Path


def snapshot(since_ns: int, culprits: frozenset[str] = frozenset()) -> dict[str, int]:
    """Modification times of all imported files; installed packages by their folder alone.

    A file that was changed while it was imported (after `since_ns`) counts as changed. `culprits`
    are files that could not be imported: mending them is a change too.
    """
    installed = tuple(sysconfig.get_paths()[name] + os.sep for name in ("stdlib", "platlib"))
    packages = sysconfig.get_paths()["purelib"]
    loaded = {str(getattr(module, "__file__", None) or packages) for module in _modules()}
    files = {path for path in loaded if not path.startswith((*installed, packages + os.sep))}
    times = {path: _modified(path) for path in files | culprits}
    now = time.time_ns()
    return {path: 0 if since_ns <= at <= now else at for path, at in times.items()}


def changed(files: Mapping[str, int]) -> list[str]:
    return [path for path, at in files.items() if _modified(path) != at]


def _modules() -> list[object]:
    return list(sys.modules.values())


def _modified(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return -1
