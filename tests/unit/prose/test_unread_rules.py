"""One sentence made unreadable at a time: what is still answered is answered as before."""

import pytest

from omninode_bridge.generation.compute import check_document
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.reading import read_prd

_PROMISED = """# Boat hire
## Input
- hours: int (1 to 12)
- boat: enum(single, double)
- member: bool
- guests: int (at least 0)

## Output
- rent: money
- deposit: money
- total: money
"""
_TOLD = """# Boat hire

## Input
- hours: int (1 to 12)
- boat: enum(single, double)
- member: bool
- guests: int (at least 0)

Outputs are the rent in euros, the deposit in euros and the total in euros.
"""
_SILENT = _PROMISED.split("## Output", maxsplit=1)[0]
_SENTENCES = (
    "The rent is 8.00 for each hour.",
    "If the boat is double, the rent is increased by 50 %.",
    "If the customer is a member, the rent is halved.",
    "The deposit is 20.00.",
    "The total is the rent plus the deposit.",
    'Trips of more than 10 hours are refused with "too long".',
)


def understood(sentences: tuple[str, ...], head: str = _PROMISED) -> Understood:
    listed = "\n".join(f"- {one}" for one in sentences)
    return understand(read_prd(f"{head}\n## Requirements\n{listed}\n").document, NodeType.COMPUTE)


def rules(found: Understood) -> set[str]:
    return {one.text for one in found.document.rules}


def answered(found: Understood) -> set[str]:
    """What a node would be made of; empty where there is none."""
    checked = check_document(found.document)
    return {one.name for one in checked.program.outputs} if checked.program else set()


def unreadable(at: int) -> tuple[str, ...]:
    """The sentence with a word that nobody knows."""
    *others, last = _SENTENCES[at].rstrip(".").split(" ")
    said = " ".join((*others, "zorblaxly", last)) + "."
    return (*_SENTENCES[:at], said, *_SENTENCES[at + 1 :])


def test_all_of_it_is_understood() -> None:
    found = understood(_SENTENCES)
    assert len({one.requirement_id for one in found.provenance}) == len(_SENTENCES)
    assert answered(found) == {"rent", "deposit", "total"}


@pytest.mark.parametrize("head", [_PROMISED, _TOLD], ids=["table", "sentence"])
@pytest.mark.parametrize("at", range(len(_SENTENCES) - 1))
def test_what_is_promised_is_answered_wholly_or_not_at_all(at: int, head: str) -> None:
    found = understood(unreadable(at), head)
    assert answered(found) == set()
    assert any("zorblaxly" in one.text for one in found.document.unread)
    codes = [one.code for one in check_document(found.document).diagnostics]
    assert "PRD408" in codes


@pytest.mark.parametrize(
    ("at", "left"),
    [(1, {"deposit"}), (4, {"rent", "deposit"})],
)
def test_what_only_a_sentence_names_is_left_out(at: int, left: set[str]) -> None:
    whole, found = understood(_SENTENCES, _SILENT), understood(unreadable(at), _SILENT)
    assert answered(whole) == {"rent", "deposit", "total"}
    assert answered(found) == left
    assert rules(found) < rules(whole)
    for one in found.document.requirements:
        is_left = "is not answered" in one.unread
        assert not (is_left and one.pattern)


@pytest.mark.parametrize(
    "said",
    [
        "The driver should always feel safe when using the calculator.",
        "The total can be printed.",
        "Members trust the figures.",
        "The rent is calculated fairly.",
        "The staff decides in case of doubt.",
    ],
)
def test_a_sentence_that_gives_no_value_leaves_all_as_it_is(said: str) -> None:
    found = understood((*_SENTENCES, said))
    assert found.document.unread == ()
    assert rules(found) == rules(understood(_SENTENCES))


def test_rules_that_are_written_are_whole_whatever_else_is_said() -> None:
    written = "## Rules\n- `rent = 8 * hours`\n- `deposit = 20`\n- `total = rent + deposit`\n"
    found = understood(("Members pay zorblaxly half.",), f"{_PROMISED}\n{written}")
    assert answered(found) == {"rent", "deposit", "total"}


_TAGS = "# Tags\n\n## Requirements\n- Normalise a tag.\n"


@pytest.mark.parametrize(
    "said",
    ["The office is closed on 24 December.", "feat(OPS-7): 12 screens for the tag shop"],
)
def test_what_a_pattern_makes_stays_where_a_sentence_speaks_of_other_things(said: str) -> None:
    found = understand(read_prd(f"{_TAGS}- {said}\n").document, NodeType.COMPUTE)
    assert answered(found) == {"normalised_tag"}


def test_what_a_pattern_makes_is_not_answered_where_a_sentence_speaks_of_it() -> None:
    said = "A tag of more than 20 letters zorblaxly loses its end."
    found = understand(read_prd(f"{_TAGS}- {said}\n").document, NodeType.COMPUTE)
    assert answered(found) == set()
