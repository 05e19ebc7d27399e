"""Sentences as people write them at first: others, reasons, kinds, deeds."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd

_DECLARED = """## Input
- pages: int
- price: money
- member: bool
- group: enum(pupil, teacher, guest)
- cover: enum(leather, paper, none)
- age_months: int
- proof: bool

## Output
- rate: decimal
- discount: money
- charge: money
- copies: int
- total: money
"""


def understood(*sentences: str, declared: str = _DECLARED) -> Understood:
    lines = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: compute\n---\n# Print shop\n{declared}\n## Requirements\n{lines}\n"
    return understand(read_prd(text).document, NodeType.COMPUTE)


def rules(*sentences: str, declared: str = _DECLARED) -> list[str]:
    return [one.text for one in understood(*sentences, declared=declared).document.rules]


@pytest.mark.parametrize(
    "others",
    [
        "; all others get none.",
        ", all others get no discount.",
        ". All others get none.",
        ", but everybody else gets nothing.",
        "; smaller ones get none.",
    ],
)
def test_what_all_others_get_is_nothing(others: str) -> None:
    said = f"Jobs with more than 50 pages get a discount of 5 % of the price{others}"

    assert rules(said) == ["discount = price * 5% if pages > 50 else 0"]


@pytest.mark.parametrize(
    "said",
    [
        "The discount is 5, all others get none.",
        "Jobs with more than 50 pages get a discount of 5 % of the price; larger ones get none.",
        "Jobs with more than 50 pages get a discount of 5, otherwise 2; all others get none.",
    ],
)
def test_others_that_nobody_is_are_not_read(said: str) -> None:
    assert rules(said) == []


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("Members with more than 9 pages are refused.", "member and pages > 9"),
        ("A teacher who is under 30 months is refused.", 'group = "teacher" and age_months < 30'),
        ("Guests with a price above 5 are refused.", 'group = "guest" and price > 5'),
        (
            "A customer of group guest who wants more than 9 pages is refused.",
            'group = "guest" and pages > 9',
        ),
        (
            "A job in group pupil with more than 9 pages is refused.",
            'group = "pupil" and pages > 9',
        ),
        ("A request for a child under 3 months is refused.", "age_months < 3"),
        (
            "If both the pages and the age are 0, the job is refused.",
            "pages = 0 and age_months = 0",
        ),
        (
            "If neither the pages nor the age is above 5, the job is refused.",
            "not (pages > 5 or age_months > 5)",
        ),
        ("With fewer than 8 pages the job is refused.", "pages < 8"),
        ("As a clerk I want no fuss: if the price is above 5, the job is refused.", "price > 5"),
        ("Jobs of 10 pages or more are refused.", "pages >= 10"),
    ],
)
def test_kinds_of_things_are_never_passed_over(said: str, condition: str) -> None:
    (rule,) = rules(said)

    assert rule.startswith(f"reject when {condition}: ")


@pytest.mark.parametrize(
    "said",
    [
        "Customers in arrears with more than 9 pages are refused.",
        "A job of group stranger with more than 9 pages is refused.",
        "A customer from abroad who wants more than 9 pages is refused.",
        "A bankrupt customer who wants more than 9 pages is refused.",
        "Late customers with more than 9 pages are refused.",
    ],
)
def test_kinds_that_nothing_declares_are_not_read(said: str) -> None:
    assert rules(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (
            "Pupils shall receive 3 copies a day, all others 4.",
            'copies = 3 if group = "pupil" else 4',
        ),
        ("A job has one copy less than it has pages.", "copies = pages - 1"),
        ("A job has 2 copies more than it has pages.", "copies = pages + 2"),
        (
            "Each page takes up room, so the rate is 250 times the number of pages.",
            "rate = 250 * pages",
        ),
        (
            "The charge shall be one twelfth of the price, rounded to the cent.",
            "charge = round(price / 12, 2)",
        ),
        (
            "For a member the charge shall be 25 % of the price, otherwise it shall be 0.",
            "charge = price * 25% if member else 0",
        ),
        (
            (
                "The discount is 10 % of the price with a leather cover, 5 % with a paper cover, "
                "and nothing without a cover."
            ),
            'discount = price * 10% if cover = "leather" else price * 5% if cover = "paper" else 0',
        ),
        (
            (
                "The rate is 2 up to 9 months, 3 above 9 months and up to 18 months, and 4 above "
                "18 months."
            ),
            "rate = 2 if age_months <= 9 else 3 if age_months > 9 and age_months <= 18 else 4",
        ),
        (
            "The total is the price plus 3, but nobody pays less than 10 euros.",
            "total = max(price + 3, 10)",
        ),
    ],
)
def test_numbers_are_told_in_many_ways(said: str, rule: str) -> None:
    assert rules(said) == [rule]


def test_what_is_so_in_a_case_is_told_again_with_it() -> None:
    found = rules("The charge is 19 % of the price; for a member it is 0.")

    assert found == ["charge = price * 19%", "if member: charge = 0"]


def test_what_is_always_so_is_so_whatever_else_is_said() -> None:
    found = rules(
        "The rate is 10.",
        "For a member the rate is always 0.",
        "Jobs with more than 9 pages get 5 on top of the rate.",
    )

    assert found == [
        "rate = 10",
        "if member: rate = 0",
        "if pages > 9 and not (member): rate = rate + 5",
    ]


def test_there_is_none_in_a_case() -> None:
    found = rules(
        "A charge of 30 % of the price is due.", "For a job of one page there is no charge."
    )

    assert found == ["charge = price * 30%", "if pages = 1: charge = 0"]


def test_a_fee_is_called_so_where_another_sentence_makes_something_of_it() -> None:
    fee = "If a proof is wanted, a proof fee of 25.00 is charged."

    assert rules(fee, "The total is the price plus the proof fee.") == [
        "proof_fee = 25 if proof else 0",
        "total = price + proof_fee",
    ]
    assert "proof_fee" not in "".join(rules(fee, "The total is the price."))


def test_what_never_exceeds_is_held_where_refusals_are_told_as_such() -> None:
    held = ("The rate is twice the pages.", "The rate shall never exceed 1000.")
    refusal = "A price above 900 is refused."

    assert rules(*held) == ["rate = 2 * pages"]
    assert "if rate > 1000: rate = 1000" in rules(*held, refusal)


def test_all_amounts_have_cents() -> None:
    declared = "## Input\n- price: money\n\n## Output\n- total: money\n"
    every = "Every amount is rounded half up to cents."

    found = rules("The total is the price times 1.07.", every, declared=declared)

    assert found[-1] == "total = round(total_before_rounding, 2)"
    assert rules("The rate is the pages times 1.07.", "Every amount is rounded to cents.") == [
        "rate = pages * 1.07"
    ]


def test_words_before_a_name_in_brackets_mean_it() -> None:
    declared = (
        "## Input\n- The diesel share in percent (percent_diesel), a decimal\n"
        "- The number of old claims (claims), a whole number\n"
        "- Whether the pupil has a sibling on the trip (sibling), yes or no\n\n"
        "## Output\n- fee: money\n"
    )

    assert rules("The fee is 5 for each old claim.", declared=declared) == ["fee = 5 * claims"]
    assert rules(
        "A pupil with a sibling on the trip gets a fee of 3; all others get none.",
        declared=declared,
    ) == ["fee = 3 if sibling else 0"]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (
            "The charge amounts to 10 % of the price; it is capped at 300 euros.",
            "charge = min(price * 10%, 300)",
        ),
        (
            "The charge is 10 % of the price. It is at least 3 euros.",
            "charge = max(price * 10%, 3)",
        ),
        ("A price above 5 is refused, for it belongs to others.", "reject when price > 5: "),
    ],
)
def test_a_clause_that_goes_on_is_part_of_the_sentence(said: str, rule: str) -> None:
    (found,) = rules(said)

    assert found.startswith(rule)


def test_what_one_costs_is_not_how_many_there_are() -> None:
    price = "A copy costs 9.50 euros."

    assert rules(price) == []
    assert rules(price, "The total is the pages times the price of a copy.") == [
        "price_of_copy = 9.50",
        "total = pages * price_of_copy",
    ]


def test_a_value_that_cannot_be_negative_and_is_zero_then_is_held() -> None:
    found = rules("The total is the price minus 9.", "The total cannot be negative; it is 0 then.")

    assert found == ["total = price - 9", "if total < 0: total = 0"]
    assert rules("The total is the price minus 9.", "The total cannot be negative.") == found[:1]


def test_the_total_and_each_of_these_amounts() -> None:
    declared = "## Input\n- price: money\n\n## Output\n- vat: money\n- total: money\n"
    found = rules(
        "The VAT is 19 % of the price.",
        "The total is the price plus the VAT, and each of these amounts is rounded to cents.",
        declared=declared,
    )

    assert found[-1] == "total = round(total_before_rounding, 2)"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Rate: 2 for each page, 5 for each month.", "rate = 2 * pages + 5 * age_months"),
        ("The rate is 2 for each page, and 5 for each month.", "rate = 2 * pages + 5 * age_months"),
        (
            "A job whose pages are larger than its age is refused.",
            (
                "reject when pages > age_months: "
                '"a job whose pages are larger than its age is refused"'
            ),
        ),
    ],
)
def test_labels_and_lists_of_so_much_for_each(said: str, rule: str) -> None:
    assert rules(said) == [rule]


@pytest.mark.parametrize(
    "said", ["Pages: 3.", "Members: the charge is 5.", "Proof: 5 for each page."]
)
def test_labels_that_nobody_answers_are_not_read(said: str) -> None:
    assert rules(said) == []


def test_what_is_worked_out_is_added_and_the_sentence_before_is_spoken_of() -> None:
    found = rules(
        "The total is the price.",
        "The total is the price plus 3.",
    )
    assert found == []

    found = rules(
        "The total is the price plus 3.",
        "If that is more than 100 euros, the customer gets 3 % off the total.",
        "If a proof is needed, the pages times 2 are added to the rate.",
        "The rate is 7.",
    )
    assert "if total > 100: total = total * (1 - 3%)" in found


def test_what_has_a_name_is_not_added_twice() -> None:
    assert (
        rules("The total is 5.", "The charge is 3.", "The charge is added to the total.")[2:] == []
    )


def test_it_is_nothing_where_no_sentence_before_gives_a_name() -> None:
    assert rules("If that is more than 100 euros, the total is 5, otherwise 6.") == []


@pytest.mark.parametrize("off", ["3 % off the total", "3 % off"])
def test_members_get_something_off_what_is_named(off: str) -> None:
    declared = "## Input\n- price: money\n- member: bool\n\n## Output\n- total: money\n"

    found = rules("The total is the price plus 3.", f"Members get {off}.", declared=declared)

    assert found[1:] == ["if member: total = total * (1 - 3%)"]
