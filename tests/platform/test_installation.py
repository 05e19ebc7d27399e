import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from omninode_bridge.errors import UnavailableError
from resources.installation import home as homes
from resources.installation import ports, state
from resources.installation.home import SOCKET_PATH_MAX, Home, locate
from resources.installation.process import ProcessId
from resources.installation.state import Endpoints, InstallationState, Phase, ServiceState

ME = ProcessId.of(os.getpid())
assert ME is not None
STATE = InstallationState(
    ME,
    Phase.RUNNING,
    Endpoints("postgresql://u:secret@h/d", "h:9092", "http://h"),
    (ServiceState("postgres", "log", ME, 5432, ready=True),),
)


def test_the_setting_wins_then_the_nearest_folder_upwards_then_a_new_one(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / ".omninode").mkdir()

    assert locate(str(tmp_path / "x"), deep).root == tmp_path / "x"
    assert locate("x", deep).root == deep / "x"
    assert locate(None, deep).root == tmp_path / ".omninode"
    (deep / ".omninode").mkdir()
    assert locate("", deep).root == deep / ".omninode"


def test_a_new_home_is_for_its_user_only_and_leaves_its_parents_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    home = Home(tmp_path / "home")
    home.create()
    home.create()

    assert home.root.stat().st_mode & 0o777 == 0o700
    assert tmp_path.stat().st_mode & 0o777 == 0o750


def test_a_socket_fits_however_deep_the_home_lies(tmp_path: Path) -> None:
    home = Home(tmp_path / ("x" * 150))
    path = home.launcher_socket
    assert len(os.fsencode(path)) <= SOCKET_PATH_MAX
    assert Home(tmp_path / ("y" * 150)).launcher_socket != path
    assert Home(Path("/short")).launcher_socket == Path("/short/run/launcher.sock")


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnavailableError, match="OMNINODE_HOME"):
        Home(tmp_path / "file" / "home").create()


def test_the_neutral_folder_is_one_that_everybody_can_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(homes, "NEUTRAL_FOLDERS", (tmp_path,))
    with pytest.raises(UnavailableError, match="As root"):
        homes.neutral_folder(Home(tmp_path))


def test_two_that_start_at_the_same_time_choose_different_ports() -> None:
    wanted = ports.choose(0)
    first, second = ports.Claims(), ports.Claims()
    try:
        assert ports.choose(wanted, claims=first) == wanted
        assert ports.is_free(wanted), "nobody listens yet"
        assert ports.choose(wanted, claims=second) != wanted
        first.release()
        assert ports.choose(wanted, claims=second) == wanted
    finally:
        first.release()
        second.release()


def test_a_free_port_is_kept_and_a_taken_one_is_replaced() -> None:
    with socket.socket() as server:
        server.bind((ports.HOST, 0))
        server.listen()
        taken: int = server.getsockname()[1]
        other = ports.choose(taken)
        assert other != taken
        assert ports.is_free(other)
        assert ports.choose(other, taken={other}) != other
    assert ports.choose(taken) == taken


def test_a_recycled_pid_is_another_process() -> None:
    assert ME is not None
    assert ME.is_alive()
    stranger = replace(ME, started="an earlier boot/1")
    assert not stranger.is_alive()
    stranger.send(signal.SIGKILL)  # else there would be no next line


def test_a_process_that_has_ended_is_not_alive_even_as_a_zombie() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        started = ProcessId.of(process.pid)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert started is None or not started.is_alive()


@pytest.mark.parametrize(
    ("program", "gently"),
    [
        ("import time; print(flush=True); time.sleep(60)", True),
        (
            "import signal as s, time; s.signal(15, s.SIG_IGN); print(flush=True); time.sleep(60)",
            False,
        ),
    ],
)
def test_a_process_is_asked_and_then_killed(program: str, gently: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = ProcessId.of(process.pid)
        assert found is not None
        assert found.stop(signal.SIGTERM, grace_s=0.3 if not gently else 60) is gently


def test_what_is_written_is_read_and_only_its_user_may_read_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert state.read(home) is None
    state.write(home, STATE)
    assert state.read(home) == STATE
    assert home.state_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "{", "[]", '{"phase": "running"}'])
def test_a_state_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    home = Home(tmp_path)
    home.state_file.write_text(text, encoding="utf-8")
    assert state.read(home) is None
    with pytest.raises(UnavailableError, match="omninode up"):
        state.running(home)


def test_a_state_whose_supervisor_is_gone_is_not_running(tmp_path: Path) -> None:
    assert ME is not None
    home = Home(tmp_path)
    state.write(home, STATE)
    assert state.running(home) == STATE
    state.write(home, replace(STATE, supervisor=replace(ME, started="x")))
    with pytest.raises(UnavailableError):
        state.running(home)


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with state.exclusive(path) as first, state.exclusive(path) as second:
        assert (first, second) == (True, False)
    with state.exclusive(path) as third:
        assert third
