"""What the system says of a path, asked once: links, what they lead to, and what is absent."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from resources.toolchain.inside.replacement import IsOurs, remembered

type Scan = Callable[[str], AbstractContextManager[Iterator[os.DirEntry[str]]]]


class Looks:
    """`os.stat` and `os.lstat`: what is no link looks the same to both.

    With `scan` nothing comes to be meanwhile, and what a folder does not hold is not asked for.
    """

    def __init__(self, is_ours: IsOurs, is_on_the_way: IsOurs, scan: Scan | None = None) -> None:
        self._is_ours = is_ours
        self._scan = scan
        self._names: dict[str, frozenset[str]] = {}
        self._any_stat, self._any_lstat = os.stat, os.lstat
        self._stat = remembered(os.stat, is_ours)
        self._lstat = remembered(os.lstat, is_on_the_way)

    def stat(
        self, path: str | Path | int, *, dir_fd: int | None = None, follow_symlinks: bool = True
    ) -> os.stat_result:
        if isinstance(path, int) or dir_fd is not None or not self._is_ours(path):
            return self._any_stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
        found = self.lstat(path)
        return self._stat(path) if follow_symlinks and stat.S_ISLNK(found.st_mode) else found

    def lstat(self, path: str | Path, *, dir_fd: int | None = None) -> os.stat_result:
        if dir_fd is not None:
            return self._any_lstat(path, dir_fd=dir_fd)
        if self._scan is not None and self._is_ours(path):
            self._refuse_absent(str(path), self._scan)
        return self._lstat(path)

    def _refuse_absent(self, path: str, scan: Scan) -> None:
        """Raises what the system would."""
        folder, name = os.path.split(path)
        if not self._is_ours(folder) or name in {"", os.curdir, os.pardir}:
            return
        try:
            is_folder = stat.S_ISDIR(self.stat(folder).st_mode)
        except OSError as error:
            raise type(error)(error.errno, error.strerror, path) from None
        if not is_folder:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        if folder not in self._names:
            with scan(folder) as entries:
                self._names[folder] = frozenset(entry.name for entry in entries)
        if name not in self._names[folder]:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
