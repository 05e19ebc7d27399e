"""Rows for people and for programs: aligned text, JSON or CSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

import click

from omninode_bridge.ports import Table

FORMATS: Final = click.Choice(["text", "json", "csv"])
WIDTH: Final = 100


def print_table(table: Table, form: str, *, nothing: str) -> None:
    """`nothing` is the sentence for people where there are no rows."""
    if form == "json":
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        click.echo(json.dumps(rows, default=_plain, indent=2))
    elif form == "csv":
        click.echo(_csv(table), nl=False)
    elif table.rows:
        click.echo(_text(table))
    else:
        click.echo(nothing)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, default=_plain, indent=2))


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, UUID | StrEnum):
        return str(value)
    message = f"no JSON form for {type(value).__name__}"
    raise TypeError(message)


def _csv(table: Table) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_csv_cell(value) for value in row] for row in table.rows)
    return buffer.getvalue()


def _csv_cell(value: object) -> object:
    return json.dumps(value, default=_plain) if isinstance(value, Mapping) else value


def _text(table: Table) -> str:
    cells = [[_cell(value) for value in row] for row in table.rows]
    numeric = [
        all(isinstance(row[n], int | float | Decimal | None) for row in table.rows)
        for n in range(len(table.columns))
    ]
    widths = [
        max(len(title), *(len(row[n]) for row in cells)) for n, title in enumerate(table.columns)
    ]
    return "\n".join(_line(row, widths, numeric) for row in [list(table.columns), *cells])


def _line(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    cells = [
        text.rjust(width) if right else text.ljust(width)
        for text, width, right in zip(row, widths, numeric, strict=True)
    ]
    line = "  ".join(cells).rstrip()
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float | Decimal):
        return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value).replace("\n", " ")
