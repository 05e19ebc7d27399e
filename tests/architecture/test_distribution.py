"""The order in which `make test` begins files names files that exist, and keeps groups whole."""

from pathlib import Path

import pytest

from tests.distribution import LONGEST_FIRST, TOGETHER, Endings, group_of, rank

ROOT = Path(__file__).parents[2]
NAMED = [name for files in TOGETHER.values() for name in files] + [
    name for name in LONGEST_FIRST if name not in TOGETHER
]


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_exists(name: str) -> None:
    assert (ROOT / name).exists()


def test_files_of_a_group_stand_side_by_side() -> None:
    first, second = (
        "tests/toolchain/test_gate.py::test_a",
        "tests/contracts/test_toolchain.py::b[c]",
    )
    assert group_of(first) == group_of(second) == "a worker of the tool chain"
    assert rank(first) == rank(second)


def test_a_file_is_its_own_group_and_unit_tests_come_last() -> None:
    ordered = ["tests/kafka/test_whole_line.py", "tests/kafka/test_endpoint.py", "tests/unit/a.py"]
    assert [group_of(f"{file}::test_a") for file in ordered] == ordered
    ranks = [rank(file) for file in ordered]
    assert ranks == sorted(set(ranks))


def test_what_a_group_needs_ends_with_its_last_test_and_only_once() -> None:
    ended: list[str] = []
    endings = Endings()
    endings.add(lambda: ended.append("server"))
    by_hand, line = "tests/faults/test_by_hand.py::test_a", "tests/faults/test_line.py::test_b"

    endings.after(by_hand, line)
    assert ended == []
    endings.after(line, "tests/faults/test_plain_user.py::test_c")
    endings.after("tests/faults/test_plain_user.py::test_c", "tests/unit/a.py::test_d")
    assert ended == ["server"]
