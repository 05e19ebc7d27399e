"""The embedded PostgreSQL: its files, its account, its crashes."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest

from omninode_bridge.errors import UnavailableError
from resources.installation import ports
from resources.installation.home import Home, neutral_folder
from resources.services import postgres, probes
from resources.services.account import unprivileged
from resources.services.postgres import Cluster
from tests.platform.site import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "private" / "home")
    home.root.parent.mkdir(mode=0o700)
    home.create()
    yield home
    if unprivileged():
        shutil.rmtree(neutral_folder(home), ignore_errors=True)


@contextmanager
def serving(home: Home, cluster: Cluster) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = ports.choose(0)
    account = cluster.account
    with (home.logs / "postgres.log").open("ab") as log:
        process = subprocess.Popen(
            cluster.command(port),
            cwd="/",
            stderr=log,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    url = postgres.database_url(home, port)
    try:
        wait_until(lambda: probes.postgres(url), 30)
        yield process, url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def at_work_in(data: Path) -> bool:
    """A killed server leaves processes for a moment, and none starts beside them."""
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if link.readlink() == data:
                return True
        except OSError:
            continue
    return False


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def modes(*paths: Path) -> dict[Path, int]:
    return {p: p.stat().st_mode for path in paths for p in (path, *path.parents)}


def test_no_folder_is_opened_for_it_and_what_is_written_survives_kill_9(home: Home) -> None:
    before = modes(home.root, postgres.installed_binaries())

    cluster = postgres.ensure_cluster(home)
    assert postgres.ensure_cluster(home) == cluster
    with serving(home, cluster) as (process, url):
        execute(url, "create table kept as select 42 as n")
        process.kill()
        process.wait()
    wait_until(lambda: not at_work_in(cluster.data))
    with serving(home, cluster) as (_, url):
        assert execute(url, "select n, current_user from kept") == [(42, "omninode")]

    assert modes(home.root, postgres.installed_binaries()) == before
    assert cluster.data.stat().st_mode & 0o777 == 0o700


def test_it_asks_for_the_password_which_only_its_user_can_read(home: Home) -> None:
    with serving(home, postgres.ensure_cluster(home)) as (_, url):
        assert not probes.postgres(url.replace(":" + url.split(":")[2].split("@")[0], ":wrong"))
    assert home.postgres_password.stat().st_mode & 0o777 == 0o600


def test_an_interrupted_initdb_is_repeated(home: Home) -> None:
    account = unprivileged()
    base = neutral_folder(home) if account else home.root
    broken = base / ("data.new" if account else "postgres.new")
    broken.mkdir(parents=True)
    (broken / "PG_VERSION").write_text("18\n", encoding="utf-8")

    with serving(home, postgres.ensure_cluster(home)) as (_, url):
        assert execute(url, "select 1") == [(1,)]


def test_a_cluster_of_another_version_is_refused(home: Home) -> None:
    data = postgres.ensure_cluster(home).data
    (data / "PG_VERSION").write_text("16\n", encoding="utf-8")

    with pytest.raises(UnavailableError, match="made by PostgreSQL 16"):
        postgres.ensure_cluster(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="the data of others lies in the home")
def test_a_home_that_was_deleted_and_made_again_begins_with_an_empty_database(home: Home) -> None:
    with serving(home, postgres.ensure_cluster(home)) as (_, url):
        execute(url, "create table kept as select 42 as n")
    for _ in range(2):
        shutil.rmtree(home.root)
        home.create()
        with serving(home, postgres.ensure_cluster(home)) as (_, url):
            assert execute(url, "select to_regclass('kept')") == [(None,)]
    assert {each.name for each in neutral_folder(home).iterdir()} == {"data", "data.before"}


def test_a_lost_password_does_not_cost_the_database_that_knows_the_packages(home: Home) -> None:
    data = postgres.ensure_cluster(home).data
    (home.workspace / "versions").mkdir()
    home.postgres_password.unlink()

    with pytest.raises(UnavailableError, match=r"postgres\.password is missing"):
        postgres.ensure_cluster(home)
    assert (data / "PG_VERSION").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")
def test_binaries_below_a_private_folder_are_copied_not_opened(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "checkout"
    private.mkdir(mode=0o700)
    installed = postgres.installed_binaries()
    packages = installed.parents[2]
    for source in (installed.parent, packages / f"{postgres.PACKAGE}.libs"):
        shutil.copytree(source, private / source.relative_to(packages), symlinks=True)
    binaries = private / installed.relative_to(packages)
    monkeypatch.setattr(postgres, "installed_binaries", lambda: binaries)

    cluster = postgres.ensure_cluster(home)

    assert cluster.binaries.is_relative_to(neutral_folder(home))
    assert private.stat().st_mode & 0o777 == 0o700
    with serving(home, cluster) as (_, url):
        assert execute(url, "select 1") == [(1,)]
