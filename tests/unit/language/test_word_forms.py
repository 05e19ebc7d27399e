"""Words in other forms are one word; words that only look alike are two."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.language.word_forms import all_forms, participle_of, plain_forms

_FAMILIES: Final = (
    "order orders ordered ordering",
    "release releases released releasing",
    "carry carries carried carrying",
    "drop drops dropped dropping",
    "cancel cancels cancelled canceled cancelling",
    "pay pays paid paying payment payments",
    "keep keeps kept keeping",
    "ship ships shipped shipping shipment shipments",
    "allocate allocates allocated allocating allocation",
    "match matches matched matching",
    "prefer prefers preferred preferring",
)


@pytest.mark.parametrize("family", _FAMILIES)
def test_all_forms_of_a_verb_are_one_word(family: str) -> None:
    plain, *forms = family.split()
    assert {*forms} <= all_forms(plain)
    assert all(plain in plain_forms(form) for form in forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plan", "planed"),
        ("plane", "planned"),
        ("state", "station"),
        ("rate", "ration"),
        ("order", "border"),
        ("pay", "play"),
        ("use", "bus"),
        ("port", "report"),
    ],
)
def test_words_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert other not in all_forms(one)
    assert one not in plain_forms(other)


@pytest.mark.parametrize(
    ("verb", "participle"),
    [("take", "taken"), ("cut", "cut"), ("reduce", "reduced"), ("carry", "carried"),
     ("stop", "stopped"), ("add", "added"), ("play", "played"), ("sell", "sold"),
     ("unplug", "unplugged"), ("reship", "reshipped"), ("admit", "admitted"),
     ("transfer", "transferred"), ("cancel", "cancelled"), ("equip", "equipped"),
     ("offer", "offered"), ("visit", "visited"), ("deliver", "delivered"), ("debit", "debited"),
     ("unload", "unloaded"), ("repair", "repaired"), ("occur", "occurred")],
)  # fmt: skip
def test_participles(verb: str, participle: str) -> None:
    assert participle_of(verb) == participle


@given(st.text(alphabet="abcdeginors", min_size=1, max_size=12))
def test_a_word_is_a_form_of_itself(word: str) -> None:
    assert word in plain_forms(word)
    assert word in all_forms(word)
