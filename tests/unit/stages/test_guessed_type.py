"""A document that lacks what its type needs: whether anybody asked for that type."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.stages.check import check_text

PROSE = {
    "PRD701": "Store the guests in PostgreSQL and publish their names to Kafka somehow.",
    "PRD601": "Orchestrate the whole workflow of the kitchen and coordinate its steps.",
}


def document(sentence: str, front: str = "") -> str:
    return f"{front}# Guest house\n\n## Requirements\n- R1: {sentence}\n"


@pytest.mark.parametrize("code", sorted(PROSE))
def test_a_guessed_type_is_named_and_how_to_name_another(code: str) -> None:
    found = {one.code: one for one in check_text(document(PROSE[code]))}
    assert "was guessed from the document's words" in found[code].message
    assert "`type:` in the front matter, or --node-type" in found[code].fix


@pytest.mark.parametrize(("front", "hint"), [("---\ntype: effect\n---\n", None), ("", "effect")])
def test_a_type_that_somebody_named_is_no_guess(front: str, hint: str | None) -> None:
    asked = NodeType(hint) if hint else None
    found = {one.code: one for one in check_text(document(PROSE["PRD601"], front), hint=asked)}
    assert found["PRD701"].message == "The document has no operation."
    assert "--node-type" not in found["PRD701"].fix
