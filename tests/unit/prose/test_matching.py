"""What is not sure is not taken: ties, half sentences, conditions and denials."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.matching import Matching, match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import Pattern, parse_pattern
from omninode_bridge.prose.slots import Origin
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

TEMPLATE = """---
pattern: {name}
type: effect
title: Water something green
when:
{when}
slots:
  plant: {{kind: noun, from: [object]}}
{slots}
matches: [a, b, c, d]
rejects: [a, b, c, d]
questions: {questions}
golden: |
  # A garden in which something is watered every day
---
It waters a plant, which is no more than an example.

~~~fragment
## Input
- {{{{ plant.name }}}}: string
~~~
"""


def pattern(
    name: str = "water_plant",
    when: str = "verbs: [water]",
    slots: str = "",
    questions: str = "{}",
) -> Pattern:
    lines = "\n".join(f"  {line}" for line in when.splitlines())
    more = "\n".join(f"  {line}" for line in slots.splitlines())
    text = TEMPLATE.format(name=name, when=lines, slots=more, questions=questions)
    return parse_pattern(text, name)


def matching(text: str, *patterns: Pattern) -> Matching:
    return match(parse_sentence(text), patterns or patterns_of(NodeType.EFFECT))


STORE = pattern("store_plant", "verbs: [store]")


def test_two_patterns_that_fit_equally_well_are_none() -> None:
    found = matching("Store a plant", STORE, pattern("keep_plant", "verbs: [store]"))
    assert found == Matching(tied=("store_plant", "keep_plant"))


def test_the_pattern_that_asks_for_more_wins() -> None:
    special = pattern("store_outside", "verbs: [store]\nwords: [outside]")
    found = matching("Store a plant outside", STORE, special)
    assert [one.pattern.name for one in found.matches] == ["store_outside"]


def test_the_longer_phrase_wins() -> None:
    short = pattern("store_there", "verbs: [store]\nwords: [outside]")
    long = pattern("store_here", "verbs: [store]\nwords: [outside the house]")
    found = matching("Store a plant outside the house", short, long)
    assert [one.pattern.name for one in found.matches] == ["store_here"]


def test_of_equal_patterns_the_one_whose_slots_are_said_wins() -> None:
    slots = "days: {kind: number, from: [number], default: 3}"
    other = pattern("store_long", "verbs: [store]", slots, "{days: How long?}")
    said = matching("Store 5 plants", STORE, other)
    assert [one.pattern.name for one in said.matches] == ["store_long"]
    assert matching("Store a plant", STORE, other).tied == ("store_plant", "store_long")


def test_a_slot_that_is_required_and_not_said_is_named() -> None:
    strict = pattern("store_days", "verbs: [store]", "days: {kind: number, from: [number]}")
    assert matching("Store a plant", strict) == Matching(missing=("store_days",))


def test_a_default_is_known_as_one() -> None:
    slots = "days: {kind: duration, from: [duration], default: 3d}"
    other = pattern("store_days", "verbs: [store]", slots, "{days: How long?}")
    [found] = matching("Store a plant", other).matches
    assert [(one.slot, one.shown, one.origin) for one in found.filled] == [
        ("plant", "plant", Origin.SENTENCE),
        ("days", "3d", Origin.DEFAULT),
    ]
    [said] = matching("Store a plant for 2 weeks", other).matches
    assert said.filled[1].shown == "14d"


@pytest.mark.parametrize(
    "text",
    [
        "Store a plant when it rains",
        "When it rains, store a plant",
        "Plants must not be stored",
        "Store plants that are dry",
        "Store plants planned for spring",
        "Store a plant and paint the fence",
        "Store the colour of a plant",
        "Fix the wall: store()",
    ],
)
def test_what_the_pattern_does_not_speak_of_is_not_taken(text: str) -> None:
    assert matching(text, STORE).matches == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Store a plant when it rains", "when it rains"),
        ("Plants must not be stored", "not"),
        ("Store plants that are dry", "dry"),
    ],
)
def test_it_is_taken_by_a_pattern_that_speaks_of_it(text: str, word: str) -> None:
    found = matching(text, pattern("store_so", f"verbs: [store]\nwords: [{word}]"))
    assert [one.pattern.name for one in found.matches] == ["store_so"]


def test_a_list_of_things_is_one_match_for_each() -> None:
    found = matching("Store plants and seeds", STORE)
    assert [one.filled[0].shown for one in found.matches] == ["plant", "seed"]


def test_to_return_the_result_is_nothing_more() -> None:
    assert len(matching("Store a plant and return the result", STORE).matches) == 1
    assert matching("Store a plant and return the price", STORE).matches == ()


@pytest.mark.parametrize("text", ["", "Plants", "Store", "Store the information", "a" * 5000])
def test_what_names_nothing_matches_nothing(text: str) -> None:
    assert matching(text).matches == ()


@pytest.mark.parametrize(
    "text",
    [
        "Emit a trip departed event fire-and-forget to Kafka for observability",
        "Publish a trip departed event for better troubleshooting.",
    ],
)
def test_how_something_is_told_and_for_whose_use_asks_for_nothing_more(text: str) -> None:
    (found,) = matching(text).matches

    assert found.pattern.name == "publish_event"


def test_for_whom_something_is_told_asks_for_more() -> None:
    assert not matching("Emit a trip departed event for the keeper").matches


@pytest.mark.parametrize("said", ["Ranks offers by price, top-5.", "Rank offers by price, top 3"])
def test_how_many_of_them_are_wanted_is_no_measure(said: str) -> None:
    text = f"---\ntype: compute\n---\n# Offers\n\n## Requirements\n- {said}\n"
    found = understand(read_prd(text).document, NodeType.COMPUTE)

    assert not found.provenance
