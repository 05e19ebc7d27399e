"""Steps that are nouns of acts with an article are one workflow, however the sentences go."""

import pytest

from omninode_bridge.prose.narration.step_acts import is_act
from tests.unit.prose.narration.test_named_steps import bound, facts

_FIRST = "The oven inspection comes first."
_BESIDE = "Then the dough rehearsal and the cream test run at the same time."
_JOIN = "When both are done, the tier assembly check follows."
_LAST = "The cake delivery comes last."
_STEPS = {
    "oven_inspection",
    "dough_rehearsal",
    "dough_rehearsal <- oven_inspection",
    "cream_test",
    "cream_test <- oven_inspection",
    "tier_assembly_check",
    "tier_assembly_check <- dough_rehearsal",
    "tier_assembly_check <- cream_test",
    "cake_delivery",
    "cake_delivery <- tier_assembly_check",
}


@pytest.mark.parametrize(
    "first",
    [
        "The oven inspection comes first.",
        "The oven inspection is the first step.",
        "First comes an oven inspection.",
        "The first step is the oven inspection.",
        "It all starts with the oven inspection.",
        "First, there is an oven inspection.",
    ],
)
def test_what_comes_first(first: str) -> None:
    assert facts(first, _BESIDE, _JOIN, _LAST) == _STEPS


@pytest.mark.parametrize(
    "beside",
    [
        "The dough rehearsal and the cream test take place after the oven inspection, in parallel.",
        "The oven inspection is followed by the dough rehearsal and the cream test, in parallel.",
        "Once the inspection is over, the dough rehearsal and the cream test run in parallel.",
    ],
)
def test_what_runs_side_by_side(beside: str) -> None:
    assert facts(_FIRST, beside, _JOIN, _LAST) == _STEPS


@pytest.mark.parametrize(
    "join",
    [
        "After that, the tier assembly check is held.",
        "Then follows the tier assembly check.",
        "The tier assembly check needs the dough rehearsal and the cream test.",
        "Once the dough rehearsal and the cream test are over, a tier assembly check is done.",
    ],
)
def test_what_comes_next(join: str) -> None:
    assert facts(_FIRST, _BESIDE, join, _LAST) == _STEPS


def test_verb_and_noun_where_the_sentences_give_both() -> None:
    assert facts(
        "The stock check comes first.",
        "Once the stock has been checked, the invoice is written.",
        "The deposit payment takes place after the invoice is written.",
        "Once the deposit has been paid, the cake delivery follows.",
    ) == {
        *("check_stock", "write_invoice", "write_invoice <- check_stock"),
        *("pay_deposit", "pay_deposit <- write_invoice"),
        *("cake_delivery", "cake_delivery <- pay_deposit"),
    }


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("The cream test is tried at most 3 times.", "cream_test retry 2 0"),
        ("The cream test must be finished within 2 hours.", "cream_test timeout 7200000"),
        ("The cream test is skipped if the guests are under 5.", "cream_test ? not (guests < 5)"),
    ],
)
def test_remarks(sentence: str, fact: str) -> None:
    assert facts(_FIRST, _BESIDE, _JOIN, _LAST, sentence) - _STEPS == {fact}


def test_behind_what_does_not_fit_the_order_is_not_known() -> None:
    unknown = "Once the moon has been painted, the hall visit takes place."
    assert not bound(_FIRST, unknown)
    assert not bound(_FIRST, unknown, "Then follows the cream test.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The weather station is needed.",
        "The hall visit takes place.",
        "If the hall visit takes place, the guests are happy.",
    ],
)
def test_what_does_not_fit_stays_unbound(sentence: str) -> None:
    assert not bound(_FIRST, _BESIDE, _JOIN, _LAST, sentence)
    assert facts(_FIRST, _BESIDE, _JOIN, _LAST, sentence) == _STEPS


@pytest.mark.parametrize("noun", ["phone interview", "key handover", "lease renewal", "x-ray scan"])
def test_acts(noun: str) -> None:
    assert is_act(noun)


@pytest.mark.parametrize("noun", ["weather station", "travel document", "interview", "next visit"])
def test_things(noun: str) -> None:
    assert not is_act(noun)
