"""What is answered to people and programs, and what cannot be asked."""

import pytest

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.intelligence.answers import shown, table_of, told
from omninode_bridge.intelligence.evidence import Evidence, SimilarNode, SourceAnswer
from omninode_bridge.intelligence.operations import Search, question_of
from omninode_bridge.node_type import NodeType

NODE = SimilarNode(
    "price_quote", NodeType.COMPUTE, "1.0.0", 0.5, "", "full_text+graph", quality=0.4
)
FOUND = Evidence(
    (NODE,),
    (
        SourceAnswer("full_text", answered=True, duration_ms=3.0, found=1),
        SourceAnswer("vectors", answered=True, duration_ms=2.0, found=2),
        SourceAnswer("graph", answered=False, duration_ms=9.0, reason="late"),
    ),
)


def test_it_is_told_how_much_of_what_a_source_found_is_shown() -> None:
    assert list(told(FOUND)) == [
        "full_text: 1 found (3 ms)",
        "vectors: 2 found, 0 of them here (2 ms)",
        "graph: did not answer: late (9 ms)",
    ]


def test_where_quality_counts_its_effect_is_seen() -> None:
    table = table_of(FOUND, Search.QUALITY)
    [row] = table.rows
    assert dict(zip(table.columns, row, strict=True)) == {
        "confidence": 0.5,
        "quality": 0.4,
        "merit": 0.35,
        "kind": "node",
        "type": "compute",
        "name": "price_quote",
        "found by": "full_text+graph",
    }
    assert "merit" not in table_of(FOUND, Search.RAG).columns
    results = shown(FOUND)["results"]
    assert isinstance(results, list)
    assert [each["merit"] for each in results if isinstance(each, dict)] == [0.35]


@pytest.mark.parametrize("text", ["", "  \n", "?!", "the of and", "42"])
def test_what_names_nothing_cannot_be_looked_for(text: str) -> None:
    with pytest.raises(InvalidRequestError, match="names nothing"):
        question_of(Search.RAG, text, 5)
