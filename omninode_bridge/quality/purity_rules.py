"""What a pure node may not touch: clocks, chance, the machine, and errors it hides."""

import ast
from collections.abc import Iterator
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.source import (
    PackageSource,
    SourceFile,
    dotted_names,
    imported_modules,
)

PURE: Final = frozenset({NodeType.COMPUTE, NodeType.REDUCER, NodeType.ORCHESTRATOR})
# P4: whatever gives another value at another time, place or run.
CHANCE: Final = frozenset(
    {
        *("random", "secrets", "time", "uuid.uuid1", "uuid.uuid4", "uuid.getnode", "os.urandom"),
        *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today"),
        *("datetime.date.today", "datetime.datetime.fromtimestamp", "datetime.date.fromtimestamp"),
        *("id", "hash", "locale", "zoneinfo.available_timezones"),
    }
)
# P5 and the contributor guide: what reaches beyond the request.
MACHINE: Final = frozenset(
    {
        *("os", "sys", "io", "subprocess", "socket", "ssl", "ctypes", "mmap", "signal", "shutil"),
        *("threading", "multiprocessing", "concurrent", "tempfile", "pathlib", "glob", "pickle"),
        *("marshal", "shelve", "sqlite3", "importlib", "runpy", "builtins", "inspect", "gc"),
        *("http", "urllib", "ftplib", "smtplib", "socketserver", "select", "selectors", "pty"),
        *("httpx", "requests", "aiohttp", "aiokafka", "confluent_kafka", "asyncpg", "psycopg2"),
    }
)
CALLS: Final = frozenset(
    {
        *("print", "input", "open", "exec", "eval", "compile", "__import__", "breakpoint"),
        *("globals", "locals", "vars", "setattr", "delattr", "exit", "quit"),
    }
)


def determinism(source: PackageSource) -> Iterator[Finding]:
    if source.package.node_type not in PURE:
        return
    roots = {name.partition(".")[0] for name in CHANCE}
    for file in source.code:
        for node, name in dotted_names(file, roots):
            if _is_banned(name, CHANCE) and isinstance(node.ctx, ast.Load):
                yield file.at(node, "P4", f"`{name}` gives another value each time")
        for statement, module in imported_modules(file):
            if _is_banned(module, CHANCE):
                yield file.at(statement, "P4", f"`{module}` has no place in a pure node")


def side_effects(source: PackageSource) -> Iterator[Finding]:
    node_file = f"{source.package.node_folder}/node.py"
    for file in source.code:
        # A reducer's base class wants the contract beside node.py before it is constructed.
        reads = source.package.node_type is NodeType.REDUCER and file.path == node_file
        allowed = frozenset({"pathlib"}) if reads else frozenset[str]()
        yield from _machine(file, allowed, pure=source.package.node_type in PURE)
        for node in (*file.walk.of(ast.Global), *file.walk.of(ast.Nonlocal)):
            yield file.at(node, "P5", "changes a name outside its function")
        for call in file.walk.of(ast.Call):
            if _called(call) in CALLS:
                yield file.at(call, "P5", f"`{_called(call)}` has no place in a node")


def swallowed_errors(source: PackageSource) -> Iterator[Finding]:
    """An `except` that names no type, names all, or does nothing."""
    for file in source.code:
        for node in file.walk.of(ast.ExceptHandler):
            if node.type is None:
                yield file.at(node, "P5", "a bare `except` catches everything")
            elif any(name in {"Exception", "BaseException"} for name in _names(node.type)):
                yield file.at(node, "P5", "catches every exception")
            if all(_does_nothing(statement) for statement in node.body):
                yield file.at(node, "P5", "an error is swallowed")


def module_state(source: PackageSource) -> Iterator[Finding]:
    """A list, dict or set of the module that a function changes lets one request see another."""
    for file in source.code:
        shared = {
            target.id
            for statement in file.tree.body
            for target in _targets(statement)
            if isinstance(target, ast.Name) and _is_container(statement)
        }
        if not shared:
            continue
        for function in file.functions:
            below = file.walk.below(function)
            own = {argument.arg for argument in below if isinstance(argument, ast.arg)}
            for node in below:
                name = _changed(node)
                if name in shared - own:
                    yield file.at(node, "P5", f"changes `{name}`, which every request shares")


MUTATORS: Final = frozenset(
    {
        *("append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem"),
        *("remove", "discard", "clear", "sort", "reverse"),
    }
)


def _changed(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in MUTATORS and isinstance(node.func.value, ast.Name):
            return node.func.value.id
    elif (
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store | ast.Del)
        and isinstance(node.value, ast.Name)
    ):
        return node.value.id
    return None


def _machine(file: SourceFile, allowed: frozenset[str], *, pure: bool) -> Iterator[Finding]:
    if not pure:
        return
    for statement, module in imported_modules(file):
        if _is_banned(module, MACHINE - allowed):
            yield file.at(statement, "P5", f"`{module}` reaches beyond the request")


def _is_banned(name: str, banned: frozenset[str]) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:length]) in banned for length in range(1, len(parts) + 1))


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _names(node: ast.expr) -> list[str]:
    return [name.id for name in ast.walk(node) if isinstance(name, ast.Name)]


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass | ast.Continue):
        return True
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


CONTAINERS: Final = frozenset(
    {"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"}
)


def _is_container(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in CONTAINERS
    kinds = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    return isinstance(value, kinds)


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AnnAssign) else []
