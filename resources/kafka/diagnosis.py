"""Why a broker does not let us in, in words. The clients only say that it did not answer."""

import asyncio
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import (
    AuthenticationFailedError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from omninode_bridge.errors import UnavailableError
from resources.kafka import security as names
from resources.kafka.access import Access
from resources.kafka.failures import START, calm_library

PATIENCE_S: Final = 10.0
EXPIRED: Final = 10
WRONG_NAME: Final = frozenset({62, 64})

# What the broker does, and what to do.
type Words = tuple[str, str]


def diagnose(access: Access) -> UnavailableError | None:
    """None where a broker of the list lets us in; else why the first does not.

    May be called on any thread, also on that of an event loop.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, diagnosed(access)).result()


async def diagnosed(access: Access) -> UnavailableError | None:
    calm_library()
    found: UnavailableError | None = None
    for server in access.servers.split(","):
        problem = await _try(access, server.strip())
        if problem is None:
            return None
        found = found or problem
    return found


def explained(access: Access, error: UnavailableError) -> UnavailableError:
    """The error, or a better one: where a secured broker does not answer it may be for that."""
    return (diagnose(access) or error) if access.is_secured else error


async def _try(access: Access, server: str) -> UnavailableError | None:
    host, _, number = server.rpartition(":")
    if not host or not number.isdigit():
        return UnavailableError(f"{server!r} is no broker", hint="Write brokers as host:port.")
    place = host.strip("[]"), int(number)
    said: Words | None = None
    try:
        async with asyncio.timeout(PATIENCE_S):
            try:
                await _reach(place, access)
            except OSError as error:
                said = _unreachable(error, access)
            else:
                try:
                    await _ask(place, access)
                except (KafkaError, OSError) as error:
                    said = _refused(error, access)
    except TimeoutError:
        said = f"did not answer in {PATIENCE_S:.0f} s", f"{START} Does the port want TLS?"
    return UnavailableError(f"Kafka at {server} {said[0]}", hint=said[1]) if said else None


async def _reach(place: tuple[str, int], access: Access) -> None:
    """As far as TLS goes; whether it wants a certificate of ours it only says afterwards."""
    tls = access.security.context() if access.security.has_tls else None
    _, writer = await asyncio.open_connection(*place, ssl=tls)
    writer.transport.abort()
    with suppress(OSError):
        await writer.wait_closed()


async def _ask(place: tuple[str, int], access: Access) -> None:
    """Something that needs the rights which every client has."""
    connection = AIOKafkaConnection(*place, **access.security.of_aiokafka())
    try:
        await connection.connect()
        await connection.send(MetadataRequest([]))
    finally:
        if (closed := connection.close()) is not None:
            await asyncio.wait([closed], timeout=1)


def _unreachable(error: OSError, access: Access) -> Words:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _of_certificate(error, access)
    if isinstance(error, socket.gaierror):
        return "has a name that is not known here", "Look at KAFKA_BOOTSTRAP_SERVERS."
    if access.security.has_tls and not isinstance(error, ConnectionRefusedError):
        return (
            "speaks no TLS there, or none that we understand",
            f"Use its port for TLS, or set {names.PROTOCOL} to PLAINTEXT or SASL_PLAINTEXT.",
        )
    return f"takes no connections: {error.strerror or error}", START


def _refused(error: Exception, access: Access) -> Words:
    security = access.security
    if isinstance(error, (SaslAuthenticationFailed, AuthenticationFailedError)):
        return (
            f"refuses user {security.username!r} with this password by {security.mechanism}",
            f"Look at {names.USERNAME}, {names.PASSWORD} and {names.MECHANISM}.",
        )
    if isinstance(error, UnsupportedSaslMechanismError):
        return (
            f"does not know {security.mechanism}",
            f"Set {names.MECHANISM} to one that it knows.",
        )
    if security.protocol == names.Protocol.SSL:
        return (
            "closes the connection, as it may do without a certificate that it trusts",
            f"Set {names.CERT_FILE} and {names.KEY_FILE}, and look at {names.PROTOCOL}.",
        )
    return (
        f"closes the connection: {error}",
        f"It may want TLS, or a password: see {names.PROTOCOL}.",
    )


def _of_certificate(error: ssl.SSLCertVerificationError, access: Access) -> Words:
    if error.verify_code in WRONG_NAME:
        return (
            f"shows a certificate for another name: {error.verify_message}",
            "Set KAFKA_BOOTSTRAP_SERVERS to a name that stands in it.",
        )
    if error.verify_code == EXPIRED:
        return "shows a certificate that has expired", "It needs a new one."
    trusted = access.security.ca_file or "the system's CAs"
    return (
        f"shows a certificate that is not signed by {trusted}: {error.verify_message}",
        f"Set {names.CA_FILE} to the PEM file of the CA that has signed it.",
    )
