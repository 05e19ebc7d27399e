"""Writes a package into a folder of the user's, without ever losing a person's edit.

Which files are ours stands with their digests in `.omninode/manifest.json` of the package. The
new folder is completed beside the old one, then the two change places in one step.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from omninode_bridge.errors import ConflictError
from omninode_bridge.generation.package import NodePackage
from resources.workspace import manifest
from resources.workspace.digest import content_digest
from resources.workspace.exchange import exchange, restore
from resources.workspace.paths import Parts, merged, one_name
from resources.workspace.tree import (
    Step,
    descended,
    folder,
    names,
    no_step,
    read_file,
    remove,
    write_errors,
    write_tree,
)


@dataclass(frozen=True, slots=True)
class _Target:
    """One package folder below the destination's handle, and the names used while writing."""

    handle: int
    name: str
    path: Path
    step: Step

    @property
    def partial(self) -> str:
        return f".{self.name}.omninode-partial"

    @property
    def spare(self) -> str:
        return f".{self.name}.omninode-before"


def write_package(
    package: NodePackage,
    extra: Mapping[str, bytes],
    destination: Path,
    *,
    step: Step = no_step,
) -> Path:
    """Write `destination/node_<name>_<type>/` as a whole and return its path.

    Files that are there and not as we wrote them last: `ConflictError` names them, nothing is
    written. Files of ours that the package no longer has are removed; a person's other files stay.
    """
    return write_files(package.folder, {**package.files, **extra}, destination, step=step)


def copy_package(source: Path, destination: Path) -> Path:
    """The same for a package that lies in a folder: its files go to `destination/<its name>/`."""
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and not path.is_symlink() and path != source / Path(*manifest.PATH)
    }
    return write_files(source.name, files, destination)


def edited_files(package: Path) -> list[str]:
    """Files of ours below the package that a person has changed; empty where none is ours."""
    if not (package / Path(*manifest.PATH)).is_file():
        return []
    with folder(str(package)) as handle:
        ours = manifest.read(handle)
        return [
            "/".join(parts)
            for parts, digest in sorted(ours.items())
            if (content := read_file(handle, parts)) is not None
            and content_digest(content) != digest
        ]


def write_files(
    folder_name: str, contents: Mapping[str, bytes], destination: Path, *, step: Step = no_step
) -> Path:
    name = one_name(folder_name)
    files = merged(contents, {"/".join(manifest.PATH): b""})
    del files[manifest.PATH]
    with write_errors(str(destination)), _locked(destination) as handle:
        target = _Target(handle, name, destination / name, step)
        restore(name, below=handle, spare=target.spare)
        remove(target.partial, below=handle)
        remove(target.spare, below=handle)
        try:
            _write(target, files)
        except BaseException:
            remove(target.partial, below=handle)
            raise
    return target.path


def _write(target: _Target, files: Mapping[Parts, bytes]) -> None:
    if target.name not in names(target.handle):
        _complete(target, files)
        os.rename(target.partial, target.name, src_dir_fd=target.handle, dst_dir_fd=target.handle)
        target.step("renamed")
        os.fsync(target.handle)
        return
    if not target.path.is_dir() or target.path.is_symlink():
        raise _conflict(target, [target.name])
    with folder(target.name, below=target.handle) as old:
        ours = manifest.read(old)
        if edited := manifest.conflicts(old, files, ours):
            raise _conflict(target, edited)
        if _is_current(old, files):
            return
        _complete(target, files)
        kept = list(manifest.others(old, {**ours, **dict.fromkeys(files, "")}))
        _carry_over(target, old, kept)

    def changed(handle: int) -> list[str]:
        now = set(manifest.others(handle, {**ours, **dict.fromkeys(files, "")}))
        moved = sorted("/".join(entry.parts) for entry in now ^ set(kept))
        return manifest.conflicts(handle, files, ours) or moved

    _replace(target, changed)


def _complete(target: _Target, files: Mapping[Parts, bytes]) -> None:
    os.mkdir(target.partial, dir_fd=target.handle)
    with folder(target.partial, below=target.handle) as new:
        everything = {**files, manifest.PATH: manifest.written(files)}
        write_tree(new, everything, step=target.step)
    target.step("tree complete")


def _carry_over(target: _Target, old: int, kept: list[manifest.Entry]) -> None:
    """Take a person's own files along, as the same files (hard links) where that is possible."""
    with folder(target.partial, below=target.handle) as new:
        for entry in kept:
            _make_folders(new, entry.parts if entry.is_folder else entry.parts[:-1])
            if not entry.is_folder:
                _link(old, new, entry.parts)
        os.fchmod(new, os.fstat(old).st_mode & 0o7777)
    target.step("others carried over")


def _replace(target: _Target, changed: Callable[[int], list[str]]) -> None:
    def swap() -> None:
        exchange(target.name, target.partial, below=target.handle, spare=target.spare)

    swap()
    target.step("exchanged")
    os.fsync(target.handle)
    with folder(target.partial, below=target.handle) as old:
        # Saved in an editor between the first look and the exchange.
        edited = changed(old)
    if edited:
        swap()
        raise _conflict(target, edited)
    remove(target.partial, below=target.handle)
    target.step("old tree removed")


def _is_current(handle: int, files: Mapping[Parts, bytes]) -> bool:
    everything = {**files, manifest.PATH: manifest.written(files)}
    return all(read_file(handle, parts) == content for parts, content in everything.items())


def _make_folders(handle: int, parts: Parts) -> None:
    for end in range(1, len(parts) + 1):
        with descended(handle, parts[: end - 1]) as parent:
            if parts[end - 1] not in names(parent):
                os.mkdir(parts[end - 1], dir_fd=parent)


def _link(old: int, new: int, parts: Parts) -> None:
    with descended(old, parts[:-1]) as source, descended(new, parts[:-1]) as target:
        try:
            os.link(
                parts[-1], parts[-1], src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False
            )
        except OSError:
            # Not the owner, or another file system: then a copy.
            here, there = (f"/proc/self/fd/{handle}/{parts[-1]}" for handle in (source, target))
            shutil.copy2(here, there, follow_symlinks=False)


@contextmanager
def _locked(destination: Path) -> Generator[int]:
    destination.mkdir(parents=True, exist_ok=True)
    with folder(str(destination)) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle


def _conflict(target: _Target, paths: list[str]) -> ConflictError:
    return ConflictError(
        f"Not as we wrote them last in {target.path}: {', '.join(paths)}",
        hint="Nothing was written. Move these files away, or choose another --output-dir.",
    )
