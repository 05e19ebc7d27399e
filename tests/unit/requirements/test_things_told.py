"""What a thing has, in whatever way a sentence speaks of it."""

import pytest

from omninode_bridge.requirements.reading import read_prd

_LIST = "a number, a floor, a size (small or large) and a colour"
_FIELDS = ["number: string", "floor: string", "size: enum(small, large)", "colour: string"]


def told(sentence: str) -> dict[str, list[str]]:
    text = f"---\ntype: effect\n---\n# Lockers\n\n{sentence}\n\n- Add a locker, list lockers.\n"
    found = read_prd(text).document.entities
    return {one.name: [f"{each.name}: {each.type}" for each in one.fields] for one in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "A locker has {}.",
        "For each locker we keep {}.",
        "Lockers have {}.",
        "The register holds lockers with {}.",
        "We keep lockers. Each locker has {}.",
        "We rent out lockers, each with {}.",
        "There are lockers, and every locker has {}.",
        "The school manages lockers; each locker has {}.",
        "The following is kept for each locker: {}.",
        "Lockers are stored with {}.",
        "Lockers are described by {}.",
        "Each locker can be described by {}.",
        "The fields of a locker are {}.",
        "The data of a locker are {}.",
        "A locker's fields are {}.",
        "We want to know {} of each locker.",
        "We keep {} for every locker.",
        "{} are kept for each locker.",
        "A locker is made up of {}.",
        "Every locker in the school has {}.",
        "A locker, which belongs to the school, has {}.",
        "A locker (we have 300 of them) has {}.",
        "Each of our lockers has {}.",
        "All lockers have {}.",
        "Our lockers have {}.",
        "A locker must have {}.",
        "About a locker we need to know {}.",
        "For lockers, we record {}.",
        "What matters about a locker is {}.",
        "To each locker belong {}.",
        "Each entry for a locker holds {}.",
        "In the register, each locker has {}.",
    ],
)
def test_what_a_thing_has(sentence: str) -> None:
    said = sentence.format(_LIST)

    assert told(said[:1].upper() + said[1:]) == {"Locker": _FIELDS}


@pytest.mark.parametrize(
    "sentence",
    [
        "We want to know the average, the total and the highest price of each locker.",
        "Lockers have to be closed, and the floor is cleaned.",
        "All lockers have a tale to tell, a past and a future.",
        "Each of our lockers has a colour.",
        "The clerk gives lockers with a smile, a number and a key that fits.",
    ],
)
def test_what_tells_of_no_parts(sentence: str) -> None:
    assert told(sentence) == {}
