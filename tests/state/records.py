"""Records to start from; a test names what matters to it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final  # Any: the fields of a record differ in type
from uuid import UUID, uuid4

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.metrics.facts import GenerationFact
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import Execution, NodeVersion, State

NOON: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_version(**changes: Any) -> NodeVersion:  # noqa: ANN401  fields of any type
    version = NodeVersion(
        name="price_quote",
        node_type=NodeType.COMPUTE,
        domain="commerce",
        version="1.0.0",
        digest="a" * 64,
        quality_score=0.9,
        description="Quotes a price for a basket.",
        path="/nodes/price_quote",
        contract={"name": "price_quote"},
        checks=({"name": "mypy", "outcome": "passed"},),
        requirements=({"id": "FR-1", "text": "Apply the discount of the customer."},),
        prd="# Price quote\n",
        provenance={"strategy": "compiled"},
        correlation_id=uuid4(),
        registered_at=NOON,
    )
    return replace(version, **changes)


def an_execution(**changes: Any) -> Execution:  # noqa: ANN401  fields of any type
    execution = Execution(
        correlation_id=uuid4(),
        session_id=UUID(int=7),
        node_name="price_quote",
        state=State.PENDING,
        started_at=NOON,
        updated_at=NOON,
        request={"node_type": "compute"},
    )
    return replace(execution, **changes)


def a_fact(**changes: Any) -> GenerationFact:  # noqa: ANN401  fields of any type
    fact = GenerationFact(
        correlation_id=uuid4(),
        occurred_at=NOON,
        state="completed",
        node_name="price_quote",
        node_type=NodeType.COMPUTE,
        domain="commerce",
        quality_score=0.9,
        duration_ms=1200,
        bound=5,
        unbound=1,
        used_intelligence=True,
        sources=("registry",),
    )
    return replace(fact, **changes)


def a_package(**changes: Any) -> NodePackage:  # noqa: ANN401  fields of any type
    package = NodePackage(
        name="price_quote",
        node_type=NodeType.COMPUTE,
        version=(1, 0, 0),
        domain="commerce",
        description="Quotes a price for a basket.",
        import_root="onex_price_quote_compute",
        node_folder="src/onex_price_quote_compute/nodes/price_quote",
        node_class="NodePriceQuoteCompute",
        files={
            "README.md": b"# Price quote\n",
            "src/onex_price_quote_compute/__init__.py": b"",
            "src/onex_price_quote_compute/node.py": b"total = 1\n",
            "tests/test_rules.py": b"def test() -> None:\n    assert True\n",
        },
        bindings=(),
        sample_request=None,
    )
    return replace(package, **changes)
