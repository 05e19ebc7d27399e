"""A sentence is understood alike in any voice: what opens it, its auxiliaries, who does it."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd

_HEADS: Final[Mapping[str, str]] = {
    "compute": """# Desk
## Input
- price: money
- nights: int
- member: bool
## Output
- total: money
""",
    "effect": """# Desk
## Data model
### Booking
- id: uuid (primary key)
- guest: string (length 1..60)
- day: date
""",
    "reducer": "# Order\n",
    "orchestrator": "# Admission\n",
}
_STORIES: Final[Mapping[str, tuple[str, ...]]] = {
    "compute": (
        "The total shall be the price times the nights.",
        "The total shall be reduced by 10 % if the guest is a member.",
        "Bookings of more than 10 nights must be rejected.",
    ),
    "effect": (
        "Create bookings with guest and day.",
        "The clerk can delete a booking by its id.",
        "List all bookings ordered by day.",
    ),
    "reducer": (
        "An order begins as placed.",
        "When the customer pays a placed order, it shall be paid.",
        "As soon as a paid order is shipped, it becomes shipped.",
        "A shipped order cannot be changed any more.",
    ),
    "orchestrator": (
        "The system shall check the identity first.",
        "After the identity check, the system shall assign a bed.",
        "Once a bed has been assigned, the wristband shall be printed.",
        "If printing the wristband fails, the printing shall be retried two times.",
    ),
}
_OPENINGS: Final = (
    "In addition, {low}",
    "Furthermore, {low}",
    "Of course {low}",
    "Naturally, {low}",
    "Note that {low}",
    "Please note that {low}",
    "Rule: {text}",
)
_WORDS: Final = (
    ("shall be", "is to be"),
    ("shall be", "has to be"),
    ("shall be", "will be"),
    ("must be", "needs to be"),
    ("must be", "are to be"),
    ("can delete", "may delete"),
    ("can delete", "is able to delete"),
    ("cannot be", "can't be"),
    ("cannot be", "can not be"),
    ("shall be printed", "gets printed"),
    ("shall be printed", "shall be printed by the system"),
    ("shall be reduced", "is reduced by the booking service"),
    ("must be rejected", "are rejected by the system"),
    ("When the", "Whenever the"),
    ("When the", "Every time the"),
    ("As soon as", "Once"),
    ("As soon as", "The moment that"),
    ("10 %", "10 percent"),
    ("two times", "twice"),
    ("two times", "2 times"),
    ("The system", "The ward admission system"),
    ("List all", "We list all"),
    ("List all", "The service lists all"),
)
_NEAR: Final[Mapping[str, tuple[str, ...]]] = {
    "compute": (
        "But only sometimes {low}",
        "Usually, {low}",
        "In general, {low}",
        "Members of the club: {low}",
        "For example, {low}",
        "Nobody said that {low}",
    ),
    "effect": ("But only sometimes {low}", "Nobody said that {low}"),
    "orchestrator": ("But only sometimes {low}", "In general, {low}", "Nobody said that {low}"),
}


def _document(kind: str, *sentences: str) -> str:
    listed = "\n".join(f"- {one}" for one in sentences)
    return f"---\ntype: {kind}\n---\n{_HEADS[kind]}## Requirements\n{listed}\n"


def _understood(kind: str, *sentences: str) -> tuple[object, ...]:
    """What is made of the sentences, and which of them have no meaning."""
    read = read_prd(_document(kind, *sentences)).document
    found = understand(read, NodeType(kind)).document
    unread = [at for at, one in enumerate(found.requirements) if not one.pattern]
    return (*_made(found), len(found.requirements), unread)


def _made(found: Document) -> Iterator[object]:
    yield [one.text.split(': "')[0] for one in found.rules]
    yield [(one.name, [each.names for each in one.inputs], one.kinds) for one in found.operations]
    steps = found.workflow.steps if found.workflow else ()
    yield [(one.name, one.needs, one.retries, one.on_failure) for one in steps]
    moves = found.states.transitions if found.states else ()
    yield [(one.source, one.event, one.target) for one in moves]
    yield found.states.finals if found.states else ()


def _told(kind: str, at: int, text: str) -> tuple[object, ...]:
    told = list(_STORIES[kind])
    told[at] = text
    return _understood(kind, *told)


_ALL: Final = [(kind, at, one) for kind, all_ in _STORIES.items() for at, one in enumerate(all_)]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


@pytest.mark.parametrize("kind", _STORIES)
def test_the_plain_sentences_are_understood(kind: str) -> None:
    assert _understood(kind, *_STORIES[kind])[-1] == []


@pytest.mark.parametrize(("kind", "at", "text"), _ALL)
def test_what_opens_a_sentence_and_asks_for_nothing_changes_nothing(
    kind: str, at: int, text: str
) -> None:
    plain = _understood(kind, *_STORIES[kind])
    others = [one.format(text=text, low=_low(text)) for one in _OPENINGS]
    assert [one for one in others if _told(kind, at, one)[1:] != plain[1:]] == []


@pytest.mark.parametrize(
    ("kind", "at", "text", "other"),
    [
        (kind, at, text, text.replace(words, others))
        for kind, at, text in _ALL
        for words, others in _WORDS
        if words in text
    ],
)
def test_words_that_ask_for_the_same_are_read_alike(
    kind: str, at: int, text: str, other: str
) -> None:
    assert _told(kind, at, other) == _told(kind, at, text)


@pytest.mark.parametrize(("kind", "at", "text"), [one for one in _ALL if one[0] in _NEAR])
def test_what_limits_or_denies_it_is_not_passed_over(kind: str, at: int, text: str) -> None:
    plain = _understood(kind, *_STORIES[kind])
    others = [one.format(low=_low(text)) for one in _NEAR[kind]]
    assert [one for one in others if _told(kind, at, one) == plain] == []
