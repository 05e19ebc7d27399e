"""Servers that are not ours and are not there yet, or never."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from pipelines.environment import DATABASE_URL, KAFKA_BOOTSTRAP_SERVERS
from resources.installation import state as states
from resources.installation.ports import HOST
from resources.services.outside import absent
from resources.services.settings import Settings
from tests.command import begun, omninode
from tests.faults.servers import foreign_postgres
from tests.kafka.broker import free_ports
from tests.kafka.endpoint import running_endpoint
from tests.platform.site import Site

NOWHERE = "postgresql://me:geheim@127.0.0.1:1/nodes"
REFUSED = b"E\0\0\0\x13SFATAL\0C28000\0\0"
STARTING = b"E\0\0\0\x13SFATAL\0C57P03\0\0"


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """The port of somebody who says this to whoever speaks first, once."""
    with socket.socket() as server:
        server.bind((HOST, 0))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(answer)

        thread = Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("answer", "serves"),
    [(b"R\0\0\0\x08\0\0\0\0", True), (REFUSED, True), (STARTING, False), (b"", False)],
)
def test_a_server_that_only_starts_does_not_serve(answer: bytes, serves: bool) -> None:
    with answering(answer) as port:
        missing = absent(f"postgresql://{HOST}:{port}/nodes", "")
    assert missing == ([] if serves else [f"PostgreSQL at {HOST}:{port}"])


def test_one_of_several_hosts_is_enough_and_the_password_is_not_said() -> None:
    with answering(REFUSED) as port:
        assert absent(f"postgresql://me:geheim@{HOST}:1,{HOST}:{port}/nodes", "") == []
    assert absent(NOWHERE, f"{HOST}:1") == [f"PostgreSQL at {HOST}:1", f"Kafka at {HOST}:1"]


def test_a_folder_of_sockets_is_asked_and_what_libpq_looks_up_is_left_to_it(tmp_path: Path) -> None:
    assert absent(f"postgresql:///nodes?host={tmp_path}", "") == [f"PostgreSQL at {tmp_path}:5432"]
    assert absent("postgresql:///nodes", "") == []
    assert absent("", "") == []


@pytest.mark.slow
def test_up_waits_for_servers_that_come_later(tmp_path: Path) -> None:
    site = Site(Settings(tmp_path / "home"))
    with foreign_postgres() as database:
        database.crash()
        [port] = free_ports(1)
        where = {DATABASE_URL.name: database.url, KAFKA_BOOTSTRAP_SERVERS.name: f"{HOST}:{port}"}
        try:
            with begun("up", home=site.home.root, more=where) as process:
                assert process.stderr is not None
                assert f"waiting for PostgreSQL at {HOST}" in process.stderr.readline()
                database.start()
                assert f"waiting for Kafka at {HOST}" in process.stderr.readline()
                with running_endpoint(tmp_path, port=port):
                    _, err = process.communicate()
                    assert process.returncode == 0, err
                    assert omninode("status", home=site.home.root, more=where).returncode == 0
        finally:
            site.remove()


@pytest.mark.slow
def test_servers_that_never_come_are_said_and_nothing_is_left_running(tmp_path: Path) -> None:
    site = Site(Settings(tmp_path / "home"))
    where = {DATABASE_URL.name: NOWHERE, KAFKA_BOOTSTRAP_SERVERS.name: f"{HOST}:1"}

    done = omninode("up", "--timeout", "4", home=site.home.root, more=where)

    assert done.returncode == 4, done.stderr
    assert f"PostgreSQL at {HOST}:1 and Kafka at {HOST}:1" in done.stderr
    assert "Hint: " in done.stderr
    assert "geheim" not in done.stdout + done.stderr
    assert site.left_over() == []
    state = states.read(site.home)
    assert state is not None
    assert not state.supervisor.is_alive()
