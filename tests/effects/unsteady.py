"""A service on this machine that answers late, wrongly, or not at all, as a test has scripted."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: when it came, and which idempotency key it had."""

    at: float
    path: str
    key: str | None


@dataclass(slots=True)
class Service:
    """`script` holds what happens to the next requests; the last entry stays.

    An entry is a status or one of `late`, `dripping`, `lost` (done, but the answer never comes).
    `applied` are the keys of what was done, once each.
    """

    script: list[int | str]
    body: dict[str, Any]  # an answer as a test writes it
    address: str = ""
    seen: list[Seen] = field(default_factory=list)
    applied: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def next(self) -> int | str:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def apply(self, key: str) -> None:
        if key not in self.applied:
            self.applied.append(key)

    @property
    def pauses(self) -> list[float]:
        return [
            later.at - earlier.at for earlier, later in zip(self.seen, self.seen[1:], strict=False)
        ]


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._handle()

    def _handle(self) -> None:
        service, key = self.service, self.headers["Idempotency-Key"]
        service.seen.append(Seen(time.monotonic(), self.path, key))
        step = service.next()
        if step == "late":
            service.released.wait(30)
        elif step == "lost":
            service.apply(key)
            self.close_connection = True
        elif step == "dripping":
            self._drip()
        else:
            if step == 200:
                service.apply(key)
            self._answer(int(step))

    def _answer(self, status: int) -> None:
        content = json.dumps(self.service.body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _drip(self) -> None:
        """One byte each tenth of a second, for far longer than anybody should wait."""
        self.send_response(200)
        self.send_header("Content-Length", "200")
        self.end_headers()
        try:
            while not self.service.released.wait(0.1):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@contextmanager
def unsteady(*script: int | str, **body: object) -> Iterator[Service]:
    service = Service([*script], body)
    handler: Callable[..., BaseHTTPRequestHandler] = type("Here", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
