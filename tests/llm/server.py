"""An HTTP server in this process that answers each request as it is told to."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import override

PATH = "/v1/chat/completions"


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answering:
    """`body` is sent piece by piece, each when it is asked for."""

    url: str = ""
    status: int = 200
    body: Iterable[bytes] = ()
    location: str = ""
    received: list[Received] = field(default_factory=list)


@contextmanager
def answering() -> Iterator[Answering]:
    told = Answering()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.received.append(Received(self.path, dict(self.headers), body))
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.end_headers()
            with contextlib.suppress(OSError):  # the client may have gone
                for piece in told.body:
                    self.wfile.write(piece)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/v1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told
        server.shutdown()
