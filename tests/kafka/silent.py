"""A broker that says which requests it knows, and nothing more."""

import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import SHUT_RDWR, create_server, socket
from threading import Event, Thread
from typing import Final

API_VERSIONS: Final = 18
METADATA: Final = 3


class SilentBroker:
    """`open` connections are those whose client has not ended them; `asked` says that one waits
    for an answer that never comes.
    """

    def __init__(self) -> None:
        self._server = create_server(("127.0.0.1", 0))
        self._taken: list[socket] = []
        self.open: list[socket] = []
        self.asked = Event()
        Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return "{}:{}".format(*self._server.getsockname())

    def all_ended(self, within_s: float = 10.0) -> bool:
        deadline = time.monotonic() + within_s
        while self.open and time.monotonic() < deadline:
            time.sleep(0.01)
        return not self.open

    def close(self) -> None:
        self._server.shutdown(SHUT_RDWR)
        self._server.close()
        for connection in self._taken:
            connection.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._taken.append(connection)
            self.open.append(connection)
            Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket) -> None:
        try:
            with connection.makefile("rb") as requests:
                while len(size := requests.read(4)) == 4:
                    request = requests.read(*struct.unpack(">i", size))
                    key, _, correlation_id = struct.unpack(">hhi", request[:8])
                    if key == API_VERSIONS:
                        body = struct.pack(">ihihhh", correlation_id, 0, 1, METADATA, 0, 5)
                        connection.sendall(struct.pack(">i", len(body)) + body)
                    else:
                        self.asked.set()
        except OSError:
            pass  # the client ended it in its own way
        self.open.remove(connection)


@contextmanager
def silent_broker() -> Iterator[SilentBroker]:
    broker = SilentBroker()
    try:
        yield broker
    finally:
        broker.close()
