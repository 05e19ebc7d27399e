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


def choose(preferred: int, taken: Collection[int] = ()) -> int:
    """`preferred`, or when it is in use (or 0) any port that is free and not in `taken`."""
    if preferred and preferred not in taken and is_free(preferred):
        return preferred
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((HOST, 0))
            port: int = probe.getsockname()[1]
        if port not in taken:
            return port
