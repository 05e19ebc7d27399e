"""A node that is granted a folder writes there, and nowhere else."""

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from omninode_bridge.confinement import NOTHING, Grant
from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.ports import RunAnswer
from resources.toolchain.client import ProcessToolchain
from resources.toolchain.worker.granted import WARM
from tests.toolchain.attack_run import write_package
from tests.toolchain.seed_node import HANDLER

pytestmark = pytest.mark.slow
REQUEST = b'{"amount": "2000"}'
APPEND = "with open({!r}, 'a') as file: file.write('x' * {})"

type Run = Callable[[str, Grant], RunAnswer]


@pytest.fixture
def run(toolchain: ProcessToolchain, tmp_path: Path) -> Run:
    def run_statement(statement: str, grant: Grant) -> RunAnswer:
        """Run a node whose handler begins with `statement`."""
        package = write_package(tmp_path / "package", "")
        text = (package / HANDLER).read_text()
        start = "        if request"
        assert start in text
        (package / HANDLER).write_text(text.replace(start, f"        {statement}\n{start}", 1))
        return toolchain.execute(str(package), REQUEST, operation=None, timeout_s=20, grant=grant)

    return run_statement


@pytest.fixture(scope="module")
def granted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all that need no other: its sandbox stays warm."""
    folder = tmp_path_factory.mktemp("granted") / "state"
    folder.mkdir()
    return folder


@pytest.fixture
def state(granted: Path) -> Path:
    """Empty."""
    for path in granted.iterdir():
        path.unlink()
    return granted


def test_what_is_written_stays(run: Run, state: Path) -> None:
    for length in (1, 2):
        answer = run(APPEND.format(str(state / "kept"), 1), Grant(state=str(state)))
        assert answer.exit_code == 0
        assert (state / "kept").read_text() == "x" * length


def test_nothing_else_can_be_written_or_read(run: Run, state: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret").write_text("s3cret")
    for statement in (
        APPEND.format(str(other / "kept"), 1),
        APPEND.format(str(state / ".." / "kept"), 1),
        f"open({str(other / 'secret')!r}).read()",
        (
            f"import os; os.symlink({str(other)!r}, {str(state / 'link')!r}); "
            f"open({str(state / 'link' / 'secret')!r}).read()"
        ),
    ):
        assert "PermissionError" in message(run(statement, Grant(state=str(state))))
    assert [path.name for path in other.iterdir()] == ["secret"]
    assert not (state.parent / "kept").exists()


def test_without_a_grant_the_folder_is_closed(run: Run, state: Path, tmp_path: Path) -> None:
    """Also right after a run that was granted it: sandboxes are kept apart."""
    statement = APPEND.format(str(state / "kept"), 1)
    assert run(statement, Grant(state=str(state))).exit_code == 0
    assert "PermissionError" in message(run(statement, NOTHING))
    another = Grant(state=str(tmp_path / "another"))
    assert "PermissionError" in message(run(statement, another))
    assert (state / "kept").read_text() == "x"


def test_it_cannot_grow_without_bound(run: Run, state: Path) -> None:
    flood = f"[open({str(state)!r} + '/' + str(n), 'w').write('x' * 2**20) for n in range(10**6)]"
    assert "MiB of files" in message(run(flood, Grant(state=str(state))))


def test_a_folder_made_again_is_granted_again(run: Run, tmp_path: Path) -> None:
    state = tmp_path / "state"
    for _ in range(2):
        assert run(APPEND.format(str(state / "kept"), 1), Grant(state=str(state))).exit_code == 0
        assert (state / "kept").read_text() == "x"
        shutil.rmtree(state)


def test_many_folders_and_many_runs_at_once(
    run: Run, toolchain: ProcessToolchain, tmp_path: Path
) -> None:
    """More folders than sandboxes that stay warm, and several runs for each."""
    states = [tmp_path / f"state {number}" for number in range(WARM + 1)]
    assert run(APPEND.format(str(states[0] / "kept"), 1), Grant(state=str(states[0]))).stdout

    def ask(number: int) -> RunAnswer:
        grant = Grant(state=str(states[number % len(states)]))
        package = str(tmp_path / "package")
        return toolchain.execute(package, REQUEST, operation=None, timeout_s=60, grant=grant)

    with ThreadPoolExecutor(max_workers=6) as threads:
        answers = list(threads.map(ask, range(9)))
    assert [answer.exit_code for answer in answers] == [0, 1, 1] * 3
    assert (states[0] / "kept").read_text() == "x" * 4


def test_a_state_that_holds_the_node_is_refused(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="contains the node itself"):
        run("pass", Grant(state=str(tmp_path)))


def test_a_state_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidRequestError, match="cannot be made"):
        run("pass", Grant(state=str(tmp_path / "file")))


def message(answer: RunAnswer) -> str:
    assert answer.exit_code == 1, answer
    return str(json.loads(answer.stdout)["error"]["message"])
