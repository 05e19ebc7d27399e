"""Constructions around a deed: occasions, notes with a verb of their own, contrast, exceptions."""

from itertools import product

import pytest

from tests.unit.prose.effects_told import EffectsTold

_TENTS = EffectsTold(
    """---
type: effect
---
# Camp

## What we keep

A tent has a mark (text, primary key), a pitch (text), a note (text, may be missing), a rent in
euros, and a status (free, let or sold).

A stay has a code (text, primary key), a tent_mark (text), a guest (text) and a state (booked,
over or dropped).

## What is done

- The warden registers tents with mark, pitch and rent.
- Every new tent starts with the status "free".
- The warden lets a free tent; it is then let.
- The host books stays with code, tent mark and guest.
- Every new stay starts with the state "booked".
- The host drops a booked stay; it is then dropped.
"""
)

OCCASIONS = (
    "When the weather turns,",
    "As soon as a buyer turns up,",
    "After the morning bell,",
    "At the end of the season,",
    "During the fair,",
)
ACTORS = ("the warden", "a host", "our cook")


@pytest.mark.parametrize(("occasion", "actor"), list(product(OCCASIONS, ACTORS)))
def test_when_somebody_does_it_is_for_them_to_see(occasion: str, actor: str) -> None:
    told = _TENTS.pattern_of(f"{occasion} {actor} sells a free tent; it is then sold.")
    assert "sell_tent: update Tent sets sold only when free" in told
    assert "update_tent" in _TENTS.pattern_of(f"{occasion} {actor} changes the pitch of a tent.")


@pytest.mark.parametrize(
    ("said", "unseen"),
    [
        ("When the bell rings, the warden changes the pitch of a tent.", "when the bell rings"),
        ("A guest who soils a tent reports it; it becomes sold.", "a guest who soils a tent"),
    ],
)
def test_what_is_only_seen_is_told_as_not_done(said: str, unseen: str) -> None:
    assert f'said and not done: "{unseen}"' in _TENTS.pattern_of(said)
    notes = _TENTS.understood(said).diagnostics
    assert any(one.code == "PRD816" and f"`{unseen}`" in one.message for one in notes)


@pytest.mark.parametrize(
    "occasion",
    [
        "When the rent is high,",
        "When a stay ends,",
        "After 3 weeks,",
        "When nobody objects,",
        "When the bell is not rung,",
        "After two warnings,",
        "If the weather turns,",
    ],
)
def test_an_occasion_that_may_be_a_condition_is_none(occasion: str) -> None:
    assert not _TENTS.pattern_of(f"{occasion} the warden changes the pitch of a tent.")


@pytest.mark.parametrize(
    ("joint", "verb"),
    list(product((" and", ", and", " and then"), ("records", "notes", "enters", "sets"))),
)
def test_what_is_noted_with_a_deed_is_given_with_it(joint: str, verb: str) -> None:
    told = _TENTS.pattern_of(f"The warden sells a free tent{joint} {verb} the rent.")
    assert "sell_tent: update Tent with rent sets sold only when free" in told


def test_what_is_noted_and_what_becomes_of_it() -> None:
    told = _TENTS.pattern_of(
        "The warden empties a let tent: he enters the pitch and the tent becomes free again."
    )
    assert told.startswith("told: empty_tent: update Tent with pitch sets free only when let")
    assert not _TENTS.pattern_of("The warden empties a let tent: he enters the moon and the sun.")


@pytest.mark.parametrize(
    ("said", "only"),
    [
        ("but only while it is free", True),
        ("but only if the tent is free", True),
        ("unless it is sold", False),
        ("but not while it is sold", False),
        ("as long as it is free", True),
    ],
)
def test_a_change_that_is_only_possible_in_a_state(said: str, only: bool) -> None:
    for deed in ("Change the pitch of a tent", "The pitch of a tent can be changed"):
        told = _TENTS.pattern_of(f"{deed}, {said}.")
        assert "update_tent: update Tent with pitch" in told
        assert f"update_tent {'only when free' if only else 'never when sold'}" in told
    assert not _TENTS.pattern_of("Change the pitch of a tent, but only while it is dry.")


