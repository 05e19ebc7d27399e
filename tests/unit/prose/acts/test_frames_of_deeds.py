"""Frames of what is done to stored things: particles, results, refusals, events."""

import pytest

from omninode_bridge.requirements.document import Operation
from tests.unit.prose.effects_told import EffectsTold

_BIKES = EffectsTold(
    """---
type: effect
---
# Cargo bikes

## Data model
### Bike
- id: uuid (primary key)
- frame: string, unique
- rider: string, optional
- place: string, optional
- state: one of in, out, on repair (default in)
- quarantined: bool, default false
- version: int, default 1

## Requirements
- A clerk can add a bike with frame.
"""
)
_OUT = "The clerk checks out a bike to a rider. The bike is then out."


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        ((_OUT,), "check_out_bike: update Bike with rider sets out"),
        (
            ("When the rider brings the bike back, the clerk checks it in.",),
            "check_in_bike: update Bike sets in",
        ),
        (
            ("When a mechanic fetches a bike, the system shall set its state to on repair.",),
            "fetch_bike: update Bike sets on repair",
        ),
        (
            ("When a mechanic fetches a bike, the state of the bike is set to on repair.",),
            "fetch_bike: update Bike sets on repair",
        ),
        ((_OUT, "A bike that is already out cannot be checked out again."), "never when out"),
        ((_OUT, 'A bike that is out cannot be checked out ("it is gone").'), "never when out"),
        ((_OUT, "A bike on repair cannot be checked out."), "never when on repair"),
        ((_OUT, "A bike in quarantine must not be checked out."), "never when quarantined"),
        (
            (_OUT, "If a bike is not in, then the system shall refuse to check out the bike."),
            "",
        ),
        (
            (
                "When a mechanic fetches a bike, the system shall set its state to on repair.",
                "If the bike is not in, the system shall reject the fetching.",
            ),
            "fetch_bike only when in",
        ),
        (
            (
                "When a mechanic fetches a bike, the system shall set its state to on repair.",
                "If the bike is not in, the system shall reject the repair.",
            ),
            "fetch_bike only when in",
        ),
        (("Only bikes that are in may be scrapped.",), "scrap_bike only when in"),
        (
            ("The clerk can scrap a bike, but only while it is in.",),
            "scrap_bike: delete Bike; scrap_bike only when in",
        ),
        (
            ("The place of a bike can be changed; an outdated version is refused.",),
            "update_bike: update Bike with place; update_bike names the version",
        ),
        (
            (
                "The place of a bike can be changed.",
                "Changing place of a bike requires the current version.",
            ),
            "update_bike names the version",
        ),
        (
            ("Bikes can be listed, optionally only those with a given state, 20 per page.",),
            "list_bikes: list Bike filtered by state",
        ),
        (("Two bikes with the same frame are not allowed.",), "Bike is unique by frame"),
        (
            ("If a bike with the same frame exists, then the system shall refuse to store it.",),
            "Bike is unique by frame",
        ),
        (
            ("If the same request to add a bike arrives twice, only one bike is created.",),
            "add_bike once for each idempotency_key",
        ),
        (
            (
                "A bike can be removed.",
                "Removed bikes are no longer shown in lists, but their data are kept.",
            ),
            "remove_bike hides",
        ),
    ],
)
def test_a_sentence_is_told(sentences: tuple[str, ...], told: str) -> None:
    found = _BIKES.pattern_of(*sentences).removeprefix("told: ")

    assert found.removeprefix("check_out_bike ") == told


@pytest.mark.parametrize(
    "sentences",
    [
        (_OUT, "A bike that is out cannot be checked out, as everybody knows."),
        (_OUT, "When a bike is checked out, the clerk deletes it."),
        ("When a bike arrives, the clerk checks the lock in.",),
        ("When a bike is out, its state is set to in.",),
        ("The clerk paints a bike. The bike is then red.",),
        ("Changing rider of a bike requires the current version.",),
        ("The place of a bike can be changed; the weather is refused.",),
        ("Removed bikes are no longer shown in lists.",),
        ("Two bikes with the same colour are not allowed.",),
        ("If the same request to add a bike arrives twice, a clerk is told.",),
    ],
)
def test_what_only_looks_alike_stays_unbound(sentences: tuple[str, ...]) -> None:
    assert _BIKES.pattern_of(*sentences) == ""


def _operation(name: str, *sentences: str) -> Operation:
    return _BIKES.operation(name, *sentences)


def _inputs(name: str, *sentences: str) -> list[str]:
    return [each for one in _operation(name, *sentences).inputs for each in one.names]


def test_the_words_of_a_refusal_are_answered() -> None:
    operation = _operation(
        "check_out_bike",
        _OUT,
        'A bike that is already out cannot be checked out: "the bike is gone".',
        "When the rider brings the bike back, the clerk checks it in.",
    )

    assert 'reject when stored.state = "out": "the bike is gone"' in [
        one.text for one in operation.rules
    ]


def test_a_version_concerns_the_change_that_is_named() -> None:
    told = (
        _OUT,
        "The place of a bike can be changed.",
        "Changing place of a bike requires the current version.",
    )

    assert "version" in _inputs("update_bike", *told)
    assert "version" not in _inputs("check_out_bike", *told)


def test_a_version_concerns_the_deed_that_is_named() -> None:
    told = (
        _OUT,
        "A clerk can correct the place of a bike.",
        "If the version given with a correction is out of date, the system shall reject it.",
    )

    assert "version" in _inputs("update_bike", *told)
    assert "version" not in _inputs("check_out_bike", *told)


def test_a_stated_number_of_rows_is_on_a_page() -> None:
    operation = _operation("list_bikes", "Bikes are listed by state, 20 per page.")

    [size] = [one.field for one in operation.inputs if one.names == ("size",)]
    assert size is not None
    assert size.default is not None
    assert size.default.text == "20"
