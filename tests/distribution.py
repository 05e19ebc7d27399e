"""A pytest plugin: which files of tests share a process, and which are begun first.

With `--dist loadfile` a file stays in one process. Those that need the same server stay together,
where a fixture of the session starts it once. The longest are begun first, so that short ones fill
the gaps at the end.
"""

from collections.abc import Callable
from typing import Final, override

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER: Final = {
    "a whole line": ("tests/faults/test_by_hand.py", "tests/faults/test_line.py"),
    "an installation": ("tests/launcher/test_runs.py", "tests/platform/test_services.py"),
    "a worker of the tool chain": ("tests/toolchain/", "tests/contracts/test_toolchain.py"),
    "the examples": ("tests/examples/",),
    "the analysis of code": (
        "tests/onextree/",
        "tests/contracts/test_code_analyzer.py",
        "tests/flows/test_advice.py",
    ),
    "a Kafka broker": (
        "tests/kafka/test_broker.py",
        "tests/kafka/test_group.py",
        "tests/kafka/test_security.py",
        "tests/kafka/test_sending.py",
        "tests/contracts/test_event_log.py",
        "tests/contracts/test_exchange.py",
        "tests/effects/test_kafka.py",
        "tests/effects/test_run_real.py",
    ),
}
# The beginnings of names, or the groups above, by the time which they take.
LONGEST_FIRST: Final = (
    "a whole line",
    "an installation",
    "tests/unit/prose/test_proofs.py",
    "a worker of the tool chain",
    "tests/kafka/test_whole_line.py",
    "the examples",
    "a Kafka broker",
    "tests/platform/test_outside.py",
    "tests/faults/",
    "tests/launcher/test_clients.py",
    "tests/state/",
    "tests/contracts/",
    "tests/flows/",
    "tests/kafka/",
    "tests/platform/",
)


def group_of(node_id: str) -> str:
    """The name of a group, else the file."""
    file = node_id.partition("::")[0]
    return next((name for name, files in TOGETHER.items() if file.startswith(files)), file)


def rank(node_id: str) -> int:
    group = group_of(node_id)
    return next(
        (at for at, name in enumerate(LONGEST_FIRST) if group.startswith(name)), len(LONGEST_FIRST)
    )


class Endings:
    """What only one group needs ends with it: idle servers would take time from the other tests."""

    def __init__(self) -> None:
        self._ends: list[Callable[[], object]] = []

    def add(self, end: Callable[[], object]) -> None:
        """For the fixture of a group, which must stand it to be ended once more."""
        self._ends.append(end)

    def after(self, node_id: str, following: str) -> None:
        """Called between two tests."""
        if group_of(node_id) != group_of(following):
            while self._ends:
                self._ends.pop()()


ENDINGS: Final = pytest.StashKey[Endings]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ENDINGS] = Endings()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if nextitem is not None:
        item.config.stash[ENDINGS].after(item.nodeid, nextitem.nodeid)


class Groups(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    @override
    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: rank(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Groups | None:
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # else the files with the most tests are begun first
    return Groups(config, log)
