"""One sentence in any frame asks for the same; what denies or limits it is no frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.language.frames import framed
from tests.unit.language.framings import DENIED, FRAMES, PASSIVE, Content

_CONTENT = Content("renew", "renewing", "renewed", "loans", " for two weeks")


@pytest.mark.parametrize("name", sorted(FRAMES.keys() - PASSIVE))
def test_what_is_asked_for_is_the_same_in_every_frame(name: str) -> None:
    found = framed(_CONTENT.within(FRAMES[name]))
    assert found.asked.strip(".") == "renew loans for two weeks"


@pytest.mark.parametrize("name", sorted(PASSIVE))
def test_of_a_passive_the_wish_is_taken_off(name: str) -> None:
    found = framed(_CONTENT.within(FRAMES[name]))
    assert found.clause.lower() == "loans shall be renewed for two weeks."
    assert found.active == "renew loans for two weeks."


@pytest.mark.parametrize("frame", DENIED)
def test_what_is_denied_or_limited_keeps_its_words(frame: str) -> None:
    text = _CONTENT.within(frame)
    kept = {"not", "never", "no", "only", "nobody", "longer", "who", "don't", "moon"}
    said = {*text.lower().replace(",", "").split()} & kept
    assert said
    said = {"not" if one == "don't" else one for one in said}
    assert said <= {*framed(text).plain.lower().replace(",", "").split()}


@pytest.mark.parametrize(
    ("text", "conditions", "clause"),
    [
        (
            "When a wash ends, the system shall lock the door.",
            ["When a wash ends"],
            "lock the door.",
        ),
        ("If it rains, then the node must close the roof.", ["If it rains"], "close the roof."),
        (
            "While a machine runs, when coins are thrown in, the system shall return them.",
            ["While a machine runs", "when coins are thrown in"],
            "return them.",
        ),
        (
            "Where the style is lager, it must be possible to cool the cellar.",
            ["Where the style is lager"],
            "cool the cellar.",
        ),
        (
            "Given a member with 3 loans, 1 of them late, the system shall refuse.",
            ["Given a member with 3 loans, 1 of them late"],
            "refuse.",
        ),
        (
            "For a return trip, the app must double the fare.",
            ["For a return trip"],
            "double the fare.",
        ),
        (
            "When it rains, the roof shall be closed.",
            [],
            "When it rains, the roof shall be closed.",
        ),
    ],
)
def test_conditions_stand_in_front(text: str, conditions: list[str], clause: str) -> None:
    found = framed(text)
    assert (list(found.conditions), found.clause) == (conditions, clause)


@pytest.mark.parametrize(
    ("text", "asker", "actor", "purpose"),
    [
        ("As a member of staff, I want to renew loans.", "member of staff", "", ""),
        ("The system lets the members renew loans.", "", "the members", ""),
        ("Renew loans so that members save a walk.", "", "", "members save a walk"),
        ("Renew loans, so the members save a walk.", "", "", "the members save a walk"),
        ("Renew loans, so the total is 5.", "", "", ""),
        ("In order to save time, renew loans.", "", "", "save time"),
        ("In order to get the total, add the fees.", "", "", ""),
    ],
)
def test_who_asks_who_acts_and_why(text: str, asker: str, actor: str, purpose: str) -> None:
    found = framed(text)
    assert (found.asker, found.actor, found.purpose) == (asker, actor, purpose)


@pytest.mark.parametrize(
    "text",
    [
        "In case of rain the roof is closed.",
        "The number of guests must be between 1 and 9.",
        "The system shall be fast.",
        "Members need a valid card.",
        "An email is required.",
        "Let the fee be 5.",
        "Allow 3 retries.",
        "If a clerk wants to renew a loan, the fee is 3.",
        "Loans that need to be renewed must be listed.",
        "Members may have at most 3 loans.",
    ],
)
def test_what_is_no_frame_is_left_alone(text: str) -> None:
    assert framed(text).plain == text


def test_each_sentence_has_a_frame_of_its_own() -> None:
    text = "Members need to be able to renew loans so that they can read on. We want to see them."
    assert framed(text).plain == "Members can renew loans. See them."


@given(st.text(max_size=200))
def test_any_text_has_a_frame_and_what_is_left_has_none(text: str) -> None:
    found = framed(text).plain
    assert framed(found).plain.lower() in {found.lower(), framed(framed(found).plain).plain.lower()}


@pytest.mark.parametrize("text", ["if " * 300, "so that " * 120, "as a " * 200, "a, " * 330])
def test_a_long_text_takes_no_longer(text: str) -> None:
    assert framed(text).plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Every time a loan ends, tell the boss.", "When a loan ends, tell the boss."),
        ("As soon as it is paid, ship it.", "Once it is paid, ship it."),
        ("The fee is 5, when it rains.", "The fee is 5 when it rains."),
        ("Given that it is wet, close it.", "If it is wet, close it."),
        ("In the event that it is wet, close it.", "If it is wet, close it."),
        ("Retry 3 times, doubling the delay each time.", ""),
        ('Refuse it with "every time it rains".', ""),
        ("In case of fire, the doors are opened.", ""),
        ("When it rains, the fee is 5, when it snows, 6.", ""),
    ],
)  # fmt: skip
def test_openers_of_conditions_have_one_spelling(text: str, plain: str) -> None:
    assert framed(text).plain == (plain or text)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Publish a trip departed event for observability", "observability"),
        ("Record each payment for better troubleshooting.", "better troubleshooting"),
        ("Sum the amounts for debugging by day", "debugging"),
        ("Count the visits for observability of the park", ""),
        ("Store the notes for the keeper", ""),
        ("For debugging", ""),
    ],
)
def test_what_something_is_good_for_is_a_reason(text: str, purpose: str) -> None:
    assert framed(text).purpose == purpose


def test_only_the_first_words_of_a_wish_are_manner() -> None:
    text = "The system shall then crush the malt, then always stir it, then quickly boil it."
    assert framed(text).plain == "crush the malt, then always stir it, then quickly boil it."


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A broken jar is refused, too.", "A broken jar is refused."),
        ("Empty jars are refused as well.", "Empty jars are refused."),
        ("A sold jar may not be moved either.", "A sold jar may not be moved."),
        ("A broken jar cannot be sold at all.", "A broken jar cannot be sold."),
        ("Each jar has a label, of course.", "Each jar has a label."),
        ("The code is unique (for example K-017).", "The code is unique."),
        ('The code is unique, for instance "K-017".', "The code is unique."),
        ("Parts of an hour count, e.g. 40.5 hours.", "Parts of an hour count."),
        ("The pay is at least 12.41 euros (the minimum).", "The pay is at least 12.41 euros."),
        ("Moor the boat up to 4 times, since berths become free.", "Moor the boat up to 4 times."),
    ],
)  # fmt: skip
def test_words_that_ask_for_nothing_are_taken_off(text: str, plain: str) -> None:
    assert framed(text).plain == plain


@pytest.mark.parametrize(
    "text",
    [
        "The fee is 5 since the boat was lent.",
        "Either the clerk or the guest closes the gate.",
        "Clerks as well as guests close the gate.",
        "A jar has a weight (in kg).",
        "Show the days since the last visit.",
        "The lid stays shut, which is why the jar must be heated.",
        'Refuse it with "too heavy (for example 3)".',
    ],
)
def test_words_that_say_something_stay(text: str) -> None:
    assert framed(text).plain == text


def test_what_is_asked_for_behind_a_cause_is_no_part_of_it() -> None:
    found = framed("The stock is released because the order failed, and the buyer must be told.")

    assert found.plain == "The stock is released, and the buyer must be told."
    assert found.purpose == "the order failed"
