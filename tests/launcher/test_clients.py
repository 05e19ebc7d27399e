"""Clients without a supervisor: whoever needs the launcher's server first starts it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import yaml

from resources.installation.home import Home
from resources.installation.process import ProcessId
from resources.launcher.protocol import Operation, Request, call
from resources.services import dagster_files, postgres
from resources.services.settings import DAGSTER_SCHEMA, Settings
from tests.platform.site import LOCATION
from tests.platform.test_postgres import serving

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]

# Launches one run, as the daemon and the webserver do, and prints its id and its end.
CLIENT = """
import sys, time
from dagster import DagsterInstance
from dagster._core.definitions.reconstruct import ReconstructableRepository
from dagster._core.launcher.base import LaunchRunContext
from dagster._core.storage.dagster_run import DagsterRunStatus
directory = sys.argv[1]
job = ReconstructableRepository.for_module(
    "tiny_location", "defs", directory).get_reconstructable_job("assets")
with DagsterInstance.get() as instance:
    run = instance.create_run_for_job(
        job.get_definition(), status=DagsterRunStatus.STARTING,
        job_code_origin=job.get_python_origin())
    try:
        instance.run_launcher.launch_run(LaunchRunContext(run, None))
    except Exception as error:
        print(type(error).__name__, error)
        sys.exit(1)
    while not instance.get_run_by_id(run.run_id).is_finished:
        time.sleep(0.2)
    print(instance.get_run_by_id(run.run_id).status.value)
"""


class Clients:
    def __init__(self, home: Home, url: str, code: Path) -> None:
        self.home, self.code = home, code
        content = dagster_files.instance(Settings(home.root), url)
        content["run_launcher"] = {
            "module": "resources.launcher.launcher",
            "class": "WarmRunLauncher",
            "config": {"socket": "run/launcher.sock", "fallback": False},
        }
        (home.dagster / "dagster.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")

    @property
    def socket(self) -> Path:
        return self.home.dagster / "run" / "launcher.sock"

    def start(self) -> "subprocess.Popen[str]":
        path = os.pathsep.join((str(ROOT), str(self.code)))
        return subprocess.Popen(
            [sys.executable, "-c", CLIENT, str(self.code)],
            env={**os.environ, "DAGSTER_HOME": str(self.home.dagster), "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            text=True,
        )

    def results(self, number: int) -> list[str]:
        """What so many clients, started together, print last."""
        ends = [
            client.communicate(timeout=150)[0] for client in [self.start() for _ in range(number)]
        ]
        return [end.strip().splitlines()[-1] for end in ends]

    def server(self) -> int:
        return call(self.socket, Request(Operation.STATUS)).pid


@pytest.fixture(scope="module")
def clients(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    code = tmp_path_factory.mktemp("clients") / "code"
    shutil.copytree(LOCATION, code)
    with serving(home, postgres.ensure_cluster(home)) as (_, url):
        connection = psycopg2.connect(url)
        with connection, connection.cursor() as cursor:
            cursor.execute(f"create schema {DAGSTER_SCHEMA}")
        connection.close()
        clients = Clients(home, url, code)
        yield clients
        if clients.socket.exists():
            pid = ProcessId.of(clients.server())
            call(clients.socket, Request(Operation.STOP))
            assert pid is None or pid.wait(20)


def test_a_server_that_cannot_be_started_is_said_without_the_fall_back(clients: Clients) -> None:
    clients.socket.parent.write_text("no folder", encoding="utf-8")

    out, _ = clients.start().communicate(timeout=150)

    assert "UnavailableError" in out
    assert str(clients.socket) in out
    clients.socket.parent.unlink()


def test_two_clients_start_one_server_and_a_killed_one_is_replaced(clients: Clients) -> None:
    assert clients.results(2) == ["SUCCESS", "SUCCESS"]
    first = clients.server()
    log = clients.socket.with_name("launcher.sock.log").read_text()
    assert log.count("warm, watching") == 1

    os.kill(first, signal.SIGKILL)

    assert clients.results(1) == ["SUCCESS"]
    assert clients.server() != first
