"""Each line of a document that is no requirement says why not."""

import json

import pytest

from omninode_bridge.requirements.asides import asides_of
from omninode_bridge.requirements.findings import WasRead, as_json, as_text
from omninode_bridge.requirements.reading import read_prd

TEXT = """# Parking fee

We run a small car park. Who pays?

A stay has minutes (int, 0 to 900), a permit (bool) and a kind (car or van).

## Why we need it
Drivers complain about the clerk.

## What it does
- The first 30 minutes are free.
- Vans pay double.

Today the clerk writes a list. The goal is a happy driver. This section is short.

## Rules
- `total = minutes * 2`
- R1: `fee = total`

## Not part of this
Payment itself.

## Examples
- Given minutes = 3, then fee = 6
"""


def reasons(text: str) -> dict[str, str]:
    return {one.text: one.reason for one in asides_of(read_prd(text).document)}


def test_each_sentence_that_is_no_requirement_has_its_reason() -> None:
    assert reasons(TEXT) == {
        "We run a small car park.": "it introduces, and tells no case",
        "Who pays?": "it is a question",
        "A stay has minutes (int, 0 to 900), a permit (bool) and a kind (car or van).": (
            "it tells of data"
        ),
        "Drivers complain about the clerk.": "it explains, below `Why we need it`",
        "Today the clerk writes a list.": "it tells how things were or are today",
        "The goal is a happy driver.": "it says what it is good for",
        "This section is short.": "it speaks of the document",
        "Payment itself.": "it is out of scope",
    }


def test_every_sentence_is_a_requirement_or_an_aside() -> None:
    document = read_prd(TEXT).document
    asked = [one.text for one in document.requirements]

    assert asked == ["The first 30 minutes are free.", "Vans pay double."]
    assert not {*asked} & {*reasons(TEXT)}


@pytest.mark.parametrize("body", ["- R7: Book the hostel.", "- **Bed**: Book the hostel.\n"])
def test_ids_and_labels_make_no_aside_of_a_requirement(body: str) -> None:
    assert reasons(f"# T\n\n## Requirements\n{body}") == {}


def test_check_lists_them_before_the_sum() -> None:
    document = read_prd(TEXT).document
    shown = as_text([], TEXT, "x.md", WasRead(asides=asides_of(document))).split("\n")

    assert shown[0] == "No requirements are:"
    assert shown[1] == ('    3 | "We run a small car park.": it introduces, and tells no case')
    assert shown[-2] == "No findings in x.md."


def test_many_are_cut_in_the_text_and_whole_in_the_json() -> None:
    text = "# T\n\n## What it does\nThe fee is 5.\n\n" + "".join(
        f"Is it so in {year}?\n\n" for year in range(1990, 2020)
    )
    document = read_prd(text).document
    asides = asides_of(document)

    assert len(asides) == 30
    assert "      and 10 more; --format json lists all" in as_text(
        [], text, "x.md", WasRead(asides=asides)
    )
    tree = json.loads(as_json([], "x.md", document.requirements, WasRead(asides=asides)))
    assert [one["text"] for one in tree["requirements"]] == ["The fee is 5."]
    assert tree["requirements"][0]["class"] == "functional"
    assert len(tree["asides"]) == 30
    assert tree["asides"][0] == {
        "line": 6,
        "text": "Is it so in 1990?",
        "reason": "it is a question",
    }
