"""A document of which nothing comes out says what its sentences seem to ask for."""

from omninode_bridge.node_type import NodeType
from omninode_bridge.stages.check import check_text

PROSE = """---
type: effect
---
# Ferry desk
## Requirements
- feat(desk): add retry with exponential back-off to the ticket client
- The desk should look friendly.
"""


def test_each_sentence_that_asks_for_something_known_is_a_finding() -> None:
    (found,) = [one for one in check_text(PROSE) if one.code == "PRD810"]

    assert found.place.line == 6
    assert "pattern retry_with_backoff of orchestrator nodes" in found.message
    assert "How often" in found.fix


def test_where_something_is_bound_the_unbound_say_it_themselves() -> None:
    text = PROSE + "- Create a passenger with name and cabin.\n"
    found = check_text(text)

    assert not [one for one in found if one.code == "PRD810"]
    unbound = [one for one in found if one.code == "PRD410" and one.place.line == 6]
    assert "retry_with_backoff" in unbound[0].message
    assert "Which steps?" in unbound[0].fix


def test_a_rule_that_is_left_out_says_why() -> None:
    text = "# Fare\n## Requirements\n- The tip is 10 % of the fare unless the moon shines.\n"
    found = [one for one in check_text(text, hint=NodeType.COMPUTE) if one.code == "PRD811"]

    assert [one.place.line for one in found] == [3]
    assert "not understood is" in found[0].message
