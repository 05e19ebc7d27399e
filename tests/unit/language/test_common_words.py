"""What English has many words for is read in one way; names and figures are left alone."""

import pytest

from omninode_bridge.language.common_words import in_common_words


@pytest.mark.parametrize(
    ("written", "common"),
    [
        ("It holds no more than 5 jars.", "It holds at most 5 jars."),
        ("It must be not more than the limit.", "It must be at most the limit."),
        ("It holds a maximum of 5 jars.", "It holds at most 5 jars."),
        ("(decimal, maximum of 5)", "(decimal, at most 5)"),
        ("It weighs no less than 2 kg.", "It weighs at least 2 kg."),
        ("A minimum of $5 is due.", "At least $5 is due."),
        ("No 2 jars have the same label.", "No two jars have the same label."),
        ("A sum above three is refused.", "A sum above 3 is refused."),
        ("It has a label, a size as well as a shelf.", "It has a label, a size and a shelf."),
        ("A label, a size, as well as a shelf.", "A label, a size and a shelf."),
        ("In case it is cold, ring.", "If it is cold, ring."),
        ("Ring in the event that it is cold.", "Ring if it is cold."),
        ("It is 5 except when told otherwise.", "It is 5 unless told otherwise."),
        ("A jar is initially empty.", "A jar starts as empty."),
        ("A jar is at first empty.", "A jar starts as empty."),
        ("If ringing does not succeed, stop.", "If ringing fails, stop."),
        ("If ringing goes wrong, stop.", "If ringing fails, stop."),
        ("A jar is described by a label and a size.", "A jar has a label and a size."),
        ("It starts with the status 'empty'.", 'It starts with the status "empty".'),
        ("It starts as \u2018half full\u2019.", 'It starts as "half full".'),
        ("no\nmore than 5", "at most 5"),
        ("Where the tap drips, ring.", "If the tap drips, ring."),
        ("It is cold. Note that the tap drips.", "It is cold. The tap drips."),
        ("Please note that a jar has a lid.", "A jar has a lid."),
        ("It starts with the status `full`.", 'It starts with the status "full".'),
        ("The states are `full`, `open` and `dry`.", 'The states are "full", "open" and "dry".'),
        ("At least one and at most three jars.", "At least 1 and at most 3 jars."),
        ("We compute the net fee as the fee plus 5.", "The net fee is the fee plus 5."),
        ("The node works out the sum as a + b.", "The sum is a + b."),
        ("For every jar we keep a lid and a size.", "Each jar has a lid and a size."),
        ("It isn't full, nor aren\u2019t they.", "It is not full, nor are not they."),
        ("We refuse a jar above\n5 kg.", "A jar above\n5 kg is refused."),
        ('We reject any jar with 2 lids with "odd".', 'Any jar with 2 lids is refused with "odd".'),
        ("We refuse a jar if it leaks.", "A jar is refused if it leaks."),
        ("A jar is recorded by the cook with lid.", "The cook records a jar with lid."),
        ("The sum is a / b (rounded to cents).", "The sum is a / b, rounded to cents."),
        ("The sum is a / b; it is rounded to cents.", "The sum is a / b, rounded to cents."),
        ("It is rounded off to cents.", "It is rounded to cents."),
        ("If the test has failed, ring.", "If the test fails, ring."),
        ("When it rings, its state changes to open.", "When it rings, it becomes open."),
        ("The lid must not be missing.", "The lid must be given."),
        ("(text, is optional)", "(text, optional)"),
    ],
)
def test_it_is_said_in_common_words(written: str, common: str) -> None:
    assert in_common_words(written) == common
    assert in_common_words(common) == common


@pytest.mark.parametrize(
    "text",
    [
        "The fee has a maximum of 50 euros.",
        "It is raised to a maximum of 50 euros.",
        "The maximum of the sizes is kept.",
        "It is rounded up to 2 decimals.",
        'It says "no more than 5".',
        "It runs `no more than 5`.",
        "It is no more than a jar.",
        "The price is initially 5.",
        "A jar is at first in the cellar.",
        "The keepers' jars are the guests' jars.",
        "It rings as well as it can.",
        "It rings as well as possible.",
        "In case of fire it rings.",
        "We refuse to open a jar.",
        "For each cook we keep the number of jars.",
        "The lid must not be empty.",
        "The jar is recorded by noon.",
        "Where do the guests sit, and who serves them?",
        "The cellar is where the jars are, as ever.",
        "The field `status` and the jar `full`.",
        "No guest may have more than one open jar.",
        "One of the two jars.",
        "http://x.org/no more than",
        "",
    ],
)
def test_what_says_something_else_is_left_alone(text: str) -> None:
    assert in_common_words(text) == text
