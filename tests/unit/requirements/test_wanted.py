"""What is wanted stands below headings of the authors' own, or below none at all."""

import pytest

from omninode_bridge.requirements.asides import asides_of
from omninode_bridge.requirements.document import RequirementClass
from omninode_bridge.requirements.reading import read_prd


def texts(text: str) -> list[str]:
    return [one.text for one in read_prd(text).document.requirements]


def codes(text: str) -> set[str]:
    return {one.code for one in read_prd(text).diagnostics}


@pytest.mark.parametrize(
    "heading",
    [
        "What the editor wants to see",
        "What we need",
        "What it has to do",
        "How the fare is found",
        "How a claim moves",
        "When the lift stops",
        "The clerk's wishes and needs",
        "House rules",
        "Rules of the pool",
        "Expected behaviour",
        "The gate must",
        "What must not happen",
        "Tasks of the warden",
    ],
)
def test_a_heading_of_ones_own_may_say_what_is_wanted(heading: str) -> None:
    body = "- Guests pay 5 per night\n- The total nights per guest\n"

    assert texts(f"# Inn\n\n## Quality\n- Answers come fast\n\n## {heading}\n{body}")[1:] == [
        "Guests pay 5 per night",
        "The total nights per guest",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Why",
        "Why we need it",
        "How it is today",
        "What this is about",
        "Glossary",
        "History",
        "Terms",
        "What it does not do",
        "What we don't need",
        "Not part of this",
        "Later",
        "Ideas for later",
        "In the next version",
    ],
)
def test_what_only_explains_or_is_left_out_asks_for_nothing(heading: str) -> None:
    body = "- Guests must pay 5 per night\n- A guest is whoever sleeps here\n"

    assert texts(f"# Inn\n\n## Rules\n- Beds are made daily\n\n## {heading}\n{body}") == [
        "Beds are made daily"
    ]


def test_sections_of_qualities_leave_the_other_headings_their_bullets() -> None:
    text = (
        "# Inn\n## Breakfast\n- Breakfast is free for members\n## Quality\n- Answers within 1 s\n"
    )

    assert texts(text) == ["Breakfast is free for members", "Answers within 1 s"]


@pytest.mark.parametrize(
    "title", ["Acceptance criteria", "Acceptance", "Criteria of success", "Definition of done"]
)
def test_criteria_that_are_no_cases_are_requirements(title: str) -> None:
    text = (
        f"# Race\n\nOutput: total (int).\n\n## {title}\n\n- The total is the sum of both.\n"
        '- More than 5 penalties are rejected with "out".\n- When it is late, the total doubles.\n'
    )

    assert len(texts(text)) == 3
    assert not codes(text) & {"PRD022", "PRD031"}


@pytest.mark.parametrize(
    "case",
    [
        "Given age is 17 when it is checked then the fee is 5",
        "age = 17 -> fee = 5",
        "age: 17, fee: 5",
        "`age` 17 gives 5",
    ],
)
def test_criteria_with_a_case_stay_cases(case: str) -> None:
    text = f"# Pool\n\nInput: age (int).\n\n## Acceptance criteria\n- {case}\n- The fee is right.\n"

    assert "The fee is right." not in texts(text)


def test_criteria_beside_requirements_are_none_themselves() -> None:
    text = "# Pool\n## Requirements\n- Add the fee.\n## Acceptance criteria\n- The fee is shown.\n"

    assert texts(text) == ["Add the fee."]


def test_running_text_without_headings_is_read_sentence_by_sentence() -> None:
    text = (
        "# Bakery\n\nOnce the dough has risen, it is shaped. The oven is heated meanwhile. Baking "
        "starts when the oven is hot. The loaves cool for an hour. Is that enough? We had a fire "
        "in May. This text is short.\n"
    )

    assert texts(text) == [
        "Once the dough has risen, it is shaped.",
        "The oven is heated meanwhile.",
        "Baking starts when the oven is hot.",
        "The loaves cool for an hour.",
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "A veterinary practice replaces its index cards.",
        "The workflow of a garage that inspects cars before they are sold.",
        "Follows a prescription from the doctor to the patient.",
        "How many tiles does a bathroom need?",
    ],
)
def test_an_opening_says_what_the_thing_is(opening: str) -> None:
    text = f"# T\n\n{opening}\n\nThe fee is paid when the guest leaves.\n"

    assert texts(text) == ["The fee is paid when the guest leaves."]


def test_what_begins_with_an_id_is_a_requirement_in_any_words() -> None:
    text = "# T\n\nRequirements:\n\nR1: The car must be washed.\nR2: If it fails, we go on.\n"

    assert [one.id for one in read_prd(text).document.requirements] == ["R1", "R2"]


