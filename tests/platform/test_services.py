"""The whole installation, as the command line starts, kills and stops it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from pipelines.environment import KAFKA_BOOTSTRAP_SERVERS, OMNINODE_HOME
from resources.installation import state as states
from resources.installation.process import ProcessId
from resources.installation.state import Phase
from resources.services import control
from resources.services.settings import PREFERRED
from tests.platform.site import Site, wait_until

pytest_plugins = ["tests.platform.installed"]
pytestmark = pytest.mark.slow
# Ctrl-C counts also where these tests run in the background of a shell, which ignores it.
COMMAND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from pipelines.cli.main import main; main()"
)
SERVICES = ("postgres", "kafka", "code", "launcher", "daemon", "webserver")


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


def addresses(site: Site) -> set[str]:
    """Where our services listen; gRPC's socket is one for IPv6 with an IPv4 address in it."""
    inodes = {
        str(link.readlink()).removeprefix("socket:[").rstrip("]")
        for process in processes(site).values()
        for link in Path(f"/proc/{process.pid}/fd").iterdir()
        if str(link.readlink()).startswith("socket:")
    }
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


def test_the_command_line_shows_the_status(site: Site) -> None:
    with omninode(site, "status", "--format", "json") as process:
        out, _ = process.communicate()
    assert process.returncode == 0
    assert '"healthy": true' in out


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
    assert left_over(site) == []
    assert site.down() == []
    site.up()
    assert site.status(run_id) == "SUCCESS"
    assert site.service("webserver").port == port


def left_over(site: Site) -> list[str]:
    """Command lines of all processes that still have to do with this installation."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if f"OMNINODE_HOME={site.home.root}\0".encode() in environment or (
            str(site.home.root) in command
        ):
            found.append(command)
    return found


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


def omninode(site: Site, *arguments: str, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        env={**os.environ, OMNINODE_HOME.name: str(site.home.root), **more},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_interrupting_up_stops_all_that_it_started(tiny_site: Site) -> None:
    site = tiny_site
    site.down()
    with omninode(site, "up") as process:
        assert process.stderr is not None
        assert "ready" in process.stderr.readline()  # the first service is there
        before = processes(site)
        os.kill(process.pid, signal.SIGINT)
        process.communicate()

    assert process.returncode == 130
    assert not any(found.is_alive() for found in before.values())
    assert left_over(site) == []


def test_a_kafka_that_does_not_answer_is_said_and_nothing_is_left_running(
    tiny_site: Site,
) -> None:
    site = tiny_site
    site.down()
    began = time.monotonic()
    with omninode(site, "up", **{KAFKA_BOOTSTRAP_SERVERS.name: "127.0.0.1:1"}) as process:
        _, err = process.communicate()

    assert process.returncode == 4, (err, time.monotonic() - began)
    assert "setup" in err
    assert "Hint: " in err
    assert left_over(site) == []
    state = states.read(site.home)
    assert state is not None
    assert state.phase is Phase.FAILED
