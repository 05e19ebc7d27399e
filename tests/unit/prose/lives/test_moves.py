"""From which state an event leads to which, in the words of people."""

import pytest

from tests.unit.prose.lives.told import KILN, rows, told

LIT = "cold --light--> hot"


@pytest.mark.parametrize(
    "sentence",
    [
        "A kiln is cold in the beginning.",
        "At the start the kiln is cold.",
        "The kiln starts out cold.",
        "Every kiln begins in the state cold.",
        "A new kiln is cold.",
        "The initial state is cold.",
    ],
)
def test_a_life_begins(sentence: str) -> None:
    found = told(sentence, *KILN[1:])

    assert found.document.states is not None
    assert found.document.states.initial == "cold"
    assert "R1" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "When the potter lights it, the kiln is hot.",
        "When it is lit, it becomes hot.",
        "The potter can light a cold kiln, which makes it hot.",
        "A cold kiln can be lit by the potter. Then it is hot.",
        "A cold kiln is lit and is then hot.",
        "Lighting a cold kiln makes it hot.",
        "The potter lights the kiln, which brings it to the state hot.",
        "`light` makes a cold kiln hot.",
        "`light` is possible only while the kiln is cold. The state is then hot.",
        "If somebody lights the kiln while it is cold, it turns hot.",
        "From cold, the kiln can be lit. Afterwards the kiln is hot.",
        "As long as the kiln is cold, the potter can light it, which leads to hot.",
        "The potter lights the kiln: cold -> hot.",
    ],
)
def test_an_event_leads_to_a_state(sentence: str) -> None:
    found = told(KILN[0], sentence, KILN[2])

    assert LIT in rows(found)
    assert "R2" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "A kiln that is cold or hot can be sealed. Sealed is final.",
        "From any state the kiln can be sealed, and a sealed kiln accepts nothing more.",
        "The owner can seal the kiln as long as it is cold or hot; it is then sealed for good.",
        "The owner may seal it at any time before being sealed. A sealed kiln never changes.",
        "Either way, cold and hot kilns can be sealed. Nothing can happen to a sealed kiln.",
        "The owner can seal a cold or hot kiln, which leads to sealed. That is the end of it.",
    ],
)
def test_it_ends_from_several_states(sentence: str) -> None:
    found = told(*KILN, sentence.removeprefix("Either way, "))

    assert {"cold --seal--> sealed", "hot --seal--> sealed"} <= rows(found)
    assert found.document.states is not None
    assert found.document.states.finals == ("sealed",)


def test_states_are_called_as_what_is_done() -> None:
    found = told(
        *KILN, "A hot kiln can be vented. A vented kiln can be unvented.", "It can be parked twice."
    )

    assert "hot --vent--> vented" in rows(found)


def test_what_undoes_leads_back() -> None:
    found = told(*KILN, "A cold kiln can be locked, and it is then locked.", "It can be unlocked.")

    assert "locked --unlock--> cold" in rows(found)


def test_the_story_goes_on_from_where_it_stands() -> None:
    found = told(
        *KILN, "A hot kiln can be filled, and is then full.", "It is fired; then it is red."
    )

    assert "full --fire--> red" in rows(found)
    assert any("takes full as the state" in one.message for one in found.notes)


def test_two_ends_leave_from_the_same_state() -> None:
    found = told(
        *KILN,
        "A hot kiln can be tested, and it is then tested.",
        "The owner can sell it, which leads to sold, or scrap it, which leads to scrapped.",
        "Sold and scrapped are final.",
    )

    assert {"tested --sell--> sold", "tested --scrap--> scrapped"} <= rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The potter lifts it; then the kiln is cold.",
        "Smoking makes it hot again.",
    ],
)
def test_no_way_back_is_guessed(sentence: str) -> None:
    found = told(*KILN, sentence)

    assert len(rows(found)) == 2
    assert "R4" not in found.shown


def test_what_follows_at_once_may_lead_back() -> None:
    found = told(*KILN, "From any state a fault makes it broken; a repair makes it cold.")

    assert {"hot --fault--> broken", "broken --repair--> cold"} <= rows(found)
    assert "cold --repair--> cold" not in rows(found)


def test_an_event_is_named_in_brackets() -> None:
    found = told(*KILN, "If a hot kiln stands for a day (event: settle), it becomes settled.")

    assert not any("settle" in one for one in rows(found))
    found = told(KILN[0], "If the first day is over (event: warm), it becomes hot.", KILN[2])
    assert "cold --warm--> hot" in rows(found)


