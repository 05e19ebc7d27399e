"""Reducers generated, loaded and asked in this process."""

import importlib
import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from types import ModuleType
from typing import Any

from omnibase_core.models.errors.model_onex_error import ModelOnexError
from pydantic import ValidationError

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.generate import check_generation, generate_package
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from tests.unit.generation.importable import importable

type Json = Any  # reason: answers are JSON, compared as a whole


class Loaded:
    """A package that is imported: only its handler is asked."""

    def __init__(self, package: NodePackage) -> None:
        self.package = package
        with importable(package) as node:
            self.handler = importlib.import_module(f"{node}.handlers.handler_{package.name}")
            self._models = importlib.import_module(f"{node}.models.model_{package.name}_input")

    def _class(self, module: ModuleType, start: str, end: str) -> Any:  # noqa: ANN401 - a class of the package
        found = [
            value
            for name, value in vars(module).items()
            if name.startswith(start) and name.endswith(end) and value.__module__ == module.__name__
        ]
        assert len(found) == 1
        return found[0]

    def answer_text(self, text: str) -> str:
        model = self._class(self._models, "Model", "Input")
        handler = self._class(self.handler, "Handler", "")
        request = model.model_validate(json.loads(text, parse_float=Decimal))
        return str(handler().handle(request).model_dump_json(by_alias=True))

    def answer(self, events: list[Json], state: Json = None) -> Json:
        return json.loads(self.answer_text(json.dumps({"state": state, "events": events})))

    def refused(self, request: Json) -> bool:
        try:
            self.answer_text(json.dumps(request))
        except (ValidationError, ModelOnexError):
            return True
        return False

    @property
    def merge(self) -> Callable[[Json, Json], Json]:
        found: Callable[[Json, Json], Json] = self.handler.merge
        return found


@cache
def reducer(text: str) -> Loaded:
    """The node of a document; each document needs a title of its own."""
    generated = generate_package(read_prd(text).document, node_type=NodeType.REDUCER)
    assert generated.package is not None, generated.diagnostics
    return Loaded(generated.package)


def findings(text: str) -> tuple[Diagnostic, ...]:
    reading = read_prd(text)
    return check_generation(reading.document, NodeType.REDUCER, readable=True)


def codes_of(text: str) -> list[str]:
    return [found.code for found in findings(text)]


def machine_document(title: str, rows: str, *, context: str = "", events: str = "") -> str:
    """A state machine as a table; rows without their outer pipes."""
    text = f"# {title}\n\n## Data model\n"
    if context:
        text += "### Context\n| field | type | constraints |\n| --- | --- | --- |\n"
        text += _rows(context)
    if events:
        text += "### Events\n| event | fields |\n| --- | --- |\n" + _rows(events)
    text += "\n## State machine\n| from | event | to | guard | action |\n| - | - | - | - | - |\n"
    return text + _rows(rows)


def aggregation_document(title: str, metrics: str, fields: str, *, more: str = "") -> str:
    text = f"# {title}\n\n## Data model\n### Sale\n| field | type | constraints |\n| - | - | - |\n"
    text += _rows(fields) + more
    text += "\n## Aggregations of Sale\n"
    text += "| metric | function | field | group by | window | where |\n| - | - | - | - | - | - |\n"
    return text + _rows(metrics)


def _rows(text: str) -> str:
    return "".join(f"| {line.strip()} |\n" for line in text.strip().splitlines())
