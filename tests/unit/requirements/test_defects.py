"""The four classes of defects in sentences, and what only looks like one."""

import re
from collections import Counter
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.defects.measure import variants
from omninode_bridge.requirements.defect_codes import DEFECTS
from omninode_bridge.requirements.defects.classes import DefectClass, class_of
from omninode_bridge.requirements.defects.work_items import is_work_item
from omninode_bridge.requirements.reading import read_prd

FEATURES: Final = "# Shop\n\n## Requirements\n\n"


def found_in(*requirements: str) -> list[str]:
    text = FEATURES + "".join(f"- {each}\n" for each in requirements)
    return [one.code for one in read_prd(text).diagnostics if class_of(one.code)]


@pytest.mark.parametrize(
    ("requirements", "code"),
    [
        (["Orders are kept for a few days."], "PRD101"),
        (["Retry as often as necessary."], "PRD101"),
        (["Refuse orders that are too old."], "PRD101"),
        (["Retry a couple of times."], "PRD101"),
        (["Show most orders of the day."], "PRD101"),
        (["Keep about 30 orders."], "PRD101"),
        (["Large orders need a signature."], "PRD101"),
        (["A large order (made by hand) needs a signature."], "PRD101"),
        (["A paid order is never cancelled.", "A paid order is cancelled."], "PRD117"),
        (["Send the bill after the parcel.", "Send the bill before the parcel."], "PRD117"),
        (["The discount is between 30 and 5 euros."], "PRD112"),
        (["An order has at least 10 and at most 5 lines."], "PRD112"),
        (["An order is archived within 30."], "PRD128"),
        (["An order is priced as in requirement R9."], "PRD130"),
        (["An order is priced as in section 4."], "PRD130"),
        (["The colours are as follows:", "Orders have a colour."], "PRD129"),
        (["Orders expire after XX days."], "PRD126"),
        (["The orders must be easy to maintain."], "PRD107"),
        (["Orders are stored securely."], "PRD107"),
        (["The node scales well."], "PRD107"),
        (["Prices are as exact as possible."], "PRD107"),
    ],
)
def test_a_defect_has_its_code_and_no_other(requirements: list[str], code: str) -> None:
    assert found_in(*requirements) == [code]


@pytest.mark.parametrize(
    "requirements",
    [
        ["The list says how many orders there are."],
        ["A customer is listed as often as there are orders."],
        ['The bill says "paid in good time".'],
        ["The field `simple_rate` is a percentage."],
        ["An order must have a number and may have a note."],
        ["Paid orders are never refused.", "Unpaid orders are refused."],
        ["Orders after noon are not accepted.", "Orders before noon are accepted."],
        ["The discount is between 5 and 30 euros."],
        ["An order is priced as in section 4.\n\n## 4. Prices\n\nAs printed."],
        ["The colours are as follows:\n  - red\n  - blue"],
        ["The stock is available in every branch."],
        ["Each bill has a number of its own."],
        ["A name of at most 60 characters is kept."],
        ["A large order (above 500 euros) needs a signature."],
        ["The orders are kept by number for quick access."],
        ["The card numbers are encrypted for security."],
        ["Fix the docstring of order_total(), it is fine and/or short, etc."],
    ],
)
def test_what_only_looks_like_a_defect_is_none(requirements: list[str]) -> None:
    assert found_in(*requirements) == []


@pytest.mark.parametrize(
    ("sentence", "is_vague"),
    [
        ("A number of nights outside 1 to 30 is refused.", False),
        ("Any number of nights above 30 is refused.", False),
        ("A voucher counts once, however often it is handed in.", False),
        ("Who pays too much gets the rest back.", False),
        ("If the booking fails for good, the deposit is returned.", False),
        ("A delivery is slow if it takes more than 90 minutes.", False),
        ("A number of nights is stored.", True),
        ("A delivery is slow if the roads are wet.", True),
    ],
)
def test_a_word_is_exact_where_its_sentence_says_what_it_means(
    sentence: str, *, is_vague: bool
) -> None:
    assert ("PRD101" in found_in(sentence)) is is_vague


def test_a_vague_word_that_the_document_lists_as_a_value_is_clear() -> None:
    text = f"{FEATURES}- Large orders need a signature.\n\n## Input\n\n- size: {{}}\n"
    codes = {
        given: [one.code for one in read_prd(text.format(given)).diagnostics if class_of(one.code)]
        for given in ("enum(small, large)", "enum(red, blue)")
    }
    assert codes == {"enum(small, large)": [], "enum(red, blue)": ["PRD101"]}


def test_the_figure_of_a_rule_is_compared_with_that_of_its_requirement() -> None:
    text = (
        f"{FEATURES}- R1: Refuse orders of more than {{}}.\n\n## Input\n\n- weight_g: int\n\n"
        '## Rules\n\n- R1: `reject when weight_g > 2000: "too heavy"`\n'
    )
    said = {
        figure: "PRD118" in {one.code for one in read_prd(text.format(figure)).diagnostics}
        for figure in ("2000 g", "2 kg", "1999 g", "3000 g", "2,000 g")
    }
    assert said == {
        "2000 g": False,
        "2 kg": False,
        "1999 g": False,
        "3000 g": True,
        "2,000 g": False,
    }


@given(st.lists(st.sampled_from(["never", "not"]), max_size=4))
def test_a_double_negation_denies_nothing(words: list[str]) -> None:
    denied = " ".join(["Old orders are", *words, "kept."])
    expected = ["PRD117"] if len(words) % 2 else ["PRD110"] if not words else []
    assert found_in("Old orders are kept.", denied) == expected


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("fix(orders): round the total", True),
        ("Closes ABC-12", True),
        ("Update the documentation of totals", True),
        ("Rename order_total to total", True),
        ("Update the total of an order", False),
        ("Remove orders older than a year", False),
    ],
)
def test_work_on_the_product_demands_nothing_of_it(text: str, *, work: bool) -> None:
    assert is_work_item(text) is work


def test_every_defect_code_has_the_class_that_its_explanation_names() -> None:
    for code in DEFECTS:
        named = re.match(r"\w+", code.explanation)
        assert named is not None
        assert class_of(code.code) is DefectClass(named.group().lower()), code.code


def test_the_seeded_documents_are_enough_for_a_figure() -> None:
    counts = Counter(variant.defect for variant in variants())
    assert counts.pop(None) >= 40
    assert len(counts) == len(DefectClass)
    assert min(counts.values()) >= 20
    assert all(variant.lines for variant in variants() if variant.defect)
