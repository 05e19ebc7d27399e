"""A package's files: those that every node has, and those that its type adds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.generation.contract import contract_yaml
from omninode_bridge.generation.literals import one_line, toml_string
from omninode_bridge.generation.models import enum_source, model_source
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.package import NodePackage, Origins, SymbolLines
from omninode_bridge.generation.skeletons import rendered, value_type_modules
from omninode_bridge.generation.spec import Licence, NodeSpec

_USED: Final = re.compile(r"\.value_types\.(\w+) import")


@dataclass(frozen=True, slots=True)
class Parts:
    """What one type of node adds, as source by path.

    `contract` holds the keys of contract.yaml that belong to the type. `node` is relative to the
    folder of contract.yaml (`node.py`, `handler.py`, `handlers/...`, `tests/...`), `support` to
    `src/onex_<name>_<type>/`, `whole` and `origins` to the package.
    """

    contract: Mapping[str, object]
    node: Mapping[str, str]
    readme: str
    support: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)
    origins: Origins = field(default_factory=dict)


def spdx_lines(licence: Licence) -> tuple[str, str]:
    return (
        f"SPDX-FileCopyrightText: {one_line(licence.holder, 100)}",
        f"SPDX-License-Identifier: {one_line(licence.identifier, 40)}",
    )


def header_of(licence: Licence) -> str:
    """The comment on top of every file."""
    return "\n".join(f"# {line}" for line in spdx_lines(licence))


def assemble(spec: NodeSpec, parts: Parts) -> NodePackage:
    """All files of the package, unformatted, in the order of their paths."""
    node_folder = f"src/{spec.names.node_package.replace('.', '/')}"
    support = f"src/{spec.names.support_package}"
    header = header_of(spec.licence)
    files = {f"{node_folder}/{path}": text for path, text in _node_files(spec, parts, header)}
    files |= parts.whole
    files |= {f"{support}/{path}": text for path, text in parts.support.items()}
    files |= {f"{support}/{path}": text for path, text in _support_files(spec, files, header)}
    files |= {"pyproject.toml": _pyproject(spec), "README.md": parts.readme}
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
        origins={**parts.origins, **dict(_of_models(spec, node_folder))},
    )


def _of_models(spec: NodeSpec, node_folder: str) -> Iterator[tuple[str, SymbolLines]]:
    for model in spec.models:
        declared = {
            f"{model.ref.name}.{field.attribute}": (field.line,)
            for field in model.fields
            if field.line
        }
        yield f"{node_folder}/models/{_file(model.ref)}", declared


def module_with_nothing(header: str, about: str) -> str:
    """Even a module without content carries the header."""
    return f'{header}\n"""{about}"""\n'


def _node_files(spec: NodeSpec, parts: Parts, header: str) -> Iterator[tuple[str, str]]:
    yield "contract.yaml", contract_yaml(spec, parts.contract, header)
    yield "handlers/__init__.py", module_with_nothing(header, "What the node does.")
    yield "models/__init__.py", module_with_nothing(header, "What the node reads and answers.")
    for model in spec.models:
        yield f"models/{_file(model.ref)}", model_source(model, spec.names, header)
    if spec.enums:
        yield "enums/__init__.py", module_with_nothing(header, "Choices with a name.")
    for enum in spec.enums:
        yield f"enums/{_file(enum.ref.ref)}", enum_source(enum, header)
    about = "What the document promises, executed."
    yield "tests/__init__.py", module_with_nothing(header, about)
    yield from parts.node.items()


def _file(ref: ClassRef) -> str:
    return f"{ref.module.rpartition('.')[2]}.py"


def _support_files(
    spec: NodeSpec, files: Mapping[str, str], header: str
) -> Iterator[tuple[str, str]]:
    yield "__init__.py", module_with_nothing(header, "A node, and what it is made of.")
    yield "nodes/__init__.py", module_with_nothing(header, "The node.")
    yield "py.typed", ""
    about = "How values are read and written."
    yield "value_types/__init__.py", module_with_nothing(header, about)
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
        extras=spec.extras,
    )
