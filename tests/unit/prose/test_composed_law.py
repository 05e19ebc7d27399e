"""Names, ladders, rests, rates and warnings are read alike, however they are put together."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_GIVEN: Final = (
    "Input: heat (int), weight (decimal), guests (int), nights (int), fuel_kg (decimal), "
    "rented (bool), slanted (bool), age (int), minutes (int), homework_points (int)."
)


def rules(answered: str, *sentences: str) -> list[str]:
    lines = "\n".join(f"- {one}" for one in sentences)
    data = f"{_GIVEN}\n\nOutput: {answered}."
    text = f"---\ntype: compute\n---\n# Kiln\n{data}\n\n## Requirements\n{lines}\n"
    document = understand(read_prd(text).document, NodeType.COMPUTE).document
    return [one.text for one in document.rules]


_JOINTS: Final = ("per", "of", "after", "before", "for", "without", "in", "over")
_NAMES: Final = st.tuples(
    st.sampled_from(("fuel", "score", "levy", "bonus")),
    st.sampled_from(_JOINTS),
    st.sampled_from(("guest", "firing", "tax", "winter")),
)


@settings(deadline=None, max_examples=60)
@given(_NAMES, st.sampled_from(("The {n} is", "The {n} equals", "the {n} shall be")))
def test_a_declared_name_is_one_name_whatever_words_it_has(
    parts: tuple[str, str, str], frame: str
) -> None:
    name, said = "_".join(parts), " ".join(parts)
    found = rules(
        f"{name} (decimal), rest (decimal)",
        f"{frame.format(n=said)} the weight divided by the guests.",
        f"The rest is twice the {said} plus 3.",
    )
    assert found == [f"{name} = weight / guests", f"rest = 2 * {name} + 3"]


_ENDS: Final = (
    *(", and {v} otherwise", ", otherwise {v}", " and {v} in all other cases", ", and {v} if not"),
    *("; otherwise it is {v}", ", else {v}"),
)
_STEPS: Final = ("if the heat is {s} {t}", "for a heat {s} {t}")
_NEXT: Final = (*_STEPS, "if it is {s} {t}")


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.integers(2, 900), min_size=2, max_size=4, unique=True),
    st.sampled_from((("below", "<"), ("above", ">"), ("at least", ">="), ("at most", "<="))),
    st.sampled_from(_STEPS),
    st.lists(st.sampled_from(_NEXT), min_size=3, max_size=3),
    st.sampled_from(_ENDS),
    st.booleans(),
)
def test_a_ladder_has_a_value_for_each_step(  # noqa: PLR0913, PLR0917 - parts of one sentence
    edges: list[int], sign: tuple[str, str], first: str, more: list[str], end: str, is_text: bool
) -> None:
    edges = sorted(edges, reverse=sign[0] in {"above", "at least"})
    values = [f'"v{one}"' if is_text else str(one) for one in range(len(edges) + 1)]
    frames = [first, *more][: len(edges)]
    steps = [
        f"{value} {frame.format(s=sign[0], t=edge)}"
        for value, frame, edge in zip(values, frames, edges, strict=False)
    ]
    said = f"The grade is {', '.join(steps)}{end.format(v=values[-1])}."
    whole = "".join(
        f"{value} if heat {sign[1]} {edge} else "
        for value, edge in zip(values, edges, strict=False)
    )
    answered = "grade (text)" if is_text else "grade (int)"
    assert rules(answered, said) == [f"grade = {whole}{values[-1]}"]


@pytest.mark.parametrize("value", ["7 euros", "2 euros per night"])
@pytest.mark.parametrize(
    "rest",
    [
        *("otherwise it is 0", "otherwise there is none", "otherwise there is no slant fee"),
        *("otherwise nothing is charged", "otherwise the slant fee is zero", "otherwise none"),
        *("otherwise no fee is due", "if not, there is no fee", "otherwise it is free"),
        *("in all other cases nothing is charged for it", "otherwise no slant fee applies"),
    ],
)
def test_nothing_has_many_words(value: str, rest: str) -> None:
    part = "7" if value.startswith("7") else "2 * nights"
    expected = [f"slant_fee = {part} if slanted else 0"]
    assert rules("slant_fee (money)", f"The slant fee is {value} if slanted; {rest}.") == expected
    assert rules("slant_fee (money)", f"If slanted, the slant fee is {value}, {rest}.") == expected


def test_that_there_is_nothing_of_something_else_is_not_passed_over() -> None:
    assert not rules("fee (money)", "The fee is 7 euros if slanted; otherwise there is no glaze.")


@pytest.mark.parametrize(
    ("rate", "product"),
    [
        ("per guest and night", "guests * nights"),
        ("per guest per night", "guests * nights"),
        ("for each guest and each night", "guests * nights"),
        ("per kg of fuel and night", "fuel_kg * nights"),
        ("a night", "nights"),
        ("per kg and night", "fuel_kg * nights"),
    ],
)
@pytest.mark.parametrize(("more", "held"), [("", "{}"), (", but at least 5", "max({}, 5)")])
def test_rates_may_be_of_two_things(rate: str, product: str, more: str, held: str) -> None:
    expected = held.format(f"2.50 * {product}")
    assert rules("fee (money)", f"The fee is 2.50 euros {rate}{more}.") == [f"fee = {expected}"]


def test_so_much_for_each_of_two_kinds_is_no_product() -> None:
    data = "fee (money)"
    assert not rules(data, "The fee is 2.50 euros for each guest and homework point.")


_CASES: Final = (
    ("If the heat is above 90, {}.", "heat > 90"),
    ("{} if the heat is more than 90.", "heat > 90"),
    ("When there are no homework points at all, {}.", "homework_points = 0"),
    ("With more than 90 minutes, {}.", "minutes > 90"),
    ("{} when more than 90 minutes were needed.", "minutes > 90"),
)
_WARNINGS: Final = (
    *('the answer carries the warning "too hot"', 'the answer warns "too hot"'),
    *('show the warning "too hot"', 'the result must contain the warning "too hot"'),
    *('the warning "too hot" is added to the answer', 'there is a warning "too hot"'),
    *('the potter sees the warning "too hot"', 'the reply comes with a warning "too hot"'),
    *('warn with "too hot"', 'the potter is warned "too hot"', 'a warning "too hot" is given'),
)


@pytest.mark.parametrize(("case", "test"), _CASES)
@pytest.mark.parametrize("warning", _WARNINGS)
def test_who_warns_and_how_changes_nothing(case: str, test: str, warning: str) -> None:
    said = case.format(warning)
    found = rules("fee (money)", "The fee is 2 euros.", f"{said[:1].upper()}{said[1:]}")
    assert found == ["fee = 2", f'warn when {test}: "too hot"']


@pytest.mark.parametrize(
    ("sentence", "test"),
    [
        ('A heat above 90 gets the warning "too hot".', "heat > 90"),
        ('Minutes above 90 lead to the warning "too hot".', "minutes > 90"),
        ('Firings with more than 90 minutes trigger the warning "too hot".', "minutes > 90"),
    ],
)
def test_what_is_warned_of_may_be_the_subject(sentence: str, test: str) -> None:
    assert rules("fee (money)", "The fee is 2 euros.", sentence)[1:] == [
        f'warn when {test}: "too hot"'
    ]


def test_a_warning_for_things_that_nobody_knows_is_not_given_for_all() -> None:
    said = 'Long firings get the warning "too hot".'
    assert rules("fee (money)", "The fee is 2 euros.", said) == ["fee = 2"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The first 3 nights are free: the fee is 5 euros for each night beyond 3.",
            ["fee = 5 * max(nights - 3, 0)"],
        ),
        (
            "The first two minutes are not charged: the fee is the minutes minus 2, not below 0.",
            ["fee = max(minutes - 2, 0)"],
        ),
        (
            'There cannot be more guests than nights: such a request is refused with "no".',
            ['reject when guests > nights: "no"'],
        ),
        (
            'No more guests than nights are allowed. The message is "no".',
            ['reject when guests > nights: "no"'],
        ),
        (
            'A guest may not stay more than 9 nights; such a stay is refused with "long".',
            ['reject when nights > 9: "long"'],
        ),
        (
            "The fee is twice the weight, but if slanted, it is 3 times the weight.",
            ["fee = 2 * weight", "if slanted: fee = 3 * weight"],
        ),
        (
            "For children under 8 the fee is 5. For seniors over 65 it is 6. Otherwise it is 9.",
            [
                "fee = 5 if age < 8 else 9",
                "if age > 65: fee = 6",
                "if not ((age < 8) or (age > 65)): fee = 9",
            ],
        ),
    ],
)
def test_a_clause_may_go_on_about_the_one_before(sentence: str, expected: list[str]) -> None:
    assert rules("fee (decimal)", sentence) == expected


def test_that_some_are_free_is_passed_over_only_where_just_these_are_taken_off() -> None:
    data = "fee (decimal)"
    assert not rules(data, "The first 3 nights are free: the fee is 5 euros per night.")
    assert not rules(data, "The first 3 nights are free. The fee is 5 times the nights minus 3.")


def test_it_is_no_name() -> None:
    assert not rules("fee (decimal)", "It is 9 euros.")