@pytest.mark.parametrize(
    "sentence",
    [
        "All 156 unit tests pass.",
        "The handler keeps a cache, see FooBar.",
        "It is merged as ABC-12.",
    ],
)
def test_sentences_about_a_project_ask_for_nothing(sentence: str) -> None:
    assert texts(f"# T\n\nA tool.\n\n- reads each of the lines\n\n{sentence}\n") == [
        "reads each of the lines"
    ]


def test_who_demands_throughout_only_narrates_elsewhere() -> None:
    text = (
        "# Sale\n\nParents sell things. At the till helpers scan each label.\n\n"
        "It must sort the articles. It shall count them all. The cake is nobody's business.\n"
    )

    assert texts(text) == ["It must sort the articles.", "It shall count them all."]


def test_running_text_beside_what_goes_in_and_comes_out_asks_too() -> None:
    text = (
        "# Pool\n\nThe guest enters the age (int). We answer with the fee (money). The fee is 5.00 "
        "for grown-ups. Children pay half of it.\n"
    )

    assert texts(text) == ["The fee is 5.00 for grown-ups.", "Children pay half of it."]


@pytest.mark.parametrize(
    "sentence",
    [
        "The request for the deposit is repeated after 7 days.",
        "Rules of the pool are printed on each ticket.",
        "Cars are not part of the fleet.",
        "The life of a ticket ends in May.",
    ],
)
def test_a_sentence_that_begins_like_a_heading_is_one_all_the_same(sentence: str) -> None:
    assert texts(f"# T\n\n## Requirements\n- {sentence}\n- Add it.\n") == [sentence, "Add it."]


@pytest.mark.parametrize("first", ["What a rental costs", "Prices", "Requirements", "Rules"])
def test_a_topic_of_ones_own_asks_for_what_its_sentences_say(first: str) -> None:
    text = (
        f"# Bikes\n\nWe rent bikes. Last year all was written on paper.\n\n## {first}\n"
        "- The first hour must cost 6.00.\n\n## Money back\n- After 24 hours 10 % are given back.\n"
    )

    assert texts(text) == [
        "The first hour must cost 6.00.",
        "After 24 hours 10 % are given back.",
    ]


def test_a_command_may_be_short() -> None:
    text = "# Desk\n\n## At the desk\n- Block a reader.\n- Red tape.\n- Look a reader up by name.\n"

    assert texts(text) == ["Block a reader.", "Look a reader up by name."]


@pytest.mark.parametrize(
    "heading",
    ["What is not allowed", "What is kept", "What is never allowed", "What is announced"],
)
def test_a_heading_with_what_is_may_say_what_is_wanted(heading: str) -> None:
    body = "Lending a key that is out is refused."

    assert texts(f"# Keys\n\n## {heading}\n{body}\n") == [body]


@pytest.mark.parametrize(
    "said",
    [
        "Every evening the warden wants the number of guests.",
        "We also want the longest stay of all guests.",
        "She would like to see the lanterns that are out.",
        "For each jetty we need the sum of the fees.",
        'Returning a lantern announces "lantern_returned".',
        "We remember how many lanterns were broken.",
        "In that state the warden may still call it off.",
    ],
)
def test_what_is_wanted_without_must_is_wanted(said: str) -> None:
    opening = "We keep the lanterns of a camp site in a shed. The warden wants a list."

    assert said in texts(f"# Lanterns\n\n{opening}\n\nA lantern costs 2 per night. {said}\n")
    assert said in texts(f"# Lanterns\n\n{opening}\n\nEach lantern must be lit. {said}\n")


@pytest.mark.parametrize(
    "said", ["We want to throw away the old list.", "The warden wants to know what is in the shed."]
)
def test_what_a_document_opens_with_is_wanted_of_the_whole(said: str) -> None:
    assert texts(f"# Lanterns\n\n{said}\n\nA lantern costs 2 per night.\n") == [
        "A lantern costs 2 per night."
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Our cooks write a label for each jar, and the shop puts them on the shelf.",
        "We sell jars at the market once a month.",
        "The warden's phone has to show the guests what a lantern costs.",
        "Guests should not have to wait for the warden, so our program does it.",
        "The camp site wants a small service in which guests note their lanterns.",
    ],
)
def test_an_opening_that_only_introduces_is_no_requirement(said: str) -> None:
    assert texts(f"# Lanterns\n\n{said}\n\nA lantern costs 2 per night.\n") == [
        "A lantern costs 2 per night."
    ]


