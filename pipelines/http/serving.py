"""An application over HTTP, in this process, until it is told to end."""

import asyncio
import signal
import socket
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final, override

import uvicorn
from starlette.types import ASGIApp

from omninode_bridge.errors import UnavailableError

CONNECTIONS: Final = 64
ENDING_S: Final = 5


class _Server(uvicorn.Server):
    """Leaves signals to us: its own way ends the process by them."""

    @override
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def serve_until_told(app: ASGIApp, address: tuple[str, int], tell: Callable[[str], object]) -> None:
    """Until SIGINT or SIGTERM; what is being answered is answered first.

    Raises `UnavailableError` where the address is taken.
    """
    # Sources that are only read may hold what Python warns of.
    warnings.filterwarnings("ignore", category=SyntaxWarning)
    with _listening(address) as listener:
        host, port = listener.getsockname()[:2]
        tell(f"Serving at http://{f'[{host}]' if ':' in host else host}:{port}. Ctrl-C ends it.")
        asyncio.run(_serve(app, listener))


async def _serve(app: ASGIApp, listener: socket.socket) -> None:
    server = _Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=ENDING_S,
        )
    )

    def end() -> None:
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    await server.serve([listener])


@contextmanager
def _listening(address: tuple[str, int]) -> Generator[socket.socket]:
    host, port = address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise UnavailableError(
            f"Nothing can be served at {host}:{port}: {error.strerror or error}",
            hint="Name another address with --host and --port.",
        ) from error
    with listener:
        yield listener
