"""The whole installation, as the command line starts, kills and stops it."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psycopg2
import pytest

from resources.installation import state as states
from resources.installation.process import ProcessId
from resources.services import control
from resources.services.settings import PREFERRED
from tests.command import ROOT, begun, omninode
from tests.platform.site import Site, wait_until

pytest_plugins = ["tests.platform.installed"]
pytestmark = pytest.mark.slow
SERVICES = ("postgres", "kafka", "relay", "code", "launcher", "daemon", "webserver")


def processes(site: Site) -> dict[str, ProcessId]:
    state = states.read(site.home)
    assert state is not None
    found = {s.name: s.process for s in state.services if s.process}
    return {**found, "supervisor": state.supervisor}


def execute(site: Site, statement: str) -> list[tuple[object, ...]]:
    state = states.read(site.home)
    assert state is not None
    connection = psycopg2.connect(state.endpoints.database_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_everything_is_healthy_on_this_machine_alone_and_a_taken_port_is_left(site: Site) -> None:
    rows = control.status(site.home)

    assert {row.name for row in rows} == {*SERVICES, "supervisor", "setup", "tools"}
    assert [row for row in rows if not row.healthy] == []
    assert site.service("webserver").port != PREFERRED["webserver"]
    assert addresses(site) == {"127.0.0.1"}


def sockets(pid: int) -> set[str]:
    """The inodes of a process's open sockets; one that it closes meanwhile is none."""
    found = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            kind, _, inode = str(link.readlink()).partition(":")
            if kind == "socket":
                found.add(inode.strip("[]"))
    return found


def addresses(site: Site) -> set[str]:
    """Where our services listen; gRPC's socket is one for IPv6 with an IPv4 address in it."""
    inodes = {inode for process in processes(site).values() for inode in sockets(process.pid)}
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                # Words of four bytes, each in the machine's order; an IPv4 address is the last.
                words = bytes.fromhex(fields[1].partition(":")[0])
                mapped = name == "tcp" or words[:12] == bytes(8) + b"\xff\xff\0\0"
                found.add(socket.inet_ntoa(words[-4:][::-1]) if mapped else fields[1])
    return found


def test_up_twice_changes_nothing(site: Site) -> None:
    before = processes(site)
    site.up()
    assert processes(site) == before
    done = omninode("up", home=site.home.root, more={"OMNINODE_RATE_LIMITS": "off"})
    assert "and OMNINODE_RATE_LIMITS changed since." in " ".join(done.stderr.split())
    assert "changed since" not in omninode("up", home=site.home.root).stderr
    assert processes(site) == before


def test_the_command_line_shows_the_status(site: Site) -> None:
    done = omninode("status", "--format", "json", home=site.home.root)
    assert done.returncode == 0
    assert '"healthy": true' in done.stdout


def imported_by_setup(site: Site) -> set[str]:
    """What the task imports when it is executed once more."""
    work = {
        "database_url": states.running(site.home).endpoints.database_url,
        "kafka_bootstrap_servers": "",
        "migrated": str(site.home.dagster / "migrated"),
    }
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "resources.services.setup"],
        input=json.dumps(work),
        env={**os.environ, "DAGSTER_HOME": str(site.home.dagster)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_what_migrates_is_imported_only_where_something_has_changed(site: Site) -> None:
    migrated = site.home.dagster / "migrated"
    known = migrated.read_text("utf-8")
    assert imported_by_setup(site).isdisjoint({"dagster", "alembic", "sqlalchemy"})

    migrated.write_text("1.0.0 of another database", encoding="utf-8")
    assert imported_by_setup(site) >= {"dagster", "alembic", "sqlalchemy"}
    assert migrated.read_text("utf-8") == known


@pytest.mark.parametrize("name", SERVICES)
def test_a_killed_service_comes_back(site: Site, name: str) -> None:
    killed, restarts = site.pid(name), site.service(name).restarts
    if name == "postgres":
        execute(site, "create table if not exists kept as select 42 as n")

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: site.service(name).restarts > restarts and site.service(name).ready, 90)
    assert site.pid(name) != killed
    wait_until(site.healthy, 90)
    if name == "postgres":
        assert execute(site, "select n from kept") == [(42,)]


def test_runs_go_through_after_all_those_kills(site: Site) -> None:
    site.wait(site.launch("assets"), "SUCCESS")


def test_down_leaves_nothing_and_up_brings_the_state_back(site: Site) -> None:
    run_id = site.launch("assets")
    site.wait(run_id, "SUCCESS")
    port = site.service("webserver").port
    before = processes(site)

    stopped = site.down()

    assert set(stopped) == set(SERVICES)
    assert [name for name, process in before.items() if process.is_alive()] == []
    assert site.left_over() == []
    assert site.down() == []
    site.up()
    assert site.status(run_id) == "SUCCESS"
    assert site.service("webserver").port == port


def test_after_kill_9_of_everything_the_state_is_there(site: Site) -> None:
    run_id = site.launch("assets")
    site.wait(run_id, "SUCCESS")
    before = processes(site)
    for process in before.values():
        process.send(signal.SIGKILL)
    wait_until(lambda: not any(process.is_alive() for process in before.values()))

    assert not site.healthy()
    site.up()

    assert site.status(run_id) == "SUCCESS"
    site.wait(site.launch("assets"), "SUCCESS")


def test_after_kill_9_of_the_supervisor_up_takes_over_and_down_ends_all(site: Site) -> None:
    before = processes(site)
    before["supervisor"].send(signal.SIGKILL)
    before["supervisor"].wait(5)
    site.up()
    assert site.healthy()
    assert not any(process.is_alive() for process in before.values())

    after = processes(site)
    after["supervisor"].send(signal.SIGKILL)
    after["supervisor"].wait(5)
    assert set(site.down()) == set(SERVICES)
    assert not any(process.is_alive() for process in after.values())


@pytest.mark.parametrize("command", ["up", "demo"])
def test_interrupting_it_stops_all_that_it_started(tiny_site: Site, command: str) -> None:
    site = tiny_site
    site.down()
    with begun(command, home=site.home.root) as process:
        assert process.stderr is not None
        # The first service is there.
        assert any("ready" in line for line in process.stderr)
        before = processes(site)
        os.kill(process.pid, signal.SIGINT)
        process.communicate()

    assert process.returncode == 130
    assert not any(found.is_alive() for found in before.values())
    assert site.left_over() == []
