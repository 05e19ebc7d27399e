import subprocess
import sys
from pathlib import Path

import click
import pytest

from omninode_bridge.errors import (
    BridgeError,
    ConflictError,
    IllegalTransitionError,
    InvalidRequestError,
    LimitExceededError,
    UnavailableError,
    WriteFailedError,
)
from pipelines.cli import main, omniclaude
from pipelines.cli.commands import COMMANDS, NODE_COMMANDS
from pipelines.cli.edge import run

SLOW = ("dagster", "pandas", "omnibase_core", "sqlalchemy", "aiokafka", "rich", "pydantic")


@pytest.mark.parametrize("program", ["main", "omniclaude"])
def test_help_imports_nothing_slow(program: str) -> None:
    code = (
        f"import sys; from pipelines.cli import {program} as program\n"
        "try: program.main()\nexcept SystemExit as end: assert not end.code, end.code\n"
        f"print(sorted(set({SLOW!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True
    )

    assert "Usage: omni" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_row_of_the_table_is_a_command_with_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(main.cli, [name, "--help"]) == 0
    assert f"Usage: omninode {name}" in capsys.readouterr().out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main.cli, ["--help"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {name} " in listed for name in COMMANDS)


def test_omniclaude_shares_the_command_of_omninode(capsys: pytest.CaptureFixture[str]) -> None:
    if "generate" in COMMANDS:
        assert NODE_COMMANDS["node"].target == COMMANDS["generate"].target
    assert run(omniclaude.cli, ["generate", "--help"]) == 0
    assert "node" in capsys.readouterr().out


def failing(error: BaseException) -> click.Command:
    @click.command("omninode")
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidRequestError("x"), 2),
        (LimitExceededError("x"), 2),
        (ConflictError("x"), 3),
        (UnavailableError("x"), 4),
        (WriteFailedError("x"), 5),
        (IllegalTransitionError("x"), 70),
        (BridgeError("x"), 1),
        (click.UsageError("x"), 2),
        (click.FileError("x"), 2),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (ValueError("x"), 70),
    ],
)
def test_each_error_has_its_exit_code(error: BaseException, code: int) -> None:
    assert run(failing(error), []) == code


def test_an_error_goes_to_stderr_with_its_hint(capsys: pytest.CaptureFixture[str]) -> None:
    run(failing(UnavailableError("PostgreSQL is down", hint="omninode up")), [])

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "PostgreSQL is down" in printed.err
    assert "omninode up" in printed.err


def test_a_command_chooses_its_exit_code() -> None:
    @click.command("omninode")
    @click.pass_context
    def command(context: click.Context) -> None:
        context.exit(1)

    assert run(command, []) == 1


@pytest.mark.parametrize(("no_color", "styled"), [("", True), ("1", False)])
def test_no_color_is_honoured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_color: str, styled: bool
) -> None:
    """On a terminal, which a pseudo-terminal stands for."""
    code = (
        "import click, sys; from pipelines.cli.edge import run\n"
        "@click.command('omninode')\n"
        "def hello(): click.secho('hello', fg='red')\n"
        "sys.exit(run(hello, []))"
    )
    monkeypatch.setenv("NO_COLOR", no_color)
    script = tmp_path / "hello.py"
    script.write_text(code, encoding="utf-8")
    spawn = f"import pty, sys; pty.spawn([sys.executable, {str(script)!r}])"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", spawn],
        env={"NO_COLOR": no_color, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )

    assert b"hello" in done.stdout
    assert (b"\x1b[31m" in done.stdout) is styled


def test_a_reader_that_stops_reading_gets_no_traceback() -> None:
    code = (
        "import click, sys; from pipelines.cli.edge import run\n"
        "@click.command('omninode')\n"
        "def many():\n"
        "    for n in range(100000): click.echo(n)\n"
        "sys.exit(run(many, []))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""

    assert process.returncode == 1
