"""From the specification of a compute node to its files."""

from collections.abc import Iterator, Mapping
from typing import Final

from omninode_bridge.generation.assembly import Parts, assemble, header_of
from omninode_bridge.generation.contract import dispatch_name
from omninode_bridge.generation.json_text import Canonical
from omninode_bridge.generation.literals import docstring
from omninode_bridge.generation.logic.modules import LogicModules, origins_of
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.generation.package_tests import TestSources, failure_tests
from omninode_bridge.generation.readme import readme
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.program import Program, Reject

_CONTRACT: Final[Mapping[str, object]] = {
    "algorithm": {
        "algorithm_type": "rule_program",
        "factors": {"rules": {"weight": 1.0, "calculation_method": "compiled_rules"}},
    },
    "deterministic_execution": True,
}


def render_package(spec: NodeSpec, program: Program, logic: LogicModules) -> NodePackage:
    """All files of the package, unformatted, in the order of their paths."""
    header = header_of(spec.licence)
    node = dict(_node_files(spec, header))
    tests = dict(_tests(spec, program, header).files())
    tests |= {"test_failures.py": failure_tests(header, [logic.rules])}
    node |= {f"tests/{name}": text for name, text in tests.items()}
    origins = {logic.handler_path: origins_of(logic.traces)}
    parts = Parts(_CONTRACT, node, readme(spec), whole=logic.files, origins=origins)
    return assemble(spec, parts)


def _node_files(spec: NodeSpec, header: str) -> Iterator[tuple[str, str]]:
    values = {
        "header": header,
        "names": spec.names,
        "node_class": spec.node_class,
        "dispatch": dispatch_name(spec),
        "purpose": docstring(spec.description or spec.title, spec.node_class),
    }
    yield "__init__.py", rendered("node_init.py", **values)
    yield "node.py", rendered("node.py", **values)
    yield "handler.py", rendered("handler.py", **values)
    yield "handlers/dispatch.py", rendered("dispatch.py", **values)


def _tests(spec: NodeSpec, program: Program, header: str) -> TestSources:
    fields: dict[str, Mapping[str, ValueType]] = {
        model.entity: {field.name: field.type for field in model.fields}
        for model in spec.models
        if model.entity is not None
    }
    return TestSources(
        spec=spec,
        header=header,
        canonical=Canonical(fields),
        outputs={output.name: output.type for output in program.outputs},
        messages=frozenset(step.message for step in program.steps if isinstance(step, Reject)),
    )
