"""From the specification of a package to its files."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from omninode_bridge.generation.contract import contract_yaml, dispatch_name
from omninode_bridge.generation.json_text import Canonical
from omninode_bridge.generation.literals import docstring, one_line, toml_string
from omninode_bridge.generation.logic.modules import LogicModules
from omninode_bridge.generation.models import enum_source, model_source
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.generation.package_tests import TestSources
from omninode_bridge.generation.readme import readme
from omninode_bridge.generation.skeletons import rendered, value_type_modules
from omninode_bridge.generation.spec import Licence, NodeSpec
from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.program import Program, Reject

_USED: Final = re.compile(r"\.value_types\.(\w+) import")


def spdx_lines(licence: Licence) -> tuple[str, str]:
    return (
        f"SPDX-FileCopyrightText: {one_line(licence.holder, 100)}",
        f"SPDX-License-Identifier: {one_line(licence.identifier, 40)}",
    )


def header_of(licence: Licence) -> str:
    """The comment on top of every file."""
    return "\n".join(f"# {line}" for line in spdx_lines(licence))


def render_package(spec: NodeSpec, program: Program, logic: LogicModules) -> NodePackage:
    """All files of the package, unformatted, in the order of their paths."""
    node_folder = f"src/{spec.names.node_package.replace('.', '/')}"
    support = f"src/{spec.names.support_package}"
    header = header_of(spec.licence)
    files = {f"{node_folder}/{path}": text for path, text in _node_files(spec, program, header)}
    files |= logic.files
    files |= {f"{support}/{path}": text for path, text in _support_files(spec, files, header)}
    files |= {"pyproject.toml": _pyproject(spec), "README.md": readme(spec)}
    return NodePackage(
        name=spec.name,
        node_type=spec.node_type,
        version=spec.version,
        domain=spec.domain,
        description=spec.description,
        import_root=spec.names.support_package,
        node_folder=node_folder,
        node_class=spec.node_class,
        files={path: files[path].encode("utf-8") for path in sorted(files)},
        bindings=spec.bindings,
        sample_request=spec.sample_request,
    )


def _empty(header: str, about: str) -> str:
    """Even a module without content carries the header."""
    return f'{header}\n"""{about}"""\n'


def _node_files(spec: NodeSpec, program: Program, header: str) -> Iterator[tuple[str, str]]:
    values = {
        "header": header,
        "names": spec.names,
        "node_class": spec.node_class,
        "dispatch": dispatch_name(spec),
        "purpose": docstring(spec.description or spec.title, spec.node_class),
    }
    yield "contract.yaml", contract_yaml(spec, header)
    yield "__init__.py", rendered("node_init.py", **values)
    yield "node.py", rendered("node.py", **values)
    yield "handler.py", rendered("handler.py", **values)
    yield "handlers/__init__.py", _empty(header, "What the node does.")
    yield "handlers/dispatch.py", rendered("dispatch.py", **values)
    yield "models/__init__.py", _empty(header, "What the node reads and answers.")
    for model in spec.models:
        yield f"models/{_file(model.ref)}", model_source(model, spec.names, header)
    if spec.enums:
        yield "enums/__init__.py", _empty(header, "Choices with a name.")
    for enum in spec.enums:
        yield f"enums/{_file(enum.ref.ref)}", enum_source(enum, header)
    yield "tests/__init__.py", _empty(header, "What the document promises, executed.")
    for name, text in _tests(spec, program, header).files():
        yield f"tests/{name}", text


def _file(ref: ClassRef) -> str:
    return f"{ref.module.rpartition('.')[2]}.py"


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


def _support_files(
    spec: NodeSpec, files: Mapping[str, str], header: str
) -> Iterator[tuple[str, str]]:
    yield "__init__.py", _empty(header, "A node, and what it is made of.")
    yield "nodes/__init__.py", _empty(header, "The node.")
    yield "py.typed", ""
    yield "value_types/__init__.py", _empty(header, "How values are read and written.")
    used = {name for text in files.values() for name in _USED.findall(text)}
    for name in value_type_modules(used):
        source = rendered(f"value_types/{name}.py", header=header, root=spec.names.support_package)
        yield f"value_types/{name}.py", source


def _pyproject(spec: NodeSpec) -> str:
    return rendered(
        "pyproject.toml",
        spdx=spdx_lines(spec.licence),
        distribution=spec.names.support_package.replace("_", "-").strip("-"),
        version=".".join(map(str, spec.version)),
        description=toml_string(one_line(spec.description or spec.title)),
        licence=toml_string(spec.licence.identifier),
        folder=f"node_{spec.name}_{spec.node_type.value}",
        names=spec.names,
    )
