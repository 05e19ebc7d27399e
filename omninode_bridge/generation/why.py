"""Which requirement, rule and section stand behind a line of a generated package."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

# Decoded JSON of the package's own file, read field by field below.
type Json = Mapping[str, Any]  # reason: see above

_MACHINERY: Final[Mapping[str, str]] = {
    "tests": "the tests of every package: how they ask the node and compare answers",
    "models": "the models of every package",
    "enums": "the choices of every package",
    "value_types": "how values are read and written, the same in every package that uses them",
    "flow": "how every workflow is decided",
    "storage": "how every effect handles rows",
    "embedded": "the embedded adapters of every effect",
    "real": "the real adapters of every effect",
    "publisher": "how every effect publishes what its outbox holds",
    "ports": "the ports of every effect",
    "handlers": "how every handler is called and answers",
    "events": "how every event is taken",
    "aggregates": "how every metric is kept",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the document behind the code; `requirements` are ids."""

    line: int
    section: str
    text: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """`machinery` says what the line is for where no line of the document caused it."""

    symbol: str
    reasons: tuple[Reason, ...]
    strategy: str
    machinery: str = ""


def why(provenance: Json, path: str, source: str, line: int) -> Why:
    """`path` is below the package; raises `SyntaxError` for what is no Python and should be."""
    symbols = provenance["files"].get(path, {})
    candidates = list(_symbols(source, line)) if path.endswith(".py") else []
    named = candidates[-1] if candidates else ""
    for symbol in candidates:
        if symbol in symbols:
            reasons = [_reason(provenance, number) for number in symbols[symbol]]
            return Why(symbol, tuple(reasons), provenance["strategy"])
    tested = list(_tested(provenance, path, candidates))
    if tested:
        return Why(named, tuple(tested), provenance["strategy"])
    if "" in symbols:
        reasons = [_reason(provenance, number) for number in symbols[""]]
        return Why(named, tuple(reasons), provenance["strategy"])
    return Why(named, (), provenance["strategy"], _machinery(path, provenance["node_type"]))


def _reason(provenance: Json, line: int) -> Reason:
    element = provenance["elements"].get(str(line), {})
    bound = [
        name
        for name, found in provenance["requirements"].items()
        if line in found["lines"] or name == element.get("requirement")
    ]
    section, text = str(element.get("section", "")), str(element.get("text", ""))
    return Reason(line, section, text, tuple(bound))


def _tested(provenance: Json, path: str, candidates: Sequence[str]) -> Iterator[Reason]:
    ids = {f"{path}::{symbol}" for symbol in candidates}
    for name, found in provenance["requirements"].items():
        if ids & set(found["tests"]):
            yield Reason(int(found["line"]), "Requirements", str(found["text"]), (name,))


def _machinery(path: str, node_type: str) -> str:
    parts = PurePosixPath(path).parts[:-1]
    about = next((_MACHINERY[part] for part in reversed(parts) if part in _MACHINERY), None)
    return f"machinery of every {node_type} node: {about or 'the frame of the package'}"


def _symbols(source: str, line: int) -> Iterator[str]:
    """The names of what the line stands in, the innermost first."""
    for node in ast.parse(source).body:
        if node.lineno - _decorated(node) <= line <= (node.end_lineno or node.lineno):
            yield from _within(node, line)


def _decorated(node: ast.stmt) -> int:
    """How many lines of decorators stand above it."""
    decorators = getattr(node, "decorator_list", [])
    return node.lineno - decorators[0].lineno if decorators else 0


def _within(node: ast.stmt, line: int) -> Iterator[str]:
    match node:
        case ast.ClassDef():
            for member in node.body:
                if member.lineno <= line <= (member.end_lineno or member.lineno):
                    yield from (f"{node.name}.{name}" for name in _names(member))
            yield node.name
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            for name in _names(node):
                yield from _entries(name, value, line)
                yield name
        case _:
            yield from _names(node)


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
            yield name


def _entries(table: str, value: ast.expr, line: int) -> Iterator[str]:
    """The entry of a table that holds the line, by its leading texts, and what it names."""
    found = [
        node
        for node in ast.walk(value)
        if isinstance(node, ast.Call | ast.Tuple)
        and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    for node in reversed(found):
        parts = node.args if isinstance(node, ast.Call) else node.elts
        yield f"{table}/{','.join(_leading(parts))}"
    for node in reversed(found):
        yield from (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _leading(parts: Sequence[ast.expr]) -> Iterator[str]:
    for part in parts:
        if not isinstance(part, ast.Constant):
            return
        yield "" if part.value is None else str(part.value)
