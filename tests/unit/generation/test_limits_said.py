"""Limits and clauses of sentences, and conditions taken apart."""

from decimal import Decimal

import pytest

from omninode_bridge.generation.said.atoms import atoms_in
from omninode_bridge.generation.said.clauses import clauses_of
from omninode_bridge.generation.said.limits import limits_of


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        ("A guest under 18 is refused.", [("<", "18", "is")]),
        ("Under the age of 18 nobody swims.", [("<", "18", "nobody")]),
        ("At most twice.", [("<=", "2", "times")]),
        ("Not more than three times.", [("<=", "3", "times")]),
        ("It must not exceed 20.", [("<=", "20", "")]),
        ("For 14 nights at most.", [("<=", "14", "nights")]),
        ("Plants with 30 panels or more.", [(">=", "30", "panels")]),
        ("With severity from 4 on.", [(">=", "4", "")]),
        ("Longer than 1,440 minutes.", [(">", "1440", "minutes")]),
        ("Between 5 and 7 kg.", [(">=", "5", "kg"), ("<=", "7", "kg")]),
        ("More than 10 %.", [(">", "0.1", "")]),
        ("Three more times.", [("=", "3", "times")]),
        ("The third guest leaves.", []),
    ],
)
def test_a_limit_has_a_side_a_number_and_a_noun(
    sentence: str, limits: list[tuple[str, str, str]]
) -> None:
    found = [(each.sign, each.number, each.noun) for each in limits_of(sentence)[1]]
    assert found == [(sign, Decimal(number), noun) for sign, number, noun in limits]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Lockers are added and scrapped.", ("Lockers are added.", "Lockers are scrapped.")),
        (
            "A bike is rented with a deposit, ridden and given back.",
            ("A bike is rented with a deposit.", "A bike is ridden.", "A bike is given back."),
        ),
        ("Renting and returning are told.", ("Renting are told.", "returning are told.")),
        ("Seats are summed; ratings are averaged.", ("Seats are summed", "ratings are averaged.")),
        ("Add and remove lockers.", ("Add lockers.", "remove lockers.")),
    ],
)
def test_a_sentence_about_several_things_is_several(sentence: str, parts: tuple[str, ...]) -> None:
    assert parts in [*clauses_of(sentence)]


@pytest.mark.parametrize(
    "sentence",
    ["Lockers are not added and scrapped.", "Only lockers are added and scrapped.", "Add lockers."],
)
def test_what_is_denied_or_one_thing_stays_whole(sentence: str) -> None:
    assert [*clauses_of(sentence)] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("age < 18", [("age", "<", Decimal(18))]),
        ("18 > age", [("age", "<", Decimal(18))]),
        ('stored.kind == "van" and price >= 60', [("kind", "=", "van"), ("price", ">=", 60)]),
        ("not foreign", [("foreign", "!=", True)]),
        ("not (works > 3)", [("works", "<=", 3)]),
        ("a or b", None),
        ("fee <= deposit", None),
    ],
)
def test_a_condition_is_what_must_hold_together(
    text: str, parts: list[tuple[str, str, object]] | None
) -> None:
    found = atoms_in(text)
    told = None if found is None else [(atom.name, atom.sign, atom.value) for atom in found]
    assert told == parts
