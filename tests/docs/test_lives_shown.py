"""What the how-to shows of lives is read: its example, and each of its sentences by itself."""

import re
from typing import Final

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_document
from tests.docs.test_rewording_shown import PAGE

_SHOWN: Final = " ".join(PAGE.read_text(encoding="utf-8").split())
_LOAN: Final = (
    "Loan",
    "A loan starts as open.",
    "When a clerk shows an open loan, it becomes on display.",
)
_BEGUN: Final = "A ticket starts as received"
_INSPECTED: Final = "When a mechanic inspects a received ticket, it becomes inspected"
_TICKET: Final = ("Repair ticket", f"{_BEGUN}.")
_LENT: Final = (
    "Walking stick",
    "A stick starts as free.",
    "`lend` with the reader and the number of weeks makes a free stick occupied.",
    "When the reader returns an occupied stick, it becomes free.",
)
_PAID: Final = (*_LENT, "Each payment carries an amount in euros.")
_FEE: Final = (*_LENT, "The fee starts at 2 euros per week.", *_PAID[-1:])
_LESS: Final = (*_FEE, "The amount is taken from the fee.")
_COUNTED: Final = (*_LENT[:-1], *_PAID[-1:], "We keep the number of payments.")
_ACCOUNT: Final = (
    "Account",
    "An account starts as open.",
    "Each withdrawal carries an amount in euros.",
    "The owner may close an open account; it is then closed.",
)
_CLOSED: Final = (*_TICKET, "When a mechanic closes a received ticket, it becomes closed.")
_CANCELLED: Final = (
    "The customer may cancel it while it is received or inspected; it is then cancelled"
)
_WITHDRAWN: Final = (
    "A withdrawal decreases the balance by the amount, provided that the balance suffices"
)
_KEPT: Final = "When there are at least two payments, the reader may keep it; it is then sold"
_SMALL: Final = {
    _BEGUN: ("Repair ticket", f"{_INSPECTED}."),
    _INSPECTED: _TICKET,
    _CANCELLED: (*_TICKET, f"{_INSPECTED}."),
    "Closed tickets are final": _CLOSED,
    "While a loan is on display, it may be extended up to two times": _LOAN,
    _WITHDRAWN: _ACCOUNT,
    "Each payment carries an amount in euros": (*_LENT, "We keep the number of payments."),
    "The stick remembers the reader": _LENT,
    "The fee starts at 2 euros per week": _LENT,
    "The amount is taken from the fee": _FEE,
    "We keep the number of payments": _PAID,
    "An amount of 0 or less is refused": _LESS,
    "A payment that would bring the fee below 0 is refused": _LESS,
    _KEPT: _COUNTED,
    "Everything else is refused": _LENT,
}


def _understood(title: str, *sentences: str) -> Document:
    listed = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: reducer\n---\n# {title}\n\n## Requirements\n\n{listed}\n"
    return understand(read_prd(text).document, NodeType.REDUCER).document


@pytest.mark.parametrize(("quoted", "around"), _SMALL.items(), ids=_SMALL)
def test_each_sentence_that_is_shown_is_read_in_a_small_document(
    quoted: str, around: tuple[str, ...]
) -> None:
    assert f'"{quoted}' in _SHOWN
    title, *others = around
    found = _understood(title, *others, f"{quoted}.")

    unread = [one.text for one in found.requirements if not one.pattern]
    assert unread == []
    assert found.states is not None
    assert found.states.holds == ()


def _example() -> str:
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(r"\n  ```markdown\n(  ---\n  type: reducer\n.+?)  ```", text, re.DOTALL)
    assert found is not None
    return re.sub(r"^  ", "", found[1], flags=re.MULTILINE)


def test_the_example_of_a_life_that_remembers_values_says_what_it_says() -> None:
    assert list(check_document(_example()).findings) == []
    machine = understand(read_prd(_example()).document, NodeType.REDUCER).document.states

    assert machine is not None
    assert [
        (one.source, one.event, one.target, one.guard.text if one.guard else "")
        for one in machine.transitions
    ] == [
        ("new", "activate", "active", ""),
        ("active", "deposit", "active", "balance + amount <= limit"),
        ("active", "visit", "active", "balance - fee >= 0"),
        ("active", "block", "blocked", ""),
        ("blocked", "release", "active", ""),
        ("active", "return", "returned", "balance = 0"),
        ("blocked", "return", "returned", "balance = 0"),
    ]
    assert machine.finals == ("returned",)
