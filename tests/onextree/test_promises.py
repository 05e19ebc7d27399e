"""What the OpenAPI document of the service promises, tried with made-up requests."""

from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok

pytest_plugins = ["tests.onextree.serving"]
pytestmark = pytest.mark.slow

EXAMPLES: Final = 8
OPERATIONS: Final = {"GET /health", "POST /analyze/code", "POST /intelligence"}


def test_every_operation_keeps_its_promises(served: str) -> None:
    """Status, type and shape of each answer; what is valid is taken, what is not is refused."""
    schema = schemathesis.openapi.from_url(f"{served}/openapi.json")
    found = [*schema.get_all_operations()]
    operations = [each.ok() for each in found if isinstance(each, Ok)]
    assert len(operations) == len(found)
    assert {each.label for each in operations} == OPERATIONS
    tried: set[tuple[str, GenerationMode]] = set()
    for operation in operations:
        modes = [GenerationMode.POSITIVE]
        if operation.body:
            modes.append(GenerationMode.NEGATIVE)
        cases = [operation.as_strategy(generation_mode=mode) for mode in modes]

        @settings(
            max_examples=EXAMPLES * len(cases),
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=st.one_of(cases))
        def holds(case: Case[Any]) -> None:  # reason for Any: of an operation of any kind
            answer = case.call_and_validate()
            assert case.meta is not None
            tried.add((case.operation.label, case.meta.generation.mode))
            assert answer.status_code in {200, 400, 422}

        holds()
    assert len(tried) == len(OPERATIONS) + 2
