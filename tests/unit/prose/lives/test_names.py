"""Names of several words, values that start at something, and states that are verbs, too."""

import pytest

from tests.unit.prose.lives.told import carried, rows, told, values

TANK = (
    "A tank starts as empty.",
    "When the driver fills an empty tank, it becomes full.",
    "When the driver drains a full tank, it becomes empty.",
)
DRAWING = "`draw` with an amount in litres is possible only while the tank is full."


def tank(*sentences: str) -> dict[str, set[str]]:
    found = told(*TANK, DRAWING, *sentences, title="Water tank")
    unread = {f"R{number}" for number in range(1, 5 + len(sentences))} - {*found.shown}
    drawn = {one for one in rows(found) if "--draw" in one}
    return {"draw": drawn, "unread": unread}


@pytest.mark.parametrize("name", ["drawn amount", "lost amount", "whole drawn amount"])
@pytest.mark.parametrize("ending", ["", " litres"])
def test_a_name_of_several_words_is_no_other_that_shares_a_word(name: str, ending: str) -> None:
    code = name.replace(" ", "_")
    found = tank(f"The {name} starts at 0{ending}.", f"A draw increases the {name} by the amount.")

    assert found["draw"] == {f"full --draw--> full / {code} = {code} + amount_litres"}
    assert not found["unread"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A draw increases the amount by the leaked amount.",
        "A draw adds the weekly amount to the amount.",
    ],
)
def test_an_amount_that_nobody_tells_of_is_no_other(sentence: str) -> None:
    found = tank("The drawn amount starts at 0 litres.", sentence)

    assert "R6" in found["unread"]


@pytest.mark.parametrize(
    ("condition", "guard"),
    [
        (
            "provided that the drawn amount plus the amount is at most the daily quota",
            "drawn_amount + amount_litres <= daily_quota_litres",
        ),
        ("only if the amount is at most 40 litres", "amount_litres <= 40"),
        ("as long as the drawn amount is below 500 litres", "drawn_amount < 500"),
    ],
)
def test_a_condition_of_a_change_is_a_guard(condition: str, guard: str) -> None:
    found = told(
        "A tank starts as empty.",
        "When the driver fills an empty tank with a daily quota in litres, it becomes full.",
        "The tank remembers the daily quota.",
        DRAWING,
        "The drawn amount starts at 0 litres.",
        f"A draw increases the drawn amount by the amount, {condition}.",
        title="Water tank",
    )

    action = "drawn_amount = drawn_amount + amount_litres"
    assert f"full --draw [{guard}]--> full / {action}" in rows(found)
    assert "R6" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "A draw increases the drawn amount by the amount, provided that the moon is up.",
        "A draw increases the drawn amount by the amount, provided the amount is at most the tide.",
        # Whether more is refused, or only not counted, is not said.
        "If the amount is at most 40 litres, a draw increases the drawn amount by the amount.",
    ],
)
def test_a_condition_that_is_not_understood_leaves_the_sentence_unread(sentence: str) -> None:
    assert "R6" in tank("The drawn amount starts at 0 litres.", sentence)["unread"]


@pytest.mark.parametrize(
    ("sentence", "kind", "initial"),
    [
        ("The drawn amount starts at 0 litres.", "decimal", "0"),
        ("The drawn amount begins with 12.5.", "money", "12.5"),
        ("The fuel left starts at 0.", "decimal", "0"),
        ("The bill starts at 20 euros.", "money", "20"),
    ],
)
def test_what_starts_at_something_is_no_change(sentence: str, kind: str, initial: str) -> None:
    name = sentence.removeprefix("The ").split(" starts")[0].split(" begins")[0]
    code = name.replace(" ", "_")
    found = told(
        *TANK, DRAWING, sentence, f"A draw increases the {name} by the amount.", title="Water tank"
    )

    assert values(found) == {code: kind}
    assert [one.default and one.default.text for one in found.document.context or ()] == [initial]
    assert f"full --draw--> full / {code} = {code} + amount_litres" in rows(found)


def test_what_starts_again_is_a_change() -> None:
    found = tank(
        "The drawn amount starts at 0 litres.",
        "A draw increases the drawn amount by the amount.",
        "With each draining the drawn amount starts again at 0.",
    )

    assert not found["unread"]


def test_a_value_of_which_no_event_knows_is_not_read() -> None:
    assert "R5" in tank("The rust starts at 0 grams.")["unread"]


def test_two_changes_of_one_value_by_one_event_do_not_fit() -> None:
    found = tank(
        "The drawn amount starts at 0 litres.",
        "A draw increases the drawn amount by the amount.",
        "A draw increases the drawn amount by 1.",
    )

    assert "R7" in found["unread"]


@pytest.mark.parametrize("preposition", ["with", "on", "at", "from"])
def test_the_thing_in_a_state_is_nothing_that_an_event_carries(preposition: str) -> None:
    found = told(
        *TANK,
        f"When the crew rests {preposition} a full tank, it stays full.",
        "We keep the number of rests.",
        title="Water tank",
    )

    assert "full --rest--> full / number_of_rests = number_of_rests + 1" in rows(found)
    assert carried(found, "rest") == {}


@pytest.mark.parametrize("states", [("soiled", "clean"), ("open", "clear"), ("warm", "empty")])
@pytest.mark.parametrize("way", ["{0} or {1}", "either {0} or {1}", "{1} or {0}"])
def test_a_state_that_is_a_verb_too_is_no_event(states: tuple[str, str], way: str) -> None:
    first, second = states
    found = told(
        f"A bench starts as {first}.",
        f"When the guard wipes a {first} bench, it becomes {second}.",
        f"The warden may scrap the bench while it is {way.format(*states)}; it is then scrapped.",
        title="Park bench",
    )

    assert rows(found) == {
        f"{first} --wipe--> {second}",
        f"{first} --scrap--> scrapped",
        f"{second} --scrap--> scrapped",
    }


def test_what_is_final_is_called_without_the_thing() -> None:
    found = told(*TANK, "A full tank may be sold; it is then sold.", "Sold tanks are final.",
                 title="Water tank")  # fmt: skip

    assert found.document.states is not None
    assert found.document.states.finals == ("sold",)


@pytest.mark.parametrize("enough", ["suffices", "is enough", "is sufficient"])
def test_what_suffices_is_not_below_zero_behind_it(enough: str) -> None:
    found = tank(
        "The stock starts at 90 litres.",
        f"A draw decreases the stock by the amount, provided that the stock {enough}.",
    )

    action = "stock = stock - amount_litres"
    assert found["draw"] == {f"full --draw [stock - amount_litres >= 0]--> full / {action}"}
