"""Free TCP ports on 127.0.0.1."""

import socket
from collections.abc import Collection
from typing import Final

HOST: Final = "127.0.0.1"


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers do: a port whose last connections are fading away is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


class Claims:
    """Ports that this process has chosen, and that its servers will bind a while later.

    Two installations that start at the same time do not choose the same: a name without a file
    stands for the port, and ends with the process.
    """

    def __init__(self) -> None:
        self._held: list[socket.socket] = []

    def take(self, port: int) -> bool:
        """False where another process has it."""
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0omninode-port-{port}")
        except OSError:
            claim.close()
            return False
        self._held.append(claim)
        return True

    def release(self) -> None:
        for claim in self._held:
            claim.close()
        self._held.clear()


def choose(preferred: int, taken: Collection[int] = (), claims: Claims | None = None) -> int:
    """`preferred`, or when it is in use (or 0) any port that is free and not in `taken`."""

    def is_ours(port: int) -> bool:
        return port not in taken and (claims is None or claims.take(port))

    if preferred and is_free(preferred) and is_ours(preferred):
        return preferred
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((HOST, 0))
            port: int = probe.getsockname()[1]
        if is_ours(port):
            return port
