"""Whether a service answers, asked in its own protocol. Each probe takes at most about a second."""

import socket
import ssl
import struct
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Final

from resources.postgres.locks import RELAYING, is_held

TIMEOUT_S: Final = 1.0
# Dagster's daemon threads report every 30 s.
HEARTBEAT_MAX_AGE_S: Final = 90.0

type Probe = Callable[[], bool]


def postgres(url: str) -> bool:
    return bool(rows(url, "select 1"))


def kafka(bootstrap_servers: str, tls: ssl.SSLContext | None = None) -> bool:
    """Whether a broker of the list answers an ApiVersions request, which needs no password."""
    return any(_kafka_broker(broker.strip(), tls) for broker in bootstrap_servers.split(","))


def http(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:  # noqa: S310 - our own URL
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's word for fine
    except (OSError, urllib.error.URLError):
        return False


def code_server(address: str) -> bool:
    """gRPC's standard health check, as Dagster's code servers answer it."""
    import grpc  # noqa: PLC0415 - not on the command line's path

    with grpc.insecure_channel(address) as channel:
        check = channel.unary_unary("/grpc.health.v1.Health/Check")
        try:
            # The request names the service DagsterApi in field 1; 1 in field 1 means serving.
            return bool(check(b"\x0a\x0aDagsterApi", timeout=TIMEOUT_S) == b"\x08\x01")
        except grpc.RpcError:
            return False


def daemon(dagster_url: str) -> bool:
    """Whether the sensor daemon has reported lately; `dagster_url` names Dagster's schema."""
    found = rows(
        dagster_url, "select timestamp from daemon_heartbeats where daemon_type = 'SENSOR'"
    )
    return any(
        isinstance(at, datetime) and time.time() - at.timestamp() < HEARTBEAT_MAX_AGE_S
        for (at,) in found
    )


def relay(url: str) -> bool:
    """Whether some process sends what waits in the outbox of this database."""
    return rows(url, is_held(RELAYING)) == [(True,)]


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    """None where the server does not answer, or has no such table."""
    import psycopg2  # noqa: PLC0415 - not on the command line's path

    try:
        connection = psycopg2.connect(url, connect_timeout=2)
    except psycopg2.OperationalError:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()
    except psycopg2.Error:
        return []
    finally:
        connection.close()


def _kafka_broker(broker: str, tls: ssl.SSLContext | None) -> bool:
    host, _, port = broker.rpartition(":")
    host = host.strip("[]")
    body = struct.pack(">hhih", 18, 0, 1, -1)  # ApiVersions, version 0, request 1, no client id
    try:
        with ExitStack() as stack:
            connection = stack.enter_context(socket.create_connection((host, int(port)), TIMEOUT_S))
            connection.settimeout(TIMEOUT_S)
            if tls is not None:
                connection = stack.enter_context(tls.wrap_socket(connection, server_hostname=host))
            connection.sendall(struct.pack(">i", len(body)) + body)
            head = _received(connection, 8)
    except (OSError, ValueError):
        return False
    return len(head) == 8 and struct.unpack(">ii", head)[1] == 1  # noqa: PLR2004 - length and id


def _received(connection: socket.socket, size: int) -> bytes:
    """So many bytes; fewer where it is closed before."""
    held = b""
    while len(held) < size and (more := connection.recv(size - len(held))):
        held += more
    return held
