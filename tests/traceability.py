"""Which rows of docs/requirements.csv have a passing test: a pytest plugin, printed on request."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

TABLE: Final = Path(__file__).parent.parent / "docs" / "requirements.csv"
PASSED: Final = pytest.StashKey[dict[str, set[str]]]()
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
    for key in (PASSED, CLAIMED):
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
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call" and report.passed:  # type: ignore[attr-defined]  # a TestReport, which the stub does not say
        for wanted in _ids(item):
            item.config.stash[PASSED][wanted].add(item.nodeid)
    return report


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if not config.getoption("--requirements"):
        return
    terminalreporter.section("requirements")
    shown = 0
    for row in rows():
        claimed, passed = config.stash[CLAIMED][row["id"]], config.stash[PASSED][row["id"]]
        # A row is shown only when every test that claims it passed.
        state = "none" if not claimed else "shown" if claimed == passed else "FAILED"
        shown += state == "shown"
        terminalreporter.write_line(
            f"{row['id']}  {state:6}  {row['component']:28}  {row['requirement'][:70]}"
        )
        for test in sorted(passed):
            terminalreporter.write_line(f"{'':16}{test}")
    terminalreporter.write_line(f"{shown} of {len(rows())} rows have passing tests")
