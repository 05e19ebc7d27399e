"""The law of a wording: it says what its sentence says, nothing less and nothing more."""

import re
from collections.abc import Iterator

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.rewording.sense.known_names import names_of
from omninode_bridge.prose.rewording.sense.law import says_the_same
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_TEXT = """# Ferry

1. Load the ferry.
2. Warn the harbour.

A crossing has a vessel (string), a pier (string), a cargo in t (decimal), late (bool), a net fare
(money) and a fare (money).
Book the pilot. Book the tug. Ring the bell.
"""
_STEPS = ("Book the pilot.", "Book the tug.", "Ring the bell.", "Load the ferry.")


def _same(said: str, instead: str, line: int = 9) -> bool:
    document = understand(read_prd(_TEXT).document, NodeType.REDUCER).document
    spoken = [Spoken(one, Place(1)) for one in (*_STEPS, said)]
    return says_the_same(said, instead, names_of(spoken, document), line)


SAME = [
    # figures
    ("How many late crossings each pier had.", "The number of late crossings per pier."),
    ("The heaviest crossing of each vessel.", "The highest weight of a crossing per vessel."),
    ("Crossings over 90 t must not be counted.",
     "Crossings with a cargo above 90 are left out of all figures."),
    ("A crossing with the same vessel counts once.",
     "Repeated crossings with the same vessel are ignored."),
    ("We want to know the mean cargo for every pier.", "The average cargo per pier."),
    # workflows
    ("If the cargo exceeds 40, ring the bell.", "Ring the bell only if the cargo is above 40."),
    ("After both bookings, ring the bell.",
     "After booking the pilot and booking the tug, ring the bell."),
    ("Ringing the bell: 2 retries, 5 minutes apart.",
     "Ringing the bell is retried 2 times at intervals of 5 minutes."),
    ("Ringing the bell must not take longer than 3 hours.",
     "Ringing the bell must be finished within 3 hours."),
    ("If ringing the bell goes wrong, nobody cares.",
     "If ringing the bell fails, the workflow continues."),
    ("Once the pilot is booked, ring the bell.", "After booking the pilot, ring the bell."),
    # calculations
    ("The net fare is never below 12.", "The net fare is at least 12."),
    ('A crossing of 60 t or more is rejected with "too heavy".',
     'If the cargo of a crossing is at least 60, the request is refused with "too heavy".'),
    ("Late crossings are doubled in fare.", "The fare of late crossings is multiplied by 2."),
    # stored things, lives
    ("Crossings cannot be removed.", "Crossings cannot be deleted."),
    ("Late crossings are over.", "Late crossings are final."),
    ("Input: the vessel, a whole number, 1 to 9.", "Input: vessel (int, 1 to 9)."),
]  # fmt: skip
OTHER = [
    ("Watch the harbour for at most 15 minutes.",
     "Loading the ferry must be finished within 15 minutes."),
    ("Ring the bell if the ebb rate is at most 1.", "Ring the bell only if the fare is at most 1."),
    ("Ring the bell, also when nothing was booked.", "After booking the pilot, ring the bell."),
    ("If ringing the bell fails, what was loaded is undone.",
     "If ringing the bell fails, everything is undone."),
    ("If the bell is cleaned, we book the pilot after loading the ferry.",
     "After loading the ferry, clean the bell, then book the pilot."),
    ("If the bell is cleaned and the cargo is late, book the pilot.",
     "Clean the bell, then book the pilot only if it is late."),
    ("Vessels with cargo above 30 are refused.",
     "If the cargo of a vessel is above 30 and the cargo is 30, the request is rejected."),
    ("Foreign crossings with cargo above 30 are refused.",
     "If the cargo of a crossing is above 30, the request is rejected."),
    ("Late crossings are left out of it.", "Late crossings are left out of all figures."),
    ("Late crossings are left out of the average cargo.", "The average cargo."),
    ("The number of late crossings per pier.", "The number of crossings per pier."),
    ("The number of different vessels per pier.",
     "The number of different vessels per pier and vessel."),
    ("A pier may have at most 3 late crossings.", "Find a pier by its id."),
    ("List crossings by pier, sorted by cargo.", "List crossings by pier."),
    ("The net fare is never below 12.", "The fare is at least 12."),
    ("The fare is never below 12.", "The fare is at most 12."),
    ("`sea_miles`: a whole number.", "seamiles (int)"),
    ("The average cargo (mean_cargo) per pier.", "The average cargo per pier."),
    ("The tow is late, and no unless told otherwise.", "tow late (bool)"),
    ("The agent books crossings with vessel.", "Create crossings with vessel."),
    ("Late piers: crossings refused.", "A late pier has a crossings refused (text)."),
    ("You may ring the bell.", "Ring the bell."),
    ("Ring the bell or book the pilot.", "Ring the bell and book the pilot."),
    ("Ring the bell.", "After booking the pilot, ring the bell."),
    ("A crossing under 3 months is refused.",
     "If the age of a crossing is below 3, it is refused."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "instead"), SAME)
def test_what_says_the_same_is_a_wording(said: str, instead: str) -> None:
    assert _same(said, instead)


@pytest.mark.parametrize(("said", "instead"), OTHER)
def test_what_says_something_else_is_none(said: str, instead: str) -> None:
    assert not _same(said, instead)


def test_an_item_that_is_numbered_says_when_it_is_done() -> None:
    assert _same("Load the ferry.", "First, load the ferry.", line=3)
    assert _same("Warn the harbour.", "Then warn the harbour.", line=4)
    assert not _same("Warn the harbour.", "First, warn the harbour.", line=4)
    assert not _same("Ring the bell.", "First, ring the bell.")


def _more(said: str) -> Iterator[str]:
    """The sentence with something said in addition."""
    first, *rest = said.split(" ")
    yield " ".join((first, *rest[:-1], "blue", *rest[-1:]))
    yield f"{said.rstrip('.')}, at most 77."
    yield f"{said.rstrip('.')}, with `red_mark`."
    yield f'{said.rstrip(".")}, with "so".'
    yield f"{said.rstrip('.')}, not on the lee side."
    yield f"{said.rstrip('.')} unless it rains."


@pytest.mark.parametrize(("said", "instead"), SAME)
def test_whatever_is_said_in_addition_is_not_left_out(said: str, instead: str) -> None:
    assert [one for one in _more(said) if _same(one, instead)] == []


@pytest.mark.parametrize(("said", "instead"), SAME)
def test_nothing_is_added_that_is_not_said(said: str, instead: str) -> None:
    assert [one for one in _more(instead) if _same(said, one)] == []


@pytest.mark.parametrize(("said", "instead"), SAME)
def test_no_number_is_another(said: str, instead: str) -> None:
    other = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), instead)
    assert other == instead or not _same(said, other)
