"""The package's own tests, run by pytest in this process; each outcome is told as it happens."""

import os
import sys
from pathlib import Path

import pytest
from _pytest._code.code import ExceptionRepr

from resources.toolchain.inside.events import Tell, relative

INI = """[pytest]
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
addopts =
"""
NO_TESTS = 5


class Recorder:
    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._tell({"test": nodeid, "outcome": "started"})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self._tell(_outcome(report))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            message = _short(report.longreprtext)
            self._tell({"test": report.nodeid, "outcome": "failed", "message": message})


def run_tests(scratch: str, tell: Tell, *, explained: bool = False) -> None:
    """Of the package in the current directory; its own pytest settings are not read.

    Explained assertions say which values they compared, and take half as long again.
    """
    assertions = "rewrite" if explained else "plain"
    arguments = [*pytest_arguments(scratch), f"--assert={assertions}"]
    code = pytest.main(arguments, plugins=[Recorder(tell)])
    sys.stdout.flush()
    tell({"pytest": int(code)})


def pytest_arguments(scratch: str) -> list[str]:
    """For the package in the current directory; writes the settings that they name."""
    settings = Path(scratch, "pytest.ini")
    settings.write_text(INI, encoding="utf-8")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = (
        "1"  # Looking for plugins costs a tenth of a second.
    )
    plugins = (
        "-p",
        "pytest_asyncio.plugin",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:faulthandler",
        "-p",
        "no:warnings",
    )
    options = (
        "-q",
        # What is captured is shown to nobody; files for it would cost many questions.
        "--capture=sys",
        "--import-mode=importlib",
        "--tb=short",
        f"--basetemp={Path(scratch, 'pytest')}",
    )
    return ["-c", str(settings), f"--rootdir={Path.cwd()}", *plugins, *options, "src"]


def _outcome(report: pytest.TestReport) -> dict[str, object]:
    outcome = "skipped" if report.skipped else report.outcome
    if hasattr(report, "wasxfail"):
        outcome = "skipped"  # An expected failure shows nothing about a requirement.
    message = _short(report.longreprtext) if outcome != "passed" else ""
    told: dict[str, object] = {"test": report.nodeid, "outcome": outcome, "message": message}
    crash = report.longrepr.reprcrash if isinstance(report.longrepr, ExceptionRepr) else None
    if crash is not None and Path(crash.path).is_relative_to(Path.cwd()):
        told |= {"file": relative(crash.path), "line": crash.lineno}
    return told


def _short(text: str) -> str:
    """The lines of the error itself, which pytest marks with an E; files as in the package."""
    text = text.replace(f"{Path.cwd()}/", "")
    errors = [line[1:].strip() for line in text.splitlines() if line.startswith("E ")]
    return " ".join(errors or text.splitlines()[-1:])[:500]