def test_the_same_done_to_different_things_is_two_events() -> None:
    found = told(
        *KILN,
        "While the kiln is hot, the potter can open the door; it is then open.",
        "While the kiln is cold, the potter can open the vent; it is then airy.",
    )

    assert {"hot --open_door--> open", "cold --open_vent--> airy"} <= rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The kiln can be cold, hot or red.",
        "States: cold, hot, red.",
        "The kiln has three states: cold, hot and red.",
        "Everything else is refused with a reason.",
        "Events that do not fit the current state are refused and change nothing.",
        "Any other combination of state and event is rejected.",
        "Whatever is refused changes nothing.",
        "Each refusal says why.",
        "We follow one kiln from the first fire until it breaks.",
        "A cold kiln cannot be cooled.",
        "While it is cold, it cannot be cooled.",
    ],
)
def test_what_holds_anyway_is_read(sentence: str) -> None:
    found = told(*KILN, sentence)

    assert rows(found) == {LIT, "hot --cool--> cold"}
    assert "R4" in found.shown


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The kiln starts as hot.", "elsewhere as `cold`"),
        ("A hot kiln cannot be cooled.", "is possible in hot elsewhere"),
        ("While it is hot, the potter can rest the chair.", ""),
        ("Lighting is possible only while the kiln is hot.", ""),
        ("Nobody may sing it.", "is not said"),
        ("If the sky is below 5, it becomes hot.", ""),
    ],
)
def test_what_does_not_fit_is_named(sentence: str, reason: str) -> None:
    found = told(*KILN, sentence)

    assert "R4" not in found.shown or LIT not in rows(found) or not reason
    assert not reason or any(reason in one.message for one in found.notes)


def test_no_life_is_told() -> None:
    assert told("The report lists all kilns.").document.states is None
    assert told("The kiln is cold at first.", "It may be hot.").document.states is None


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [
        ("When it is hot, the potter is told.", "tell_potter"),
        ("When the kiln is lit, a message is sent to the potter.", "send_message"),
        ("When it is lit, the potter gets a warning.", "send_warning"),
        ("When the kiln is lit, notify the owner.", "notify_owner"),
    ],
)
def test_somebody_is_told(sentence: str, intent: str) -> None:
    found = told(*KILN, sentence)

    assert f"{LIT} / emit {intent}()" in rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Until it is glazed, the kiln can be cancelled.",
        "The owner may cancel the kiln at any time before it is glazed.",
    ],
)
def test_what_is_possible_until_something_is_so_is_not_possible_behind_it(sentence: str) -> None:
    found = told(
        *KILN,
        "A hot kiln can be glazed, and it is then glazed.",
        "A glazed kiln can be polished; it is then polished.",
        sentence,
    )

    ended = {one for one in rows(found) if "--cancel--" in one}
    assert ended == {"cold --cancel--> cancelled", "hot --cancel--> cancelled"}
    assert any("takes cancelled as the state" in one.message for one in found.notes)


def test_what_follows_from_what_is_reported() -> None:
    found = told(*KILN, "If the kiln is reported broken, the hot kiln is cooled.")

    assert not any("report" in one for one in rows(found))
    found = told(
        *KILN,
        "A hot kiln can be retired, and is then retired.",
        "If the chimney is reported damaged, the hot kiln is retired and the owner is told.",
    )
    assert "hot --report_damaged--> retired / emit tell_owner()" in rows(found)


def test_an_event_is_named_behind_what_is_done() -> None:
    found = told(*KILN, "The potter glazes a hot kiln (event: dip), and it is then glazed.")

    assert "hot --dip--> glazed" in rows(found)


def test_of_a_requirement_of_several_sentences_each_is_read() -> None:
    found = told(*KILN, "A hot kiln can be vented, and is then open. The smoke must be below 5.")

    assert "R4" not in found.shown
    assert "hot --vent--> open" in rows(found)


def test_an_amount_that_reaches_something_is_no_event() -> None:
    found = told(*KILN, "When the amount reaches the total, the kiln is paid.")

    assert rows(found) == {LIT, "hot --cool--> cold"}
    assert "R4" not in found.shown


def test_what_leads_nowhere_is_not_read() -> None:
    found = told(*KILN, "A hot kiln can be whistled.")

    assert rows(found) == {LIT, "hot --cool--> cold"}
    assert "R4" not in found.shown
