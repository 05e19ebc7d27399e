"""One event that goes one way or another, by a value."""

import pytest

from tests.unit.prose.lives.told import rows, told

BEGUN = "A sample starts as taken."
BROUGHT = "The sample remembers the density."
AFTER = ("The desk may file a good sample; it is then filed.",
         "The desk may burn a bad sample; it is then burnt.")  # fmt: skip
TOLD_FIRST = ("The lab measures a taken sample with a density (int).", BROUGHT)
CARRIED = ("Each measurement carries a density (int).", BROUGHT)
GOOD = "taken --measure [density <= 7]--> good / density = density"
BAD = "taken --measure [density > 7]--> bad / density = density"
FILL = (
    "A crate starts as open.",
    "The weight starts at 0 kg.",
    "Each load carries a mass in kg (mass).",
    "A load adds the mass to the weight of an open crate.",
    "The porter may ship a full crate; it is then shipped.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "If the density is at most 7, it becomes good; otherwise it becomes bad.",
        "If the density is at most 7, the sample becomes good, otherwise it becomes bad.",
        "It becomes good if the density is at most 7, otherwise bad.",
        "It becomes good if the density is at most 7, and otherwise bad.",
        "When the density is at most 7, it is then good, else it becomes bad.",
        "If the density is at most 7, it becomes good. Otherwise it becomes bad.",
        "If the density is at most 7, it becomes good. In all other cases it becomes bad.",
        "If the density is at most 7, it becomes good. If the density is above 7, it becomes bad.",
        "If the density is 7 or less, the sample is good; if not, it is bad.",
    ],
)
def test_where_it_ends_depends_on_a_value(sentence: str) -> None:
    found = told(BEGUN, *TOLD_FIRST, sentence, *AFTER, title="Sample")

    assert rows(found) >= {GOOD, BAD}
    assert "R4" in found.shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "When the lab measures a taken sample and the density is at most 7, it becomes good.",
            "When the lab measures a taken sample and the density is above 7, it becomes bad.",
        ),
        (
            "When the density is at most 7, the lab may measure a taken sample; it is then good.",
            "When the density is above 7, the lab may measure a taken sample; it is then bad.",
        ),
        (
            "Measuring a taken sample makes it good, provided that the density is at most 7.",
            "Measuring a taken sample makes it bad, provided that the density is above 7.",
        ),
        (
            "If the density is at most 7, measuring a taken sample makes it good.",
            "If the density is above 7, measuring a taken sample makes it bad.",
        ),
        (
            "Measuring a taken sample with a density of at most 7 makes it good.",
            "Measuring a taken sample with a density above 7 makes it bad.",
        ),
    ],
)
def test_two_sentences_have_a_condition_each(one: str, other: str) -> None:
    found = told(BEGUN, one, other, *CARRIED, *AFTER, title="Sample")

    assert rows(found) >= {GOOD, BAD}
    assert {"R2", "R3"} <= {*found.shown}


def test_one_sentence_tells_both() -> None:
    whole = (
        "When the lab measures a taken sample, it becomes good if the density is at most 7, "
        "otherwise bad."
    )
    found = told(BEGUN, whole, *CARRIED, *AFTER, title="Sample")

    assert rows(found) >= {GOOD, BAD}


@pytest.mark.parametrize(
    "sentence",
    [
        "When the weight reaches 40 kg, the crate is full.",
        "When the weight is at least 40 kg, it becomes full.",
        "As soon as the weight is 40 or more, the crate becomes full.",
        "When the weight reaches 40 kg, the crate is full; until then it stays open.",
    ],
)
def test_what_grows_leads_to_a_state(sentence: str) -> None:
    found = told(*FILL, sentence, title="Crate")

    assert "R6" in found.shown
    assert rows(found) >= {
        "open --load [(weight + mass) >= 40]--> full / weight = weight + mass",
    }
    assert any(one.startswith("open --load [") and "--> open" in one for one in rows(found))


@pytest.mark.parametrize(
    "sentence",
    [
        "If the density is at most 7, it becomes good.",
        "If the density is at most 7, it becomes good and the lab is told.",
        "If the colour is at most 7, it becomes good; otherwise it becomes bad.",
    ],
)
def test_what_is_left_open_is_asked_for(sentence: str) -> None:
    found = told(BEGUN, *TOLD_FIRST, sentence, *AFTER, title="Sample")

    assert "R4" not in found.shown
    assert not any("--measure" in one and "good" in one for one in rows(found))


def test_a_condition_that_is_of_no_event_is_never_passed_over() -> None:
    odd = "If the density is above 7, each measurement carries a name."
    measured = "When the lab measures a taken sample, it becomes good."
    found = told(BEGUN, odd, measured, title="Sample")

    assert "R2" not in found.shown


def test_otherwise_is_of_the_sentence_before() -> None:
    between = "The moon shines over the lab."
    first, rest = "If the density is at most 7, it becomes good.", "Otherwise it becomes bad."
    found = told(BEGUN, *TOLD_FIRST, first, between, rest, *AFTER, title="Sample")

    assert not {"R4", "R6"} & {*found.shown}


def test_an_end_without_a_condition_leaves_no_other() -> None:
    found = told(
        BEGUN,
        "When the lab measures a taken sample, it becomes good.",
        "When the lab measures a taken sample and the density is above 7, it becomes bad.",
        *CARRIED,
        *AFTER,
        title="Sample",
    )

    assert "R3" not in found.shown
    assert not any("--> bad" in one for one in rows(found))
