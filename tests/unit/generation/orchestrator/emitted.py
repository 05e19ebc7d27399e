"""Orchestrators generated, loaded and asked in this process, beside the second evaluation."""

import importlib
import json
from decimal import Decimal
from functools import cache
from typing import Any

from omnibase_core.models.errors.model_onex_error import ModelOnexError
from pydantic import ValidationError

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.generate import check_generation, generate_package
from omninode_bridge.generation.orchestrator.oracle import FlowOracle, Refused
from omninode_bridge.generation.orchestrator.reading import read_flow
from omninode_bridge.generation.orchestrator.shapes import shape_of
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from tests.unit.generation.importable import importable

type Json = Any  # reason: answers are JSON, compared as a whole

REFUSED = "refused"


class Loaded:
    """A package that is imported, and the oracle of its document."""

    def __init__(self, package: NodePackage, oracle: FlowOracle) -> None:
        self.package = package
        self._oracle = oracle
        with importable(package) as node:
            self._answer = importlib.import_module(f"{node}.tests.asking").answer

    def text(self, path: str) -> str:
        return self.package.files[f"{self.package.node_folder}/{path}"].decode()

    def raw(self, text: str) -> str:
        """The answer to a request, both as text."""
        return str(self._answer(text))

    def answer(self, given: Json = None, *history: Json) -> Json:
        """What the emitted handler answers; the second evaluation must say the same."""
        request = {"input": {} if given is None else given, "history": list(history)}
        text = json.dumps(request)
        try:
            found = json.loads(self._answer(text))
        except (ValidationError, ModelOnexError):
            found = REFUSED
        told = self._oracle.answer(json.loads(text, parse_float=Decimal))
        expected = (
            REFUSED if isinstance(told, Refused) else json.loads(json.dumps(told, default=float))
        )
        assert found == expected
        return found

    def starts(self, given: Json = None, *history: Json) -> list[str]:
        return [start["step"] for start in self.answer(given, *history)["start"]]


@cache
def orchestrator(text: str) -> Loaded:
    """The node of a document; each document needs a title of its own."""
    document = read_prd(text).document
    generated = generate_package(document, node_type=NodeType.ORCHESTRATOR)
    assert generated.package is not None, generated.diagnostics
    flow = read_flow(document).flow
    assert flow is not None
    return Loaded(generated.package, FlowOracle(flow, shape_of(document)))


def findings(text: str) -> list[Diagnostic]:
    reading = read_prd(text)
    generated = check_generation(reading.document, NodeType.ORCHESTRATOR, readable=True)
    return [*reading.diagnostics, *generated]


def line(step: str, outcome: str = "completed", attempt: int = 1, output: Json = None) -> Json:
    found = {"step": step, "outcome": outcome, "attempt": attempt}
    return found | ({} if output is None else {"output": output})


def done(*steps: str) -> list[Json]:
    return [line(step) for step in steps]


def failed(step: str, *attempts: int) -> list[Json]:
    return [line(step, "failed", attempt) for attempt in attempts or (1,)]


def table(title: str, rows: str, fields: str = "") -> str:
    """A workflow; a row is step, needs, when, on failure, retry, timeout, compensate with."""
    cells = [row.split("|") for row in rows.strip().splitlines()]
    padded = [[*(cell.strip() for cell in row), *[""] * (7 - len(row))] for row in cells]
    lines = [f"| {row[0]} | uses_{row[0]} | {' | '.join(row[1:])} |" for row in padded]
    given = f"## Input\n| field | type |\n| --- | --- |\n{fields}\n\n" if fields else ""
    head = "| step | uses | needs | when | on failure | retry | timeout | compensate with |"
    return "\n".join(
        [
            f"# {title}\n\nMoves things.\n\n{given}## Workflow\n",
            head,
            "| --- " * 8 + "|",
            *lines,
            "",
        ]
    )
