"""A wording of a move says from where, and leaves out no state, value or condition."""

import re

import pytest

from omninode_bridge.stages.check import check_document

_GATE = """---
type: reducer
---
# Level crossing

- A crossing zorbly starts as open.
- Now and then the keeper shuts an open crossing. It is shut then.
- {said}
- Whenever a shut crossing is raised, it becomes open.
"""


def wordings(said: str) -> list[str]:
    found = check_document(_GATE.format(said=said)).findings
    return [one[1] for each in found if (one := re.fullmatch(r'Write instead: "(.+)"', each.fix))]


@pytest.mark.parametrize(
    "said",
    [
        "At times a shut crossing gets jammed by snow, zorbly; it is jammed then.",
        "Folks may unplug an open or a jammed crossing, hopefully; it is closed then.",
        "Somehow the crossing gets jammed with a reason; it is jammed then.",
        "Somehow the crossing is jammed, provided the load is above 40 tonnes; it is jammed then.",
    ],
)
def test_no_wording_says_another_state_or_less(said: str) -> None:
    for one in wordings(said):
        if "jammed" not in one and "closed" not in one:
            continue
        before = set(re.findall(r"\b(?:open|shut|jammed|closed)\b", said))
        assert set(re.findall(r"\b(?:open|shut|jammed|closed)\b", one)) >= before
        assert ("40" in one) is ("40" in said)
        assert ("reason" in one) is ("reason" in said)


def test_a_sentence_is_no_other_wording_of_itself() -> None:
    said = "Whenever a shut crossing is raised, it becomes open."

    assert said not in wordings("Snow zorbly jams it.")
