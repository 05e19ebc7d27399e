"""Which paths a package may contain: relative, plain, and the same on every file system."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from omninode_bridge.errors import InvalidRequestError

type Parts = tuple[str, ...]

_PART_BYTES: Final = 240
_PATH_BYTES: Final = 1000
_FORBIDDEN: Final = frozenset('\\:*?"<>|')


def parts_of(path: str) -> Parts:
    """The names along a POSIX path, or `InvalidRequestError` when one of them is not plain."""
    parts = tuple(path.split("/"))
    for part in parts:
        if why := _objection(part):
            raise _refused(path, why)
    if len(path.encode()) > _PATH_BYTES:
        raise _refused(path, f"it is longer than {_PATH_BYTES} bytes")
    return parts


def one_name(text: str) -> str:
    """The text itself, if it is a single plain name."""
    parts = parts_of(text)
    if len(parts) > 1:
        raise _refused(text, "it is not a single name")
    return text


def merged(files: Mapping[str, bytes], extra: Mapping[str, bytes]) -> dict[Parts, bytes]:
    """Both together, checked; no path may be in both."""
    if twice := sorted(files.keys() & extra.keys()):
        raise _refused(twice[0], "two files have it")
    return checked({**files, **extra})


def checked(files: Mapping[str, bytes]) -> dict[Parts, bytes]:
    """Files by their parts; refuses two paths that one file system would take for the same."""
    found = {parts_of(path): content for path, content in files.items()}
    folded = {_folded(parts): parts for parts in found}
    if len(folded) < len(found):
        twin = next(parts for parts in found if folded[_folded(parts)] != parts)
        raise _refused("/".join(twin), "another path differs from it only in case or accents")
    for parts in found:
        for end in range(1, len(parts)):
            if _folded(parts[:end]) in folded:
                raise _refused("/".join(parts), f"{'/'.join(parts[:end])} is a file")
    return found


def folders(files: Iterable[Parts]) -> list[Parts]:
    """Every folder that the files need, parents first."""
    return sorted({parts[:end] for parts in files for end in range(1, len(parts))})


def _objection(part: str) -> str:
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        return "it contains a lone surrogate"
    if unicodedata.normalize("NFKC", part) in {"", ".", ".."}:
        return "it is absolute, or has an empty, . or .. part"
    if size > _PART_BYTES:
        return f"a part is longer than {_PART_BYTES} bytes"
    if part != part.strip() or part.endswith("."):
        return "a part begins or ends with a space, or ends with a dot"
    if _FORBIDDEN & set(part) or any(unicodedata.category(each)[0] == "C" for each in part):
        return "it contains a character that is not allowed in file names"
    return ""


def _folded(parts: Parts) -> Parts:
    return tuple(unicodedata.normalize("NFKC", part).casefold() for part in parts)


def _refused(path: str, why: str) -> InvalidRequestError:
    return InvalidRequestError(
        f"Not a path inside a package: {path[:120]!a}: {why}",
        hint="Use relative paths of plain names, such as tests/test_rules.py.",
    )
