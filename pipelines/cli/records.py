"""What a package says of itself in JSON, read with suspicion: a person may have edited it."""

import ast
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.generation.as_generated import GENERATED, changed_since, unpacked
from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.stages.registered_node import REPORT_JSON

# reason for Any: decoded JSON, read field by field where it is used
type Record = dict[str, Any]

_PROVENANCE: Final = frozenset({"files", "elements", "requirements", "strategy", "node_type"})
_HINT: Final = "Generate the node again."


def provenance_of(package: Path) -> Record | None:
    """None where the package has none; raises `InvalidRequestError` for a damaged one."""
    return _read(package / PROVENANCE, _PROVENANCE)


def report_of(package: Path) -> Record | None:
    return _read(package / REPORT_JSON, {"checks"})


def generated_of(package: Path) -> dict[str, bytes] | None:
    """The files as they were generated; None where the package has kept none."""
    path = package / GENERATED
    if not path.is_file():
        return None
    with _undamaged(path):
        return unpacked(path.read_bytes())


def changes_of(package: Path) -> tuple[str, ...]:
    """Paths of generated files that are no longer as they were when they were proven."""
    generated = generated_of(package) or {}
    there = (path for path in generated if (package / path).is_file())
    return changed_since(generated, {path: (package / path).read_bytes() for path in there})


def sources_of(package: Path, paths: Collection[str]) -> dict[str, str]:
    """The files of `paths` that are there; raises `InvalidRequestError` for broken Python."""
    found = {}
    for path in paths:
        if (package / path).is_file():
            found[path] = (package / path).read_text(encoding="utf-8")
            check_python(path, found[path])
    return found


def check_python(path: str, source: str) -> None:
    if not path.endswith(".py"):
        return
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise InvalidRequestError(
            f"{path}:{line} is no Python: {error}", hint="Mend it, or generate the node again."
        ) from error


def _read(path: Path, keys: Collection[str]) -> Record | None:
    if not path.is_file():
        return None
    with _undamaged(path):
        content: object = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or not {*keys} <= content.keys():
            raise ValueError("it lacks what omninode writes there")
    return content


@contextmanager
def _undamaged(path: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise InvalidRequestError(f"{path} is damaged: {error}", hint=_HINT) from error
