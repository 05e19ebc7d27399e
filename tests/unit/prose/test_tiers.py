"""Amounts by tiers, and other plain wordings of prices, classes, and yes or no."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

PAGES = "Input: pages (int, 1 to 5000).\n\nOutput: page price (money)."
MINUTES = "Input: minutes (int, 0 to 10080).\n\nOutput: fee (money)."
ROOM = (
    "Input: co2 (int), humidity (int), broken (bool).\n\n"
    "Output: light (green or red), advice (text), alarm (bool)."
)


def rules(declared: str, *sentences: str) -> list[str]:
    lines = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: compute\n---\n# Prices\n{declared}\n\n## Requirements\n{lines}\n"
    document = understand(read_prd(text).document, NodeType.COMPUTE).document
    return [one.text for one in document.rules]


def test_each_tier_may_have_a_sentence_of_its_own() -> None:
    found = rules(
        PAGES,
        "The first 20 pages cost 10 cents each.",
        "Pages 21 to 100 cost 0.08 each, everything above 100 costs 5 cents per page.",
    )
    assert found == [
        "page_price_before_tier = min(pages, 20) * 0.1",
        (
            "page_price = page_price_before_tier"
            " + max(min(pages, 100) - 20, 0) * 0.08 + max(pages - 100, 0) * 0.05"
        ),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "The page price is 0.10 per page for the first 20 pages,"
            " 0.08 per page for pages 21 to 100 and 0.05 per page above 100."
        ),
        (
            "The first 20 pages cost 0.10 each, the next 80 pages cost 0.08 each,"
            " every further page costs 0.05."
        ),
        "Pages 1 to 20 cost 0.10 each, pages 21 to 100 0.08 each, after that 0.05 each.",
    ],
)
def test_tiers_are_said_in_several_ways(sentence: str) -> None:
    (rule,) = rules(PAGES, sentence)
    assert rule == (
        "page_price = min(pages, 20) * 0.10"
        " + max(min(pages, 100) - 20, 0) * 0.08 + max(pages - 100, 0) * 0.05"
    )


def test_what_comes_after_that_is_counted_in_units_of_its_own() -> None:
    found = rules(
        MINUTES, "The first 30 minutes are free.", "After that every started hour costs 2.50."
    )
    assert found == [
        "fee_before_tier = 0",
        "fee = fee_before_tier + ceil(max(minutes - 30, 0) / 60) * 2.50",
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ("The first 20 pages cost 0.10 each.",),
        ("Every further page costs 0.05.",),
        ("The first 20 pages cost 0.10 each.", "Pages 31 to 100 cost 0.08 each."),
        ("The first 20 pages cost 2.00.", "Every further page costs 0.05."),
        ("The first 20 pages cost 0.10 each.", "Every further sheet costs 0.05."),
        ("The first 20 pages cost 0.10 each.", "After that every started hour costs 2.50."),
        ("The first 20 pages cost 10 % each.", "Every further page costs 0.05."),
    ],
)
def test_tiers_with_a_hole_in_them_are_none(sentences: tuple[str, ...]) -> None:
    assert rules(PAGES, *sentences) == []


def test_cents_are_hundredths_unless_amounts_are_in_cents() -> None:
    assert rules(PAGES, "The page price is 50 cents.") == ["page_price = 0.5"]
    in_cents = "Input: pages (int).\n\nOutput: price in cents (int)."
    assert rules(in_cents, "The price in cents is 50 cents.") in (
        [],
        ["price_in_cents = 50"],
        ["price_cents = 50"],
    )


def test_what_reads_itself_says_what_becomes_of_it() -> None:
    found = rules(
        ROOM,
        "If co2 is at most 900, the light is green.",
        "If co2 is above 900, the light is red.",
        "If broken is yes and the light is green, the light is red.",
    )
    assert found == [
        'light = "green"',
        'if co2 > 900: light = "red"',
        'if broken and light = "green": light = "red"',
    ]


def test_the_narrower_of_two_conditions_decides_beside_others() -> None:
    found = rules(
        ROOM,
        "If co2 is at most 900, the light is green.",
        "If co2 is above 900, the light is red.",
        'If the light is green, the advice is "all good".',
        'If the light is red, the advice is "open a window".',
        'If the humidity is below 30 and the light is green, the advice is "use a humidifier".',
    )
    assert found[2:] == [
        'advice = "all good"',
        'if light = "red": advice = "open a window"',
        'if humidity < 30 and light = "green": advice = "use a humidifier"',
    ]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("If broken is false and co2 is over 2000, the alarm is true.",),
         ["alarm = not broken and co2 > 2000"]),
        (("If co2 is over 2000, the alarm is true.", "Otherwise the alarm is false."),
         ["alarm = true if co2 > 2000 else false", "if not ((co2 > 2000)): alarm = false"]),
        (("If broken is yes, the alarm is false.", "If co2 is under 300, the alarm is false."),
         ["alarm = not (broken)", "if co2 < 300: alarm = false"]),
        (("If co2 is over 2000, the alarm is yes.", "If broken is true, the alarm is yes."),
         ["alarm = co2 > 2000", "if broken: alarm = true"]),
    ],
)  # fmt: skip
def test_yes_and_no_are_said_plainly(sentences: tuple[str, ...], expected: list[str]) -> None:
    assert rules(ROOM, *sentences) == expected


SWIM = "Input: minutes (int, 1 to 600), sauna (bool), guests (int, 1 to 9).\n\nOutput: fee (money)."


@pytest.mark.parametrize(
    "base",
    [
        "The fee is 3.50 euros.",
        "The fee starts with a basic amount of 3.50 euros.",
        "The fee begins at 3.50 euros.",
    ],
)
@pytest.mark.parametrize(
    "opening", ["On top of that, the", "On top of that the", "In addition, the"]
)
@pytest.mark.parametrize("edge", ["above 60", "beyond that"])
def test_tiers_come_on_top_of_what_is_said_before(base: str, opening: str, edge: str) -> None:
    top = f"{opening} first 60 minutes cost 0.05 euros each and every minute {edge} costs 0.03."
    assert rules(SWIM, base, top) == [
        "fee_before_tier = 3.50",
        "fee = fee_before_tier + min(minutes, 60) * 0.05 + max(minutes - 60, 0) * 0.03",
    ]


def test_a_tier_beyond_that_follows_the_one_of_the_sentence_before() -> None:
    found = rules(
        SWIM,
        "The fee is 3.50 euros.",
        "On top of that the first 60 minutes cost 0.05 euros each.",
        "Every minute beyond that costs 0.03 euros.",
    )
    assert found[-1] == "fee = fee_before_tier_2 + max(minutes - 60, 0) * 0.03"
    assert not rules(SWIM, "The fee is 3.50 euros.", "Every minute beyond that costs 0.03 euros.")


@pytest.mark.parametrize(
    "said",
    [
        "If there are more than 4 guests, the fee is 3.50 euros.",
        "The fee depends on the day.",
        "There are 60 minutes in an hour.",
    ],
)
def test_tiers_on_top_of_what_nobody_says_are_not_taken(said: str) -> None:
    top = "the first 60 minutes cost 0.05 euros each and every minute above 60 costs 0.03 euros."
    assert not any("0.05" in one for one in rules(SWIM, said, f"On top of that, {top}"))
    assert not any("0.05" in one for one in rules(SWIM, said, f"In addition, {top}"))
