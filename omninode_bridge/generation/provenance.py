"""What each part of a package was made from, kept in the package itself.

By symbols instead of line numbers: formatting and a person's own lines do not move them.
"""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pydantic import BaseModel, ValidationError

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.package import Binding, BindingState, NodePackage, SymbolLines
from omninode_bridge.requirements.document import Document

PROVENANCE: Final = "provenance.json"
COMPILED: Final = "compiled"

type Element = tuple[int, str, str, str | None]
"""Line of the document, its section, what it says, and the requirement whose id it carries."""


def with_provenance(document: Document, package: NodePackage, strategy: str) -> NodePackage:
    """The package with the file that `omninode why` reads; the same input gives the same bytes."""
    content = {"strategy": strategy, **_content(document, package)}
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
    files = {**package.files, PROVENANCE: f"{text}\n".encode()}
    return replace(package, files={path: files[path] for path in sorted(files)})


def _content(document: Document, package: NodePackage) -> dict[str, object]:
    elements = _elements(document)
    return {
        "node_type": package.node_type.value,
        "sample_request": _plain(package.sample_request),
        "requirements": {
            found.requirement_id: {
                "text": found.text,
                "line": found.place.line,
                "state": found.state.value,
                "pattern": found.pattern,
                "lines": list(found.lines),
                "tests": list(found.tests),
            }
            for found in package.bindings
        },
        "elements": elements,
        "files": {
            path: found
            for path, symbols in package.origins.items()
            if path in package.files and (found := _stated(symbols, elements))
        },
    }


def _plain(sample: Mapping[str, object] | None) -> object:
    """As the gate sends it: exact numbers as texts."""
    return None if sample is None else json.loads(json.dumps(sample, default=str))


def told_in(files: Mapping[str, bytes]) -> tuple[dict[str, object] | None, tuple[Binding, ...]]:
    """The request that the node is known to answer, and what it realises.

    Nothing where no such file is there, or it is not as it was written.
    """
    try:
        told = _Told.model_validate_json(files.get(PROVENANCE, b"{}"))
    except ValidationError:
        return None, ()
    bindings = (
        Binding(
            requirement_id=name,
            text=found.text,
            place=Place(found.line),
            state=found.state,
            tests=found.tests,
            lines=found.lines,
            pattern=found.pattern,
        )
        for name, found in told.requirements.items()
    )
    return told.sample_request, tuple(bindings)


class _Requirement(BaseModel):
    text: str
    line: int
    state: BindingState
    pattern: str = ""
    lines: tuple[int, ...] = ()
    tests: tuple[str, ...] = ()


class _Told(BaseModel):
    sample_request: dict[str, object] | None = None
    requirements: dict[str, _Requirement] = {}


def _stated(symbols: SymbolLines, elements: Container[str]) -> dict[str, list[int]]:
    """Without lines at which the document states nothing: what has no place is laid at its head."""
    found = {
        symbol: [line for line in lines if str(line) in elements]
        for symbol, lines in symbols.items()
    }
    return {symbol: lines for symbol, lines in found.items() if lines}


def _elements(document: Document) -> dict[str, dict[str, object]]:
    """By line; of several on one line the first says what the line is."""
    found: dict[str, dict[str, object]] = {}
    for line, section, text, requirement in (*_logic(document), *_data(document)):
        known = found.setdefault(str(line), {"section": section, "text": text, "requirement": None})
        known["requirement"] = known["requirement"] or requirement
    return found


def _logic(document: Document) -> Iterator[Element]:
    for rule in document.rules:
        yield rule.place.line, "Rules", rule.text, rule.requirement_id
    for operation in document.operations:
        yield operation.place.line, "Operations", operation.name, None
        for rule in operation.rules:
            yield rule.place.line, f"Rules of {operation.name}", rule.text, rule.requirement_id
    for row in document.states.transitions if document.states else ():
        text = f"{row.source or '[*]'} -{row.event or ''}-> {row.target or '[*]'}"
        yield row.place.line, "State machine", text, None
    for metric in document.aggregations:
        yield metric.place.line, "Aggregations", metric.metric, None
    for step in document.workflow.steps if document.workflow else ():
        yield step.place.line, "Workflow", step.name, None
    for example in document.examples:
        yield example.place.line, "Examples", example.name, example.requirement_id


def _data(document: Document) -> Iterator[Element]:
    for entity in document.entities:
        yield entity.place.line, "Data model", entity.name, None
        for field in entity.fields:
            yield field.place.line, "Data model", f"{entity.name}.{field.name}", None
    for section, fields in (
        ("Input", document.inputs),
        ("Output", document.outputs),
        ("Context", document.context),
    ):
        for field in fields or ():
            yield field.place.line, section, field.name, None
    for event in document.events:
        yield event.place.line, "Events", event.name, None
