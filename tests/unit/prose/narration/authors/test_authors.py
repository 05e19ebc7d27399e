"""What several authors write is read as they mean it, whatever their habits."""

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.prose.narration.authors.corpus import Story, extra, judged, stories

_TYPES = {
    "workflows": NodeType.ORCHESTRATOR,
    "lifecycles": NodeType.REDUCER,
    "figures": NodeType.REDUCER,
}
_ALL = [
    pytest.param(story, node_type, id=story.title)
    for name, node_type in _TYPES.items()
    for story in stories(name)
]


@pytest.mark.parametrize(("story", "node_type"), _ALL)
def test_each_sentence_is_read_as_it_is_meant(story: Story, node_type: NodeType) -> None:
    wrong = [
        f"{judgement}: {sentence.text} {shown}"
        for sentence, judgement, shown in judged(story, node_type)
        if judgement != "right"
    ]
    assert wrong == []


@pytest.mark.parametrize(("story", "node_type"), _ALL)
def test_nothing_is_told_that_nobody_said(story: Story, node_type: NodeType) -> None:
    assert extra(story, node_type) == set()
