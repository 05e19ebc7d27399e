"""Several states in one sentence, and conditions in whatever place they stand."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

TOLD = EffectsTold(
    """---
type: effect
---
# Boat yard
## Skipper
- number: string, primary key
- name: string
## Hull
- code: string, primary key
- skipper_number: string
- note: string?
- status: enum(asked, planned, running, done, dropped), default asked
## Requirements
- The office registers skippers with number and name.
- The office removes skippers.
- The office adds a hull with code and skipper number.
- The foreman plans an asked hull.
- The foreman begins a planned hull, and it becomes running.
- The foreman ends a running hull, and it becomes done.
"""
)


def sources(event: str, *sentences: str) -> set[str]:
    """The states from which that may be done."""
    states = TOLD.understood(*sentences).document.states
    rows = states.transitions if states is not None else ()
    return {row.source for row in rows if row.event == event}


@pytest.mark.parametrize(
    "sentence",
    [
        "A hull can be dropped as long as it is asked or planned.",
        "An asked or planned hull can be dropped.",
        "Asked and planned hulls can be dropped.",
        "Only asked or planned hulls can be dropped.",
        "The office drops an asked or planned hull.",
        "Dropping a hull is only possible while it is asked or planned.",
        "While it is asked or planned, a hull may be dropped.",
        "While a hull is asked or planned it may be dropped.",
        "A hull may be dropped unless it is running, done or dropped.",
        "A hull may only be dropped if it is either asked or planned.",
    ],
)
def test_what_is_done_in_several_states_is_done_in_no_other(sentence: str) -> None:
    assert sources("drop_hull", sentence) == {"asked", "planned"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A hull that is done, dropped or running cannot be dropped.",
        "Hulls which are neither asked nor planned cannot be dropped.",
        "If a hull is running, done or dropped, dropping it is refused.",
        "You can't drop a hull that is running, done or dropped.",
        "Running, done and dropped hulls cannot be dropped.",
    ],
)
def test_what_is_refused_in_several_states_is_refused_in_each(sentence: str) -> None:
    assert sources("drop_hull", "The office can drop a hull.", sentence) == {"asked", "planned"}


def test_what_is_in_one_of_several_states_is_in_use() -> None:
    sentence = "A skipper with asked, planned or running hulls cannot be removed."
    texts = [rule.text for rule in TOLD.operation("remove_skipper", sentence).rules]
    assert [state for state in ("asked", "planned", "running", "done") if state in str(texts)] == [
        *("asked", "planned", "running")
    ]


def test_what_is_in_several_states_stays_so() -> None:
    note = "The note of a hull can be changed."
    last = "A done or dropped hull stays as it is."
    assert sources("update_hull", note, last) == {"asked", "planned", "running"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The office sets a hull to asked or planned.",
        "When a hull is dropped, it becomes asked or planned.",
        "A hull is asked or planned.",
        "While it is asked or planned, the harbour is noisy.",
    ],
)
def test_what_several_states_do_not_say_is_not_read(sentence: str) -> None:
    found = TOLD.understood(sentence).document
    assert {one.name for one in found.operations} <= {
        one.name for one in TOLD.understood().document.operations
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A hull can be dropped only after it has been planned.", {"planned", "running", "done"}),
        ("Dropping a hull is allowed only once it is running.", {"running", "done"}),
    ],
)
def test_only_after_something_is_from_then_on(sentence: str, expected: set[str]) -> None:
    assert sources("drop_hull", sentence) == expected


def test_one_of_them_is_such_a_thing() -> None:
    plain = "The foreman drops a planned hull; a done one can be melted, and it becomes dropped."
    assert sources("drop_hull", plain) == {"planned"}
    assert sources("melt_hull", plain) == {"done"}
