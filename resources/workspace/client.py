"""Generated packages on a disk.

Below the root: `versions/<digest>/<folder>/` are complete and never change; `.staging/<token>/`
are being written. A package becomes visible by one rename(2) of its complete folder. `.pending/`
names the versions whose registration has not ended.
"""

import errno
import fcntl
import os
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar, Final
from uuid import uuid4

from omninode_bridge.errors import WriteFailedError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import Staged
from resources.workspace.digest import package_digest
from resources.workspace.paths import merged, one_name
from resources.workspace.tree import (
    Step,
    folder,
    is_folder,
    names,
    no_step,
    remove,
    remove_file,
    write_errors,
    write_file,
    write_tree,
)

STAGING: Final = ".staging"
VERSIONS: Final = "versions"
PENDING: Final = ".pending"
_THERE_ALREADY: Final = frozenset({errno.EEXIST, errno.ENOTEMPTY})


class FolderWorkspace:
    """One root folder, made on first use; any number of processes may share it.

    A staged package belongs to the process that staged it: `sweep` removes those of dead ones.
    """

    # By token: one instance may stage what another one of the same process commits.
    _held: ClassVar[dict[str, int]] = {}

    def __init__(self, root: Path, *, step: Step = no_step) -> None:
        self.root = root.absolute()
        self._step = step

    def stage(self, package: NodePackage, extra: Mapping[str, bytes]) -> Staged:
        name = one_name(package.folder)
        files = merged(package.files, extra)
        digest = package_digest(package.files)
        token = uuid4().hex
        with write_errors(str(self.root)), self._open(STAGING) as staging:
            try:
                self._make(token, staging)
                with folder(token, below=staging) as own:
                    os.mkdir(name, dir_fd=own)
                    self._step("staging made")
                    with folder(name, below=own) as target:
                        write_tree(target, files, step=self._step)
                    os.fsync(own)
            except BaseException:
                self._release(token)
                remove(token, below=staging)
                raise
        self._step("staged")
        return Staged(
            path=str(self.root / STAGING / token / name),
            final_path=str(self.root / VERSIONS / digest / name),
            digest=digest,
        )

    def commit(self, staged: Staged) -> str:
        token, name = _names(staged)
        with (
            write_errors(str(self.root)),
            self._open(STAGING) as staging,
            self._open(VERSIONS) as versions,
        ):
            try:
                _make_folder(one_name(staged.digest), versions)
                with folder(staged.digest, below=versions) as target:
                    self._step("version folder made")
                    _publish(name, token, staging=staging, target=target)
                    self._step("renamed")
                    os.fsync(target)
                os.fsync(versions)
            finally:
                self._release(token)
                remove(token, below=staging)
        self._step("committed")
        return staged.final_path

    def discard(self, staged: Staged) -> None:
        token, _ = _names(staged)
        with write_errors(str(self.root)), self._open(STAGING) as staging:
            self._release(token)
            remove(token, below=staging)

    def sweep(self) -> int:
        with write_errors(str(self.root)), self._open(STAGING) as staging:
            # Nobody makes a folder and locks it while we look at which ones are locked.
            fcntl.flock(staging, fcntl.LOCK_EX)
            left = [name for name in names(staging) if _is_abandoned(name, staging)]
            for name in left:
                remove(name, below=staging)
        return len(left)

    def announce(self, staged: Staged) -> None:
        """Note that a commit is coming whose row may never come; `confirm` takes the note away."""
        with write_errors(str(self.root)), self._open(PENDING) as pending:
            with suppress(FileExistsError):
                write_file(_note(staged), b"", below=pending)
            os.fsync(pending)

    def confirm(self, staged: Staged) -> None:
        with write_errors(str(self.root)), self._open(PENDING) as pending:
            remove_file(_note(staged), below=pending)

    def remove_unregistered(self, paths: Collection[str]) -> int:
        """Remove announced versions whose path is not among those; returns how many those were.

        Nobody may commit meanwhile. Versions that were confirmed once are never touched: another
        database may know them. The root may have moved: only digest and folder count.
        """
        kept = {Path(path).parts[-2:] for path in paths}
        removed = 0
        with write_errors(str(self.root)), self._open(PENDING) as pending:
            for note in names(pending):
                digest, _, name = note.partition(".")
                if (digest, name) not in kept:
                    removed += self._remove_version(digest, name)
                remove_file(note, below=pending)
        return removed

    def _remove_version(self, digest: str, name: str) -> bool:
        with self._open(STAGING) as staging, self._open(VERSIONS) as versions:
            if not is_folder(digest, below=versions):
                return False
            with folder(digest, below=versions) as found:
                there = name in names(found)
                if there:
                    # Out of sight as a whole first: a crash must not leave half a version.
                    trash = uuid4().hex
                    os.rename(name, trash, src_dir_fd=found, dst_dir_fd=staging)
                    self._step("version hidden")
                    remove(trash, below=staging)
                left = names(found)
            if not left:
                os.rmdir(digest, dir_fd=versions)
        return there

    @contextmanager
    def _open(self, name: str) -> Generator[int]:
        self.root.mkdir(parents=True, exist_ok=True)
        with folder(str(self.root)) as root:
            _make_folder(name, root)
            with folder(name, below=root) as handle:
                yield handle

    def _make(self, token: str, staging: int) -> None:
        fcntl.flock(staging, fcntl.LOCK_SH)
        os.mkdir(token, dir_fd=staging)
        self._held[token] = os.open(token, os.O_RDONLY | os.O_DIRECTORY, dir_fd=staging)
        fcntl.flock(self._held[token], fcntl.LOCK_EX)
        fcntl.flock(staging, fcntl.LOCK_UN)

    def _release(self, token: str) -> None:
        if (handle := self._held.pop(token, None)) is not None:
            os.close(handle)


def _names(staged: Staged) -> tuple[str, str]:
    token, name = Path(staged.path).parts[-2:]
    return one_name(token), one_name(name)


def _note(staged: Staged) -> str:
    _, name = _names(staged)
    return f"{one_name(staged.digest)}.{name}"


def _publish(name: str, token: str, *, staging: int, target: int) -> None:
    """Move the complete folder to where readers look, unless the same content is there."""
    try:
        with folder(token, below=staging) as own:
            os.rename(name, name, src_dir_fd=own, dst_dir_fd=target)
    except FileNotFoundError as error:
        if name not in names(target):
            raise WriteFailedError(
                f"The staged package {token}/{name} is gone",
                hint="Stage it again; the process that staged it has ended.",
            ) from error
    except OSError as error:
        if error.errno not in _THERE_ALREADY:
            raise


def _make_folder(name: str, below: int) -> None:
    try:
        os.mkdir(name, dir_fd=below)
    except FileExistsError:
        return
    os.fsync(below)


def _is_abandoned(name: str, staging: int) -> bool:
    if not is_folder(name, below=staging):
        return True
    with folder(name, below=staging) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
