"""What tells one field from another is part of its name, whatever is done with the fields."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.several import match_each

FRAMES = (
    "Create lamps with {}",
    "Consume lamp moved events with {}",
    "Publish a lamp moved event with {}",
    "Publish a lamp moved event ({})",
    "Lamp moved events are published with {}",
)


def found_in(text: str) -> tuple[Match, ...]:
    patterns = [one for one in patterns_of(NodeType.EFFECT) if not one.refines]
    return match_each(parse_sentence(text), patterns).matches


def fields_of(text: str) -> str:
    [found] = found_in(text)
    return next(one.shown for one in found.filled if one.slot == "fields")


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("first level, last level", "first_level, last_level"),
        ("next date, total hours", "next_date, total_hours"),
        ("old level, number", "old_level, number"),
        ("latest level, monthly hours", "latest_level, monthly_hours"),
        ("new level, old level", "new_level, old_level"),
        ("previous level, current level", "previous_level, current_level"),
    ],
)
def test_an_adjective_that_tells_which_is_part_of_the_name(
    frame: str, said: str, fields: str
) -> None:
    assert fields_of(frame.format(said)) == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Consume lamp moved events with the new level", "level"),
        ("Consume lamp moved events with the new last level", "last_level"),
        ("Publish a lamp moved event with the new place", "place"),
    ],
)
def test_a_new_value_is_that_of_the_field(text: str, fields: str) -> None:
    assert fields_of(text) == fields


@pytest.mark.parametrize("said", ["all levels", "only the level", "no levels", "the last 5 levels"])
def test_what_says_how_many_is_no_name(said: str) -> None:
    patterns = [one for one in patterns_of(NodeType.EFFECT) if not one.refines]

    assert not match_each(
        parse_sentence(f"Publish a lamp moved event with {said}"), patterns
    ).matches
