"""Parts of a life that combine: who does it, what it carries, where from, if what, and then."""

import pytest

from tests.unit.prose.lives.told import carried, rows, told, values

BEGUN = "A crate starts as open."
PACKED = "When the packer fills an open crate, it becomes full."


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "When the packer fills an open crate with a weight in kg (kg, decimal), a "
            "price in euros "
            "(price, money) and a label (text), it becomes full."
        ),
        (
            "The packer can fill an open crate with a weight in kg (kg, decimal), a price in euros "
            "(price, money) and a label (text); it is then full."
        ),
        (
            "The packer fills an open crate with the weight (kg, decimal), the price "
            "(price, money) and"
            " the label (label, text), and it becomes full."
        ),
        (
            "Once an open crate has been filled with a weight (kg, decimal), a price "
            "(price, money) "
            "and a label (label, text), it is full."
        ),
    ],
)
def test_an_event_carries_a_list(sentence: str) -> None:
    found = told(BEGUN, sentence, "A full crate may be sold; it is then sold.", title="Crate")

    assert "open --fill--> full" in rows(found)
    assert carried(found, "fill") == {"kg": "decimal", "price": "money", "label": "string"}


@pytest.mark.parametrize(
    ("sentence", "event", "field"),
    [
        ("When a van delivers a full crate to a shop (text), it becomes gone.", "deliver", "shop"),
        ("The van may deliver a full crate for a buyer (buyer, text); it is then gone.", "deliver",
         "buyer"),
        ("When a full crate is sent to an address (text), it becomes gone.", "send", "address"),
    ],
)  # fmt: skip
def test_what_has_a_type_is_carried_wherever_it_stands(
    sentence: str, event: str, field: str
) -> None:
    found = told(BEGUN, PACKED, sentence, title="Crate")

    assert f"full --{event}--> gone" in rows(found)
    assert carried(found, event) == {field: "string"}


@pytest.mark.parametrize(
    "sentence",
    [
        "When the desk holds a new booking, it becomes held.",
        "The desk may hold a new booking; it is then held.",
        "The desk holds a new booking, and it becomes held.",
    ],
)
def test_what_somebody_does_to_the_thing_happens(sentence: str) -> None:
    found = told(
        "A booking starts as new.", sentence, "A held booking may be dropped; it is then dropped.",
        title="Booking",
    )  # fmt: skip

    assert "new --hold--> held" in rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "When the buyer takes a full crate, it becomes gone, provided that the paid "
            "sum is equal "
            "to the price."
        ),
        (
            "The buyer may take a full crate, but only if the paid sum is the same as "
            "the price; it is "
            "then gone."
        ),
        (
            "The buyer may take a full crate, but only when the paid sum equals the "
            "price; it is then "
            "gone."
        ),
    ],
)
def test_values_are_the_same(sentence: str) -> None:
    found = told(
        BEGUN, "When the packer fills an open crate with a price in euros, it becomes full.",
        "The crate remembers the price.", "The paid sum starts at 0 euros.",
        "Each payment carries an amount in euros.",
        "A payment adds the amount to the paid sum of a full crate.", sentence, title="Crate",
    )  # fmt: skip

    assert "full --take [paid_sum = price]--> gone" in rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "After 3 refills it cannot be refilled any more.",
        "After three refills, the crate can't be refilled.",
        "If there are at least three refills, it cannot be refilled any more.",
    ],
)
def test_so_often_and_no_more(sentence: str) -> None:
    found = told(
        BEGUN, PACKED, "When the packer refills a full crate, it stays full.",
        "We count the refills (refills).", sentence, title="Crate",
    )  # fmt: skip

    assert "full --refill [refills < 3]--> full / refills = refills + 1" in rows(found)
    assert "R5" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "After two refills, the owner may scrap a full crate; it is then scrapped.",
        "A full crate with at least two refills may be scrapped; it is then scrapped.",
        (
            "The owner may scrap a full crate, but only if it has been refilled at "
            "least 2 times; it is"
            " then scrapped."
        ),
        "If there are two refills or more, the owner may scrap a full crate; it is then scrapped.",
    ],
)
def test_so_often_before(sentence: str) -> None:
    found = told(
        BEGUN, PACKED, "When the packer refills a full crate, it stays full.",
        "We count the refills (refills).", sentence, title="Crate",
    )  # fmt: skip

    assert "full --scrap [refills >= 2]--> scrapped" in rows(found)


def test_a_length_of_time_is_no_number_of_events() -> None:
    found = told(
        BEGUN, PACKED, "After 3 days, the owner may scrap a full crate; it is then scrapped.",
        title="Crate",
    )  # fmt: skip

    assert "full --scrap--> scrapped" not in rows(found) or "R3" not in found.shown


