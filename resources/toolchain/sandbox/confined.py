"""Sandboxes by sandlock: Landlock for files and signals, seccomp for everything else."""

import os
import sys
import tempfile
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Final

import sandlock
from sandlock import Protection, StdioMode

from omninode_bridge.confinement import NOTHING, Grant, Isolation, SandboxLimits
from omninode_bridge.errors import UnavailableError

if TYPE_CHECKING:
    from sandlock import Process

SYSTEM_FOLDERS: Final = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/urandom")
# Landlock does not cover modes and owners: without these a shared folder's mode can be changed.
MODE_SYSCALLS: Final = (
    *("chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "lchown"),
    *("setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"),
    *("utimensat", "utime", "utimes", "futimesat"),
)
# What each protection is for, and the first Landlock ABI that has it.
PROTECTIONS: Final[tuple[tuple[Protection, int, str], ...]] = (
    (Protection.FS_REFER, 2, "moving files between folders"),
    (Protection.FS_TRUNCATE, 3, "truncating readable files"),
    (Protection.NET_TCP, 4, "TCP below the system-call filter"),
    (Protection.FS_IOCTL_DEV, 5, "device controls"),
    (Protection.SIGNAL_SCOPE, 6, "signals to other processes of the same user"),
    (Protection.ABSTRACT_UNIX_SOCKET_SCOPE, 6, "abstract sockets below the system-call filter"),
)


class SandlockSandbox:
    def __init__(self) -> None:
        self._isolation: Isolation | None = None

    def isolation(self) -> Isolation:
        if self._isolation is None:
            self._isolation = _probe()
        return self._isolation

    def start(
        self,
        command: Sequence[str],
        *,
        readable: Sequence[str],
        writable: str,
        limits: SandboxLimits,
        grant: Grant = NOTHING,
    ) -> "SandlockProcess":
        state = [grant.state] if grant.state else []
        sandbox = sandlock.Sandbox(
            fs_readable=[*SYSTEM_FOLDERS, sys.prefix, sys.base_prefix, *readable, *grant.files],
            fs_writable=[writable, *state, os.devnull],
            extra_deny_syscalls=MODE_SYSCALLS,
            net_allow=[f"tcp://{host}" for host in grant.hosts],
            max_memory=limits.memory_bytes,
            max_processes=limits.processes,
            max_open_files=limits.open_files,
            no_coredump=True,
            clean_env=True,
            env={"HOME": writable, "TMPDIR": writable, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            cwd=writable,
            allow_degraded=[protection for protection, _, _ in PROTECTIONS],
        )
        try:
            process = sandbox.popen(
                command, stdin=StdioMode.PIPED, stdout=StdioMode.PIPED, stderr=StdioMode.INHERIT
            )
        except (RuntimeError, sandlock.SandlockError) as error:
            raise UnavailableError(
                f"the sandbox did not start: {error}",
                hint="See `omninode doctor`; generated code is not run without a sandbox.",
            ) from error
        return SandlockProcess(process)


class SandlockProcess:
    def __init__(self, process: "Process") -> None:
        self._process = process
        self.stdin: IO[bytes] = process.stdin
        self.stdout: IO[bytes] = process.stdout

    def kill(self) -> None:
        self._process.kill()
        # Waiting frees the supervisor, and with it every process that left the group by setsid.
        self._process.wait(timeout=5)
        self.stdout.close()


def _probe() -> Isolation:
    """Run an empty program in a sandbox: what is reported was tried."""
    abi = sandlock.landlock_abi_version()
    if abi < 1:
        return Isolation(
            available=False,
            sentence="No isolation: this kernel has no Landlock (Linux 5.13 and later have it).",
        )
    try:
        with tempfile.TemporaryDirectory() as folder:
            process = SandlockSandbox().start(
                [sys.executable, "-I", "-S", "-c", "print('ok')"],
                readable=(),
                writable=folder,
                limits=SandboxLimits(),
            )
            answer = process.stdout.read()
            process.kill()
    except UnavailableError as error:
        return Isolation(available=False, sentence=f"No isolation: {error.message}.")
    if answer != b"ok\n":
        return Isolation(available=False, sentence="No isolation: a program in the sandbox died.")
    return Isolation(available=True, sentence=describe(abi))


def describe(abi: int) -> str:
    """The sentence for a kernel whose Landlock has this ABI."""
    missing = [what for _, since, what in PROTECTIONS if abi < since]
    sentence = (
        f"Sandboxed by Landlock (ABI {abi}) and seccomp: no network, no files outside the work "
        "folder, limits on memory, processes, time and output"
    )
    return (
        f"{sentence}; this kernel cannot stop {', '.join(missing)}." if missing else f"{sentence}."
    )
