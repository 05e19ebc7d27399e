"""Where Prometheus asks a service for its metrics."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.registry import Collector

from omninode_bridge.errors import UnavailableError

HOST: Final = "127.0.0.1"


@contextmanager
def metrics_endpoint(
    collectors: Iterable[Collector], port: int, setting: str = "OMNINODE_METRICS_PORT"
) -> Generator[int]:
    """Serves `/metrics` meanwhile, at the port that it yields; 0 is any that is free.

    `setting` is what the port comes from. Raises `UnavailableError` where the port is taken.
    """
    registry = CollectorRegistry()
    for collector in collectors:
        registry.register(collector)
    try:
        server, thread = start_http_server(port, addr=HOST, registry=registry)
    except OSError as error:
        raise UnavailableError(
            f"Metrics cannot be served at {HOST}:{port}: {error.strerror or error}",
            hint=f"Set {setting} to a port that is free: each process needs its own.",
        ) from error
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