@pytest.mark.parametrize(
    "said",
    [
        "A tent with booked stays cannot be removed; other tents can be removed by their mark.",
        "A tent with booked stays cannot be removed; the warden removes other tents by their mark.",
        "A tent with booked stays cannot be removed. All others the warden can remove by mark.",
        "A tent with booked stays cannot be removed; otherwise the warden removes a tent by mark.",
    ],
)
def test_what_is_possible_for_the_others(said: str) -> None:
    told = _TENTS.pattern_of(said)
    assert "remove_tent: delete Tent by mark" in told
    assert "remove_tent never while it has booked stays" in told
    operation = _TENTS.operation("remove_tent", said)
    assert any('each.state == "booked"' in rule.text for rule in operation.rules)


def test_others_are_told_apart_by_the_same_deed_only() -> None:
    said = "A tent with booked stays cannot be removed; other tents can be painted."
    assert not _TENTS.pattern_of("The warden removes tents by their mark.", said)


@pytest.mark.parametrize(
    "said", ["Sold tents stay sold.", "A sold tent remains sold for good.", "Sold tents are final."]
)
def test_a_state_that_is_final_is_left_by_nothing(said: str) -> None:
    assert "never when sold" in _TENTS.pattern_of(said)


def test_whoever_else_may_do_it() -> None:
    said = "The warden as well as the host may change the note of a tent."
    assert _TENTS.pattern_of(said) == "told: update_tent: update Tent with note"


def test_an_event_that_others_are_told_by() -> None:
    said = "Each time a tent is let, tell the guards by publishing tent_let."
    assert _TENTS.pattern_of(said) == "told: let_tent emits tent_let"


_SHEARS = EffectsTold(
    """---
type: effect
---
# Shears

The workshop of a gardener: every pair of shears, and what the men found on them.

## What we keep

A shear has a code (text, primary key), a remark (text, may be missing) and a status.

## What is done

- The gardener registers shears with code.
- Every new shear shall start with the status "blunt".
"""
)


@pytest.mark.parametrize(
    ("deed", "state"),
    [("grinds", "ground"), ("collects", "collected"), ("approves", "approved")],
)
def test_what_is_done_to_a_thing_in_a_state_changes_it(deed: str, state: str) -> None:
    made = _SHEARS.understood(f"The smith {deed} a blunt shear.").document
    [shear] = made.entities
    assert str(next(one.type for one in shear.fields if one.name == "status")) == (
        f"enum(blunt, {state})"
    )


def test_what_is_only_written_down_changes_no_state() -> None:
    made = _SHEARS.understood("The smith inspects a blunt shear with a remark.").document
    [shear] = made.entities
    assert str(next(one.type for one in shear.fields if one.name == "status")) == "string"


def test_what_introduces_a_document_keeps_nothing_away() -> None:
    made = _SHEARS.understood().document
    assert [one.name for one in made.operations] == ["register_shear"]


def test_who_lent_lends_nothing() -> None:
    """`Lent` in front of a thing is how it is, and no verb."""
    lent = "The warden checks let tents: he enters the moon."
    assert not _TENTS.pattern_of(lent)


@pytest.mark.parametrize(
    "said",
    [
        "Nothing can be done with a sold tent any more.",
        "The warden sells a free tent; it is then sold. From then on nothing can be done with it.",
    ],
)
def test_where_nothing_can_be_done_nothing_is_removed(said: str) -> None:
    """Also where what removes it is asked for behind that."""
    deleting = _TENTS.operation("delete_tent", said, "The warden deletes a tent by its mark.")
    assert any('"sold"' in rule.text and "reject" in rule.text for rule in deleting.rules)


