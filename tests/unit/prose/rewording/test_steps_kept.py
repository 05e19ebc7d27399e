"""A wording for a sentence about steps leaves out no step, number, condition or denial of it."""

import re

import pytest

from omninode_bridge.prose.rewording.steps_flow import Flow
from omninode_bridge.prose.rewording.steps_kept import keeps_all
from omninode_bridge.prose.rewording.steps_loose import Step
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_document

_FIELDS = "# T\n## Input\n| field | type |\n| --- | --- |\n| age | int |\n| urgent | bool |\n"
_STEPS = [Step("book", "band"), Step("print", "posters"), Step("rent", "tent"),
          Step("collect", "fee"), Step("sign", "letter")]  # fmt: skip


def _kept(said: str, instead: str, *things: str) -> bool:
    flow = Flow(read_prd(_FIELDS).document.inputs or (), steps=[*_STEPS])
    return keeps_all(said, instead, flow, things)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("after the band, the posters and the tent, sign the letter",
         "After booking the band, renting the tent and printing the posters, sign the letter."),
        ("the letter gets signed once the age is above 20 and no earlier",
         "Sign the letter only if the age is not below 20, above 20."),
        ("signing the letter is tried twice", "Signing the letter is tried 2 times."),
        ("if printing the posters doesn't work, never mind",
         "If printing the posters fails, the workflow continues."),
        ("if it is urgent the letter is signed", "Sign the letter only if it is urgent."),
    ],
)  # fmt: skip
def test_what_says_the_same_is_kept(said: str, instead: str) -> None:
    assert _kept(said, instead)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("after the band, the posters and the tent, sign the letter",
         "After booking the band, sign the letter."),
        ("sign the letter, but only if the age is below 20", "Sign the letter."),
        ("sign the letter if the age is below 20", "Sign the letter only if the age is below."),
        ("sign the letter if it is urgent", "Then sign the letter."),
        ("sign the letter only if it is not urgent", "Sign the letter only if it is urgent."),
        ("collecting the fee is undone by refunding it if signing the letter fails",
         "If signing the letter fails, everything is undone."),
        ("signing the letter is tried three times", "Signing the letter is tried 2 times."),
    ],
)  # fmt: skip
def test_what_leaves_something_out_is_no_wording(said: str, instead: str) -> None:
    assert not _kept(said, instead)


def test_what_the_whole_is_about_may_be_left_out() -> None:
    said = "the fee of the tent is collected"
    assert not _kept(said, "Collect the fee.")
    assert _kept(said, "Collect the fee.", "tent")


def _wordings(text: str) -> list[str]:
    found = (
        re.fullmatch(r'Write instead: "(.+)"', one.fix) for one in check_document(text).findings
    )
    return [one[1] for one in found if one]


_PURPOSE = """---
type: orchestrator
---
# Moving house

The office shall carry out the moving procedure in the order laid down here.

## Steps

- First, the clerk shall somehow check the lease.
- Then the clerk shall order the van.
- Afterwards and quickly the clerk shall pack the boxes, but only on good days.
"""


def test_a_purpose_is_no_step_and_what_comes_first_comes_after_nothing() -> None:
    found = " ".join(_wordings(_PURPOSE))
    assert "procedure" not in found
    assert "pack the boxes" not in found.lower()


def test_no_sentence_is_told_to_be_written_as_it_is_written() -> None:
    lines = {line.removeprefix("- ") for line in _PURPOSE.splitlines()}
    assert not lines & {*_wordings(_PURPOSE)}
