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
    "bike_hire": 0,
    "coffee_corner": 0,
    "copy_shop": 0,
    "food_shelf": 0,
    "insurance_claim": 2,
    "new_colleague": 0,
    "nightly_backup": 3,
    "order_fulfilment": 3,
    "parcel_shop": 0,
}
"""So many requirements are understood when each wording was put in place once.

Their sentences say much in passing, which no wording that is understood would say, too.
"""

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

    assert not told & unbound
    assert sum(bool(one.pattern) for one in asked) == BOUND[name]
    assert _serious(second) <= _serious(first) | {"PRD410"}


_PROMISED: Final = re.compile(r"With .+ wordings?, (\d+) of (\d+) sentences")

_TOLD: Final = {
    "reducer": """# Ferry figures

The crossing has the vessel, the pier, the cargo in t, whether it was late, and the time.

- Total cargo per vessel and day.
- How many late crossings each pier had.
- Late crossings bother us.
""",
    "effect": """# Ladder shed

A neighbour has a name and an email. A loan has a neighbour id, a ladder (text) and a status, which
is open or returned.

- Enter neighbours with name and email.
- Get a neighbour by id.
- Remove a neighbour by id.
- Every new loan starts with the status "open".
- Create loans with neighbour id and ladder.
- Return an open loan.
- Open loans of a neighbour: at most three.
""",
}


@pytest.mark.parametrize("name", sorted(_TOLD))
def test_what_is_promised_of_all_wordings_is_what_comes_out(name: str) -> None:
    text = f"---\ntype: {name}\n---\n{_TOLD[name]}"
    first = check_document(text).findings
    second = check_document(_followed(text, first))
    open_places = {one.place for one in second.findings if one.code == "PRD410"}
    asked = second.document.requirements
    done = [one for one in asked if one.pattern and one.place not in open_places]
    promised = [found for one in first if (found := _PROMISED.match(one.message))]

    assert [one.groups() for one in promised] == [(str(len(done)), str(len(asked)))]
