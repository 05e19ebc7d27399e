"""The shape that a node's parts must have: handlers, node class, models, annotations."""

import ast
from collections.abc import Iterator
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.source import PackageSource, SourceFile

LOOSE: Final = frozenset({"object", "Any"})


def handler_shape(source: PackageSource) -> Iterator[Finding]:
    """H1: `class HandlerX` with `handle(self, request: ModelX) -> ModelY` and no `__init__`."""
    handlers = [file for file in source.within("handlers/") if "/handler_" in file.path]
    if not handlers:
        folder = f"{source.package.node_folder}/handlers"
        yield Finding("H1", "there is no handlers/handler_*.py", folder)
    for file in handlers:
        classes = [node for node in file.tree.body if isinstance(node, ast.ClassDef)]
        found = [node for node in classes if node.name.startswith("Handler")]
        if len(found) != 1:
            yield Finding("H1", "one class Handler* per handler file", file.path, 1)
        for node in found:
            yield from _handler_class(file, node)


def thin_node(source: PackageSource) -> Iterator[Finding]:
    """H3: one class Node* on an archetype, with nothing but a constructor that passes on."""
    path = f"{source.package.node_folder}/node.py"
    files = [file for file in source.code if file.path == path]
    if not files:
        yield Finding("H3", "there is no node.py", path)
    for file in files:
        classes = [node for node in file.tree.body if isinstance(node, ast.ClassDef)]
        if [node.name for node in classes] != [source.package.node_class]:
            yield Finding(
                "H3", f"node.py holds the class {source.package.node_class} alone", path, 1
            )
        for statement in file.tree.body:
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                yield file.at(statement, "H3", "logic belongs in handlers/")
        reduces = source.package.node_type is NodeType.REDUCER
        for node in classes:
            yield from _node_class(file, node, has_contract=reduces)


def frozen_models(source: PackageSource) -> Iterator[Finding]:
    for file in source.within("models/"):
        for node in file.tree.body:
            if isinstance(node, ast.ClassDef) and not _is_frozen(node):
                message = f"{node.name} can be changed: model_config needs frozen=True"
                yield file.at(node, "models", message)


def assigned_outputs(source: PackageSource) -> Iterator[Finding]:
    """An output that nothing assigns is a promise not kept: each field is given by the handler."""
    outputs = _fields_by_class(source)
    for file in source.within("handlers/"):
        for node in file.walk.of(ast.Call):
            if not isinstance(node.func, ast.Name):
                continue
            given = {keyword.arg for keyword in node.keywords}
            if None in given or not node.func.id.endswith("Output"):
                continue
            for field in sorted(outputs.get(node.func.id, set()) - given):
                yield file.at(node, "outputs", f"nothing assigns the output `{field}`")


def loose_types(source: PackageSource) -> Iterator[Finding]:
    """`object`, `Any` and missing annotations; no validator of the package looks for these."""
    for file in source.files:
        for function in file.functions:
            yield from _loose_parameters(file, function)
        if not LOOSE & _used_names(file):
            continue
        for where in _annotations(file):
            if LOOSE & _names(where):
                yield file.at(where, "types", f"`{ast.unparse(where)}` says nothing of the value")


def _used_names(file: SourceFile) -> set[str]:
    names = {node.id for node in file.walk.of(ast.Name)}
    return names | {node.attr for node in file.walk.of(ast.Attribute)}


def _annotations(file: SourceFile) -> list[ast.expr]:
    found = [node.annotation for node in file.walk.of(ast.AnnAssign)]
    found += [node.annotation for node in file.walk.of(ast.arg) if node.annotation is not None]
    functions = file.walk.of(ast.FunctionDef)
    found += [function.returns for function in functions if function.returns is not None]
    return found


def _handler_class(file: SourceFile, node: ast.ClassDef) -> Iterator[Finding]:
    methods = {item.name: item for item in node.body if isinstance(item, ast.FunctionDef)}
    if "__init__" in methods:
        yield file.at(methods["__init__"], "H1", "a handler has no __init__")
    handle = methods.get("handle")
    if handle is None:
        yield file.at(node, "H1", f"{node.name} has no method handle")
        return
    arguments = [*handle.args.posonlyargs, *handle.args.args][1:]
    annotations = [argument.annotation for argument in arguments] + [handle.returns]
    names = [ast.unparse(one) if one is not None else "" for one in annotations]
    if len(arguments) != 1 or not all(name.startswith("Model") for name in names):
        yield file.at(handle, "H1", "handle takes one Model* and returns a Model*")
    if any("Envelope" in name for name in names):
        yield file.at(handle, "H1", "envelopes are the runtime's business")


def _node_class(file: SourceFile, node: ast.ClassDef, *, has_contract: bool) -> Iterator[Finding]:
    """The base class of reducers wants its contract as an attribute."""
    for item in node.body:
        if has_contract and _is_contract(item):
            continue
        if isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant):
            continue
        if isinstance(item, ast.FunctionDef) and item.name == "__init__":
            statements = item.body[1:] if ast.get_docstring(item) else item.body
            if [ast.unparse(one) for one in statements] == ["super().__init__(container)"]:
                continue
        yield file.at(item, "H3", "a node class only passes its container on")


def _is_contract(item: ast.stmt) -> bool:
    text = ast.unparse(item)
    return text.startswith("contract: ModelContractReducer = ") and "'contract.yaml'" in text


def _is_frozen(node: ast.ClassDef) -> bool:
    for item in node.body:
        if isinstance(item, ast.Assign) and "model_config" in {
            ast.unparse(one) for one in item.targets
        }:
            return "frozen=True" in ast.unparse(item.value)
    return any(keyword.arg == "frozen" for keyword in node.keywords)


def _fields_by_class(source: PackageSource) -> dict[str, set[str]]:
    return {
        node.name: {
            item.target.id
            for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        for file in source.within("models/")
        for node in file.tree.body
        if isinstance(node, ast.ClassDef)
    }


def _loose_parameters(
    file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef
) -> Iterator[Finding]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    for argument in every:
        if argument.annotation is None and argument.arg not in {"self", "cls"}:
            yield file.at(argument, "types", f"`{argument.arg}` has no type")


def _names(node: ast.expr) -> set[str]:
    found: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            found.add(one.id)
        elif isinstance(one, ast.Attribute):
            found.add(one.attr)
    return found
