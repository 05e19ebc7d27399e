"""Modules of a package that does not change: what import asks of the system, asked once.

Import looks at each folder and file several times, and for bytecode that is never there.
"""

import importlib
import os
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader

from resources.toolchain.inside.replacement import IsOurs, Replacement, content_of


def import_functions(
    is_ours: IsOurs, stat: Callable[[str], os.stat_result]
) -> Iterator[Replacement]:
    """What takes the place of what, for modules of ours."""
    machinery = importlib.import_module("importlib._bootstrap_external")
    # By it, import looks at all that it looks at.
    yield machinery, "_path_stat", stat
    yield machinery, "cache_from_source", _no_bytecode(machinery.cache_from_source, is_ours)
    yield SourceFileLoader, "get_data", _reading(SourceFileLoader.get_data, is_ours)


def _no_bytecode(function: Callable[..., str], is_ours: IsOurs) -> Callable[..., str]:
    def asked(path: str, *given: object, **named: object) -> str:
        if is_ours(path):
            raise NotImplementedError("there is no bytecode")  # as where it is switched off
        return function(path, *given, **named)

    return asked


type Read = Callable[[SourceFileLoader, str], bytes]


def _reading(function: Read, is_ours: IsOurs) -> Read:
    def read(loader: SourceFileLoader, path: str) -> bytes:
        return content_of(path) if is_ours(path) else function(loader, path)

    return read
