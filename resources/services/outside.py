"""Whether the servers that are not ours take connections: the first task of an installation.

Run as a program with a JSON object on standard input. It ends with 75 (`EX_TEMPFAIL`) while one
does not, and the supervisor asks again.
"""

import json
import os
import socket
import struct
import sys
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Final

from psycopg2.extensions import parse_dsn

from resources.kafka.security import Security
from resources.services import probes

TIMEOUT_S: Final = 2.0
DEFAULT_PORT: Final = "5432"
PROTOCOL: Final = 3 << 16
STARTING_UP: Final = b"C57P03\0"


def absent(database_url: str, kafka_bootstrap_servers: str) -> list[str]:
    """Those that do not serve now, for people; an empty address is nobody's."""
    places = list(_postgres_places(database_url)) if database_url else []
    said = [f"PostgreSQL at {_told(places)}"] if places and not any(map(_serves, places)) else []
    if kafka_bootstrap_servers:
        tls = Security.of(os.environ).asking()
        if not probes.kafka(kafka_bootstrap_servers, tls):
            said.append(f"Kafka at {kafka_bootstrap_servers}")
    return said


def _postgres_places(database_url: str) -> Iterator[tuple[str, str]]:
    """Hosts (or folders of sockets) with ports; none where libpq would look in other places."""
    settings = parse_dsn(database_url)
    hosts = (settings.get("hostaddr") or settings.get("host") or "").split(",")
    given = (settings.get("port") or DEFAULT_PORT).split(",")
    if all(hosts):
        yield from zip(hosts, chain(given, repeat(given[0])), strict=False)


def _told(places: list[tuple[str, str]]) -> str:
    return ",".join(f"{host}:{port}" for host, port in places)


def _serves(place: tuple[str, str]) -> bool:
    """As `pg_isready`: it asks for a password or refuses us, but is not just starting.

    The messages are StartupMessage and ErrorResponse of PostgreSQL's frontend/backend protocol.
    """
    told = struct.pack(">i", PROTOCOL) + b"user\0omninode\0\0"
    try:
        with _connection(*place) as connection:
            connection.settimeout(TIMEOUT_S)
            connection.sendall(struct.pack(">i", len(told) + 4) + told)
            answer = connection.recv(4096)
    except (OSError, ValueError):
        return False
    return answer[:1] == b"R" or (answer[:1] == b"E" and STARTING_UP not in answer)


def _connection(host: str, port: str) -> socket.socket:
    if not host.startswith("/"):
        return socket.create_connection((host, int(port)), TIMEOUT_S)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(TIMEOUT_S)
    try:
        connection.connect(f"{host}/.s.PGSQL.{port}")
    except OSError:
        connection.close()
        raise
    return connection


def main() -> None:
    if missing := absent(**json.load(sys.stdin)):
        sys.stdout.write(f"waiting for {' and '.join(missing)}: it takes no connections yet\n")
        sys.exit(os.EX_TEMPFAIL)


if __name__ == "__main__":
    main()
