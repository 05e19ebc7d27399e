"""The same deeds in the words of other people: to whom, what becomes of it, which come first."""

import pytest

from omninode_bridge.requirements.document import Operation
from tests.unit.prose.effects_told import EffectsTold

TOLD = EffectsTold(
    """---
type: effect
---
# Lantern cellar
## Miner
- number: string, primary key
- name: string
## Lantern
- tag: string, primary key
- shaft: string
- trips: int, default 0
- due_on: date, optional
- note: string, optional
- number: string, optional, the miner who has it
- status: enum(stored, lent, lost), default stored
## Requirements
- The cellar registers miners with number and name.
- The cellar adds lanterns with tag and shaft.
"""
)
LEND = "The cellar lends a stored lantern with the number and the due date."


def texts(operation: Operation) -> list[str]:
    return [rule.text for rule in operation.rules]


def moves(event: str, *sentences: str) -> set[tuple[str, str]]:
    states = TOLD.understood(*sentences).document.states
    rows = states.transitions if states is not None else ()
    return {(row.source, row.target) for row in rows if row.event == event}


@pytest.mark.parametrize(
    "sentence",
    [
        "The miner returns a lent lantern, and it is stored again.",
        "The miner returns a lent lantern, which makes it stored again.",
        "The miner returns a lent lantern; it goes back to stored.",
        "A lent lantern becomes stored again when it is returned.",
        "Returning a lent lantern makes it stored again.",
        "When a miner returns a lent lantern, it is stored again.",
        "If somebody returns a lent lantern, it becomes stored.",
        "The miner returns a lent lantern; the number is cleared, and it is stored.",
        "When a miner returns a lent lantern, it is stored again and has no number.",
    ],
)
def test_what_becomes_of_it_is_said_in_many_ways(sentence: str) -> None:
    assert moves("return_lantern", LEND, sentence) == {("lent", "stored")}


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("and the number is cleared", ["number = none"]),
        ("and the number and the due date are cleared", ["number = none", "due_on = none"]),
        ("and has no due date any more", ["due_on = none"]),
        ("and we forget the number", ["number = none"]),
        ("and the trips go up by one", ["trips = stored.trips + 1"]),
    ],
)
def test_what_else_becomes_of_it_is_done(rest: str, expected: list[str]) -> None:
    said = f"The miner returns a lent lantern, and it becomes stored {rest}."
    operation = TOLD.operation("return_lantern", LEND, said)
    assert [one for one in texts(operation) if not one.startswith("reject")] == expected


@pytest.mark.parametrize(
    "rest",
    [
        "and the shaft is cleared",  # it is never empty
        "and the soot is cleared",
        "and the note goes up by one",
        "and the due date goes up by one",
    ],
)
def test_what_cannot_become_so_is_not_read(rest: str) -> None:
    said = f"The miner returns a lent lantern, and it becomes stored {rest}."
    made = TOLD.understood(LEND, said).document.operations
    assert "return_lantern" not in {one.name for one in made}


@pytest.mark.parametrize(
    "sentence",
    [
        "The cellar lends a stored lantern to a miner.",
        "A stored lantern can be lent to a miner.",
        "The cellar lends a stored lantern to a miner by the number.",
        "A stored lantern is lent to a miner with the due date.",
    ],
)
@pytest.mark.parametrize(
    "known",
    [
        "The miner must exist.",
        "The miner must be registered.",
        "Lending to an unknown miner is refused.",
        "Lanterns can only be lent to miners who are registered.",
    ],
)
def test_to_whom_is_by_what_a_thing_refers_to_him(sentence: str, known: str) -> None:
    operation = TOLD.operation("lend_lantern", sentence, known)
    given = [name for each in operation.inputs for name in each.names]
    assert given[:2] == ["tag", "number"]
    assert any("not in [each.number for each in Miner]" in one for one in texts(operation))


def test_so_many_are_counted_whichever_deed_makes_one_more() -> None:
    most = "A miner may have at most two lent lanterns."
    found = texts(TOLD.operation("lend_lantern", LEND, most))
    assert found[-1] == (
        "reject when number != none and count(each for each in Lantern if each.number != none and"
        ' each.number == number and each.status == "lent" and each.tag != stored.tag) >= 2:'
        ' "the miner has 2 lent lanterns already"'
    )


@pytest.mark.parametrize(
    ("sentence", "order"),
    [
        ("List lanterns by shaft, latest due date first.", "-due_on"),
        ("Lanterns can be listed by shaft, newest first.", "-due_on"),
        ("Lanterns are listed by shaft, lowest tag first.", "tag"),
        ("There must be a list of lanterns with filters for shaft, sorted by tag.", "tag"),
        ("Miners see a list of the lanterns, which can be filtered by shaft.", ""),
    ],
)
def test_lists_are_asked_for_in_many_ways(sentence: str, order: str) -> None:
    operation = TOLD.operation("list_lanterns", sentence)
    inputs = {each.names[0]: each for each in operation.inputs}
    sort = inputs["sort"].field
    assert "shaft" in inputs
    assert (sort.default.text if sort is not None and sort.default is not None else "") == order


@pytest.mark.parametrize(
    "sentence",
    [
        "When a lantern is lent, an event lantern_lent is published with the tag and the number.",
        "Lending a lantern publishes the event lantern_lent with the tag.",
        "Lending a lantern sends lantern_lent, and nothing else is sent.",
        "Tell the steward when a lantern is lent: publish lantern_lent.",
    ],
)
def test_an_event_carries_what_the_row_has(sentence: str) -> None:
    assert TOLD.operation("lend_lantern", LEND, sentence).emits == ("lantern_lent",)


def test_an_event_of_a_deed_that_is_not_read_is_no_event_of_another() -> None:
    strange = "A lantern may be issued whenever the moon allows for it."
    told = "Issuing a lantern publishes the event lantern_issued."
    made = TOLD.understood(strange, told).document.operations
    assert not [one for one in made if one.emits]


@pytest.mark.parametrize(
    "sentence",
    [
        "A name that is already in use is refused.",
        "A miner with a name which already exists is declined.",
        "An entry with a name that is already taken is refused.",
        "No miner may have the same name as another.",
        "The name of a miner must not exist yet.",
    ],
)
def test_what_is_there_once_is_said_in_many_ways(sentence: str) -> None:
    miner = TOLD.understood(sentence).document.entity("Miner")
    assert miner is not None
    assert {one.name for one in miner.fields if one.constraints.unique} == {"name"}


@pytest.mark.parametrize(
    "sentence",
    ["What is lost cannot be returned.", "Once lost, a lantern cannot be returned."],
)
def test_what_is_so_is_a_thing_that_is_so(sentence: str) -> None:
    lost = "The steward loses a lent lantern, and it becomes lost."
    back = "The miner can return a lantern; it is then stored."
    found = moves("return_lantern", LEND, lost, sentence, back)
    assert ("lost", "stored") not in found
    assert ("lent", "stored") in found


def test_no_other_only_says_the_rest() -> None:
    gone = "A lost lantern can be removed for good. No other lantern can be removed."
    assert moves("remove_lantern", LEND, gone) in ({("lost", "[*]")}, set())
    note = (
        "The note of a lantern can be changed while it is stored. After that no change is possible."
    )
    found = TOLD.understood(LEND, note).document
    assert all(one.pattern for one in found.requirements)
