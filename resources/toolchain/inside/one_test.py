"""Run one collected test without the reports that pytest makes: they cost more than the test."""

from collections.abc import Callable, Iterator
from typing import Final, Literal

import pytest
from _pytest.runner import CallInfo
from _pytest.tmpdir import tmppath_result_key

SKIPPED: Final = "skipped"
LONGEST: Final = 300
# What ends the session and not the test alone.
ENDING: Final = (pytest.exit.Exception, KeyboardInterrupt)

type Step = CallInfo[None]
type Ending = tuple[type[BaseException], ...]


def steps(
    item: pytest.Item, following: pytest.Item | None, ending: Ending = ENDING
) -> Iterator[Step]:
    """Setup, the test itself where that went well, and teardown.

    Fixtures live on for the following test where it shares them. `ending` is not caught.
    """
    hooks = item.ihook
    item.stash[tmppath_result_key] = {}  # Reports would fill it.
    setup = _step(lambda: hooks.pytest_runtest_setup(item=item), "setup", ending)
    yield setup
    if setup.excinfo is None:
        yield _step(lambda: hooks.pytest_runtest_call(item=item), "call", ending)
    # As pytest does: a session that stops has no next test.
    following = None if item.session.shouldfail or item.session.shouldstop else following
    yield _step(
        lambda: hooks.pytest_runtest_teardown(item=item, nextitem=following), "teardown", ending
    )


def problem_of(item: pytest.Item, following: pytest.Item | None) -> str | None:
    """Why it did not pass: `SKIPPED`, or what was raised; None when it passed."""
    problems = [_problem(step) for step in steps(item, following, ending=())]
    return next(filter(None, problems), None)


def _step(
    work: Callable[[], None], when: Literal["setup", "call", "teardown"], ending: Ending
) -> Step:
    return CallInfo.from_call(work, when=when, reraise=ending)


def _problem(step: Step) -> str | None:
    error = step.excinfo
    if error is None:
        return None
    if error.errisinstance(pytest.skip.Exception):
        return SKIPPED
    return f"{error.typename}: {error.value}"[:LONGEST]
