"""The law of a told wording: put in place of its sentence, it is understood.

The documents below `naive` are written as people write wiki pages and tickets.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from omninode_bridge.diagnostics import Diagnostic, Severity
from omninode_bridge.stages.check import Checked, check_document

NAIVE: Final = Path(__file__).parent / "naive"
BOUND: Final = {
    "bike_hire": 9,
    "coffee_corner": 7,
    "copy_shop": 9,
    "food_shelf": 8,
    "insurance_claim": 9,
    "new_colleague": 9,
    "nightly_backup": 7,
    "order_fulfilment": 10,
    "parcel_shop": 7,
}
"""So many requirements are understood when each wording was put in place once."""

_INSTEAD: Final = re.compile(r'Write instead: "(.+)"')


def _position(one: Diagnostic) -> tuple[int, int]:
    return one.place.line, one.place.column


def _followed(text: str, found: tuple[Diagnostic, ...]) -> str:
    """As a person does who takes each hint at its word, from the last line to the first."""
    lines = text.split("\n")
    stated = ""
    for one in sorted(found, key=_position, reverse=True):
        if instead := _INSTEAD.fullmatch(one.fix):
            line, start = lines[one.place.line - 1], one.place.column - 1
            end = one.place.end or len(line) + 1
            lines[one.place.line - 1] = line[:start] + instead[1] + line[end - 1 :]
        if typed := re.search(r"`(type: [a-z]+)`", one.fix):
            stated = f"---\n{typed[1]}\n---\n"
        if added := re.fullmatch(r'Add the line: "(.+)"', one.fix):
            lines += ["", added[1]]
    return stated + "\n".join(lines)


def _serious(checked: Checked) -> set[str]:
    found = (one for one in checked.findings if one.severity is not Severity.NOTE)
    return {one.code for one in found}


@pytest.mark.parametrize("name", sorted(BOUND))
def test_each_wording_that_is_told_is_understood_in_its_place(name: str) -> None:
    text = (NAIVE / f"{name}.md").read_text(encoding="utf-8")
    first = check_document(text)
    told = {found[1] for one in first.findings if (found := _INSTEAD.fullmatch(one.fix))}
    second = check_document(_followed(text, first.findings))
    asked = second.document.requirements
    unbound = {one.shown for one in asked if not one.pattern}

    assert told
    assert not told & unbound
    assert sum(bool(one.pattern) for one in asked) == BOUND[name]
    assert _serious(second) <= _serious(first) | {"PRD410"}
    assert not [one for one in second.findings if one.severity is Severity.ERROR]
