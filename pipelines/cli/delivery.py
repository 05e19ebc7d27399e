"""From the end of a session to files in the person's folder."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from omninode_bridge.errors import ConflictError, WriteFailedError
from omninode_bridge.node_type import NodeType
from pipelines.cli.session import Ended
from resources.workspace.output import copy_package, edited_files


def check_destination(folder: Path, name: str) -> None:
    """Refuse, before anything is asked for, a folder that cannot be written or holds edits."""
    check_writable(folder)
    check_unedited(folder, name)


def check_writable(folder: Path) -> None:
    """By writing: permissions alone do not tell of read-only and special file systems."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
    try:
        with TemporaryDirectory(prefix=".omninode-", dir=nearest):
            return
    except OSError as error:
        raise WriteFailedError(
            f"{nearest} cannot be written: {error.strerror or error}",
            hint="Choose another folder with --output-dir.",
        ) from error


def check_unedited(folder: Path, name: str) -> None:
    for kind in NodeType:
        package = folder / f"node_{name}_{kind.value}"
        if edited := edited_files(package):
            raise ConflictError(
                f"Edited since they were written in {package}: {', '.join(edited)}",
                hint="Nothing was asked for. Move your changes away, or choose another folder "
                "with --output-dir.",
            )


def deliver(ended: Ended, correlation_id: UUID, destination: Path) -> dict[str, object]:
    """The result with `output_path` in `destination`, where the package was copied to.

    A package on another machine stays there, and `output_path` says where.
    Raises `ConflictError` where a person's edits would be overwritten.
    """
    result: dict[str, object] = _without_answer(ended, correlation_id)
    result |= ended.result or {}
    return copied(result, destination)


def copied(result: Mapping[str, object], destination: Path) -> dict[str, object]:
    """The result after its package, if there is one on this machine, was copied."""
    source = Path(str(result["output_path"])) if result.get("output_path") else None
    if result["status"] == "completed" and source is not None and source.is_dir():
        return {**result, "output_path": str(copy_package(source, destination))}
    return dict(result)


def _without_answer(ended: Ended, correlation_id: UUID) -> dict[str, object]:
    metadata = ended.status.metadata
    return {
        "status": ended.status.status.value,
        "node_name": metadata.node_name,
        "node_type": metadata.node_type and metadata.node_type.value,
        "quality_score": metadata.quality_score,
        "output_path": None,
        "files": [],
        "requirements": {"bound": [], "unbound": [], "quality_attributes": []},
        "checks": [],
        "correlation_id": str(correlation_id),
        "error": {"code": metadata.error_code, "message": ended.status.message, "hint": ""},
    }
