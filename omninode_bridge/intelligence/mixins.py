"""The mixins of the installed omnibase-core: read from their source, and recommended."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import JsonValue

from omninode_bridge.intelligence.evidence import Evidence, Kind, Question, SimilarNode
from omninode_bridge.intelligence.knowledge import Entry, KnownDocument, digest_of
from omninode_bridge.intelligence.relations import distinct, relation
from omninode_bridge.intelligence.words import terms_of
from omninode_bridge.node_type import NodeType

ORIGIN: Final = "omnibase_core mixins"
PER_REQUIREMENT: Final = 3
LEAST: Final = 0.25
"""Confidence below which a mixin is not recommended: one common word is not enough."""


def of_mixin_file(module: str, source: str) -> Iterator[Entry]:
    """One document for each class `Mixin...` that the module itself defines."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return
    for found in tree.body:
        if isinstance(found, ast.ClassDef) and found.name.startswith("Mixin"):
            document = _document(module, found)
            yield Entry(found.name, digest_of(module, ast.unparse(found)), lambda d=document: d)  # type: ignore[misc]  # bound


def _document(module: str, found: ast.ClassDef) -> KnownDocument:
    told = (ast.get_docstring(found) or "").strip()
    methods = [
        each.name
        for each in found.body
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        and not each.name.startswith("_")
    ]
    bases = [name for base in found.bases if (name := _name(base)).startswith("Mixin")]
    return KnownDocument(
        origin=ORIGIN,
        key=found.name,
        kind=Kind.MIXIN,
        name=found.name,
        # A mixin has no type of its own; nothing compares it with that of a node.
        node_type=NodeType.COMPUTE,
        description=told.partition("\n")[0],
        text="\n".join((found.name, told, *methods)),
        path=module,
        choices=(*(f"method {name}" for name in methods), *(f"base {name}" for name in bases)),
        relations=distinct(relation("is", "mixin", found.name)),
    )


def _name(base: ast.expr) -> str:
    return base.id if isinstance(base, ast.Name) else ""


def questions(requirements: Iterable[str]) -> Mapping[str, Question]:
    """By requirement; what says nothing is not asked."""
    return {
        text: Question("", text, PER_REQUIREMENT, (Kind.MIXIN,))
        for text in requirements
        if terms_of(text)
    }


def recommended(
    answers: Mapping[str, Evidence], existing: Iterable[str]
) -> list[dict[str, JsonValue]]:
    """Surest first, each mixin once, without those that are there; each names what asks for it."""
    there = set(existing)
    best: dict[str, tuple[SimilarNode, str]] = {}
    for text, evidence in answers.items():
        for found in evidence.similar:
            known = best.get(found.name)
            is_better = known is None or found.similarity > known[0].similarity
            if found.similarity >= LEAST and found.name not in there and is_better:
                best[found.name] = found, text
    ranked = sorted(best.values(), key=lambda pair: (-pair[0].similarity, pair[0].name))
    return [_recommendation(found, text) for found, text in ranked]


def _recommendation(found: SimilarNode, text: str) -> dict[str, JsonValue]:
    said = set(terms_of(f"{found.name} {found.description} {' '.join(found.choices)}"))
    shared = sorted({term for term in terms_of(text) if term in said})
    why = f"shares the words {', '.join(shared)}; " if shared else ""
    methods = [each.removeprefix("method ") for each in found.choices if each.startswith("method")]
    bases = [each.removeprefix("base ") for each in found.choices if each.startswith("base")]
    return {
        "mixin_name": found.name,
        "confidence": found.similarity,
        "rationale": f'"{text[:200]}": {why}{found.description} (found by {found.source})',
        "implementation_notes": f"from {found.path} import {found.name}; it offers "
        f"{', '.join(methods) or 'no public methods'}",
        "dependencies": [*bases],
    }
