"""Steps that are called by a bare name are one workflow, however the sentences go."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.acts.bearing import NONE_BARRED
from omninode_bridge.prose.narration.telling_all import telling_of
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.narration.authors.corpus import facts_of

_INPUT = "The workflow is started with a customer and a number of guests (guests).\n"
_FIRST = "Check stock is the first step."
_BESIDE = "After that, bake base and whip cream run in parallel."
_JOIN = "When both are done, stack tiers is carried out."
_LAST = "Deliver cake comes last."
_STEPS = {
    "check_stock",
    "bake_base",
    "bake_base <- check_stock",
    "whip_cream",
    "whip_cream <- check_stock",
    "stack_tiers",
    "stack_tiers <- bake_base",
    "stack_tiers <- whip_cream",
    "deliver_cake",
    "deliver_cake <- stack_tiers",
}


def document_of(*sentences: str) -> Document:
    listed = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: orchestrator\n---\n# Wedding cake\n\n{_INPUT}\n## Story\n\n{listed}\n"
    return read_prd(text).document


def facts(*sentences: str) -> set[str]:
    return facts_of(
        telling_of(document_of(*sentences), NodeType.ORCHESTRATOR)(NONE_BARRED).document
    )


def bound(*sentences: str) -> bool:
    """Whether the last of the sentences is bound."""
    document = document_of(*sentences)
    told = telling_of(document, NodeType.ORCHESTRATOR)(NONE_BARRED)
    last = max(told.document.requirements, key=lambda one: one.place)
    return last.id in told.shown


@pytest.mark.parametrize(
    "first",
    [
        "Check stock is the first step.",
        "Check stock is always the first thing to happen.",
        "Check stock shall be carried out first.",
        "Check stock comes first.",
        "Check stock opens the process.",
        "Check stock is where everything starts.",
        "Everything starts with check stock.",
        "First, check stock is run.",
        "The first step is check stock.",
        "First comes check stock.",
        "The stock is checked first (check stock).",
        "As the baker, I want check stock to be done first.",
    ],
)
def test_what_comes_first(first: str) -> None:
    assert facts(first, _BESIDE, _JOIN, _LAST) == _STEPS


@pytest.mark.parametrize(
    "beside",
    [
        "After that, bake base and whip cream run in parallel.",
        "Bake base and whip cream follow side by side.",
        "Once check stock is over, bake base and whip cream happen at the same time.",
        "When the stock has been checked, bake base and whip cream shall be carried out at once.",
        "Bake base and whip cream come next, in parallel.",
        "After check stock, the workflow runs bake base and whip cream simultaneously.",
        "Bake base and whip cream are both done after check stock, in any order.",
        "Bake base and whip cream follow check stock in parallel, since both take long.",
    ],
)
def test_what_runs_side_by_side(beside: str) -> None:
    assert facts(_FIRST, beside, _JOIN, _LAST) == _STEPS


@pytest.mark.parametrize(
    "join",
    [
        "When both are done, stack tiers is carried out.",
        "Stack tiers follows once both are finished.",
        "Once the base has been baked and the cream is whipped, stack tiers is run.",
        "After these two, stack tiers is done.",
        "Stack tiers happens only after bake base and whip cream.",
        "As soon as bake base and whip cream have succeeded, it goes on with stack tiers.",
        "Next comes stack tiers.",
        "Stack tiers is next.",
    ],
)
def test_what_comes_next(join: str) -> None:
    assert facts(_FIRST, _BESIDE, join, _LAST) == _STEPS


@pytest.mark.parametrize(
    "last",
    [
        "Deliver cake comes last.",
        "Deliver cake closes the process.",
        "Finally, deliver cake is performed.",
        "Deliver cake is the end of it.",
        "The last step is deliver cake.",
        "The process ends with deliver cake.",
        "Last comes deliver cake.",
        "Deliver cake is always the final step.",
    ],
)
def test_what_comes_last(last: str) -> None:
    assert facts(_FIRST, _BESIDE, _JOIN, last) == _STEPS


def test_numbers_tell_an_order_where_the_items_are_names() -> None:
    text = (
        "---\ntype: orchestrator\n---\n# Wedding cake\n\n1. Check stock. Nothing else may "
        "start "
        "before this has worked. It is tried up to 3 times.\n2. Bake base.\n3. If there "
        "are "
        "more "
        "than 50 guests, rent oven.\n4. Deliver cake. Must be finished within 2 hours.\n\n"
        "It is given a customer and the number of guests. The steps run one after "
        "another.\n"
    )
    told = telling_of(read_prd(text).document, NodeType.ORCHESTRATOR)(NONE_BARRED)
    assert facts_of(told.document) == {
        *("check_stock", "check_stock retry 2 0", "bake_base", "bake_base <- check_stock"),
        *("rent_oven", "rent_oven <- bake_base", "rent_oven ? number_of_guests > 50"),
        *("deliver_cake", "deliver_cake <- rent_oven", "deliver_cake timeout 7200000"),
    }


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Only if there are more than 80 guests, rent oven comes next.", "guests > 80"),
        ("Rent oven comes next, but only when there are more than 80 guests.", "guests > 80"),
        ("If the guests are more than 80, and only then, rent oven is run next.", "guests > 80"),
        ("Then rent oven is done unless there are at most 80 guests.", "not (guests <= 80)"),
        ("When that is done and there are more than 80 guests, rent oven follows.", "guests > 80"),
    ],
)
def test_conditions(sentence: str, fact: str) -> None:
    found = facts(_FIRST, sentence, "Deliver cake comes last.")
    assert {"rent_oven <- check_stock", f"rent_oven ? {fact}"} <= found


@pytest.mark.parametrize(
    "sentence",
    [
        "If there are more than 80 guests, rent oven is done next; otherwise, bake base is done.",
        (
            "If there are more than 80 guests, rent oven comes next. For everybody else, that "
            "step "
            "is "
            "skipped and bake base happens instead."
        ),
        "If there are more than 80 guests, rent oven is done next. Otherwise bake base is run.",
    ],
)
def test_the_other_case_stands_where_the_first_does(sentence: str) -> None:
    assert facts(_FIRST, sentence, "After that, deliver cake is done.") == {
        *("check_stock", "rent_oven", "rent_oven <- check_stock", "rent_oven ? guests > 80"),
        *("bake_base", "bake_base <- check_stock", "bake_base ? not (guests > 80)"),
        *("deliver_cake", "deliver_cake <- rent_oven", "deliver_cake <- bake_base"),
    }


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Whip cream is tried at most 3 times.", "whip_cream retry 2 0"),
        ("Whip cream may be attempted 3 times altogether.", "whip_cream retry 2 0"),
        ("Whip cream shall be retried up to 3 times, 2 seconds apart.", "whip_cream retry 3 2000"),
        ("Whip cream must be given no more than 90 seconds.", "whip_cream timeout 90000"),
        ("Whip cream is given up after 90 seconds.", "whip_cream timeout 90000"),
        ("Whip cream has a time limit of 90 seconds.", "whip_cream timeout 90000"),
        ("Whip cream is undone by discard cream.", "whip_cream undo discard_cream"),
        ("Discard cream takes whip cream back.", "whip_cream undo discard_cream"),
        ("Discard cream undoes whip cream.", "whip_cream undo discard_cream"),
        ("Whip cream is skipped if the guests are under 5.", "whip_cream ? not (guests < 5)"),
        ("Parties with under 5 guests skip whip cream.", "whip_cream ? not (guests < 5)"),
    ],
)
def test_remarks(sentence: str, fact: str) -> None:
    found = facts(_FIRST, _BESIDE, _JOIN, _LAST, sentence)
    assert {one for one in found - _STEPS if " fail " not in one} == {fact}


def test_remarks_of_what_was_named_last() -> None:
    found = facts(
        "Check stock comes first; it shall be tried up to 4 times, since deliveries are late.",
        "Bake base comes next and is given 300 seconds at most. It is undone by discard base.",
        "Whip cream follows, with up to 2 attempts. This may take at most 20 seconds.",
        "Check stock is tried at most 4 times and bake base at most 2 times.",
    )
    assert found >= {
        *("check_stock retry 3 0", "bake_base timeout 300000", "bake_base undo discard_base"),
        *("bake_base retry 1 0", "whip_cream retry 1 0", "whip_cream timeout 20000"),
    }


_UNDOINGS = "Bake base is taken back by discard base, whip cream by discard cream."


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "If a step fails for good, whatever has been completed before is undone in reverse "
            "order "
            "and the order counts as failed."
        ),
        (
            "A failing step makes the process fail. What had been done is taken back, the most "
            "recent "
            "first."
        ),
        "When anything goes wrong, everything done so far is rolled back.",
        "If one of the steps fails, all completed steps are undone, and the cake counts as failed.",
        "On any failure, the steps done so far are compensated in reverse order.",
        "Compensation happens backwards, beginning with what was done last.",
        "Should the process fail, the kitchen is left as it was before.",
    ],
)
def test_any_failure_undoes_what_is_done(sentence: str) -> None:
    found = facts(_FIRST, _BESIDE, _JOIN, _LAST, _UNDOINGS, sentence)
    assert {one for one in found if " fail " in one} == {
        f"{name} fail compensate" for name in _STEPS if " " not in name
    }


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "When a step fails, the kitchen is left as it was: discard base reverses bake "
            "base, "
            "and "
            "discard cream reverses whip cream, in the opposite order."
        ),
        (
            "If anything fails later, discard base undoes bake base. If anything fails later, "
            "discard "
            "cream undoes whip cream."
        ),
        (
            "What was done is undone when the preparation fails: discard base for bake base, "
            "and "
            "discard cream for whip cream."
        ),
        _UNDOINGS,
    ],
)
def test_what_undoes_what_is_done_when_any_step_fails(sentence: str) -> None:
    found = facts(_FIRST, _BESIDE, _JOIN, _LAST, sentence)
    assert found - _STEPS == {
        *("bake_base undo discard_base", "whip_cream undo discard_cream"),
        *(f"{name} fail compensate" for name in _STEPS if " " not in name),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "If stack tiers fails, discard base must undo bake base.",
        "The only thing that can be undone is bake base, by discard base, if stack tiers fails.",
    ],
)
def test_the_failure_of_one_step_undoes_another(sentence: str) -> None:
    found = facts(_FIRST, _BESIDE, _JOIN, _LAST, sentence)
    assert found - _STEPS == {"bake_base undo discard_base", "stack_tiers fail compensate"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Deliver cake needs no undoing.",
        "Deliver cake cannot be taken back.",
        "No other step has anything to undo.",
        "Every other step must be attempted once.",
        "Steps that are not retried according to this list are tried once.",
        "The outcome must be reported as failed, together with the step that failed.",
        "The failure of the order is reported with the name of the step.",
        "If bake base or any later step fails, nothing is undone.",
        "Delivered cakes stay as they are.",
    ],
)
def test_what_asks_for_nothing_more_is_bound(sentence: str) -> None:
    assert bound(_FIRST, _BESIDE, _JOIN, _LAST, sentence)
    assert facts(_FIRST, _BESIDE, _JOIN, _LAST, sentence) == _STEPS


@pytest.mark.parametrize(
    "sentence",
    [
        "Rent oven is carried out.",
        "Rent oven is done quickly.",
        "Otherwise, rent oven is done.",
        "After the party, rent oven is done.",
        "If the customer is kind, rent oven comes next.",
        "If anything fails, rent oven sings.",
        "Bake base is not carried out after check stock.",
        "Whip cream is tried until it works.",
        "Order numbers are printed.",
    ],
)
def test_what_does_not_fit_stays_unbound(sentence: str) -> None:
    assert not bound(_FIRST, _BESIDE, _JOIN, _LAST, sentence)
    assert facts(_FIRST, _BESIDE, _JOIN, _LAST, sentence) == _STEPS


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (
            (
                "HR starts it with a name, a volume in litres and a flag called remote. The "
                "volume is "
                "a positive number. Name and volume are required."
            ),
            ["name: string", "volume: decimal from 0", "remote: bool?"],
        ),
        (
            (
                "It is given the guest's name (guest), a kind, which is either dinner or lunch, "
                "and a "
                "number of seats; all of these are required."
            ),
            ["guest: string", "kind: enum(dinner, lunch)", "number_of_seats: int"],
        ),
        (
            (
                "The input consists of a ship, its length in metres (length) and whether it "
                "carries "
                "dangerous goods (dangerous). Dangerous is false when it is left out."
            ),
            ["ship: string", "length: decimal", "dangerous: bool = false"],
        ),
        (
            (
                "An order comes with a city, the salary (money) and whether it is urgent. If "
                "urgent "
                "is "
                "missing, the order is not urgent. The city is optional."
            ),
            ["city: json?", "salary: money", "urgent: bool = false"],
        ),
        (
            (
                "As the host, I want to start the dinner with a menu and a number of guests "
                "(guests). "
                "Both are needed, and guests is a whole number of at least 1."
            ),
            ["menu: string", "guests: int from 1"],
        ),
    ],
)
def test_what_it_is_started_with(said: str, fields: list[str]) -> None:
    text = f"---\ntype: orchestrator\n---\n# Dinner\n\n{said}\n\n{_FIRST} {_LAST}\n"
    told = telling_of(read_prd(text).document, NodeType.ORCHESTRATOR)(NONE_BARRED).document
    shown = [
        f"{one.name}: {one.type}"
        + (f" = {one.default.text}" if one.default else "")
        + (f" from {one.constraints.minimum.value}" if one.constraints.minimum else "")
        for one in told.inputs or ()
    ]
    assert shown == fields
