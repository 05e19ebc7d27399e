"""Further ways to say where named steps stand: needs, waits, brackets, remarks."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.acts.bearing import NONE_BARRED
from omninode_bridge.prose.narration.telling_all import telling_of
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.narration.authors.corpus import facts_of
from tests.unit.prose.narration.test_named_steps import bound, facts

_FIRST = "Check stock is the first step."
_BESIDE = "After that, bake base and whip cream run in parallel."
_LAST = "Deliver cake comes last."
_STEPS = {
    *("check_stock", "bake_base", "bake_base <- check_stock"),
    *("whip_cream", "whip_cream <- check_stock"),
    *("deliver_cake", "deliver_cake <- bake_base", "deliver_cake <- whip_cream"),
}


@pytest.mark.parametrize(
    "last",
    [
        "Deliver cake needs bake base and whip cream.",
        "Deliver cake waits until bake base and whip cream are done.",
        "Deliver cake depends on bake base and whip cream.",
        "Deliver cake requires both.",
        "Bake base and whip cream are followed by deliver cake.",
        "Both have to be over before deliver cake begins.",
        "All of these must be done before deliver cake starts.",
        "As the baker, I want deliver cake to wait for bake base and whip cream.",
    ],
)
def test_what_waits_for_others(last: str) -> None:
    assert facts(_FIRST, _BESIDE, last) == _STEPS


@pytest.mark.parametrize(
    "beside",
    [
        (
            "Bake base and whip cream come after it and can be done simultaneously; "
            "neither waits "
            "for the other."
        ),
        "When check stock has succeeded, two things go on in parallel: bake base, and whip cream.",
        "After `check_stock`, `bake_base` and `whip_cream` start at the same moment.",
        "Bake base follows immediately. Whip cream runs alongside bake base.",
        "Bake base and whip cream are done together once check stock is through.",
    ],
)
def test_what_runs_side_by_side(beside: str) -> None:
    assert facts(_FIRST, beside, _LAST) == _STEPS


@pytest.mark.parametrize(
    "told",
    [
        "Our process: check stock, bake base, deliver cake.",
        "The steps are: check stock, bake base and deliver cake.",
        (
            "The very first thing is `check_stock`. `bake_base` follows immediately. The "
            "last one is "
            "deliver cake."
        ),
        (
            "Check stock starts the order. Deliver cake comes last. Bake base takes place "
            "between "
            "check stock and deliver cake."
        ),
    ],
)
def test_what_follows_one_another(told: str) -> None:
    assert facts(told, "They are carried out in exactly this order.") >= {
        *("check_stock", "bake_base", "bake_base <- check_stock"),
        *("deliver_cake", "deliver_cake <- bake_base"),
    }


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Whip cream gets at most two attempts.", "whip_cream retry 1 0"),
        ("Whip cream has up to 3 attempts.", "whip_cream retry 2 0"),
        ("Whip cream is allowed two retries.", "whip_cream retry 2 0"),
        ("Whip cream has two days.", "whip_cream timeout 172800000"),
        ("Whip cream may fail without consequences.", "whip_cream fail continue"),
        ("A failure of whip cream is of no consequence.", "whip_cream fail continue"),
        (
            "Whip cream is nice to have; the order carries on if it fails.",
            "whip_cream fail continue",
        ),
        (
            "Nothing is lost if whip cream goes wrong: the order moves on.",
            "whip_cream fail continue",
        ),
        ("Whip cream is left out when the guests are under 5.", "whip_cream ? not (guests < 5)"),
        ("Whip cream is undone with discard cream.", "whip_cream undo discard_cream"),
        ("Discard cream is the reverse of whip cream.", "whip_cream undo discard_cream"),
        (
            "It is retried up to 5 times, first after 1 hour, and each time the wait doubles.",
            "deliver_cake retry 5 3600000",
        ),
    ],
)
def test_remarks(sentence: str, fact: str) -> None:
    found = facts(_FIRST, _BESIDE, _LAST, sentence)
    failing = {one for one in found if one.endswith("fail compensate")}
    assert found - _STEPS - failing == {fact}


@pytest.mark.parametrize(
    ("item", "fact"),
    [
        ("Whip cream - no more than three attempts, five seconds between them.", "retry 2 5000"),
        ("Whip cream; the time limit is 10 days.", "timeout 864000000"),
        ("Whip cream (skipped for parties with under 6 guests).", "? not (guests < 6)"),
        ("Whip cream (only if there are more than 6 guests).", "? guests > 6"),
        ("Whip cream, which may take no more than 6 hours.", "timeout 21600000"),
    ],
)
def test_remarks_beside_the_step(item: str, fact: str) -> None:
    found = facts(_FIRST, f"After that comes {item[0].lower()}{item[1:]}", _LAST)
    assert f"whip_cream {fact}" in found


def test_it_is_what_the_sentence_speaks_of() -> None:
    found = facts(
        _FIRST,
        _BESIDE,
        _LAST,
        "Whip cream times out after 45 minutes and is repeated twice at most.",
        "If it still fails, discard base undoes bake base and the order is closed as failed.",
    )
    assert found - _STEPS == {
        *("whip_cream timeout 2700000", "whip_cream retry 2 0", "whip_cream fail compensate"),
        "bake_base undo discard_base",
    }


def test_several_undo_several() -> None:
    sentence = (
        "If deliver cake fails, discard base and discard cream are called to undo bake "
        "base and "
        "whip cream."
    )
    assert facts(_FIRST, _BESIDE, _LAST, sentence) - _STEPS == {
        *("bake_base undo discard_base", "whip_cream undo discard_cream"),
        "deliver_cake fail compensate",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no way to undo the rest.",
        "In all other cases a failure stops the order on the spot.",
        "Bake base is attempted once.",
        "The order counts as completed all the same.",
    ],
)
def test_what_asks_for_nothing_more(sentence: str) -> None:
    assert bound(_FIRST, _BESIDE, _LAST, sentence)
    assert facts(_FIRST, _BESIDE, _LAST, sentence) == _STEPS


@pytest.mark.parametrize(
    "sentence",
    [
        "If bake base or whip cream fails, sell flour is called.",
        "Rent oven is carried out in parallel, except on Sundays.",
        "Rent oven needs a plan.",
        "If it fails in the evening, everything waits.",
        "If whip cream fails, the order is called off: rent oven is done next.",
    ],
)
def test_what_does_not_fit_stays_unbound(sentence: str) -> None:
    assert not bound(_FIRST, _BESIDE, _LAST, sentence)
    assert facts(_FIRST, _BESIDE, _LAST, sentence) == _STEPS


def test_what_stands_is_what_was_built_and_not_what_was_taken_down() -> None:
    text = (
        "---\ntype: orchestrator\n---\n# Fair\n\n1. The crew builds the booth.\n"
        "2. The lights are installed once the booth stands.\n3. The doors are opened before the "
        "booth is taken down.\n4. In the end the booth is taken down.\n"
    )
    told = telling_of(read_prd(text).document, NodeType.ORCHESTRATOR)(NONE_BARRED)
    found = facts_of(told.document)
    assert "install_lights <- take_down_booth" not in found
    assert "install_lights <- build_booth" in found


def test_all_of_them_are_those_of_each_branch() -> None:
    found = facts(
        _FIRST,
        _BESIDE,
        "If there are more than 9 guests, rent oven runs as well, right after check stock.",
        "Only when all of them are through does deliver cake begin.",
    )
    assert found >= {
        *("deliver_cake <- bake_base", "deliver_cake <- whip_cream", "deliver_cake <- rent_oven"),
        *("rent_oven <- check_stock", "rent_oven ? guests > 9"),
    }


def test_a_stranger_step_starts_nothing() -> None:
    found = facts("Check stock is never the same.", "Once the stock is checked, bake base is run.")
    assert found == set()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("If the capacity is 2000 or more", "decimal"),
        ("If the capacity is over 2000", "decimal"),
        ("If the capacity is 20 metres long", "string"),
        ("If the capacity is nice", "string"),
    ],
)
def test_what_is_compared_with_a_number_is_one(said: str, kind: str) -> None:
    text = (
        "---\ntype: orchestrator\n---\n# Hall\n\n"
        "It is given a city and the capacity of the hall.\n\n"
        f"Check stock is the first step. {said}, rent oven comes next. Deliver cake comes last.\n"
    )
    told = telling_of(read_prd(text).document, NodeType.ORCHESTRATOR)(NONE_BARRED)
    assert [str(one.type) for one in told.document.inputs or ()][1] == kind


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Whip cream comes next; if it does not set, we try again, but no more than 4 times.", "4"),
        ("Whip cream comes next; we try again, but no more than 4 times altogether.", "3"),
    ],
)
def test_we_try_again(sentence: str, fact: str) -> None:
    assert f"whip_cream retry {fact} 0" in facts(_FIRST, sentence, _LAST)
