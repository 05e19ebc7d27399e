"""What waits for a sentence that is not understood names that one, and is no error of its own."""

import pytest

from omninode_bridge.generation.compute import check_document
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_HEAD = """---
type: compute
---
# Fair

## Input
- stalls: int

We answer with the rent, the tax and the total (all money).

## Requirements
"""
_SENTENCES = (
    "- The rent is 20 times the stalls.",
    "- The tax is zorblaxly 19 % of the rent.",
    "- The total is the rent plus the tax.",
    "- The total is never below 5.",
)


def findings(*sentences: str) -> list[tuple[str, int, str]]:
    lines = "\n".join(sentences)
    found = understand(read_prd(f"{_HEAD}{lines}\n").document, NodeType.COMPUTE)
    checked = check_document(found.document)
    return [
        (one.code, one.place.line, one.message)
        for one in (*found.diagnostics, *checked.diagnostics)
    ]


def test_one_error_where_the_cause_stands() -> None:
    found = findings(*_SENTENCES)

    assert [line for code, line, _ in found if code == "PRD408"] == [13]
    assert ["13" in said for code, line, said in found if code == "PRD811" and line > 13] == [
        True,
        True,
    ]
    assert any("waits for line 13" in said for code, _, said in found if code == "PRD213")


@pytest.mark.parametrize("at", [0, 2])
def test_the_last_of_a_chain_is_the_cause(at: int) -> None:
    said = list(_SENTENCES)
    said[1] = said[1].replace("zorblaxly ", "")
    said[at] = said[at].replace(" is ", " is zorblaxly ", 1)

    found = findings(*said)

    later = [told for code, line, told in found if code == "PRD811" and line != 12 + at]
    assert later
    assert all(f"line {12 + at}" in told for told in later)
