"""Puts a complete folder in the place of another in one step."""

import ctypes
import errno
import os
from typing import Final

from resources.workspace.tree import names

_EXCHANGE: Final = 2  # RENAME_EXCHANGE of linux/fs.h
_CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def exchange(one: str, other: str, *, below: int, spare: str) -> None:
    """Swap two folders below a handle; atomic where the file system can, else by way of `spare`.

    After a crash on the second way, `restore` brings back what was there.
    """
    if _exchange_atomically(one, other, below):
        return
    os.rename(one, spare, src_dir_fd=below, dst_dir_fd=below)
    os.rename(other, one, src_dir_fd=below, dst_dir_fd=below)
    os.rename(spare, other, src_dir_fd=below, dst_dir_fd=below)


def restore(one: str, *, below: int, spare: str) -> None:
    """Mend an exchange that a crash cut short: `one` is where it was, and `spare` is gone."""
    found = names(below)
    if spare in found and one not in found:
        os.rename(spare, one, src_dir_fd=below, dst_dir_fd=below)


def _exchange_atomically(one: str, other: str, below: int) -> bool:
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(below, os.fsencode(one), below, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), other)
