"""A sentence in clauses that each stand alone, and what only repeats one of them."""

import pytest

from omninode_bridge.language.clauses import clauses_of
from omninode_bridge.requirements.parts.sentences import clauses


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "A crate above 90 kg is refused, and so is a crate without a label.",
            ["A crate above 90 kg is refused.", "A crate without a label is refused."],
        ),
        (
            "A negative weight must be refused, and so must a length of zero.",
            ["A negative weight must be refused.", "A length of zero must be refused."],
        ),
        (
            "A boat that is out cannot be sold, and neither can one that is broken.",
            ["A boat that is out cannot be sold.", "A boat that is broken cannot be sold."],
        ),
        (
            "An open gate may not be painted, nor may one which is locked.",
            ["An open gate may not be painted.", "A gate which is locked may not be painted."],
        ),
        (
            "Parking costs 2 euros per hour, but the first 20 minutes of parking are free.",
            ["Parking costs 2 euros per hour.", "The first 20 minutes of parking are free."],
        ),
        (
            "Each jar has a label; no two jars may have the same label.",
            ["Each jar has a label.", "No two jars may have the same label."],
        ),
        (
            "An open order can be paid; an order that is not open cannot be paid.",
            ["An open order can be paid.", "An order that is not open cannot be paid."],
        ),
        (
            'Opening a gate announces "gate_opened" and closing announces "gate_closed".',
            ['Opening a gate announces "gate_opened".', 'Closing a gate announces "gate_closed".'],
        ),
        (
            'When a jar is sold "jar_sold" is published, and when a jar breaks "jar_broken".',
            ['When a jar is sold, "jar_sold" is published.',
             'When a jar breaks, "jar_broken" is published.'],
        ),
        (
            "At least 2 hours must have passed, otherwise the diver is not fit.",
            ["Unless at least 2 hours have passed, the diver is not fit."],
        ),
    ],
)  # fmt: skip
def test_each_clause_stands_alone(text: str, said: list[str]) -> None:
    assert list(clauses_of(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        # The second is said of the case of the first only.
        'A diver under 12 is not fit; the reason is "too young".',
        "A jar may be opened no more than twice; the third attempt is refused.",
        "If the boat is out, the fee is 5, and the deposit is 20.",
        "A finished loan is closed; then it is archived.",
        "Selling a jar ends the offer, and the jar is then sold.",
        "The baker is late, so up to 5 attempts are made.",
        "Only open gates can be painted; for a closed one the answer is a conflict.",
        # One clause with a list.
        "Add, move, and remove jars.",
        "The answer contains the sum of all jars that are full, and the fee that is due.",
        "The clerk sees jars, lids, and labels that are new.",
        # Quoted words join nothing.
        'A wrong weight is refused with "too heavy; take some out".',
        # What may not be is a rule of its own behind a refusal.
        "A broken jar is refused; anything else is accepted.",
        "A fee below 5 is refused, a fee of 4 is fine for children.",
    ],
)
def test_what_goes_on_stays_with_what_it_goes_on_about(text: str) -> None:
    assert clauses_of(text) == (text,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The number must be between 1 and 8; anything else is refused as well.",
         "The number must be between 1 and 8."),
        ("The colour has to be red or blue; any other colour is rejected.",
         "The colour has to be red or blue."),
        ("The weight must be more than 0, otherwise the crate is refused.",
         "The weight must be more than 0."),
        ("A fee below 0 is rejected, a fee of 0 is fine (some visits are free).",
         "A fee below 0 is rejected."),
        ('When a jar is sold, "jar_sold" is published; nothing else is announced.',
         'When a jar is sold, "jar_sold" is published.'),
    ],
)  # fmt: skip
def test_what_repeats_the_clause_before_it_says_nothing(text: str, said: str) -> None:
    assert clauses_of(text) == (said,)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The wage must be at least 12. A lower wage is refused.", 1),
        ("The wage must be at least 12. A higher wage is refused.", 2),
        ("The age may not exceed 90. An older age is refused.", 1),
        ("A jar must have a label. Otherwise it must be refused with a reason.", 1),
        ("The hours must not be negative. Otherwise refuse the request.", 1),
        ("The jar is opened. Otherwise it is refused.", 2),
        ('The age must be at least 18. Otherwise it is refused with "too young".', 2),
        ("The age must be at least 18. Otherwise the fee is 5.", 2),
    ],
)
def test_a_sentence_that_repeats_the_one_before_it_says_nothing(text: str, count: int) -> None:
    assert len(tuple(clauses(text))) == count


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "A crate without a label or without a lid is rejected.",
            ["A crate without a label is rejected.", "A crate without a lid is rejected."],
        ),
        (
            "A title that is empty or in which no digit occurs is refused.",
            ["A title that is empty is refused.", "A title in which no digit occurs is refused."],
        ),
        (
            "A lid other than red or blue, a weight of zero and a negative length must be refused.",
            ["A lid other than red or blue must be refused.", "A weight of zero must be refused.",
             "A negative length must be refused."],
        ),
        (
            "Weights outside 0 to 90 and a negative number of lids are errors.",
            ["Weights outside 0 to 90 are errors.", "A negative number of lids is an error."],
        ),
    ],
)  # fmt: skip
def test_several_things_that_are_refused_are_refused_one_by_one(text: str, said: list[str]) -> None:
    assert list(clauses_of(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        # One crate that has both.
        "A crate with a lid and a lock is refused.",
        "A crate that is open and that leaks is refused.",
        "A crate with neither a lid or a lock is refused.",
        "An age below 0 or above 120 is refused.",
        "Only a crate with a lid or with a label is not refused.",
    ],
)
def test_what_may_be_one_thing_is_not_taken_apart(text: str) -> None:
    assert clauses_of(text) == (text,)
