"""Documents of the knowledge base, from registered nodes, from patterns, and from ONEX folders."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

import yaml
from pydantic import JsonValue

from omninode_bridge.intelligence.evidence import Kind
from omninode_bridge.intelligence.knowledge import Entry, KnownDocument, Relation, called, digest_of
from omninode_bridge.intelligence.relations import distinct, of_code, of_contract, relation
from omninode_bridge.intelligence.words import text_of
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.registry.records import NodeVersion

_PATTERN: Final = re.compile(r"pattern ([a-z][a-z0-9_]{2,39}):")
REGISTRY: Final = "registry"
PATTERNS: Final = "patterns"
CONTRACT: Final = "contract.yaml"
DESCRIBED_IN: Final = 500
"""Characters of a description, as people read it in a list."""


def of_version(node: NodeVersion) -> KnownDocument:
    choices = tuple(str(each["how"]) for each in node.requirements if each.get("how"))
    return KnownDocument(
        origin=REGISTRY,
        key=node.name,
        kind=Kind.NODE,
        name=node.name,
        node_type=node.node_type,
        description=node.description[:DESCRIBED_IN],
        text=text_of(node),
        version=node.version,
        quality=node.quality_score,
        path=node.path,
        choices=choices,
        relations=distinct(_of_version(node)),
    )


def _of_version(node: NodeVersion) -> Iterator[Relation]:
    yield from relation("is", "node", node.name)
    yield from of_contract(node.contract)
    for each in node.requirements:
        for pattern in _PATTERN.findall(str(each.get("how") or "")):
            yield from relation("realised by", "pattern", pattern)


def of_pattern(pattern: Pattern) -> KnownDocument:
    """Its sentences say what it is for; what it stands for is its code."""
    return KnownDocument(
        origin=PATTERNS,
        key=f"{pattern.node_type}/{pattern.name}",
        kind=Kind.PATTERN,
        name=pattern.name,
        node_type=pattern.node_type,
        description=pattern.title,
        text="\n".join((pattern.name, pattern.title, pattern.purpose, *pattern.matches)),
        path=f"omninode_bridge/prose/catalogue/{pattern.node_type}/{pattern.name}.md",
        relations=distinct(_of_pattern(pattern)),
    )


def _of_pattern(pattern: Pattern) -> Iterator[Relation]:
    yield from relation("is", "pattern", pattern.name)
    for noun in pattern.when.objects:
        yield from relation("about", "thing", noun)


@dataclass(frozen=True, slots=True)
class OnexFolder:
    """A folder that holds a contract. `files` are its Python files by path below `path`."""

    path: str
    contract: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Code:
    """A Python file, read once for the two documents that speak of it."""

    source: str
    told: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """What the node of a folder and its files have in common."""

    origin: str
    path: str
    name: str
    node_type: NodeType
    version: str

    def document(self, key: str, kind: Kind, name: str, text: str) -> KnownDocument:
        return KnownDocument(
            self.origin, key, kind, name, self.node_type, "", text, self.version, path=key
        )


def of_folder(origin: str, folder: OnexFolder) -> Iterator[Entry]:
    """The node and its code; nothing where the contract is none of a node."""
    contract = contract_of(folder.contract)
    kind = type_named_by(contract)
    if kind is None:
        return
    name = str(contract.get("name") or folder.path.rpartition("/")[2])
    place = _Place(origin, folder.path, name, kind, _version_of(contract))
    code = {path: text for path, text in sorted(folder.files.items()) if text.strip()}
    read = cache(lambda path: _read(code[path]))
    digest = digest_of(folder.contract, *code, *code.values())
    yield Entry(place.path, digest, lambda: _node(place, contract, [read(path) for path in code]))
    for path, source in code.items():
        digest = digest_of(folder.contract, path, source)
        yield Entry(f"{place.path}/{path}", digest, partial(_file, place, path, read))


def _node(
    place: _Place, contract: Mapping[str, JsonValue], files: Sequence[_Code]
) -> KnownDocument:
    described = " ".join(str(contract.get("description") or "").split())
    text = "\n".join((place.name, described, *(each.told for each in files)))
    return replace(
        place.document(place.path, Kind.NODE, place.name, text),
        description=described[:DESCRIBED_IN],
        relations=distinct(_of_node(called(place.name, place.node_type), contract, files)),
    )


def _file(place: _Place, path: str, read: Callable[[str], _Code]) -> KnownDocument:
    found, node = read(path), called(place.name, place.node_type)
    key = f"{place.path}/{path}"
    return replace(
        place.document(key, Kind.CODE, f"{place.name}/{path}", found.source),
        description=found.told.strip().partition("\n\n")[0][:DESCRIBED_IN],
        relations=distinct((*relation("part of", "node", node), *found.relations)),
    )


def _of_node(
    name: str, contract: Mapping[str, JsonValue], files: Iterable[_Code]
) -> Iterator[Relation]:
    yield from relation("is", "node", name)
    yield from of_contract(contract)
    for each in files:
        yield from each.relations


def _read(source: str) -> _Code:
    """Of what is no Python only the text counts."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return _Code(source, "", ())
    return _Code(source, _purpose(tree), distinct(of_code(tree)))


def _purpose(tree: ast.Module) -> str:
    """How the file and its public classes and functions begin to tell what they are for."""
    public = (
        each
        for each in tree.body
        if isinstance(each, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not each.name.startswith("_")
    )
    told = (ast.get_docstring(each) or "" for each in (tree, *public))
    return "\n\n".join(filter(None, (each.strip().partition("\n\n")[0] for each in told)))


def contract_of(text: str) -> Mapping[str, JsonValue]:
    try:
        held = yaml.load(text, Loader=_Loader)  # noqa: S506 - a loader of plain values
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def type_named_by(contract: Mapping[str, JsonValue]) -> NodeType | None:
    """`EFFECT_GENERIC` and `effect` are the same."""
    said = str(contract.get("node_type", "")).lower().partition("_")[0]
    return NodeType(said) if said in set(NodeType) else None


def _version_of(contract: Mapping[str, JsonValue]) -> str:
    held = contract.get("node_version") or contract.get("version") or ""
    if isinstance(held, dict):
        return ".".join(str(held.get(part, 0)) for part in ("major", "minor", "patch"))
    return str(held)


_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
