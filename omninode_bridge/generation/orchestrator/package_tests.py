"""Source of the tests that an orchestrator's package carries."""

from collections.abc import Iterator, Mapping
from typing import Final

from omninode_bridge.generation.json_text import Canonical, json_text
from omninode_bridge.generation.literals import python_string
from omninode_bridge.generation.orchestrator.design import FlowDesign
from omninode_bridge.generation.orchestrator.order_tests import order_values
from omninode_bridge.generation.package_tests import TestSources
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.types import ValueType

SEEDS: Final = 12
STEPS_FOR_ALL_SEEDS: Final = 40
SHARED: Final = ("asking.py", "test_examples.py", "test_requirements.py")


def test_files(design: FlowDesign, header: str) -> Iterator[tuple[str, str]]:
    """Name and source of each module."""
    for name, text in _sources(design, header).files():
        if name in SHARED:
            yield name, text
    values: dict[str, object] = {
        "header": header,
        "root": design.spec.names.support_package,
        "names": design.spec.names,
        "node_class": design.spec.node_class,
        "holds": bool(design.flow.holds),
    }
    if design.plan.made_up:
        cases = [
            (python_string(json_text(case.example.given)), case.example.expected)
            for case in design.plan.made_up
        ]
        yield (
            "test_decisions.py",
            rendered("orchestrator/tests/test_decisions.py", cases=cases, **values),
        )
    yield (
        "test_order.py",
        rendered("orchestrator/tests/test_order.py", **order_values(design), **values),
    )
    if design.plan.held:
        held = [(python_string(one), why) for one, why in design.plan.held.items()]
        yield (
            "test_not_implemented.py",
            rendered("orchestrator/tests/test_not_implemented.py", held=held, **values),
        )
    if design.plan.runs:
        yield "runtime.py", rendered("orchestrator/tests/runtime.py", **_facts(design), **values)
        yield "test_properties.py", rendered("orchestrator/tests/test_properties.py", **values)


def _sources(design: FlowDesign, header: str) -> TestSources:
    fields: dict[str, Mapping[str, ValueType]] = {
        model.entity: {field.name: field.type for field in model.fields}
        for model in design.spec.models
        if model.entity is not None
    }
    outputs = {output.name: output.type for output in design.shape.program.outputs}
    return TestSources(design.spec, header, Canonical(fields), outputs, frozenset())


def _facts(design: FlowDesign) -> dict[str, object]:
    """What the document says of the steps, apart from the plan of the node."""
    steps = design.flow.steps
    given: list[JsonValue] = [dict(found) for found in design.plan.runs]
    return {
        "given": python_string(json_text(given)),
        "needs": {name: list(found.needs) for name, found in steps.items()},
        "retries": {name: found.step.retries for name, found in steps.items()},
        "waits": {
            name: (found.step.retry_delay_ms, 1 if found.step.retry_is_constant else 2)
            for name, found in steps.items()
        },
        "undos": {
            name: found.step.compensate_with
            for name, found in steps.items()
            if found.step.compensate_with is not None
        },
        "seeds": max(2, min(SEEDS, SEEDS * STEPS_FOR_ALL_SEEDS // max(len(steps), 1))),
    }