@pytest.mark.parametrize(
    "said",
    [
        "The clerk has to pay 5 for what a guest breaks.",
        "We refuse lanterns that are older than 9 years.",
        "Our guests pay 3 per night.",
        "A lantern may be lent once.",
    ],
)
def test_a_rule_in_the_opening_is_one(said: str) -> None:
    assert said in texts(f"# Lanterns\n\n{said}\n\nA lantern costs 2 per night.\n")


@pytest.mark.parametrize(
    "said",
    [
        "Each refusal says why.",
        "Whatever is refused changes nothing and comes with a reason.",
        "There are also lamps.",
        "The camp site needs a new register program.",
    ],
)
def test_an_item_that_only_explains_is_no_requirement(said: str) -> None:
    assert texts(f"# Lanterns\n\n- {said}\n- A lantern costs 2 per night.\n") == [
        "A lantern costs 2 per night."
    ]
    assert said in texts(f"# Lanterns\n\n## Requirements\n- R1: {said}\n")


@pytest.mark.parametrize(
    "said",
    [
        "Rejected lanterns do not count.",
        "There are at most 40 lanterns.",
        "The camp site needs a program that refuses lanterns.",
        "A refused guest pays 5.",
    ],
)
def test_an_item_that_states_a_rule_is_a_requirement(said: str) -> None:
    assert said in texts(f"# Lanterns\n\n- {said}\n- A lantern costs 2 per night.\n")


def test_a_sentence_that_repeats_the_one_before_it_is_no_requirement() -> None:
    text = (
        "# Pay\n\nThe pay depends on the day.\n\nHours must be at most 80. Otherwise refuse it.\n"
    )

    assert "Otherwise refuse it." not in texts(text)
    assert {one.text: one.reason for one in asides_of(read_prd(text).document)}[
        "Otherwise refuse it."
    ] == "it says again what the sentence before it says"


@pytest.mark.parametrize(
    ("heading", "is_asked"),
    [
        ("What is not carried", True),
        ("What is never lent", True),
        ("What is repaired", True),
        ("What is a parcel", False),
        ("What are pallets", False),
        ("What we know", False),
    ],
)
def test_what_is_done_is_asked_for_and_what_is_a_thing_is_explained(
    heading: str, *, is_asked: bool
) -> None:
    said = 'If the weight is above 30 kg, the request is rejected with "too heavy".'

    assert (said in texts(f"# T\n\n## Fee\nThe fee is 5.\n\n## {heading}\n\n{said}\n")) is is_asked


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Background", "We want one place for all the keys, and nobody has to ask any more."),
        ("Motivation", "- Every key is on a hook today, and each of them is lost once a year."),
    ],
)
def test_what_stands_below_background_asks_for_nothing(heading: str, said: str) -> None:
    text = f"# Keys\n\n## {heading}\n\n{said}\n\n## Keys\n\nA guest may borrow a key.\n"

    assert texts(text) == ["A guest may borrow a key."]


def test_what_must_be_is_asked_for_below_background_too() -> None:
    text = (
        "# Keys\n\n## Background\n\nEach key must have a number.\n\n## Keys\n\nA guest has one.\n"
    )

    assert "Each key must have a number." in texts(text)


@pytest.mark.parametrize(
    ("opening", "asked"),
    [
        ("KEY-77: the porter has too many keys.", []),
        (
            "KEY-77. We lend keys to guests. A guest must sign for it.",
            ["A guest must sign for it."],
        ),
    ],
)
def test_the_key_of_a_ticket_that_opens_a_document_is_no_requirement(
    opening: str, asked: list[str]
) -> None:
    text = f"# Keys\n\n{opening}\n\n## Requirements\n- Lend a key.\n- R2: Take a key back.\n"

    assert texts(text) == [*asked, "Lend a key.", "Take a key back."]


def test_ids_of_one_kind_are_those_of_requirements() -> None:
    text = "# Keys\n\nKEY-1: Lend a key.\n\nKEY-2: Take a key back.\n"

    assert [one.id for one in read_prd(text).document.requirements] == ["KEY-1", "KEY-2"]


@pytest.mark.parametrize(
    "said",
    [
        "If the availability is below 99.9 and at least 99, the credit rate is 10.",
        "When the reliability is below 3, the offer is rejected.",
        "The rate is 5 if the efficiency is above 0.9.",
    ],
)
def test_what_holds_under_a_condition_is_no_attribute(said: str) -> None:
    found = read_prd(f"# T\n\n## Requirements\n- {said}\n").document.requirements

    assert [one.classification for one in found] == [RequirementClass.FUNCTIONAL]
