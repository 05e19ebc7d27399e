"""Servers that answer in every way but a good one."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

type Script = Callable[[socket.socket], None]

OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def talking(script: Script) -> Iterator[str]:
    """Its address. Each connection has a thread, in which `script` may do as it likes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, script), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts


def _accept(listener: socket.socket, script: Script) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_talk, args=(connection, script), daemon=True).start()


def _talk(connection: socket.socket, script: Script) -> None:
    with suppress(OSError), connection:
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(65536)
        script(connection)
        # What was sent but not read would make the kernel break the connection off.
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


def says(content: bytes, head: bytes = OK) -> Script:
    def script(connection: socket.socket) -> None:
        length = f"Content-Length: {len(content)}\r\n\r\n".encode()
        connection.sendall(head + length + content)

    return script


def status(line: str, *headers: str) -> Script:
    head = "\r\n".join([f"HTTP/1.1 {line}", *headers, ""])
    return says(b'{"status": "error"}', head.encode())


def endless(connection: socket.socket) -> None:
    connection.sendall(OK + b"\r\n" + b'{"status": "')
    while True:
        connection.sendall(b"x" * 65536)


def header_by_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(1000):
        connection.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.05)


def byte_by_byte(connection: socket.socket) -> None:
    connection.sendall(OK + b"\r\n")
    for _ in range(1000):
        connection.sendall(b" ")
        time.sleep(0.05)


def nothing(connection: socket.socket) -> None:
    connection.recv(1 << 20)
    time.sleep(30)


def about(place: dict[str, object]) -> Script:
    remark = {"rule": "S1", "message": "bad", **place}
    data = {"quality": {}, "performance": [], "security": [remark]}
    return says(json.dumps({"status": "success", "data": data, "error": None}).encode())


SLOW: Final[dict[str, Script]] = {
    "says nothing": nothing,
    "header by header": header_by_header,
    "byte by byte": byte_by_byte,
}
BAD: Final[dict[str, tuple[Script, str]]] = {
    "error": (status("500 Internal Server Error"), "status 500"),
    "elsewhere": (status("302 Found", "Location: http://127.0.0.1:9/"), "status 302"),
    "unknown": (status("404 Not Found"), "status 404"),
    "endless": (endless, "larger than"),
    "huge header": (says(b"{}", OK + b"X: " + b"y" * 500_000 + b"\r\n"), "did not answer"),
    "no HTTP": (lambda connection: connection.sendall(b"\x00\xff" * 100), "did not answer"),
    "closes": (lambda connection: connection.close(), "did not answer"),
    "cut": (lambda c: c.sendall(OK + b"Content-Length: 99\r\n\r\n{"), "did not answer"),
    "not JSON": (says(b"I am sorry, Dave."), "cannot be read"),
    "deep": (says(b"[" * 500_000), "cannot be read"),
    "another shape": (says(b'{"status": "success", "data": []}'), "cannot be read"),
    "packed": (says(b"\x1f\x8b\x08" * 10, OK + b"Content-Encoding: gzip\r\n"), "cannot be read"),
    "another file": (about({"file": "/etc/passwd"}), "was not sent"),
    "another line": (about({"line": 10**30}), "was not sent"),
}
