"""OMNINODE_HOME: the one folder of an installation, and what lies where in it."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from omninode_bridge.errors import UnavailableError

FOLDER: Final = ".omninode"
# Linux keeps 108 bytes for the path of a socket, one of them for the final NUL.
SOCKET_PATH_MAX: Final = 107
NEUTRAL_FOLDERS: Final = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - ours is a private folder below


@dataclass(frozen=True, slots=True)
class Home:
    root: Path

    @property
    def state_file(self) -> Path:
        return self.root / "state.json"

    @property
    def lock_file(self) -> Path:
        return self.root / "supervisor.lock"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME: generated settings, and what Dagster keeps in files."""
        return self.root / "dagster"

    @property
    def workspace(self) -> Path:
        """Generated packages."""
        return self.root / "workspace"

    @property
    def lake(self) -> Path:
        """Parquet files of the metrics."""
        return self.root / "lake"

    @property
    def kafka(self) -> Path:
        """Messages and settings of the real broker, where one serves."""
        return self.root / "kafka"

    @property
    def toolchain(self) -> Path:
        """The gate's tools: their worker's socket, and the folders of their jobs."""
        return self.root / "toolchain"

    @property
    def tool_cache(self) -> Path:
        """What tools compute once and all installations of this user share, by version."""
        return user_cache(self.root / "cache")

    @property
    def postgres_password(self) -> Path:
        return self.root / "postgres.password"

    @property
    def launcher_socket(self) -> Path:
        """In the home, or in a private folder of /tmp when the home's path is too long for it."""
        path = self.root / "run" / "launcher.sock"
        if len(os.fsencode(path)) <= SOCKET_PATH_MAX:
            return path
        return Path(f"/tmp/omninode-{os.getuid()}-{self.key}/launcher.sock")  # noqa: S108 - mode 700, checked

    @property
    def key(self) -> str:
        """A short name for this installation, for what cannot lie below its root."""
        return hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]

    def create(self) -> None:
        """Make the folders, for this user only; raises `UnavailableError` when it cannot."""
        try:
            for folder in (self.root, self.logs, self.dagster, self.workspace, self.lake):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            private_folder(self.launcher_socket.parent)
        except OSError as error:
            raise UnavailableError(
                f"Cannot make the folder of the installation, {self.root}: {error.strerror}",
                hint="Set OMNINODE_HOME to a folder that you may write.",
            ) from error


def locate(setting: str | None, start: Path) -> Home:
    """`setting` (OMNINODE_HOME), else the nearest `.omninode` upwards, else one in `start`."""
    if setting:
        return Home((start / Path(setting).expanduser()).resolve())
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_dir():
            return Home(folder / FOLDER)
    return Home(start / FOLDER)


def user_cache(otherwise: Path) -> Path:
    """The folder for caches of this user; `otherwise` where that cannot be written."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "omninode-bridge"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return otherwise
    return folder if os.access(folder, os.W_OK | os.X_OK) else otherwise


def private_folder(folder: Path) -> None:
    """Make a folder that only this user can enter; refuse one that somebody else has made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise UnavailableError(
            f"{folder} belongs to somebody else", hint="Remove it, or choose another OMNINODE_HOME."
        )


def neutral_folder(home: Home) -> Path:
    """A folder outside the home, below which another user than root can reach its own files.

    PostgreSQL refuses to run as root, and a home below a private folder stays closed to others:
    nobody's folders are opened for it.
    """
    for base in NEUTRAL_FOLDERS:
        if base.is_dir() and os.access(base, os.W_OK) and _open_to_all(base):
            return base / f"omninode-{home.key}"
    raise UnavailableError(
        "As root, PostgreSQL's files need a folder that other users can reach",
        hint="Make /var/lib writable, set DATABASE_URL, or run as another user than root.",
    )


def _open_to_all(folder: Path) -> bool:
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))
