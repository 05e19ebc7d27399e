"""A sentence that is not understood keeps away what its deed and its object are, and no more."""

import pytest

from omninode_bridge.prose.acts.clauses_said import parted
from omninode_bridge.prose.acts.outside import parties_of, party_of
from tests.unit.prose.effects_told import EffectsTold

_KILNS = EffectsTold(
    """---
type: effect
---
# Pottery club

## Data model
### Kiln
- id: uuid (primary key)
- label: string, unique
- celsius: decimal?
- fired: bool, default false

## Requirements
"""
)
_ACTS = (
    "A potter can register a kiln with a label.",
    "The celsius of a kiln can be changed.",
    "A kiln can be looked up by its label.",
    "Kilns can be listed by fired.",
    "A kiln can be deleted.",
)
_ALL = frozenset({"register_kiln", "update_kiln", "look_up_kiln", "list_kilns", "delete_kiln"})
_SERVICE = "The forecast is asked from the weather service by whoever wants it."


def _left_out(*sentences: str) -> frozenset[str]:
    made = _KILNS.understood(*_ACTS, *sentences).document.operations
    return _ALL - {one.name for one in made}


@pytest.mark.parametrize(
    "sentence",
    [
        "If the weather service does not know the label, the kiln is still there.",
        "When the weather service refuses an answer, the request fails.",
        "The weather service must not be bothered on a Sunday.",
        "If the wood is too wet, the janitor phones the forester.",
        "When a kiln is registered, the janitor gets a cake.",
    ],
)
def test_what_others_know_and_do_keeps_nothing_away(sentence: str) -> None:
    assert _left_out(_SERVICE, sentence) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("If the weather service is silent, no kiln may be deleted.", {"delete_kiln"}),
        ("If the potter does not know the label, the kiln is refused on its way in.", _ALL),
        ("If the wood is too wet, the label must be in capitals.", _ALL),
        ("If the janitor is ill, the kiln is not to be registered.", _ALL),
        ("The weather office must not see kilns deleted at night.", {"delete_kiln"}),
    ],
)
def test_what_is_to_be_done_then_is_what_it_is_about(
    sentence: str, expected: frozenset[str]
) -> None:
    assert _left_out(_SERVICE, sentence) == expected


def test_a_service_is_one_that_is_asked_and_not_what_is_built() -> None:
    said = ["the rate is fetched from the bank's rates api", "ask the weather service for it"]
    assert parties_of(said, ()) == {"bank's rates api", "bank", "weather service"}
    assert parties_of(["the kiln service shall refuse a kiln"], {"kiln"}) == frozenset()
    assert parties_of(["a kiln is asked from the kiln service"], {"kiln"}) == frozenset()
    assert party_of("the bank never know the currency", {"bank"}) == "bank"
    assert party_of("the currency is never known to the bank", {"bank"}) == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("if a , then b", ("a", "b")),
        ("if it is x, y or z , b", ("it is x", "y or z , b")),
        ("the janitor phones the forester if the wood is wet", ("the wood is wet", None)),
        ("it is sold only if it is dry", ("", None)),
        ("it is never sold when it is wet", ("", None)),
    ],
)
def test_a_condition_is_parted_from_what_is_done_then(
    said: str, expected: tuple[str, str | None]
) -> None:
    condition, main = parted(said)
    assert condition == expected[0]
    assert main == (expected[1] or (said if not condition else said.split(" if ", maxsplit=1)[0]))


def test_nothing_is_made_of_what_nothing_can_create() -> None:
    unread = "A potter registers a kiln whenever the moon allows for it."
    found = _KILNS.understood(*_ACTS[1:], unread)

    assert not found.document.operations
    reasons = [one.message for one in found.diagnostics if one.code == "PRD812"]
    assert any("list_kilns is left out" in one and unread in one for one in reasons)


def test_rows_may_come_from_elsewhere() -> None:
    made = _KILNS.understood(*_ACTS[1:]).document.operations
    assert {one.name for one in made} == _ALL - {"register_kiln"}


@pytest.mark.parametrize(
    "sentence",
    [
        "They come sorted by celsius as the moon wills.",
        "The hottest ones stand at the top.",
        "Kilns are shown in the order that the moon allows.",
        "Hot kilns come first.",
    ],
)
def test_an_order_that_is_not_understood_leaves_the_list_out(sentence: str) -> None:
    assert _left_out(sentence) == {"list_kilns"}


def _sorted_by(*sentences: str) -> dict[str, str]:
    told = EffectsTold("---\ntype: effect\n---\n# Hire\n## Requirements\n- Keep pianos.\n")
    made = told.understood(*sentences).document.operations
    return {
        one.name: each.field.default.text
        for one in made
        for each in one.inputs
        if each.names == ("sort",) and each.field is not None and each.field.default is not None
    }


def test_an_order_is_kept_by_patterns_too() -> None:
    create = "Create pianos with number, maker and rent."
    plain, ordered = "List all pianos.", "List all pianos sorted by rent."
    assert _sorted_by(create, ordered) == {"list_pianos": "rent"}
    assert _sorted_by(create, plain, ordered) == {"list_pianos": "rent"}
    assert _sorted_by(create, ordered, plain) == {"list_pianos": "rent"}
    other = "List all pianos sorted by maker."
    assert _sorted_by(create, ordered, other) in ({}, {"list_pianos": "rent"})


def test_to_sort_by_a_field_is_no_filter() -> None:
    act = "Sort the kilns by label."
    operation = _KILNS.operation("list_kilns", _ACTS[0], act)
    assert [one.names for one in operation.inputs] == [("sort",), ("page",), ("size",)]
    assert _KILNS.pattern_of(_ACTS[0], act).endswith("sorted by label")


_STUDIOS = EffectsTold(
    """---
type: effect
---
# Recording house

## Data model
### Band
- name: string (primary key)
- standing: enum(active, barred), default active

### Session
- number: int (primary key)
- band_name: string, references Band
- status: enum(open, over), default open

## Requirements
"""
)
_STUDIO_ACTS = (
    "The desk registers bands with a name.",
    "The desk bars an active band.",
    "The desk books sessions with number and band name.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Barred bands may not book.",
        "Booking for a barred band is refused at noon.",
        "Booking is possible only for bands that are well known.",
        "Please check that no band is barred before booking.",
    ],
)
def test_what_is_denied_to_one_is_done_to_what_refers_to_it(sentence: str) -> None:
    understood = _STUDIOS.understood(*_STUDIO_ACTS, sentence)
    rules = [rule.text for rule in understood.document.rules]
    made = {one.name for one in understood.document.operations}

    assert "book_session" not in made or any("barred" in rule for rule in rules)


def test_what_is_denied_to_one_keeps_nothing_else_away() -> None:
    made = {one.name for one in _STUDIOS.understood(*_STUDIO_ACTS).document.operations}

    assert "book_session" in made
