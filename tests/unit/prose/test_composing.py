"""Sentences that speak of the same things make one node."""

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd

LOANS = """# Loan check
## Requirements
- Validate that the age is between 18 and 70.
- Reject applications with an income below 1000.
- Score applicants by income, savings and debt ratio.
- Classify applicants by score into low, medium and high.
"""
SYNC = """# Price sync
## Requirements
- Fetch prices from the supplier API with 3 retries.
- Store prices with sku, amount and currency.
"""


def document_of(text: str, kind: NodeType) -> Document:
    return understand(read_prd(text).document, kind).document


def test_what_one_sentence_computes_is_no_input_of_another() -> None:
    document = document_of(LOANS, NodeType.COMPUTE)
    assert "score" not in {field.name for field in document.inputs or ()}
    assert "score" in {field.name for field in document.outputs or ()}


def test_a_request_that_passes_every_refusal_is_found() -> None:
    document = document_of(LOANS, NodeType.COMPUTE)
    package = generate_package(document, node_type=NodeType.COMPUTE).package
    assert package is not None
    assert package.sample_request is not None
    assert 18 <= int(str(package.sample_request["age"])) <= 70
    assert float(str(package.sample_request["income"])) >= 1000


def test_what_an_empty_store_answers_comes_first() -> None:
    document = document_of(SYNC, NodeType.EFFECT)
    assert [one.kinds[0] for one in document.operations] == ["create", "call"]
