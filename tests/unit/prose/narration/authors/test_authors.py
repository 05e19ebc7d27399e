"""What several authors write is read as they mean it, whatever their habits."""

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.prose.narration.authors.corpus import Story, extra, judged, stories

_ALL = [
    pytest.param(story, NodeType.ORCHESTRATOR, id=story.title) for story in stories("workflows")
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
