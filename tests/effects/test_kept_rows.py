"""Rules that look through all rows of an entity: a reference, a number, no two that overlap."""

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from tests.effects.node import DOCUMENTS, Answer, EffectNode
from tests.effects.test_crashes import finish
from tests.effects.test_real_services import play_all, postgres_store
from tests.embedded_postgres import EmbeddedServer

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

DOCUMENT = (DOCUMENTS / "darkroom.md").read_text(encoding="utf-8")
NOBODY = "00000000-0000-4000-8000-00000000ffff"
BOOKER = """
import sys
from onex_darkroom_desk_effect import bindings
from onex_darkroom_desk_effect.nodes.node_darkroom_desk_effect.tests.asking import ask
from onex_darkroom_desk_effect.real.store_postgres import StorePostgres
from pathlib import Path
from dataclasses import replace

url, schema, folder, member, first = sys.argv[1:]
ports = replace(bindings.embedded(Path(folder)), store=StorePostgres(url, schema, None))
print("ready", flush=True)
sys.stdin.readline()
with bindings.bound(ports):
    answers = [
        ask("book", '{"member_id": "%s", "room": 1, "day": "2026-05-%02d",'
            ' "first_hour": 8, "last_hour": 9}' % (member, day))
        for day in range(int(first), int(first) + 10)
    ]
sys.exit(sum("error" not in answer for answer in answers))
"""


def booking(member: str, day: str = "2026-05-04", first: int = 8, last: int = 9) -> Answer:
    return {"member_id": member, "room": 1, "day": day, "first_hour": first, "last_hour": last}


def opened(node: EffectNode, ports: object = None) -> str:
    """A room, and a member, whose id is answered."""
    node.ask("add_room", {"number": 1, "title": "Cellar"}, ports)
    return str(node.ask("register_member", {"email": "ada@example.org"}, ports)["id"])


def message(answer: Answer) -> str:
    return str(answer.get("error", {}).get("message", "done"))


def test_what_is_named_must_be_there(node: EffectNode) -> None:
    member = opened(node)
    assert message(node.ask("book", booking(NOBODY))) == "no such member"
    assert message(node.ask("book", {**booking(member), "room": 2})) == "no such room"
    assert message(node.ask("book", booking(member))) == "done"


def test_hidden_rows_are_not_there(node: EffectNode) -> None:
    member = opened(node)
    node.ask("close_room", {"number": 1})
    assert message(node.ask("book", booking(member))) == "no such room"


def test_only_so_many_at_a_time(node: EffectNode) -> None:
    member = opened(node)
    days = [f"2026-05-0{day}" for day in range(1, 6)]
    made = [node.ask("book", booking(member, day)) for day in days[:4]]
    assert [message(each) for each in made[:3]] == ["done"] * 3
    assert message(made[3]) == "the member has three open bookings"
    node.ask("finish", {"id": made[0]["id"]})
    assert message(node.ask("book", booking(member, days[3]))) == "done"


def test_no_two_overlap_and_a_row_does_not_overlap_itself(node: EffectNode) -> None:
    member = opened(node)
    early = node.ask("book", booking(member, first=8, last=9))
    late = node.ask("book", booking(member, first=10, last=12))
    other = node.ask("book", booking(member, "2026-05-05", first=9, last=9))
    assert [message(each) for each in (early, late, other)] == ["done"] * 3
    for day, ends in (("2026-05-05", "done"), ("2026-05-04", "the room is booked then")):
        assert message(node.ask("move", {"id": other["id"], "day": day})) == ends


def test_nobody_is_removed_who_is_referred_to(node: EffectNode) -> None:
    member = opened(node)
    made = node.ask("book", booking(member))
    assert node.ask("find_member", {"id": member})["booked"] == 1
    assert message(node.ask("remove_member", {"id": member})) == "the member has open bookings"
    node.ask("finish", {"id": made["id"]})
    assert node.ask("remove_member", {"id": member}) == {}


def test_every_scenario_holds_on_postgres(
    package: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    assert play_all(package, postgres_server, tmp_path) > 0


def test_who_decides_by_all_rows_waits_for_who_changes_them(
    node: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    """The member is removed while somebody books for her, who then finds nobody."""
    store = postgres_store(node, postgres_server)
    ports = replace(node.bindings.embedded(tmp_path), store=store)
    member = opened(node, ports)
    answers: list[Answer] = []

    def book() -> None:
        answers.append(node.ask("book", booking(member), ports))

    with store.transaction(alone=True) as unit:  # type: ignore[attr-defined]  # of the package
        thread = threading.Thread(target=book)
        thread.start()
        thread.join(timeout=1)
        assert answers == []
        unit.remove("Member", member)
    thread.join(timeout=30)
    assert [message(each) for each in answers] == ["no such member"]


def test_of_three_processes_that_book_at_once_three_bookings_are_taken(
    node: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    url, schema = postgres_server.url("postgres"), f"s{uuid4().hex}"
    store = node.module("real.store_postgres").StorePostgres(url, schema, None)
    member = opened(node, replace(node.bindings.embedded(tmp_path), store=store))
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BOOKER, url, schema, str(tmp_path), member, str(first)],
            env={"PYTHONPATH": str(node.source)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (1, 11, 21)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sum(finish(process) for process in processes) == 3
