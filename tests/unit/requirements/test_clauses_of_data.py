"""What stands beside a field in a list: clauses, choices in apposition, names in brackets."""

from itertools import product

import pytest

from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.reading import read_prd

FRAMES = ("A kayak has {}.", "For each kayak we keep {}.", "Every kayak must have {}.")
BEFORE, BEHIND = "a hull number (text)", "a colour (text)"

CLAUSES = {
    "a helper (email), which may be missing": ("helper", "email?", ""),
    "the helper's email (helper), which may be missing": ("helper", "email?", ""),
    "a fin, which is hard or soft": ("fin", "enum(hard, soft)", ""),
    "a fin, which can be hard, soft or folded": ("fin", "enum(hard, soft, folded)", ""),
    "a fin, which is hard or soft and may be missing": ("fin", "enum(hard, soft)?", ""),
    "a fin, one of hard, soft, folded": ("fin", "enum(hard, soft, folded)", ""),
    "a fin, one of hard, soft and folded": ("fin", "enum(hard, soft, folded)", ""),
    "a fin, either hard or soft": ("fin", "enum(hard, soft)", ""),
    "a rent in euros, which must not be negative": ("rent", "money", "low 0"),
    "a rent in euros, which must not exceed 90": ("rent", "money", "high 90"),
    "the number of seats (seats), which is at most 3": ("seats", "int", "high 3"),
    "the number of days (days)": ("days", "int", ""),
    "the number of trips so far (trips), 0 to begin with": ("trips", "int", "default 0"),
    "the number of trips (trips, 0 to begin with)": ("trips", "int", "default 0"),
    "the rent in euros (rent, at most 90)": ("rent", "money", "high 90"),
    "the date of its last check (checked_on), missing for new kayaks": ("checked_on", "date?", ""),
    "a mark (text), which identifies it": ("mark", "string", "key"),
    "a mark (text), no two kayaks share one": ("mark", "string", "unique"),
    "the date `checked_on`": ("checked_on", "date", ""),
    "an email `helper` (optional)": ("helper", "email?", ""),
}


def entities(text: str) -> dict[str, Entity]:
    read = read_prd(f"# Pier\n\n## What we keep\n\n{text}\n\n## Requirements\n- List kayaks.\n")
    return {one.name: one for one in read.document.entities}


def shown(entity: Entity, name: str) -> tuple[str, str]:
    field = next(one for one in entity.fields if one.name == name)
    limits = field.constraints
    said = {
        "key": limits.primary_key,
        "unique": limits.unique and not limits.primary_key,
        f"low {limits.minimum and limits.minimum.value}": limits.minimum,
        f"high {limits.maximum and limits.maximum.value}": limits.maximum,
        f"default {field.default and field.default.text}": field.default,
    }
    return str(field.type), " ".join(word for word, holds in said.items() if holds)


@pytest.mark.parametrize(("frame", "clause"), list(product(FRAMES, CLAUSES)))
def test_a_clause_is_about_the_field_that_stands_before_it(frame: str, clause: str) -> None:
    name, type_, limit = CLAUSES[clause]
    for listed in (f"{BEFORE}, {clause}, and {BEHIND}", f"{BEFORE} and {clause}"):
        kayak = entities(frame.format(listed))["Kayak"]
        names = [one.name for one in kayak.fields if one.name != "id"]
        assert names == ["hull_number", name, *(["colour"] if BEHIND in listed else [])]
        assert shown(kayak, name) == (type_, limit)
        assert shown(kayak, "hull_number") == ("string", "")


@pytest.mark.parametrize("clause", CLAUSES)
def test_of_bullets_it_is_read_alike(clause: str) -> None:
    name, type_, limit = CLAUSES[clause]
    kayak = entities(f"Every kayak has:\n\n- {BEFORE}\n- {clause}\n- {BEHIND}\n")["Kayak"]
    assert shown(kayak, name) == (type_, limit)


@pytest.mark.parametrize(
    "clause",
    [
        "which may be missing and smells of tar",
        "which is hard or soft and is large or small",
    ],
)
def test_of_a_clause_that_is_not_read_nothing_is_a_field(clause: str) -> None:
    found = entities(f"A kayak has {BEFORE}, a fin, {clause}, and {BEHIND}.")
    assert all(len(one.fields) < 2 for one in found.values())


def test_what_is_said_of_a_name_with_an_article_holds_for_it_alone() -> None:
    kayak = entities("A kayak has a `hull_code`, a `keel_mm` (decimal, more than 0).")["Kayak"]
    assert shown(kayak, "hull_code") == ("string", "")


def test_bullets_below_data_may_be_sentences_that_tell_of_things() -> None:
    found = entities(
        "- A kayak has a mark (string, primary key), a maker (at most 80 characters) and a fin"
        " (string, may be missing).\n- It also has a `berth` and a `length_cm` (int).\n"
        "- A trip has a code (string), a kayak mark, and a day (date).\n"
    )
    assert [one.name for one in found["Kayak"].fields] == [
        *("mark", "maker", "fin", "berth", "length_cm")
    ]
    assert [one.name for one in found["Trip"].fields if one.name != "id"] == [
        *("code", "kayak_mark", "day")
    ]
