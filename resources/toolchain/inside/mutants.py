"""Run the package's own tests on mutants of it: imported once, one fork for each mutant.

Nothing is written into the package: a mutant exists in the memory of its fork only.
"""

import gc
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from resources.toolchain.inside.events import Tell
from resources.toolchain.inside.forking import Seconds, said_in_fork
from resources.toolchain.inside.node_tests import PLUGINS, pytest_arguments
from resources.toolchain.inside.one_test import SKIPPED, problem_of
from resources.toolchain.inside.reach import Reach
from resources.toolchain.inside.replacing import Loaded

MUTANTS = "mutants.json"
# A job that is asked for more than fits into its time says what it has got, and stops.
USABLE = 0.85
# What a mutant may take: at least this, and this many times the time of its tests unmutated. Wall
# time is long, as the machine may be busy.
LEAST, FACTOR = Seconds(cpu=2.0, wall=10.0), Seconds(cpu=10.0, wall=40.0)
MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Mutant:
    """Replaces the characters from `start` to `end` of a file of the package."""

    id: int
    file: str
    function: str
    start: int
    end: int
    replacement: str

    def applied(self, text: str) -> str:
        return text[: self.start] + self.replacement + text[self.end :]


@dataclass(frozen=True, slots=True)
class Test:
    """How one test ended unmutated, and what it entered: pairs of file and function."""

    __test__ = False

    number: int
    id: str
    problem: str | None
    cpu: float
    wall: float
    reached: list[list[str]]


def try_mutants(request: dict[str, object], tell: Tell) -> None:
    """Of the package in the current directory; a file in the scratch folder lists them."""
    started = time.monotonic()
    scratch, limits = Path(str(request["scratch"])), request["limits"]
    seconds = float(limits["seconds"]) if isinstance(limits, dict) else 0.0
    listed = json.loads((scratch / MUTANTS).read_text(encoding="utf-8"))
    mutants = [Mutant(**one) for one in listed]
    with Reach(Path.cwd()) as reach:
        trial = Trial(mutants, tell, reach, started + seconds * USABLE)
        arguments = [*pytest_arguments(str(scratch)), "--assert=plain"]
        pytest.main(arguments, plugins=[*PLUGINS, trial])
    sys.stdout.flush()


class Trial:
    """A plugin of pytest that takes the place of its loop over the collected tests."""

    def __init__(
        self, mutants: Sequence[Mutant], tell: Tell, reach: Reach, deadline: float
    ) -> None:
        self._mutants = mutants
        self._tell = tell
        self._reach = reach
        self._deadline = deadline

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        imported = self._reach.taken()
        tests = _unmutated(session.items, self._reach)
        passed = [test for test in tests if test.problem is None]
        failed = [test.id for test in tests if test.problem not in (None, SKIPPED)]
        if session.testsfailed or failed or not passed:
            reason = failed[0] if failed else "no test was collected and passed"
            self._tell({"unmutated": "failed", "reason": reason})
            return True
        self._tell({"unmutated": "passed", "tests": len(passed)})
        loaded = Loaded({mutant.file for mutant in self._mutants})
        gc.freeze()
        for mutant in self._mutants:
            if time.monotonic() > self._deadline:
                break
            chosen = _chosen(mutant, passed, imported)
            self._tell({"mutant": mutant.id} | _tried(mutant, chosen, session.items, loaded))
        return True


def _unmutated(items: list[pytest.Item], reach: Reach) -> list[Test]:
    """In a fork, too, so that no test has left anything behind where mutants begin."""
    said = said_in_fork(lambda: json.dumps([asdict(test) for test in _results(items, reach)]))
    return [Test(**test) for test in json.loads(said.text or "[]")]


def _results(items: list[pytest.Item], reach: Reach) -> list[Test]:
    results = []
    for number, item in enumerate(items):
        reach.taken()
        cpu, wall = time.process_time(), time.monotonic()
        problem = problem_of(item, _after(items, number))
        results.append(
            Test(
                number=number,
                id=item.nodeid,
                problem=problem,
                cpu=time.process_time() - cpu,
                wall=time.monotonic() - wall,
                reached=[list(place) for place in sorted(reach.taken())],
            )
        )
    return results


def _chosen(mutant: Mutant, tests: list[Test], imported: set[tuple[str, str]]) -> list[Test]:
    """The tests that enter the mutated function; all of them where an import reaches it.

    The shortest come first, as the first that fails ends the trial.
    """
    place = (mutant.file, mutant.function)
    if mutant.function and place not in imported:
        tests = [test for test in tests if list(place) in test.reached]
    return sorted(tests, key=lambda test: test.wall)


def _tried(
    mutant: Mutant, tests: list[Test], items: list[pytest.Item], loaded: Loaded
) -> dict[str, object]:
    if not tests:
        return {"fate": "survived", "by": "no test runs it"}
    limit = Seconds(
        LEAST.cpu + FACTOR.cpu * sum(test.cpu for test in tests),
        LEAST.wall + FACTOR.wall * sum(test.wall for test in tests),
    )
    selected = [items[test.number] for test in tests]
    said = said_in_fork(lambda: json.dumps(_verdict(mutant, selected, loaded)), limit)
    if said.timed_out:
        return {"fate": "timed_out", "by": "its time was up"}
    if not said.text:
        return {"fate": "killed", "by": "the process of its tests died"}
    verdict: dict[str, object] = json.loads(said.text)
    return verdict


def _verdict(mutant: Mutant, items: list[pytest.Item], loaded: Loaded) -> dict[str, object]:
    try:
        loaded.replace(mutant.file, mutant.applied)
    except Exception as error:  # noqa: BLE001 - a mutant may raise anything when it is imported
        return {"fate": "killed", "by": f"import: {type(error).__name__}: {error}"[:MESSAGE]}
    for number, item in enumerate(items):
        problem = problem_of(item, _after(items, number))
        if problem not in (None, SKIPPED):
            return {"fate": "killed", "by": item.nodeid, "message": problem}
    return {"fate": "survived", "by": f"{len(items)} tests ran it and passed"}


def _after(items: list[pytest.Item], number: int) -> pytest.Item | None:
    return items[number + 1] if number + 1 < len(items) else None
