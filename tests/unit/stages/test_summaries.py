"""What the stages tell a person."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from omninode_bridge.stages.prd import read_for_analysis
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.values import Request

EXAMPLES = Path(__file__).parents[3] / "examples"
REQUEST = Request(UUID(int=1), UUID(int=2), datetime(2026, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("price_quote", "4 requirements, 6 rules, 2 examples"),
        ("tool_lending", "8 requirements, 8 rules, 1 example"),
    ],
)
def test_rules_and_examples_of_operations_are_counted(name: str, sentence: str) -> None:
    submission = read_for_analysis((EXAMPLES / f"{name}.md").read_bytes(), REQUEST)
    assert summary_of(submission).sentence == sentence
