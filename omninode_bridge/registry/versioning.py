"""When a registration makes a new version, and which version a reference means.

The PRD's `version` is the contract's version. Registering content that differs from the latest
revision of the same name and version makes the next revision (1, 2, 3, ...); registering the same
content again makes nothing. `NAME@1.0.0` means the latest revision of that version, `NAME` the
latest revision of the highest version by number. Content that an earlier revision had is new
again when another revision came between: the latest revision is always what was registered last.
"""

import re
from collections.abc import Iterable
from typing import Final

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.registry.records import NodeVersion

_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


def version_key(version: str) -> tuple[int, int, int]:
    """`1.10.0` as numbers, so that it comes after `1.9.0`."""
    if (found := _VERSION.fullmatch(version)) is None:
        raise InvalidRequestError(
            f"Not a version: {version[:60]!r}", hint="Write three numbers, like 1.0.0."
        )
    major, minor, patch = (int(part) for part in found.groups())
    return major, minor, patch


def next_revision(current: NodeVersion | None, digest: str) -> int | None:
    """The number of the revision to make, or None where `current` has the same content.

    `current` is the latest revision of the same name and version.
    """
    if current is None:
        return 1
    return None if current.digest == digest else current.revision + 1


def latest(versions: Iterable[NodeVersion]) -> NodeVersion | None:
    """The latest revision of the highest version."""
    return max(versions, key=lambda each: (version_key(each.version), each.revision), default=None)


def parse_reference(reference: str) -> tuple[str, str | None]:
    """`NAME` or `NAME@1.0.0` as name and version."""
    name, at, version = reference.partition("@")
    if not name or (at and not _VERSION.fullmatch(version)):
        raise InvalidRequestError(
            f"Not a node reference: {reference[:80]!r}", hint="Write NAME or NAME@1.0.0."
        )
    return name, version or None
