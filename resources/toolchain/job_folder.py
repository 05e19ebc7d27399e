"""A package in a folder of its own below the worker's, for as long as it is being checked."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from omninode_bridge.confinement import Grant
from omninode_bridge.errors import InvalidRequestError, LimitExceededError

MAX_FILES: Final = 5_000
MAX_BYTES: Final = 32 << 20
SKIPPED: Final = frozenset({"__pycache__", ".git", ".venv", ".pytest_cache", ".mypy_cache"})


class JobFolder:
    """Below `root`: the package, and a scratch folder for each job."""

    def __init__(self, root: Path, files: Mapping[str, bytes]) -> None:
        self._root = root
        self._files = files
        self.package = root / "package"
        _write(self.package, files)

    def scratch(self, job: str) -> Path:
        """The only folder that this job may write to."""
        folder = self._root / job.replace(" ", "-")
        folder.mkdir()
        return folder

    def view(self, scratch: Path) -> Path:
        """The sources without their tests, as a copy below the scratch folder of a job."""
        folder = scratch / "view"
        named = ((PurePosixPath(name), content) for name, content in self._files.items())
        sources = ((path, content) for path, content in named if path.parts[0] == "src")
        _write(folder, {str(path): data for path, data in sources if "tests" not in path.parts})
        return folder


@contextmanager
def job_folder(jobs: str, files: Mapping[str, bytes]) -> Iterator[JobFolder]:
    with job_folders(jobs) as root:
        yield JobFolder(root, files)


@contextmanager
def job_folders(jobs: str) -> Iterator[Path]:
    """Room for many: each a folder of its own below this one."""
    root = Path(tempfile.mkdtemp(dir=jobs))
    try:
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def read_package(path: str) -> dict[str, bytes]:
    """The files of a package on disk; links are not followed."""
    root = Path(path)
    if not (root / "src").is_dir():
        raise InvalidRequestError(
            f"{path} is no generated package: it has no folder src",
            hint="Name the folder node_<name>_<type> that `omninode generate` wrote.",
        )
    files: dict[str, bytes] = {}
    size = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        for name in sorted(names):
            file = Path(folder, name)
            if file.is_symlink() or not file.is_file():
                continue
            size += file.stat().st_size
            if size > MAX_BYTES or len(files) >= MAX_FILES:
                raise LimitExceededError(
                    f"{path} is larger than {MAX_BYTES >> 20} MiB or {MAX_FILES} files",
                    hint="Is this really the folder of one node?",
                )
            files[file.relative_to(root).as_posix()] = file.read_bytes()
    return files


def state_folder(grant: Grant, package_path: str) -> str | None:
    """Where the node may keep things, made when it is absent; it does not contain the node."""
    if grant.state is None:
        return None
    folder = Path(grant.state).resolve()
    if Path(package_path).resolve().is_relative_to(folder):
        raise InvalidRequestError(
            f"the state folder {folder} contains the node itself",
            hint="Name a folder that is the node's to write to, and nothing else's.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidRequestError(
            f"the state folder cannot be made: {error}", hint="Name a folder you may write to."
        ) from error
    return str(folder)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / _checked(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _checked(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise InvalidRequestError(f"a package may not hold the path {name!r}")
    return path
