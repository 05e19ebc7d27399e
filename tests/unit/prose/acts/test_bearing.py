"""An operation is not made where a sentence about it is not understood."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

_PIANOS = EffectsTold(
    """---
type: effect
---
# Piano hire

## Data model
### Piano
- id: uuid (primary key)
- number: int, unique, > 0
- maker: string
- rent: money
- state: enum(here, hired, broken), default here
- hirer: string?
- version: int, default 1

## Requirements
"""
)
_ACTS = (
    "A clerk can register a piano with number, maker and rent.",
    "A clerk can hire a piano with a hirer.",
    "The rent of a piano can be changed.",
    "A piano can be looked up by its number.",
    "Pianos can be listed by maker.",
    "A piano can be deleted.",
)
_ALL = frozenset(
    {"register_piano", "hire_piano", "update_piano", "look_up_piano", "list_pianos"}
    | {"delete_piano"}
)


def _left_out(*sentences: str) -> frozenset[str]:
    made = _PIANOS.understood(*_ACTS, *sentences).document.operations
    return _ALL - {one.name for one in made}


def test_all_of_them_are_made_where_nothing_limits_them() -> None:
    assert _left_out() == frozenset()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A hired piano goes to nobody else on being hired, whoever asks.", {"hire_piano"}),
        ("Hiring is out of the question whilst the tuner sits at it.", {"hire_piano"}),
        ("Nobody under age may hire one of our pianos.", {"hire_piano"}),
        ("Deleting a hired piano is something that we do not tolerate.", {"delete_piano"}),
        ("Broken pianos must not be removed on a Sunday.", {"delete_piano"}),
        ("A piano is registered only with a letter of its maker.", _ALL),
        ("If a registration comes in twice, nothing happens.", _ALL),
        ("The rent must not exceed that of a house.", _ALL),
        ("The list of pianos never shows the broken ones.", {"list_pianos"}),
        ("The list is sorted the way the alphabet has it in Danish.", {"list_pianos"}),
        ("Only broken pianos may be melted.", {"hire_piano", "update_piano", "delete_piano"}),
        ("A new piano begins its life as here, unless it smells.", _ALL),
    ],
)
def test_a_sentence_keeps_away_what_it_speaks_of(
    sentence: str, expected: set[str] | frozenset[str]
) -> None:
    """Where nothing registers a piano any more, nothing else would find one."""
    assert _left_out(sentence) == frozenset(expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our customers love the sound of it.",
        "Pianists are happy with the colours.",
        "When a piano is hired, the choir master gets told by pigeon post.",
        "The pupils paint a piano on Tuesdays. Painting is not done in the dark.",
    ],
)
def test_what_limits_none_of_them_keeps_none_away(sentence: str) -> None:
    assert _left_out(sentence) == frozenset()


def test_the_finding_names_the_operation_and_the_sentence() -> None:
    found = _PIANOS.understood(*_ACTS, "Nobody under age may hire one of our pianos.")

    [note] = [one for one in found.diagnostics if one.code == "PRD812"]
    assert "hire_piano is left out" in note.message
    assert "Nobody under age may hire one of our pianos." in note.message
    unbound = [one.text for one in found.document.requirements if not one.pattern]
    assert unbound == [_ACTS[1], "Nobody under age may hire one of our pianos."]


def test_a_permission_does_not_bring_back_what_is_left_out() -> None:
    only = "Only a piano that is here can be hired."
    assert _left_out(only) == frozenset()
    assert _left_out(only, "Hiring twice is out of the question.") == {"hire_piano"}
    unread = (*_ACTS[:1], "A clerk hires a piano to whoever it is that comes.", only)
    made = _PIANOS.understood(*unread).document.operations
    assert [one.name for one in made] == ["register_piano"]


def test_a_limit_that_is_understood_keeps_nothing_away() -> None:
    assert _left_out(
        "A hired piano cannot be hired.", "Only a piano that is here can be deleted."
    ) == (frozenset())


def test_a_thing_is_not_found_by_the_name_that_it_gets() -> None:
    told = EffectsTold(
        "---\ntype: effect\n---\n# Plots\n## Data model\n### Plot\n- id: uuid (primary key)\n"
        "- name: string, unique\n## Requirements\n"
    )

    operation = told.operation("rename_plot", "A grower can rename a plot.")

    assert [one.names for one in operation.inputs] == [("id",), ("name",)]


@pytest.mark.parametrize(
    ("sentence", "left_out"),
    [
        ("Background work: periodic removal of expired locks.", False),
        ("Old rows of the locks are swept up at night.", False),
        ("Locks are only acquired by zorblaxes.", True),
        ("Locking a resource zorblaxly needs a reason.", True),
    ],
)
def test_a_thing_that_is_called_like_a_deed_is_not_the_deed(sentence: str, left_out: bool) -> None:
    locks = EffectsTold("# Locks\n\n## Requirements\n")
    made = locks.understood("Acquire a lock with a lease of 20 seconds.", sentence)
    assert ("lock_resource" not in {one.name for one in made.document.operations}) is left_out


_LOANS = EffectsTold(
    """---
type: effect
---
# Sledges

## Data model
### Rider
- number: string, primary key
- name: string
### Sledge
- tag: string, primary key
- colour: string
### Hire
- code: string, primary key
- rider_number: string
- sledge_tag: string
- status: enum(open, back, lost), default open

## Requirements
- The hut registers riders with number and name.
- The hut removes riders.
- The hut adds sledges with tag and colour.
- The hut can change the colour of a sledge.
- The hut enters hires with code, rider number and sledge tag.
- The hut returns an open hire, and it becomes back.
- The hut reports an open hire as lost.
"""
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Only known riders can race a sledge.", {"enter_hire"}),
        ("Nobody may skip the queue for a sledge.", {"add_sledge", "update_sledge"}),
        ("A sledge with open hires cannot be melted.", {"update_sledge"}),
        ("A hire can be returned only after the moon has risen.", {"return_hire"}),
        ("A lost hire stays lost in the eyes of the hut.", {"return_hire", "report_hire"}),
    ],
)
def test_it_keeps_away_no_more_than_it_can_concern(sentence: str, expected: set[str]) -> None:
    whole = {one.name for one in _LOANS.understood().document.operations}
    made = {one.name for one in _LOANS.understood(sentence).document.operations}
    assert whole - made == expected
