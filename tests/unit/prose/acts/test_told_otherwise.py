"""Deeds, limits and lists in the words of EARS, of acceptance criteria and of running text."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

_BOILERS = EffectsTold(
    """---
type: effect
---
# Boiler house

## Data model
### Boiler
- serial: string, primary key
- street: string
- weight_kg: decimal, > 0, <= 900
- valves: int, 1 to 8, default 2
- bar: decimal?
- alarm: bool, default false
- checked_out: bool, default false
- phase: enum(cold, running, over), default cold
- fitted_on: date
- version: int, default 1

## Requirements
"""
)
_CREATE = (
    "A fitter can register a boiler with serial, street, weight and the day on which it was fitted."
)
_LIST = "A fitter can list the boilers of a street."
_MORE = (
    _CREATE,
    _LIST,
    "A fitter raises the alarm of a boiler, which sets alarm to true.",
    "A fitter can remove a boiler.",
    "A fitter checks a boiler out.",
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Boilers are registered by the clerk with serial, street, weight and fitted on.",
            "register_boiler: create Boiler with serial, street, weight_kg, fitted_on",
        ),
        ("The fitter hands a boiler over, which sets alarm to true.", "sets alarm"),
        ("The clerk checks a boiler out.", "check_out_boiler: update Boiler sets checked out"),
        ("checks out a boiler,", "check_out_boiler: update Boiler sets checked out"),
        ("starts a boiler; only a cold boiler can be started,", "start_boiler only when cold"),
        ("ends a boiler,", "end_boiler: update Boiler sets over"),
        ("A fitter puts a boiler into another street.", "update_boiler: update Boiler with street"),
        ("When a boiler is carried away, the fitter changes its street.", "Boiler with street"),
        ("When a nurse reports a pressure, the system shall store the bar of the boiler.", "bar"),
        (
            "When a fitter raises the alarm of a boiler, the system shall set alarm to true.",
            "raise_boiler: update Boiler sets alarm",
        ),
        ("When a manager asks for it, the system shall remove a boiler.", "remove_boiler: delete"),
        ("A boiler that has burst is removed by its serial.", "remove_boiler: delete Boiler"),
        ("Boilers that nobody asks for are removed.", "remove_boiler: delete Boiler"),
        ("The system shall return a boiler by its serial.", "retrieve_boiler: read Boiler"),
        ("One can ask for a boiler by its serial.", "ask_for_boiler: read Boiler by serial"),
        ("Clerks look at a boiler by serial, and fitters remove a boiler.", "remove_boiler"),
        ("A fitter cancels a boiler that is cold; it is deleted then.", "delete Boiler only when"),
    ],
)
def test_a_deed_is_read(sentence: str, expected: str) -> None:
    assert expected in _BOILERS.pattern_of(_CREATE, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "When a running boiler is carried away, the fitter changes its street.",
        "When a boiler is carried over 5 km, the fitter changes its street.",
        "When a nurse reports a pressure above 8, the system shall store the bar of the boiler.",
        "When it is late, the system shall remove a boiler.",
        "A boiler that is older than 9 years is removed.",
        "Boilers that nobody asks for are listed.",
        "A boiler that was fitted before the war is removed.",
        "A reader returns a boiler by its serial.",
        "Only burst boilers are registered with serial, street, weight and fitted on.",
        "A fitter cancels a boiler that is cold; it is painted then.",
        "A fitter removes a boiler, and it rains.",
    ],
)
def test_what_is_told_beside_it_is_not_passed_over(sentence: str) -> None:
    assert _BOILERS.pattern_of(_CREATE, sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A boiler heavier than 900 kg is turned away.", "Boiler.weight_kg is limited"),
        (
            "Given a boiler with 9 valves, when it is added, then it is refused.",
            "valves is limited",
        ),
        ("While the alarm of a boiler is on, the system shall refuse to remove it.", "never when"),
        (
            (
                "If a boiler with the same serial exists already, then the system shall reject the "
                "registration."
            ),
            "unique by serial",
        ),
        ("Results come sorted by fitted on.", "list_boilers is shown so"),
        ("Ten boilers are shown on a page.", "list_boilers is shown so"),
        ("A page holds at most 20 boilers.", "list_boilers is shown so"),
        (
            "Registering a boiler is idempotent: the same key does not create a second boiler.",
            "once for each idempotency_key",
        ),
        ("As soon as a boiler is removed, the event boiler_gone goes out.", "emits boiler_gone"),
        ("A boiler that was checked out already is not checked out again.", "never when checked"),
        ("Boilers which have been checked out must not be removed.", "remove_boiler never when"),
    ],
)
def test_a_remark_is_read(sentence: str, expected: str) -> None:
    assert expected in _BOILERS.pattern_of(*_MORE, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A boiler heavier than 800 kg is turned away.",
        "A boiler heavier than 900 kg is welcome.",
        "Given a boiler with 8 valves, when it is added, then it is refused.",
        "If a boiler with the same serial exists already, the system shall reject the removal.",
        "Registering a boiler is not idempotent.",
        "Registering a boiler is idempotent for a fitter from abroad.",
        "Results come sorted by colour.",
        "Ten fitters are shown on a page.",
        "The clerk sees the version.",
        "The new boiler gets a serial.",
    ],
)
def test_a_remark_that_says_something_else_is_not_read(sentence: str) -> None:
    assert _BOILERS.pattern_of(*_MORE, sentence) == ""


def test_two_lists_leave_open_which_is_sorted() -> None:
    other = "A fitter can search boilers by part of the street."
    remark = "Results come sorted by fitted on."
    assert _BOILERS.pattern_of(*_MORE, other, remark) == ""


def test_what_is_shown_so_has_its_order_and_its_size() -> None:
    told = (*_MORE, "Results come sorted by fitted on.", "Ten boilers are shown on a page.")
    inputs = {one.names: one.field for one in _BOILERS.operation("list_boilers", *told).inputs}
    shown = {name: one.default.text for name, one in inputs.items() if one and one.default}
    assert shown == {("sort",): "fitted_on", ("size",): "10"}


def test_files_have_names_that_stay_where_they_are() -> None:
    told = EffectsTold("---\ntype: effect\n---\n# Diary\n## Requirements\n- Keep calm.\n")
    write = "A page is written to a file under a file name."
    read = "A page can be read by file name."
    assert "write file" in told.pattern_of(write)
    assert "read_page" in told.pattern_of(
        write, read, 'If the file does not exist, reading it ends with an error "not found".'
    )
    assert "write_page" in told.pattern_of(
        write, read, "A file name with a slash or with `..` is not allowed."
    )
    assert told.pattern_of(write, read, "A file name with a slash is allowed.") == ""
    assert "page_written" in told.pattern_of(
        write, "When pages are written, the event page_written is published."
    )
    assert told.pattern_of(write, "They shall be kept as files.") == ""


def test_a_field_is_found_by_what_it_is_of() -> None:
    told = EffectsTold(
        "---\ntype: effect\n---\n# Desk\n\nA claim has an id, the code of the policy (text, up to "
        "9 characters), a description of the damage\nand a price (money, optional).\n\n"
        "## Requirements\n"
    )
    assert "with code, description" in told.pattern_of("Create a claim with code and damage.")
    assert told.pattern_of("Create a claim with code and weather.") == ""
