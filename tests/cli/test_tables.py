import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from omninode_bridge.ports import Table
from pipelines.cli.metrics import shortened
from pipelines.cli.tables import print_table

TABLE = Table(
    ("node", "score", "at"),
    (
        ("price_quote", Decimal("0.985"), datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("tax", None, datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC)),
    ),
)


def test_numbers_stand_right_and_what_is_unknown_is_a_dash(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(TABLE, "text", nothing="")
    assert capsys.readouterr().out.splitlines() == [
        "node         score  at",
        "price_quote  0.985  2026-01-02 03:04:05",
        "tax              -  2026-01-02 03:04:06",
    ]


def test_json_has_one_object_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(TABLE, "json", nothing="")
    first, second = json.loads(capsys.readouterr().out)
    assert first == {"node": "price_quote", "score": 0.985, "at": "2026-01-02T03:04:05+00:00"}
    assert second["score"] is None


def test_csv_has_a_header(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a", "b"), (("x,y", 1),)), "csv", nothing="")
    assert capsys.readouterr().out == 'a,b\n"x,y",1\n'


def test_csv_has_mappings_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("types",), (({"compute": 2},),)), "csv", nothing="")
    assert capsys.readouterr().out == 'types\n"{""compute"": 2}"\n'


def test_no_rows_are_a_sentence_for_people_and_an_empty_list_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    empty = Table(("a",), ())
    print_table(empty, "text", nothing="Nothing yet.")
    print_table(empty, "json", nothing="Nothing yet.")
    assert capsys.readouterr().out == "Nothing yet.\n[]\n"


def test_no_line_is_wider_than_a_hundred_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a", "b"), (("x" * 90, "y" * 90),)), "text", nothing="")
    assert max(map(len, capsys.readouterr().out.splitlines())) == 100


@pytest.mark.parametrize(
    ("by", "headings", "cells"),
    [
        ("summary", ("requests", "by type"), (4, "compute 3, effect 1")),
        ("type", ("requests",), (4,)),
    ],
)
def test_types_are_counted_by_name_where_a_row_is_of_several(
    by: str, headings: tuple[str, ...], cells: tuple[object, ...]
) -> None:
    found = Table(("generations", "nodes_by_type"), ((4, {"compute": 3, "effect": 1}),))
    assert shortened(found, by) == Table(headings, (cells,))