@pytest.mark.parametrize(
    ("said", "most", "alike"),
    [
        (
            "Booking a tent that already has a booked stay for the same guest is refused.",
            1,
            ["guest"],
        ),
        ("A tent may have at most one booked stay per guest.", 1, ["guest"]),
        ("A tent may have at most two booked stays for the same guest.", 2, ["guest"]),
        (
            "A tent must not have more than two booked stays for the same guest and code.",
            2,
            ["guest", "code"],
        ),
        ("A tent may have at most two booked stays at a time.", 2, []),
    ],
)
def test_so_many_that_are_alike(said: str, most: int, alike: list[str]) -> None:
    operation = _TENTS.operation("book_stay", said)
    [rule] = [one.text for one in operation.rules if "reject" in one.text]
    tests = ['each.tent_mark == tent_mark and each.state == "booked"']
    tests += [f"each.{one} == {one}" for one in alike]
    assert f"if {' and '.join(tests)}) >= {most}" in rule


@pytest.mark.parametrize(
    "said",
    [
        "Painting a tent that already has a booked stay for the same guest is refused.",
        "A tent may have at most one booked stay per full moon.",
        "A tent may have at most two stays per guest.",
    ],
)
def test_what_is_not_known_to_be_alike_is_no_limit(said: str) -> None:
    assert not _TENTS.pattern_of(said)


def test_who_does_something_else_does_it() -> None:
    said = "A guest who soils a tent reports it; it becomes sold."
    assert _TENTS.pattern_of(said).startswith("told: report_tent: update Tent sets sold")
    assert not _TENTS.pattern_of("A guest who owns a tent reports it; it becomes sold.")


def test_what_becomes_of_a_thing_by_itself_somebody_notes() -> None:
    said = "A let tent may leak; the warden then marks it as sold."
    assert "sets sold only when let" in _TENTS.pattern_of(said)


def test_a_field_that_only_one_thing_has_is_its_own() -> None:
    assert _TENTS.pattern_of("The note can be added later.") == (
        "told: update_tent: update Tent with note"
    )
    listed = "Lists of tents show them by pitch and status."
    assert _TENTS.pattern_of(listed) == "told: list_tents: list Tent filtered by pitch, status"


def test_a_field_is_called_as_its_name_in_brackets_and_as_the_words_before_it() -> None:
    poles = EffectsTold(
        "---\ntype: effect\n---\n# Poles\n\n## What we keep\n\nA pole has a mark (text, primary"
        " key), a maximum load in kg (max_load, int, at least 1) and the number of bends (bends,"
        " 0 at first).\n\n## What is done\n\n"
    )
    for name in ("maximum load", "max_load", "max load"):
        told = poles.pattern_of(f"The smith registers poles with mark and {name}.")
        assert told == "told: register_pole: create Pole with mark, max_load"
    bends = ("The smith registers poles with mark and maximum load.", "The smith bends a pole.")
    assert "bends" in poles.pattern_of(*bends, "Each bend adds one to the number of bends.")


@pytest.mark.parametrize(
    ("said", "default"),
    [
        ("The load must be at least 1 and at most 90. It is 14 unless told otherwise.", "14"),
        ("The loads must be at least 1 and at most 90. They are 14 unless told otherwise.", "14"),
    ],
)
def test_it_and_they_are_what_was_told_of_last(said: str, default: str) -> None:
    poles = EffectsTold(
        "---\ntype: effect\n---\n# Poles\n\n## What we keep\n\nA pole has a mark (text, primary"
        " key), a load (int) and a start (date).\n\n## What is done\n\n"
        "- The smith registers poles with mark and start.\n"
    )
    [pole] = poles.understood(said).document.entities
    load = next(one for one in pole.fields if one.name == "load")
    assert load.default is not None
    assert load.default.text == default
    assert not poles.pattern_of("The start must be at least 5.")
