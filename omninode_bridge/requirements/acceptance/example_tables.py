"""Acceptance cases in tables: one row a case, columns bound by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.acceptance.outcome import Case, rejection_of, require_inputs
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.markdown.blocks import Table
from omninode_bridge.requirements.markdown.columns import column_name, limited_rows
from omninode_bridge.requirements.markdown.inline import bare, cell_text
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown

LABELS: Final = frozenset(
    {"case", "name", "example", "test", "test case", "scenario", "description", "title", "#", "no",
     "nr", "notes", "note", "comment", "why", "remark"}
)  # fmt: skip
IDS: Final = frozenset({"id", "requirement", "req", "requirements", "requirement id", "covers"})
ERRORS: Final = frozenset(
    {"error", "rejected", "rejection", "expected error", "expected rejection", "error message"}
)
EXPECTED: Final = re.compile(r"(?:expected|expect|then|out(?:put)?)[ :_.-]+(.+)|(.+) \(expected\)")


class Role(StrEnum):
    INPUT = "input"
    OUTPUT = "output"
    LABEL = "label"
    REQUIREMENT = "requirement"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Column:
    role: Role
    name: str
    place: Place


def read_example_table(table: Table, signature: Signature, notebook: Notebook) -> list[Case]:
    columns = [_column(cell, signature) for cell in table.header]
    unknown = [column for column in columns if column.role is Role.UNKNOWN]
    for column in unknown:
        fix = did_you_mean(column.name, signature.names)
        message = f"the column `{shown(column.name)}` is neither an input nor an output"
        notebook.add("PRD030", column.place, message, fix=fix)
    return [_case(cells, columns, signature) for cells in limited_rows(table, notebook)]


def _column(header: Span, signature: Signature) -> Column:
    written = bare(header.text)
    place = header.place()
    label = column_name(header)
    name = field_name(written)
    if name in signature.inputs:
        return Column(Role.INPUT, name, place)
    if name in signature.outputs:
        return Column(Role.OUTPUT, name, place)
    match = EXPECTED.fullmatch(label)
    if match is not None and label not in ERRORS:
        wanted = field_name((match.group(1) or match.group(2)).strip().replace(" ", "_"))
        if wanted in signature.outputs:
            return Column(Role.OUTPUT, wanted, place)
    return Column(_other_role(label, signature), _only_output(label, signature) or name, place)


def _only_output(label: str, signature: Signature) -> str | None:
    plain_words = {"expected", "result", "output", "expected output", "expected result", "answer"}
    if label in plain_words and len(signature.outputs) == 1:
        return next(iter(signature.outputs))
    return None


def _other_role(label: str, signature: Signature) -> Role:
    if _only_output(label, signature) is not None:
        return Role.OUTPUT
    for names, role in ((LABELS, Role.LABEL), (IDS, Role.REQUIREMENT), (ERRORS, Role.ERROR)):
        if label in names:
            return role
    return Role.UNKNOWN


def _case(cells: Sequence[Span], columns: Sequence[Column], signature: Signature) -> Case:
    case = Case(place=cells[0].place(), text=" | ".join(cell.text for cell in cells))
    for column, cell in zip(columns, cells, strict=False):
        if cell.text:
            _bind(case, column, cell, signature)
    require_inputs(case, signature)
    return case


def _bind(case: Case, column: Column, cell: Span, signature: Signature) -> None:
    text = cell_text(cell)
    if column.role is Role.INPUT:
        case.give(column.name, text, signature.inputs[column.name], cell.place())
    elif column.role is Role.OUTPUT:
        rejection = rejection_of(text)
        if rejection is not None:
            case.rejection = rejection
        else:
            case.expect(column.name, text, signature.outputs[column.name], cell.place())
    elif column.role is Role.LABEL:
        case.name = case.name or bare(cell.text)
    elif column.role is Role.REQUIREMENT:
        case.requirement_id = text.strip()
    elif column.role is Role.ERROR:
        case.rejection = rejection_of(text) or rejection_of(f"rejected: {text}")
    else:
        case.refuse(f"the column `{shown(column.name)}` is neither an input nor an output")
