"""From the design of an orchestrator to its files."""

from collections.abc import Iterator, Mapping
from typing import Final

from omninode_bridge.generation.assembly import Parts, assemble, header_of
from omninode_bridge.generation.contract import dispatch_name
from omninode_bridge.generation.literals import docstring
from omninode_bridge.generation.orchestrator.contract import coordination
from omninode_bridge.generation.orchestrator.design import FlowDesign
from omninode_bridge.generation.orchestrator.emission import WorkflowModule, workflow_module
from omninode_bridge.generation.orchestrator.flow import FlowStep
from omninode_bridge.generation.orchestrator.package_tests import test_files
from omninode_bridge.generation.orchestrator.shapes import STATUSES
from omninode_bridge.generation.package import NodePackage, SymbolLines
from omninode_bridge.generation.readme import readme
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.requirements.types import EnumOf

FLOW_MODULES: Final = (*("__init__", "decision", "facts", "plan", "progress"),)
TEMPLATES: Final = "orchestrator"


def render_package(design: FlowDesign) -> NodePackage:
    """All files of the package, unformatted, in the order of their paths."""
    spec = design.spec
    header, root = header_of(spec.licence), spec.names.support_package
    module = workflow_module(design.flow, spec.name, root, header)
    node = dict(_node_files(design, header, module))
    support = {
        f"flow/{name}.py": rendered(f"{TEMPLATES}/flow/{name}.py", header=header, root=root)
        for name in (*FLOW_MODULES, *_for_conditions(module), *_for_holds(design))
    }
    steps = list(map(_row, design.flow.steps.values()))
    holds = [found.text for found in design.flow.holds]
    text = readme(spec, f"{TEMPLATES}/README.md", steps=steps, holds=holds)
    folder = f"src/{spec.names.node_package.replace('.', '/')}"
    origins = {f"{folder}/handlers/workflow.py": _origins(design, module)}
    parts = Parts(coordination(design.flow), node, text, support=support, origins=origins)
    return assemble(spec, parts)


def _origins(design: FlowDesign, module: WorkflowModule) -> SymbolLines:
    functions = {name: (condition.place.line,) for name, condition in module.functions}
    steps = {
        f"PLAN/{found.name},{found.uses}": (found.step.place.line,)
        for found in design.flow.steps.values()
    }
    return functions | steps


def _row(found: FlowStep) -> dict[str, str]:
    """A step as the README shows it."""
    step = found.step
    ways = [
        (way.source or "the start") + (f" if {way.condition.text}" if way.condition else "")
        for way in found.ways
    ]
    which = "each" if step.retry_is_constant else "the first"
    delays = f", {which} after {step.retry_delay_ms} ms" if step.retry_delay_ms else ""
    return {
        "name": step.name,
        "uses": found.uses,
        "ways": ", ".join(ways),
        "when": found.when.text if found.when else "",
        "on_failure": step.on_failure,
        "retries": f"{step.retries}{delays}",
        "timeout": "" if step.timeout_ms is None else f"{step.timeout_ms} ms",
        "undo": step.compensate_with or "",
    }


def _node_files(
    design: FlowDesign, header: str, module: WorkflowModule
) -> Iterator[tuple[str, str]]:
    spec = design.spec
    values = _values(design, header)
    handler = spec.names.handler.module.rpartition(".")[2]
    yield "__init__.py", rendered("node_init.py", **values)
    yield "node.py", rendered(f"{TEMPLATES}/node.py", **values)
    yield "handler.py", rendered(f"{TEMPLATES}/handler_entry.py", **values)
    yield f"handlers/{handler}.py", rendered(f"{TEMPLATES}/handler.py", **values)
    yield "handlers/dispatch.py", rendered(f"{TEMPLATES}/dispatch.py", **values)
    yield "handlers/execution.py", rendered(f"{TEMPLATES}/execution.py", **values)
    yield "handlers/workflow.py", module.source
    for name, text in test_files(design, header):
        yield f"tests/{name}", text


def _for_holds(design: FlowDesign) -> tuple[str, ...]:
    return ("holds",) if design.flow.holds else ()


def _for_conditions(module: WorkflowModule) -> tuple[str, ...]:
    """Only what the conditions of this workflow use."""
    if ".flow.functions import" in module.source:
        return ("functions", "operators")
    return ("operators",) if ".flow.operators import" in module.source else ()


def _values(design: FlowDesign, header: str) -> Mapping[str, object]:
    spec, shape = design.spec, design.shape
    return {
        "header": header,
        "root": spec.names.support_package,
        "names": spec.names,
        "node_class": spec.node_class,
        "dispatch": dispatch_name(spec),
        "version": spec.version,
        "purpose": docstring(spec.description or spec.title, spec.node_class),
        "holds": bool(design.flow.holds),
        "status": spec.names.enums[EnumOf(STATUSES)],
        "start": design.entity(shape.start),
        "needed": design.entity(shape.needed),
        "undo": design.entity(shape.undo),
    }
