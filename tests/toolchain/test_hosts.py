"""A node that is granted a host connects to it, and to nothing else."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from omninode_bridge.confinement import Grant
from omninode_bridge.errors import InvalidRequestError
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.services import declared_variables, real_services
from tests.toolchain.attack_run import write_package
from tests.toolchain.seed_node import HANDLER

REQUEST = b'{"amount": "2000"}'
CA = "KAFKA_SSL_CAFILE"
BINDINGS = b"""SETTINGS = (
    "DATABASE_URL", "KAFKA_BOOTSTRAP_SERVERS", "KAFKA_SSL_CAFILE", "KAFKA_SASL_PASSWORD",
    "FILES_ROOT", "RATES_URL",
)
"""


@contextmanager
def listening() -> Iterator[str]:
    """A server that accepts connections, and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture(scope="module")
def hosts() -> Iterator[tuple[str, str]]:
    """One that is granted and one that is not: the same for all, and so is the warm sandbox."""
    with listening() as granted, listening() as other:
        yield granted, other


@pytest.fixture
def declaring(tmp_path: Path) -> str:
    bindings = tmp_path / "src" / "onex_desk_effect" / "bindings.py"
    bindings.parent.mkdir(parents=True)
    bindings.write_bytes(BINDINGS)
    return str(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("import socket; socket.create_connection(({host!r}, {port}), 5).close()", ""),
        ("import socket; socket.create_connection(({host!r}, {other}), 5)", "ConnectionRefused"),
        ("import socket; socket.create_connection(('192.0.2.1', 80), 5)", "ConnectionRefused"),
        ("import socket; socket.socket(socket.AF_UNIX)", "PermissionError"),
        ("import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "PermissionError"),
        (
            "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ({host!r}, {port}))",
            "ConnectionRefused",
        ),
        ("import socket; s = socket.socket(); s.bind(({host!r}, 0)); s.listen()", "Error"),
    ],
)
def test_only_what_is_granted(
    toolchain: ProcessToolchain,
    hosts: tuple[str, str],
    tmp_path: Path,
    statement: str,
    problem: str,
) -> None:
    package = write_package(tmp_path / "package", "")
    text = (package / HANDLER).read_text()
    start = "        if request"
    assert start in text
    granted, other = hosts
    host, _, port = granted.partition(":")
    filled = statement.format(host=host, port=port, other=other.partition(":")[2])
    (package / HANDLER).write_text(text.replace(start, f"        {filled}\n{start}", 1))
    answer = toolchain.execute(
        str(package), REQUEST, operation=None, timeout_s=20, grant=Grant(hosts=(granted,))
    )
    assert answer.exit_code == (1 if problem else 0), answer
    if problem:
        assert problem in json.loads(answer.stdout)["error"]["message"]


def test_values_say_which_hosts_and_which_folder(declaring: str) -> None:
    environment = {
        "DATABASE_URL": "postgresql://me:secret@db.example/shop",
        "KAFKA_BOOTSTRAP_SERVERS": "one.example:9092, two.example:9093",
        "FILES_ROOT": "/srv/files",
        "RATES_URL": "https://[2001:db8::1]/rates",
        "PATH": "/usr/bin",
    }
    names = ["DATABASE_URL", "KAFKA_BOOTSTRAP_SERVERS", "FILES_ROOT", "RATES_URL", "RATES_URL"]
    grant = real_services(declaring, names, environment)
    hosts = ("db.example:5432", "one.example:9092", "two.example:9093", "[2001:db8::1]:443")
    assert grant.hosts == hosts
    assert grant.state == "/srv/files"
    assert grant.variables == (
        ("ONEX_ADAPTERS", "real"),
        *((name, environment[name]) for name in names[:4]),
    )
    assert "secret" not in repr(grant)


def test_certificates_may_be_read_and_a_password_is_no_address(declaring: str) -> None:
    password = {"KAFKA_SASL_PASSWORD": "https://guessed.example"}
    grant = real_services(declaring, [CA, *password], {CA: __file__, **password})
    assert (grant.files, grant.hosts) == ((__file__,), ())


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("KAFKA_SSL_CAFILE", "/none.pem", "KAFKA_SSL_CAFILE is /none.pem, which is no file"),
        ("PATH", "/usr/bin", "does not declare the variable PATH"),
        ("RATES_URL", "", "RATES_URL is not set"),
        ("RATES_URL", "http://rates.example:port/", "RATES_URL holds no address"),
        ("DATABASE_URL", "postgresql:///shop?host=/run/postgresql", "DATABASE_URL names no host"),
    ],
)
def test_names_that_cannot_be_granted(declaring: str, name: str, value: str, problem: str) -> None:
    with pytest.raises(InvalidRequestError, match=problem):
        real_services(declaring, [name], {name: value})


def test_a_node_without_services_has_no_real_adapters(tmp_path: Path) -> None:
    (tmp_path / "src" / "onex_quote_compute").mkdir(parents=True)
    with pytest.raises(InvalidRequestError, match="no real adapters"):
        real_services(str(tmp_path), [], {})


def test_bindings_are_read_and_not_run() -> None:
    hostile = b"import os; os._exit(1)\nSETTINGS = ('A', 'B')\n"
    assert declared_variables({"src/x/bindings.py": hostile}) == ("A", "B")
    assert declared_variables({"src/x/y/bindings.py": hostile}) == ()
    with pytest.raises(InvalidRequestError, match="no Python"):
        declared_variables({"src/x/bindings.py": b"SETTINGS = ("})
