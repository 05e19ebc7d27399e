"""Run one collected test without the reports that pytest makes: they cost more than the test."""

from collections.abc import Callable
from typing import Final

import pytest
from _pytest.runner import CallInfo
from _pytest.tmpdir import tmppath_result_key

SKIPPED: Final = "skipped"
LONGEST: Final = 300


def problem_of(item: pytest.Item, following: pytest.Item | None) -> str | None:
    """Why it did not pass: `SKIPPED`, or what was raised; None when it passed.

    Fixtures live on for the following test where it shares them.
    """
    hooks = item.ihook
    item.stash[tmppath_result_key] = {}  # Reports would fill it.
    problem = _raised(lambda: hooks.pytest_runtest_setup(item=item))
    if problem is None:
        problem = _raised(lambda: hooks.pytest_runtest_call(item=item))
    left = _raised(lambda: hooks.pytest_runtest_teardown(item=item, nextitem=following))
    return problem or left


def _raised(step: Callable[[], None]) -> str | None:
    error = CallInfo.from_call(step, when="call").excinfo
    if error is None:
        return None
    if error.errisinstance(pytest.skip.Exception):
        return SKIPPED
    return f"{error.typename}: {error.value}"[:LONGEST]
