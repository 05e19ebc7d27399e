"""What each of the things that figures are asked of has, however its arrival is told."""

import pytest

from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.reading import read_prd

_FIGURES = (
    "- I want to see the number of tickets.\n- The longest delay for each line is shown.\n"
    "- The total of all fines is shown.\n"
)
_FIELDS = ["line: string", "delay_minutes: int", "kind: enum(child, adult)", "checked: bool"]


def things(text: str, kind: str = "") -> list[Entity]:
    front = f"---\ntype: {kind}\n---\n" if kind else ""
    return list(read_prd(f"{front}# Tram figures\n\n{text}\n\n{_FIGURES}").document.entities)


@pytest.mark.parametrize(
    "sentence",
    [
        "Every ticket is recorded with LIST",
        "As a team lead I want every ticket recorded with LIST",
        "We want each ticket to be noted with LIST",
        "Tickets arrive with LIST",
        "The tickets come in with LIST",
        "Incoming tickets are logged with LIST",
        "The machine reports every ticket with LIST",
        "Our machines send tickets one after another with LIST",
        "For each ticket we know LIST",
        "For every ticket, the inspector notes LIST",
        "We record LIST for each ticket",
        "We note LIST of every ticket",
        "The inspector writes down LIST of every ticket",
        "The machine captures every ticket: LIST",
        "The gate scans each ticket: LIST",
        "Each ticket has LIST",
        "A ticket consists of LIST",
        "Each ticket is described by LIST",
        "A ticket carries LIST",
        "Every ticket comes with LIST",
        "Tickets have LIST",
        "What we know about a ticket: LIST",
    ],
)
@pytest.mark.parametrize(
    "listed",
    [
        "a line, a delay in minutes, a kind (child or adult) and whether it was checked.",
        (
            "the line, the delay in minutes, the kind (child or adult), and it says whether the "
            "ticket was checked."
        ),
    ],
)
def test_what_a_thing_is_told_with(sentence: str, listed: str) -> None:
    (ticket,) = things(sentence.replace("LIST.", listed).replace("LIST", listed.rstrip(".")))

    assert ticket.name == "Ticket"
    assert [f"{one.name}: {one.type}" for one in ticket.fields] == _FIELDS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Every loan is registered with the line and the number.", "effect"),
        ("The clerk sends every member with a card and a number.", "compute"),
        ("A loan is open. It becomes closed, and that state is final. We note a card.", ""),
        ("The machine reports every ticket with delight.", ""),
    ],
)
def test_what_is_done_to_a_thing_is_none_of_its_data(text: str, kind: str) -> None:
    assert things(text, kind) == []
