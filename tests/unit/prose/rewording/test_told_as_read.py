"""What stands in other words has the names, figures and quoted words of its sentence."""

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.rewording.calculations_told import proposed_calculations
from omninode_bridge.prose.rewording.datum import data_of, datum_of
from omninode_bridge.prose.rewording.deeds_told import proposed_deeds
from omninode_bridge.prose.rewording.keeping import keeps_figures
from omninode_bridge.prose.rewording.trying import MOST_READ, MOST_READINGS, Trial
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_document

GRANT = """# Solar grant

Input: age (int), house owned (bool), plant size in kWp (decimal), battery (bool), days (int).

Output: eligible (bool), grant (money), light (green, yellow or red).
"""
DESK = """# Desk

A booking has a room (text), an email (email), a day (date), a note (text, optional) and whether it
is cancelled (no by default).
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how many pages the job has (at least 1, at most 5000)", "pages (int, 1 to 5000)"),
        ("whether they own the house", "house owned (bool)"),
        ("whether the alarm goes off", "alarm (bool)"),
        ("applicant's age", "age (int)"),
        ("the size of the plant in kWp, decimal", "plant size in kWp (decimal)"),
        ("has a battery yes/no", "battery (yes or no)"),
        ("language: en, de or fr, default en", "language (en, de or fr, default en)"),
        ("a note that may be missing", "note (text, optional)"),
        ("co2 in ppm (whole number from 300 up to 10000)", "co2 in ppm (int, 300 to 10000)"),
    ],
)
def test_a_datum_is_told_by_name_type_and_limits(text: str, told: str) -> None:
    datum = datum_of(text)

    assert datum is not None
    assert datum.told("") == told


def test_what_is_said_of_all_holds_for_each_of_a_list() -> None:
    found = data_of("a first name, a last name and an email address (all text)")

    assert [one.told("") for one in found] == [
        "first name (text)",
        "last name (text)",
        "email (text)",
    ]


@pytest.mark.parametrize("text", ["", "and then we all went home, quickly and without a word"])
def test_what_names_nothing_is_no_datum(text: str) -> None:
    assert data_of(text) == []


def _first(sentence: str, declared: str) -> str:
    spoken = [Spoken(sentence, Place(20))]
    propose = proposed_calculations if declared is GRANT else proposed_deeds
    (found,) = propose(spoken, read_prd(declared).document)
    return next(iter(found), "")


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        (
            (
                "Applicants have to be at least 18 and must own the house,"
                " otherwise they are not eligible."
            ),
            "If age is below 18 or house owned is false, eligible is false.",
        ),
        (
            "Plants smaller than 2 kWp or larger than 30 kWp aren't funded.",
            "If plant size is below 2 or plant size is above 30, eligible is false.",
        ),
        (
            "The grant is 150 per kWp. With a battery there's another 500 on top.",
            (
                "The grant is 150 times the plant size."
                " If battery is true, the grant is increased by 500."
            ),
        ),
        ("People who aren't eligible get nothing.", "If eligible is false, the grant is 0."),
        (
            'Anyone under 18 is turned away with "come back later".',
            'If age is below 18, the request is rejected with "come back later".',
        ),
        (
            "Anyone under 18 gets red light, from 18 to 64 it's yellow, above that is green.",
            (
                "If age is below 18, the light is red. "
                "If age is from 18 to 64, the light is yellow."
                " If age is above 64, the light is green."
            ),
        ),
        (
            "If they are older than 80 then the light is never red, show yellow.",
            "If age is above 80 and the light is red, the light is yellow.",
        ),
    ],
)
def test_a_calculation_is_told_as_it_is_read(sentence: str, wording: str) -> None:
    assert _first(sentence, GRANT) == wording


@pytest.mark.parametrize(
    "sentence",
    [
        "The income must not be more than 60000 plus 10000 for every person after the first.",
        "If it is raining, the light is red.",
        "The grant is 150 per panel.",
        "Whoever owns the house gets 500 per year.",
        "The house must be sold within 5 days or the grant is lost.",
    ],
)
def test_no_wording_leaves_out_what_the_sentence_says(sentence: str) -> None:
    assert _first(sentence, GRANT) == ""


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        ("It must be possible to change the note later on.", "Change the note of a booking."),
        ("Throw a booking away when it's over.", "Delete a booking by its id."),
        ("Show everything of a day, 20 per page.", "List bookings by day, 20 per page."),
        ("You can find bookings by part of the note.", "Search bookings by note."),
        ("There should not be two bookings with the same day.",
         "No two bookings have the same day."),
        ("Members can see their own bookings.", "List bookings by email."),
        ("When somebody cancels send out booking_gone.", ""),
        ("Whenever a booking is cancelled send out booking_cancelled.",
         "When a booking is cancelled, the event booking_cancelled is published."),
        ("Somebody reserves nothing at all.", ""),
        ("The note cannot be changed.", ""),
    ],
)  # fmt: skip
def test_a_deed_is_told_as_it_is_read(sentence: str, wording: str) -> None:
    assert _first(sentence, DESK) == wording


@pytest.mark.parametrize(
    ("text", "instead", "is_kept"),
    [
        ("Pay 10 cents.", "The fee is 0.10.", True),
        ("Pay double.", "The fee is multiplied by 2.", True),
        ("You get 10 % off.", "The fee is reduced by 10.", False),
        ("You get 10 % off.", "The fee is reduced by 10 %.", True),
        ("More than 20 pages cost 5.", "The fee is 5.", False),
        ("Pay 5.", "If age is above 18, the fee is 5.", False),
        ('Refuse it with "no".', "It is refused.", False),
        ("Pay 5 plus 2 for each.", "If it is 2, the fee is 5.", False),
    ],
)
def test_figures_and_quoted_words_stay(text: str, instead: str, *, is_kept: bool) -> None:
    assert keeps_figures(text, instead) is is_kept


def test_what_is_shown_to_whom_it_belongs_is_not_shown_to_all() -> None:
    text = DESK + "\n## Requirements\n- Create bookings.\n- Members can see their own bookings.\n"
    found = understand(read_prd(text).document, NodeType.EFFECT)

    patterns = {one.text: one.pattern for one in found.document.requirements}
    assert patterns["Create bookings."]
    assert patterns["Members can see their own bookings."] == ""


def test_what_is_understood_as_it_is_written_is_not_coached_into_another_type() -> None:
    text = """# Desk

People fight over the rooms. A booking has a room (text) and an email (email).

- Create bookings with room and email.
- After that somebody calls the guest and the desk opens the door.
- The door is closed later on.
"""
    found = check_document(text).findings

    assert not [one for one in found if "type: orchestrator" in one.fix]


def test_a_thing_with_nothing_but_its_id_is_created_by_no_wording() -> None:
    document = read_prd("# Pool\n\n## Data model\n### Locker\n- id: uuid (primary key)\n").document
    spoken = Spoken("Guests can store a new locker.", Place(1))

    assert proposed_deeds([spoken], document) == [()]


def test_a_long_document_is_read_again_less_often() -> None:
    short, long = (
        Trial("# Pool\n\n" + "We swim.\n" * often, NodeType.EFFECT) for often in (10, 1_000)
    )

    assert short.left == MOST_READINGS
    assert long.left * len(long.source) <= MOST_READ
