"""User text stays data in every language that a package is written in."""

import ast
import json
import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.generation.json_text import json_text
from omninode_bridge.generation.literals import (
    docstring,
    markdown,
    one_line,
    python_string,
    python_value,
    toml_string,
)
from omninode_bridge.requirements.document import JsonValue

HOSTILE = [
    "{{ 7*7 }}",
    '"""',
    "\\",
    'a\n"""\nimport os',
    "\u202eevil",
    "\x00\x1b[31m",
    "`|`",
    "\ud800",
]
JSON: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.text(alphabet=st.characters()))
def test_a_python_literal_evaluates_to_the_text(text: str) -> None:
    literal = python_string(text)
    assert ast.literal_eval(literal) == text
    assert literal.isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_constant(text: str) -> None:
    tree = ast.parse(f"x = {python_string(text)}")
    assert [type(node) for node in ast.walk(tree)][1:] == [
        ast.Assign,
        ast.Name,
        ast.Constant,
        ast.Store,
    ]


@given(st.text())
def test_a_docstring_is_a_docstring_and_nothing_else(text: str) -> None:
    tree = ast.parse(f"def f():\n    {docstring(text, 'Nothing said')}\n")
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 1
    # One word would say no more than the name.
    assert len((ast.get_docstring(function, clean=False) or "").split()) > 1


@given(st.text())
def test_toml_reads_the_text_back(text: str) -> None:
    assert tomllib.loads(f"x = {toml_string(text)}")["x"] == text


@given(JSON)
def test_python_and_json_read_a_value_back(value: JsonValue) -> None:
    assert json.loads(json_text(value)) == value
    if "* " not in python_value(value):
        assert ast.literal_eval(python_value(value)) == value


def test_a_long_run_of_one_character_is_written_shortly() -> None:
    literal = python_value("a" * 5000)
    assert literal == '"a" * 5000'


def test_decimals_keep_their_digits_in_a_request() -> None:
    assert json_text({"rate": Decimal("0.10"), "x": [True, None, "é"]}) == (
        '{"rate": 0.10, "x": [true, null, "\\u00e9"]}'
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_stays_on_its_line_and_in_its_cell(text: str) -> None:
    shown = markdown(text)
    assert "\n" not in shown
    assert "|" not in shown.replace("\\|", "")
    assert "\u202e" not in shown


def test_a_long_line_is_cut_at_a_word() -> None:
    assert one_line("word " * 100, 20) == "word word word word ..."
