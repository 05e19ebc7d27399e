"""Which rows of docs/requirements.csv have a passing test: a pytest plugin, printed on request."""

import csv
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

import pytest

TABLE: Final = Path(__file__).parent.parent / "docs" / "requirements.csv"
ROW: Final = "requirement"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--requirements",
        action="store_true",
        help="Print each row of docs/requirements.csv with the tests that show it.",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--requirements"):
        config.pluginmanager.register(Traces())


def _ids(item: pytest.Item) -> Iterator[str]:
    for marker in item.iter_markers(ROW):
        yield from (str(argument) for argument in marker.args)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = {row["id"] for row in rows()}
    for item in items:
        for wanted in _ids(item):
            if wanted not in known:
                message = f"{item.nodeid}: {wanted} is no row of {TABLE.name}"
                raise pytest.UsageError(message)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, object, object]:
    """The rows travel with the report: tests may run in other processes."""
    report = yield
    assert isinstance(report, pytest.TestReport)
    report.user_properties += [(ROW, wanted) for wanted in _ids(item)]
    return report


class Traces:
    """What became of the tests of each row."""

    def __init__(self) -> None:
        self._claimed: dict[str, set[str]] = defaultdict(set)
        self._passed: dict[str, set[str]] = defaultdict(set)
        self._skipped: dict[str, set[str]] = defaultdict(set)
        self._failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A test that passes and cannot clean up behind itself has failed.
        if report.failed:
            self._failed.add(report.nodeid)
        for name, wanted in report.user_properties:
            if name != ROW:
                continue
            self._claimed[str(wanted)].add(report.nodeid)
            if report.skipped:
                self._skipped[str(wanted)].add(report.nodeid)
            elif report.when == "call" and report.passed:
                self._passed[str(wanted)].add(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("requirements")
        states = {row["id"]: self._state(row["id"]) for row in rows()}
        for row in rows():
            state, text = states[row["id"]], row["requirement"][:70]
            terminalreporter.write_line(f"{row['id']}  {state:7}  {row['component']:28}  {text}")
            for test in sorted(self._passed[row["id"]]):
                terminalreporter.write_line(f"{'':17}{test}")
        shown = list(states.values()).count("shown")
        terminalreporter.write_line(f"{shown} of {len(states)} rows have passing tests")

    def _state(self, row: str) -> str:
        """A row is shown only when every test that claims it passed."""
        claimed, passed = self._claimed[row], self._passed[row]
        if not claimed:
            return "none"
        if claimed & self._failed:
            return "FAILED"
        if claimed == passed:
            return "shown"
        return "skipped" if claimed == passed | self._skipped[row] else "FAILED"
