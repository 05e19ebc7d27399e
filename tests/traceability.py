"""Which rows of docs/requirements.csv have a passing test: a pytest plugin, printed on request."""

import csv
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

import pytest

TABLE: Final = Path(__file__).parent.parent / "docs" / "requirements.csv"
PASSED: Final = pytest.StashKey[dict[str, set[str]]]()
SKIPPED: Final = pytest.StashKey[dict[str, set[str]]]()
CLAIMED: Final = pytest.StashKey[dict[str, set[str]]]()


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
    for key in (PASSED, SKIPPED, CLAIMED):
        tests: dict[str, set[str]] = defaultdict(set)
        config.stash[key] = tests


def _ids(item: pytest.Item) -> Iterator[str]:
    for marker in item.iter_markers("requirement"):
        yield from (str(argument) for argument in marker.args)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    known = {row["id"] for row in rows()}
    for item in items:
        for wanted in _ids(item):
            if wanted not in known:
                message = f"{item.nodeid}: {wanted} is no row of {TABLE.name}"
                raise pytest.UsageError(message)
            config.stash[CLAIMED][wanted].add(item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, object, object]:
    report = yield
    assert isinstance(report, pytest.TestReport)
    if report.skipped or (report.when == "call" and report.passed):
        kept = item.config.stash[SKIPPED if report.skipped else PASSED]
        for wanted in _ids(item):
            kept[wanted].add(item.nodeid)
    return report


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if not config.getoption("--requirements"):
        return
    terminalreporter.section("requirements")
    states = {row["id"]: _state(config, row["id"]) for row in rows()}
    for row in rows():
        terminalreporter.write_line(
            f"{row['id']}  {states[row['id']]:7}  {row['component']:28}  {row['requirement'][:70]}"
        )
        for test in sorted(config.stash[PASSED][row["id"]]):
            terminalreporter.write_line(f"{'':17}{test}")
    shown = list(states.values()).count("shown")
    terminalreporter.write_line(f"{shown} of {len(states)} rows have passing tests")


def _state(config: pytest.Config, row: str) -> str:
    """A row is shown only when every test that claims it passed."""
    claimed, passed = config.stash[CLAIMED][row], config.stash[PASSED][row]
    if not claimed:
        return "none"
    if claimed == passed:
        return "shown"
    return "skipped" if claimed == passed | config.stash[SKIPPED][row] else "FAILED"
