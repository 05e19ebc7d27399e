"""Processes that write at once, and processes that are killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.effects.node import LIBRARY, EffectNode, imported
from tests.embedded_postgres import EmbeddedServer

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

WRITER = """
import json, sys
from pathlib import Path
from onex_branch_library_effect import bindings
from onex_branch_library_effect.nodes.node_branch_library_effect.handlers.dispatch import answer_of

ports = bindings.{ports}
print("ready", flush=True)
with bindings.bound(ports):
    for number in range({first}, {last}):
        book = {{"isbn": f"{{number:013d}}", "title": "A book", "price": "1"}}
        answer_of("add_book", book)
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EffectNode]:
    with imported(LIBRARY, tmp_path_factory.mktemp("library")) as found:
        yield found


def writer(node: EffectNode, ports: str, first: int, last: int) -> "subprocess.Popen[str]":
    text = WRITER.format(ports=ports, first=first, last=last)
    return subprocess.Popen(
        [sys.executable, "-c", text],
        env={**os.environ, "PYTHONPATH": str(node.source)},
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> int:
    process.communicate(timeout=120)
    return process.returncode


def test_three_processes_that_write_at_once_lose_nothing(node: EffectNode, tmp_path: Path) -> None:
    ports = f"embedded(Path({str(tmp_path)!r}))"
    processes = [writer(node, ports, start, start + 20) for start in (0, 100, 200)]
    assert [finish(process) for process in processes] == [0, 0, 0]

    content = json.loads((tmp_path / "entities.json").read_text(encoding="utf-8"))
    rows = [stored["row"] for stored in content["entities"]["Book"]]
    events = [json.loads(line) for line in (tmp_path / "outbox.jsonl").read_text().splitlines()]
    assert len({row["isbn"] for row in rows}) == 60
    assert len({row["created_at"] for row in rows}) == 60
    assert [event["payload"] for event in events] == rows


def test_three_processes_that_write_to_postgres_at_once_lose_nothing(
    node: EffectNode, postgres_server: EmbeddedServer
) -> None:
    url, schema = postgres_server.url("postgres"), f"s{uuid4().hex}"
    store = "__import__('onex_branch_library_effect.real.store_postgres', fromlist=['x'])"
    made = f"{store}.StorePostgres({url!r}, {schema!r}, None)"
    clock = "bindings.ClockSystem()"
    ports = f"Ports(store={made}, clock={clock}, identifiers=bindings.IdentifiersRandom())"
    processes = [writer(node, ports, start, start + 20) for start in (0, 100, 200)]
    assert [finish(process) for process in processes] == [0, 0, 0]

    database = node.module("real.store_postgres").StorePostgres(url, schema, None)
    with database.transaction(reading=True) as unit:
        rows = [stored.row for stored in unit.find("Book", {})]
    assert len({row["isbn"] for row in rows}) == 60
    assert len({row["created_at"] for row in rows}) == 60


def test_of_two_that_take_the_same_unique_value_on_postgres_one_is_refused(
    node: EffectNode, postgres_server: EmbeddedServer
) -> None:
    """The second has looked before the first was there."""
    stored = node.module("storage.model_stored_row").ModelStoredRow
    url, schema = postgres_server.url("postgres"), f"s{uuid4().hex}"
    first = node.module("real.store_postgres").StorePostgres(url, schema, None)
    second = node.module("real.store_postgres").StorePostgres(url, schema, None)
    with first.transaction():
        pass

    def twice() -> None:
        with second.transaction() as late:
            assert late.find("Book", {"isbn": "1"}) == []
            with first.transaction() as early:
                early.put("Book", stored(key="a", row={"isbn": "1"}))
            late.put("Book", stored(key="b", row={"isbn": "1"}))

    with pytest.raises(Exception, match="another Book has this isbn"):
        twice()


def test_a_killed_process_leaves_the_old_or_the_new_state(node: EffectNode, tmp_path: Path) -> None:
    ports = f"embedded(Path({str(tmp_path)!r}))"
    done = 0
    for delay in (0.0, 0.004, 0.011, 0.017, 0.023):
        process = writer(node, ports, done, done + 10_000)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.3 + delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()

        with node.bindings.embedded(tmp_path).store.transaction() as unit:
            rows = [stored.row for stored in unit.find("Book", {})]
        outbox = tmp_path / "outbox.jsonl"
        lines = outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []
        assert [json.loads(line)["payload"] for line in lines] == rows
        assert [row["isbn"] for row in rows] == [f"{number:013d}" for number in range(len(rows))]
        assert len(rows) >= done
        done = len(rows)
    assert done > 0


def test_what_a_killed_process_had_not_sent_is_sent_by_the_next(
    node: EffectNode, tmp_path: Path
) -> None:
    """The store says that an event was sent, and the outbox holds half of it."""
    store = node.bindings.embedded(tmp_path).store
    with store.transaction() as unit:
        unit.emit('{"n": 1}')
    with store.transaction() as unit:
        unit.emit('{"n": 2}')
    outbox = tmp_path / "outbox.jsonl"
    outbox.write_bytes(outbox.read_bytes()[:-5])
    with store.transaction(reading=True):
        pass
    assert outbox.read_text(encoding="utf-8") == '{"n": 1}\n{"n": 2}\n'
