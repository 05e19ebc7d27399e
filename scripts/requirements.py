"""Which rows of docs/requirements.csv have a passing test, and which have none.

usage: python scripts/requirements.py [pytest's arguments]
Runs the tests marked `requirement(id)`; exit code 1 when one of them fails, or names no row.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

ROWS: Final = Path(__file__).parents[1] / "docs" / "requirements.csv"
MARKER: Final = "requirement"


class Trace:
    """A pytest plugin: deselects what is not marked, and notes how each requirement's tests end."""

    def __init__(self) -> None:
        self.outcomes: dict[str, list[str]] = defaultdict(list)
        self._ids: dict[str, list[str]] = {}

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        for item in items:
            self._ids[item.nodeid] = [
                str(name) for mark in item.iter_markers(MARKER) for name in mark.args
            ]
        config.hook.pytest_deselected(items=[i for i in items if not self._ids[i.nodeid]])
        items[:] = [item for item in items if self._ids[item.nodeid]]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            for name in self._ids[report.nodeid]:
                self.outcomes[name].append(report.outcome)


def main(arguments: list[str]) -> int:
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    trace = Trace()
    pytest.main(["-q", *arguments], plugins=[trace])
    shown, failed = [], sorted(trace.outcomes.keys() - rows.keys())
    for name, row in rows.items():
        outcomes = trace.outcomes.get(name, [])
        state = "none" if not outcomes else "pass" if set(outcomes) == {"passed"} else "FAIL"
        shown.append(state)
        failed += [name] if "failed" in outcomes else []
        sys.stdout.write(f"{state:<5} {name:<6} {row['requirement'][:84]}\n")
    passed, bad, none = (shown.count(state) for state in ("pass", "FAIL", "none"))
    sys.stdout.write(
        f"{len(rows)} requirements: {passed} with passing tests, "
        f"{bad} with failing or skipped ones, {none} without a test\n"
    )
    if failed:
        sys.stdout.write(f"Failed, or no row of the table: {', '.join(failed)}\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
