"""What is refused once something is so: in all states that come behind it, by what is done then."""

import pytest

from omninode_bridge.requirements.structures import Transition
from tests.unit.prose.effects_told import EffectsTold

_HEAD = """---
type: effect
---
# Kites
## Kite
- tag: string, primary key
- price: money
- status: enum(built, sold, shipped, scrapped), default built
## Requirements
- The shop can register kites with tag and price.
- The shop can change the price of a kite.
"""
_KITES = EffectsTold(_HEAD)
_MOVES = (
    "The shop sells a built kite.",
    "The shop ships a sold kite.",
    "Only built kites can be scrapped.",
)


def rows(*sentences: str) -> tuple[Transition, ...]:
    states = _KITES.understood(*sentences).document.states
    return states.transitions if states is not None else ()


@pytest.mark.parametrize(
    "sentence",
    [
        "A kite cannot be changed once it is sold.",
        "Once a kite is sold, it cannot be changed.",
        "After a kite is sold, it may not be changed any more.",
        "As soon as it is sold, a kite cannot be changed.",
        "The price of a kite cannot be changed once it is sold.",
        "The price cannot be changed once the kite is sold.",
    ],
)
def test_once_means_from_then_on(sentence: str) -> None:
    found = [one.source for one in rows(*_MOVES, sentence) if one.event == "update_kite"]

    assert found == ["built", "scrapped"]


@pytest.mark.parametrize(
    "sentence",
    ["A kite cannot be changed while it is sold.", "A kite cannot be changed when it is sold."],
)
def test_while_it_is_so_is_nothing_more(sentence: str) -> None:
    found = [one.source for one in rows(*_MOVES, sentence) if one.event == "update_kite"]

    assert found == ["built", "shipped", "scrapped"]


@pytest.mark.parametrize(
    "move",
    [
        "The shop scraps a kite.",
        "The shop reworks a shipped kite, which sets its status to built.",
        "The shop can change the status of a kite.",
    ],
)
def test_what_was_so_before_and_is_not_known_stays_unbound(move: str) -> None:
    """A kite that is scrapped, or built again, may or may not have been sold before."""
    sentence = "A kite cannot be changed once it is sold."
    found = _KITES.understood(*_MOVES[:2], move, sentence)

    assert found.document.requirements[-1].pattern == ""
    assert "update_kite" not in {one.name for one in found.document.operations}


def test_what_changes_more_than_the_field_is_not_held_back_for_it() -> None:
    more = "The shop can change the tag and the price of a kite."
    sentence = "The price cannot be changed once the kite is sold."

    assert _KITES.understood(*_MOVES, more, sentence).document.requirements[-1].pattern == ""


def test_what_is_refused_is_not_what_comes_behind() -> None:
    """A sold kite cannot be scrapped, so what is scrapped was not sold."""
    found = rows(
        "The shop sells a built kite.",
        "The shop ships a sold kite.",
        "The shop scraps a kite.",
        "A kite cannot be scrapped once it is sold.",
    )

    assert [one.source for one in found if one.event == "scrap_kite"] == ["built", "scrapped"]


@pytest.mark.parametrize(
    "sentence", ["Only built kites can be scrapped.", "Kites can only be scrapped while built."]
)
def test_what_has_a_state_for_it_is_not_removed(sentence: str) -> None:
    found = _KITES.understood(sentence)

    assert "delete" not in {kind for one in found.document.operations for kind in one.kinds}


def test_what_may_only_be_withdrawn_is_in_the_state_then() -> None:
    head = _HEAD.replace("scrapped", "withdrawn")
    states = EffectsTold(head).understood("Only built kites can be withdrawn.").document.states

    assert states is not None
    last = states.transitions[-1]
    assert (last.source, last.event, last.target) == ("built", "withdraw_kite", "withdrawn")
