"""One sentence made unreadable at a time: events that it may change are no events any more."""

import pytest

from omninode_bridge.diagnostics import Severity
from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd

_SENTENCES = (
    "When a parcel is posted, the parcel becomes posted.",
    "When a clerk weighs a posted parcel, it becomes weighed.",
    "When a weighed parcel is loaded, it becomes travelling.",
    "When a travelling parcel arrives, it becomes delivered.",
    "If a travelling parcel is damaged, it becomes damaged and the sender is notified.",
)
_EVENTS = ("post", "weigh", "load", "arrive", "damage")
_UNREADABLE = {
    1: "When a clerk weighs a posted parcel, zorblaxly it becomes weighed.",
    2: "When a weighed parcel is loaded, zorblaxly it becomes travelling.",
    3: "When a travelling parcel arrives, zorblaxly it becomes delivered.",
    4: "If a travelling parcel is damaged, zorblaxly it becomes damaged.",
}


def document_of(sentences: tuple[str, ...]) -> Document:
    listed = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: reducer\n---\n# Life of a parcel\n\n## Requirements\n{listed}\n"
    return understand(read_prd(text).document, NodeType.REDUCER).document


def rows(document: Document) -> set[tuple[str, str | None, str, tuple[str, ...]]]:
    machine = document.states
    return {
        (one.source, one.event, one.target, tuple(action.text for action in one.actions))
        for one in (machine.transitions if machine else ())
    }


def test_all_of_it_is_understood() -> None:
    document = document_of(_SENTENCES)
    assert {event for _, event, _, _ in rows(document)} == {*_EVENTS}
    assert document.states is not None
    assert document.states.holds == ()


@pytest.mark.parametrize("at", sorted(_UNREADABLE))
def test_the_events_that_are_left_do_what_they_did(at: int) -> None:
    said = _UNREADABLE[at]
    document = document_of((*_SENTENCES[:at], said, *_SENTENCES[at + 1 :]))
    assert document.states is not None
    assert [hold.text for hold in document.states.holds] == [said]
    left = rows(document)
    assert left < rows(document_of(_SENTENCES))
    assert _EVENTS[at] not in {event for _, event, _, _ in left}
    assert _EVENTS[at] not in {event.name for event in document.events}


def test_what_is_made_of_it_refuses_what_it_does_not_know() -> None:
    document = document_of((*_SENTENCES[:4], _UNREADABLE[4]))
    generated = generate_package(document, node_type=NodeType.REDUCER)
    assert [one for one in generated.diagnostics if one.severity is Severity.ERROR] == []
    assert "PRD518" in {one.code for one in generated.diagnostics}
    assert generated.package is not None
    handler = next(
        text for path, text in generated.package.files.items() if "/handlers/handler_" in path
    )
    assert b"METHOD_NOT_IMPLEMENTED" in handler
    assert b"unknown_event" not in handler


def test_nothing_is_made_where_the_beginning_is_not_understood() -> None:
    document = document_of(("A parcel zorblaxly starts when it is posted.", *_SENTENCES[1:]))
    generated = generate_package(document, node_type=NodeType.REDUCER)
    assert generated.package is None


@pytest.mark.parametrize(
    "said",
    [
        "Clerks are friendly on the phone.",
        "All changes are auditable.",
        "The clerk shall be able to print a report.",
        "The cost of parcels that are damaged is summed up.",
    ],
)
def test_what_changes_no_state_holds_nothing(said: str) -> None:
    document = document_of((*_SENTENCES, said))
    assert document.states is not None
    assert document.states.holds == ()
    assert rows(document) == rows(document_of(_SENTENCES))


def test_another_act_leaves_the_known_ones_as_they_are() -> None:
    document = document_of((*_SENTENCES, "A damaged parcel can be shredded."))
    assert document.states is not None
    assert [one.text for one in document.states.holds] == ["A damaged parcel can be shredded."]
    assert rows(document) == rows(document_of(_SENTENCES))


_METER = (
    "A meter starts as idle.",
    "When the guard starts an idle meter, it becomes running.",
    "While a meter is running, `read` with an amount in litres is possible.",
    "The used amount starts at 0 litres.",
    "A read increases the used amount by the amount.",
    "When the guard stops a running meter, it becomes stopped.",
    "Stopped meters are final.",
)


def life(*sentences: str) -> Document:
    listed = "\n".join(f"- {one}" for one in sentences)
    text = f"---\ntype: reducer\n---\n# Water meter\n\n## Requirements\n{listed}\n"
    return understand(read_prd(text).document, NodeType.REDUCER).document


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("The used amount zorblaxly stays below 500 litres.", {"read"}),
        ("The lost amount zorblaxly starts at 3 litres.", set()),
        ("A read zorblaxly doubles on Sundays.", {"read"}),
        ("While it is running, the guard polishes the glass thrice a week.", set()),
    ],
)
def test_only_what_depends_on_a_sentence_goes_with_it(said: str, gone: set[str]) -> None:
    known = {event for _, event, _, _ in rows(life(*_METER))}
    left = {event for _, event, _, _ in rows(life(*_METER, said))}

    assert known == {"start", "read", "stop"}
    assert known - left == gone


def test_where_nothing_is_left_the_sentence_is_named_because_of_which() -> None:
    document = document_of(("A parcel zorblaxly starts when it is posted.", *_SENTENCES[1:]))
    generated = generate_package(document, node_type=NodeType.REDUCER)
    (found,) = [one for one in generated.diagnostics if one.code == "PRD509"]

    assert "A parcel zorblaxly starts" in found.message
    assert "from" not in found.fix
    assert "PRD506" not in {one.code for one in generated.diagnostics}


@pytest.mark.parametrize(
    "said",
    ["A postage that is zorblax is refused.", "The postage zorblaxly must be round."],
)
def test_what_restricts_a_field_holds_the_events_that_carry_it(said: str) -> None:
    carried = "Each post carries a postage (money, at least 0) and a stamp (text)."
    whole = document_of((*_SENTENCES, carried))
    document = document_of((*_SENTENCES, carried, said))
    assert "post" in {event for _, event, _, _ in rows(whole)}
    assert "post" not in {event for _, event, _, _ in rows(document)}
