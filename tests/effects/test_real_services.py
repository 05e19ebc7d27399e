"""The same scenarios on PostgreSQL and over HTTP as on files."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import pytest

from tests.effects.node import CREDIT, DOCUMENTS, LIBRARY, EffectNode, imported
from tests.embedded_postgres import EmbeddedServer

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow


class Recorded(BaseHTTPRequestHandler):
    """Answers what a file says, as the embedded implementation does."""

    file: ClassVar[Path]
    seen: ClassVar[list[dict[str, str]]]

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
        del format, arguments

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode()
        self.seen.append({"body": body, **{k.lower(): v for k, v in self.headers.items()}})
        entries = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else []
        for entry in entries:
            if (entry["method"], entry["path"]) == (self.command, self.path):
                self._send(entry["status"], json.dumps(entry["body"]).encode())
                return
        self._send(503, b"")

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = _answer  # noqa: N815 - the name that the base class calls
    do_POST = _answer  # noqa: N815 - as above


class Sent:
    """Events that were sent."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def send(self, lines: list[str]) -> None:
        self.lines.extend(lines)


@contextmanager
def recorded_services(folder: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    seen: list[dict[str, str]] = []
    handler = type("Here", (Recorded,), {"file": folder / "http.json", "seen": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EffectNode]:
    with imported(LIBRARY, tmp_path_factory.mktemp("library")) as node:
        yield node


@pytest.fixture(scope="module")
def credit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EffectNode]:
    with imported(CREDIT, tmp_path_factory.mktemp("credit")) as node:
        yield node


def postgres_store(node: EffectNode, server: EmbeddedServer, sent: Sent | None = None) -> object:
    store = node.module("real.store_postgres").StorePostgres
    return store(server.url("postgres"), f"s{uuid4().hex}", sent)


def play_all(node: EffectNode, server: EmbeddedServer, folder: Path) -> int:
    """How many scenarios there are; all of them hold on PostgreSQL and send their events."""
    scenarios = node.scenarios()
    for name, scenario in scenarios.items():
        sent = Sent()
        ports = replace(node.bindings.embedded(folder), store=postgres_store(node, server, sent))
        assert node.tests.play(scenario, folder / name, ports) == [], name
        names = [json.loads(line)["event_type"] for line in sent.lines]
        assert names == [event for event, _ in scenario.events]
    return len(scenarios)


def test_every_scenario_of_a_library_holds_on_postgres(
    library: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    assert play_all(library, postgres_server, tmp_path) == 8


def test_every_scenario_of_a_state_machine_holds_on_postgres(
    postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    text = (DOCUMENTS / "lending.md").read_text(encoding="utf-8")
    with imported(text.replace("book_lending", "stored_lending"), tmp_path) as node:
        assert play_all(node, postgres_server, tmp_path) > 0


def test_every_scenario_of_a_credit_desk_holds_on_postgres_and_over_http(
    credit: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    network = credit.module("real.http_network").HttpNetwork
    for name, scenario in credit.scenarios().items():
        with recorded_services(tmp_path / name) as (address, _):
            ports = replace(
                credit.bindings.embedded(tmp_path / name),
                store=postgres_store(credit, postgres_server, Sent()),
                http=network({"scoring_url": address, "rates_url": f"{address}/"}),
            )
            assert credit.tests.play(scenario, tmp_path / name, ports) == [], name
