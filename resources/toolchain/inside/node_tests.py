"""The package's own tests, run by pytest in this process; each outcome is told as it happens."""

import os
from collections.abc import Generator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio.plugin
from _pytest._code.code import ExceptionRepr

from resources.toolchain.inside.events import Tell, relative
from resources.toolchain.inside.looking import files_looked_at_once
from resources.toolchain.inside.one_test import steps

INI = """[pytest]
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
addopts =
"""
NO_TESTS = 5


# By name, it would be looked for among all that is installed.
PLUGINS: Final = (pytest_asyncio.plugin,)
# What they do is not asked for here, and each is told of every test.
LEFT_OUT: Final = (
    *("cacheprovider", "doctest", "faulthandler", "junitxml", "pastebin", "setuponly"),
    *("setupplan", "stepwise", "threadexception", "unraisableexception", "warnings"),
)


class Recorder:
    """Without explanations there are no reports of what passed: nobody would read them."""

    def __init__(self, tell: Tell, *, explained: bool) -> None:
        self._tell = tell
        self._explained = explained

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.pluginmanager.unregister(name="terminalreporter")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool | None:
        if self._explained:
            return None
        self.pytest_runtest_logstart(item.nodeid)
        for step in steps(item, nextitem):
            if step.excinfo is not None or item.get_closest_marker("xfail") is not None:
                report = item.ihook.pytest_runtest_makereport(item=item, call=step)
                item.ihook.pytest_runtest_logreport(report=report)
            elif step.when == "call":
                self._tell({"test": item.nodeid, "outcome": "passed", "message": ""})
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """A job cannot write to the package."""
        with files_looked_at_once(Path.cwd()):
            return (yield)

    def pytest_internalerror(self, excrepr: object) -> None:
        os.write(2, f"{excrepr}\n".encode())

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
    recorder = Recorder(tell, explained=explained)
    # What is printed is shown to nobody; to catch it for each test would cost many questions.
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):  # noqa: PTH123 - no path
        code = pytest.main(arguments, plugins=[*PLUGINS, recorder])
    tell({"pytest": int(code)})


def pytest_arguments(scratch: str) -> list[str]:
    """For the package in the current directory; writes the settings that they name."""
    settings = Path(scratch, "pytest.ini")
    settings.write_text(INI, encoding="utf-8")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    left_out = (word for plugin in LEFT_OUT for word in ("-p", f"no:{plugin}"))
    options = (
        "-q",
        "--capture=no",
        "--import-mode=importlib",
        "--tb=short",
        f"--basetemp={Path(scratch, 'pytest')}",
    )
    return ["-c", str(settings), f"--rootdir={Path.cwd()}", *left_out, *options, "src"]


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
