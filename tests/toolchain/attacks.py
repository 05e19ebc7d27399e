"""What hostile code tries, as the tests of a package: each passes when the attempt fails.

This module is read as text and never imported: it runs inside the sandbox. `SECRET`, `VICTIM`,
`PORT` and `SHARED` are filled in by the one who runs it.
"""

import ctypes
import os
import resource
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SECRET = "@SECRET@"
SHARED = "@SHARED@"
VICTIM = int("@VICTIM@")
PORT = int("@PORT@")

LIBC = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": {"io_uring_setup": 425, "bpf": 321, "perf_event_open": 298, "keyctl": 250},
    "aarch64": {"io_uring_setup": 425, "bpf": 280, "perf_event_open": 241, "keyctl": 219},
}[os.uname().machine]


def refused(answer: int) -> bool:
    return answer == -1 and ctypes.get_errno() in {1, 13, 38}


def denied(action: Callable[[], object]) -> bool:
    try:
        action()
    except OSError:
        return True
    return False


def call(name: str, *arguments: object) -> bool:
    return refused(LIBC.syscall(NUMBERS[name], *arguments))


def test_read_secret() -> None:
    with pytest.raises(PermissionError):
        Path(SECRET).read_text()


def test_read_passwords() -> None:
    with pytest.raises(PermissionError):
        Path("/etc/shadow").read_text()


def test_read_through_symlink() -> None:
    link = Path(os.environ["HOME"], "link")
    link.symlink_to(SECRET)
    with pytest.raises(PermissionError):
        link.read_text()


def test_read_through_hard_link() -> None:
    assert denied(lambda: os.link(SECRET, Path(os.environ["HOME"], "hard")))


def test_list_home() -> None:
    with pytest.raises(PermissionError):
        list(Path(SECRET).parent.iterdir())


def test_read_with_another_program() -> None:
    done = subprocess.run(["/usr/bin/cat", SECRET], capture_output=True, check=False)
    assert done.returncode != 0
    assert done.stdout == b""


def test_environment_of_init() -> None:
    assert denied(Path("/proc/1/environ").read_bytes)


def test_memory_of_the_parent() -> None:
    assert denied(Path(f"/proc/{os.getppid()}/mem").read_bytes)
    assert denied(lambda: Path(f"/proc/{os.getppid()}/mem").write_bytes(b"x"))


def test_environment_holds_nothing() -> None:
    assert set(os.environ) <= {"HOME", "TMPDIR", "LANG", *(k for k in os.environ if "PYTEST" in k)}


def test_no_pipe_of_the_worker_is_open() -> None:
    """Three are a job's own: what it says, and the two that pytest took the place of."""
    pipes = set()
    for number in range(3, 64):
        try:
            target = str(Path(f"/proc/self/fd/{number}").readlink())
        except OSError:
            continue
        if target.startswith("pipe:"):
            pipes.add(target)
    assert len(pipes) <= 3


def test_write_outside() -> None:
    with pytest.raises(PermissionError):
        Path(SHARED, "mark").write_text("x")


def test_write_into_the_package() -> None:
    with pytest.raises(PermissionError):
        Path(__file__).write_text("x")


def test_write_beside_the_own_folder() -> None:
    with pytest.raises(PermissionError):
        Path(os.environ["HOME"], "..", "mark").write_text("x")


def test_remove_the_own_folder() -> None:
    home = Path(os.environ["HOME"])
    assert denied(lambda: home.rename(f"{home}-moved"))


def test_change_a_mode() -> None:
    with pytest.raises(PermissionError):
        Path(SHARED).chmod(0o777)


def test_change_an_owner() -> None:
    with pytest.raises(PermissionError):
        os.chown(SHARED, 12345, 12345)


def test_make_a_device() -> None:
    with pytest.raises(PermissionError):
        os.mknod(Path(os.environ["HOME"], "disk"), 0o600 | 0o060000, os.makedev(8, 0))


def test_tcp() -> None:
    with pytest.raises(PermissionError):
        socket.create_connection(("127.0.0.1", PORT), 1)


def test_udp() -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT))


def test_listen() -> None:
    with pytest.raises(PermissionError):
        socket.create_server(("127.0.0.1", 0))


def test_raw_socket() -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW)


def test_netlink() -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)


def test_unix_socket() -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_UNIX).connect(f"{SHARED}/server.sock")


def test_abstract_socket() -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_UNIX).connect("\0somewhere")


def test_signal_the_worker() -> None:
    with pytest.raises(PermissionError):
        os.kill(os.getppid(), 0)


def test_signal_another_process() -> None:
    with pytest.raises((PermissionError, ProcessLookupError)):
        os.kill(VICTIM, 9)


def test_trace_the_worker() -> None:
    assert refused(LIBC.ptrace(16, os.getppid(), None, None))


def test_read_the_memory_of_another() -> None:
    assert refused(LIBC.process_vm_readv(VICTIM, None, 0, None, 0, 0))


def test_mount() -> None:
    assert refused(LIBC.mount(b"none", os.environ["HOME"].encode(), b"tmpfs", 0, None))


def test_new_namespace() -> None:
    assert refused(LIBC.unshare(0x10000000))


def test_io_uring() -> None:
    assert call("io_uring_setup", 1, None)


def test_kernel_program() -> None:
    assert call("bpf", 0, None, 0)


def test_performance_counters() -> None:
    assert call("perf_event_open", None, 0, -1, -1, 0)


def test_kernel_keys() -> None:
    assert call("keyctl", 0, -4, 0)


def test_raise_a_limit() -> None:
    with pytest.raises((PermissionError, ValueError)):
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_become_another_user() -> None:
    with pytest.raises(PermissionError):
        os.setuid(12345)


def test_change_the_root() -> None:
    with pytest.raises(PermissionError):
        os.chroot(os.environ["HOME"])
