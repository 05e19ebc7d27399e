"""An emitted expression has the value that is computed independently of the emitter."""

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from tests.unit.generation.logic.execution import case
from tests.unit.generation.logic.valued import (
    ENVIRONMENTS,
    NoValueError,
    Valued,
    booleans,
    decimals,
    ints,
)
from tests.unit.rules.declarations import scope_of

INPUTS = {
    "i": "int",
    "j": "int",
    "d": "decimal",
    "c": "decimal",
    "b": "bool",
    "s": "string",
    "ints": "list[int]",
    "decimals": "list[decimal]",
}


def emitted_value(expression: Valued, type_: str, environment: dict[str, Any]) -> object:
    words = set(re.findall(r"[a-z]+", expression.text))
    inputs = [f"{name}: {kind}" for name, kind in INPUTS.items() if name in words]
    run = case(f"out = {expression.text}", scope_of(inputs, [f"out: {type_}"]))
    return run(**{name: environment[name] for name in INPUTS if name in words})["out"]


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.tuples(ints(2), st.just("int")),
        st.tuples(decimals(2), st.just("decimal")),
        st.tuples(booleans(2), st.just("bool")),
    ),
    ENVIRONMENTS,
)
def test_the_emitted_value_is_the_independent_one(
    expression: tuple[Valued, str], environment: dict[str, Any]
) -> None:
    valued, type_ = expression
    try:
        expected = valued.value(environment)
    except NoValueError:
        with pytest.raises(ModelOnexError, match=r"R1 \(line 10\): "):
            emitted_value(valued, type_, environment)
        return
    found = emitted_value(valued, type_, environment)
    assert found is expected if type_ == "bool" else Fraction(str(found)) == expected