TESTED = "The lab may test a full crate with a result, which is passed or failed."


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "If the result is passed, it stays full and the refills start again at 0. "
            "If the result is "
            "failed, it becomes scrapped."
        ),
        (
            "If the result is failed, it becomes scrapped; otherwise it stays full. If "
            "the result is "
            "passed, the refills start again at 0."
        ),
    ],
)
def test_a_case_of_several_has_effects_of_its_own(sentence: str) -> None:
    found = told(
        BEGUN, PACKED, "When the packer refills a full crate, it stays full.",
        "We count the refills (refills).", TESTED, sentence, title="Crate",
    )  # fmt: skip
    tests = {one for one in rows(found) if "--test" in one}

    assert "full --test [result = failed]--> scrapped" in tests or len(tests) > 1
    assert carried(found, "test") == {"result": "enum(passed, failed)"}


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "When the lab tests a full crate with a score (int, 0 to 100) of 75 or "
            "more, it becomes "
            "good; with a lower score it becomes bad."
        ),
        (
            "When the lab tests a full crate with a score (int, 0 to 100), there are "
            "two cases: if the "
            "score is at least 75, it becomes good; otherwise it becomes bad."
        ),
        (
            "The lab tests a full crate with a score (int, 0 to 100). With a score of "
            "75 or more, it "
            "becomes good; otherwise it becomes bad."
        ),
    ],
)
def test_a_value_tells_where_it_ends(sentence: str) -> None:
    found = told(BEGUN, PACKED, sentence, title="Crate")

    assert {"full --test [score >= 75]--> good", "full --test [score < 75]--> bad"} <= rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "When the owed sum of a full crate reaches 0, the crate is paid.",
        "Once the owed sum reaches 0, it becomes paid.",
    ],
)
def test_what_is_reached(sentence: str) -> None:
    found = told(
        BEGUN, "When the packer fills an open crate with a price in euros (price, money), it "
        "becomes full and the owed sum is the price.",
        "While a crate is full, the buyer may pay with a sum in euros (paid, money). The owed sum "
        "falls by the sum paid.", sentence, "Paid crates are final.", title="Crate",
    )  # fmt: skip

    assert "open --fill--> full / owed_sum = price" in rows(found)
    assert "full --pay [(owed_sum - paid) <= 0]--> paid / owed_sum = owed_sum - paid" in rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "The guard either opens a full crate, and it becomes open, or seals it, and it is then "
            "sealed."
        ),
        "The guard opens a full crate, and it becomes open; or seals it, and it becomes sealed.",
    ],
)
def test_one_or_the_other_happens_in_the_same_state(sentence: str) -> None:
    found = told(BEGUN, PACKED, sentence, "Sealed crates are final.", title="Crate")

    assert {"full --open--> open", "full --seal--> sealed"} <= rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "The guard seals a full crate with a reason (text); it is then sealed, and "
            "a `crate_sealed`"
            " notice with the reason goes to the office."
        ),
        (
            "The guard seals a full crate with a reason (text); it is then sealed, and "
            "a `crate_sealed`"
            " event with the reason is published."
        ),
        (
            "The guard seals a full crate with a reason (text); it is then sealed, and "
            "we publish a "
            "`crate_sealed` event with the reason."
        ),
    ],
)
def test_who_is_told_what(sentence: str) -> None:
    found = told(BEGUN, PACKED, sentence, title="Crate")

    assert "full --seal--> sealed / emit crate_sealed(reason)" in rows(found)


@pytest.mark.parametrize("ones", ["Sealed and gone ones are final.", "Sealed ones are final."])
def test_ones_are_the_thing(ones: str) -> None:
    found = told(
        BEGUN, PACKED, "The guard seals a full crate; it is then sealed.",
        "The van takes an open crate (event `collect`); it is then gone.", ones,
        "Everything else is refused.", title="Crate",
    )  # fmt: skip

    assert found.document.states is not None
    assert "sealed" in found.document.states.finals
    assert "R5" in found.shown


def test_two_nouns_of_the_title_are_one_thing() -> None:
    found = told(
        "A visit starts as announced.",
        "When the porter admits an announced lorry with a plate (text), it becomes parked.",
        "The visit remembers the plate.", "A parked lorry may leave; it is then gone.",
        title="Lorry visit",
    )  # fmt: skip

    assert "announced --admit--> parked / plate = plate" in rows(found)
    assert values(found) == {"plate": "string?"}


@pytest.mark.parametrize(
    "sentence",
    [
        "An officer takes a full crate into custody (event `seize`) with the name of the officer.",
        "The officer may put a full crate into custody (event `seize`) with a reason (text).",
    ],
)
def test_somebody_brings_it_into_a_state(sentence: str) -> None:
    found = told(
        BEGUN, PACKED, sentence, "A crate in custody may be freed; it is then open.",
        title="Crate",
    )  # fmt: skip

    assert any(one.startswith("full --seize--> ") for one in rows(found))


def test_what_a_comma_in_brackets_parts_is_one_thing() -> None:
    found = told(
        BEGUN, "The packer fills an open crate with a count (count, int, 1 to 9, whole), and it is "
        "then full.", "Full crates are final.", title="Crate",
    )  # fmt: skip

    assert "open --fill--> full" in rows(found) or "R2" not in found.shown
