"""What a job gives up before it runs generated code: files, sockets, rights, resources.

The sandbox around the whole worker already holds; this adds what differs by job (its own folder)
and what the sandbox cannot take away (sockets of every family, raising limits).
"""

import ctypes
import os
import platform
import resource
import struct
from dataclasses import dataclass, field
from typing import Final

PR_SET_SECCOMP: Final = 22
PR_SET_NO_NEW_PRIVS: Final = 38
SECCOMP_MODE_FILTER: Final = 2
LINUX_CAPABILITY_VERSION_3: Final = 0x20080522

# BPF: load a word of the system call's data, jump when equal / greater or equal, return.
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER_OFFSET, ARCHITECTURE_OFFSET, FIRST_ARGUMENT_OFFSET = 0, 4, 16
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000
X32_BIT: Final = 0x40000000
AF_INET, AF_INET6 = 2, 10

# Numbers of the system calls that a job may not make. In order: a socket of any family (the first
# number, which jobs that connect may call for AF_INET and AF_INET6: numbers of Linux); higher
# limits; looking into other processes; namespaces and mounts; the kernel's programmable corners
# (of which io_uring would open files and sockets past every filter); modes and owners of files.
DENIED: Final = {
    "x86_64": (
        0xC000003E,
        (
            *(41, 302, 160, 101, 310, 311, 272, 165, 321, 298, 323, 250, 248, 249, 425),
            *(90, 91, 268, 452, 92, 93, 94, 260),
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(198, 261, 164, 117, 270, 271, 97, 40, 280, 241, 282, 219, 217, 218, 425),
            *(52, 53, 452, 54, 55),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class JobLimits:
    """For one job. Time is wall time; bytes of output are stdout and stderr together."""

    seconds: float = 20.0
    memory_bytes: int = 1 << 30
    output_bytes: int = 1 << 20
    file_bytes: int = 16 << 20
    folder_bytes: int = 64 << 20


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def limit_resources(limits: JobLimits) -> None:
    seconds = int(limits.seconds) + 1
    for which, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (value, value))


def drop_capabilities() -> None:
    """Root keeps its name and loses its powers; for a plain user nothing changes."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = struct.pack("=Ii", LINUX_CAPABILITY_VERSION_3, 0)
    if libc.capset(ctypes.c_char_p(header), ctypes.c_char_p(bytes(24))) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def confine_files(readable: list[str], writable: list[str]) -> None:
    """Landlock in this process, inside the sandbox's own: only less becomes possible."""
    import sandlock  # noqa: PLC0415 - an unconfined worker does without it

    degraded = [
        sandlock.Protection.FS_REFER,
        sandlock.Protection.FS_TRUNCATE,
        sandlock.Protection.FS_IOCTL_DEV,
        sandlock.Protection.SIGNAL_SCOPE,
        sandlock.Protection.ABSTRACT_UNIX_SOCKET_SCOPE,
    ]
    sandlock.confine(
        sandlock.Sandbox(
            fs_readable=readable, fs_writable=[*writable, os.devnull], allow_degraded=degraded
        )
    )


def filter_system_calls(*, connects: bool = False) -> None:
    """No new sockets (asyncio's socketpair still works), no raised limits, no changed modes.

    A job that `connects` may have sockets of the internet's families; the sandbox around it says
    where they may lead.
    """
    machine = platform.machine()
    if machine not in DENIED:
        raise OSError(f"no system-call filter for {machine}")
    program = filter_program(*DENIED[machine], x32=machine == "x86_64", connects=connects)
    buffer = ctypes.create_string_buffer(program, len(program))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    handle = _Program(len(program) // 8, ctypes.addressof(buffer))
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(handle), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def filter_program(
    architecture: int, denied: tuple[int, ...], *, x32: bool, connects: bool = False
) -> bytes:
    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    program = step(LOAD, ARCHITECTURE_OFFSET)
    program += step(JUMP_EQUAL, architecture, 1, 0) + step(RETURN, KILL)
    program += step(LOAD, NUMBER_OFFSET)
    if x32:
        program += step(JUMP_AT_LEAST, X32_BIT, 0, 1) + step(RETURN, REFUSE)
    if connects:
        socket, *denied_still = denied
        families = step(LOAD, FIRST_ARGUMENT_OFFSET)
        families += step(JUMP_EQUAL, AF_INET, 1, 0) + step(JUMP_EQUAL, AF_INET6, 0, 1)
        families += step(RETURN, ALLOW) + step(RETURN, REFUSE)
        program += step(JUMP_EQUAL, socket, 0, len(families) // 8) + families
        denied = tuple(denied_still)
    for number in denied:
        program += step(JUMP_EQUAL, number, 0, 1) + step(RETURN, REFUSE)
    return program + step(RETURN, ALLOW)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a job keeps: folders, the first writable one being its home, variables, connections."""

    readable: list[str]
    writable: list[str]
    variables: dict[str, str] = field(default_factory=dict)
    connects: bool = False


def give_up(kept: Kept, limits: JobLimits, *, confine: bool) -> None:
    """Everything else, in the order that works: limits are refused once the filter stands."""
    limit_resources(limits)
    home = kept.writable[0]
    os.environ.clear()
    os.environ.update({"HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", **kept.variables})
    if confine:
        drop_capabilities()
        confine_files(kept.readable, kept.writable)
        filter_system_calls(connects=kept.connects)
