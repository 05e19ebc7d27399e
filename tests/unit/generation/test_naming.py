"""Names that ONEX accepts, whatever a document calls its things."""

import keyword
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from omninode_bridge.generation.naming import (
    BANNED,
    NamePool,
    attribute,
    class_words,
    member,
    pascal,
    snake,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("User Management Service", "UserManagement"),
        ("Utilisation", "Utlisation"),
        ("worker", "Workforce"),
        ("price_quote", "PriceQuote"),
        ("HTTPServer2Go", "HttpServer2Go"),
        pytest.param("About illness", "Aboutxillness", id="banned only where words meet"),
        ("../../x", "X"),
        ("__init__", "Init"),
        ("{{ 7*7 }}", "77"),
        ("价格", "U4ef7U683c"),
    ],
)
def test_class_names(text: str, name: str) -> None:
    assert pascal(class_words(text)) == name


@given(st.text(min_size=1))
def test_every_text_gives_a_class_name_that_the_rules_accept(text: str) -> None:
    name = f"Model{pascal(class_words(text))}"
    assert re.fullmatch(r"[A-Z][a-zA-Z0-9]*", name)
    assert not any(word in name.lower() for word in BANNED)
    assert len(name) <= 130


@given(st.sampled_from(BANNED), st.text("abilrs", max_size=3), st.text("abilrs", max_size=3))
def test_a_banned_word_never_survives(banned: str, before: str, after: str) -> None:
    name = pascal(class_words(f"{before}{banned}{after}"))
    assert not any(word in name.lower() for word in BANNED)


@given(st.text(min_size=1))
def test_every_text_gives_an_attribute(text: str) -> None:
    name = attribute(text)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert not keyword.iskeyword(name)
    assert not hasattr(BaseModel, name)


TAKEN = [*dir(BaseModel), *dir(type(BaseModel)), "self", "list", "class", "model_x"]


@pytest.mark.parametrize("name", TAKEN)
def test_no_attribute_shadows_what_a_model_has(name: str) -> None:
    assert not hasattr(BaseModel, attribute(name))
    assert attribute(name) not in {"self", "list", "class"}


def test_a_plain_name_stays() -> None:
    assert [attribute(name) for name in ("tax_rate", "out_1", "x")] == ["tax_rate", "out_1", "x"]


@given(st.text(min_size=1))
def test_every_text_gives_an_enum_member(text: str) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", member(text))


def test_no_name_looks_like_a_figure() -> None:
    assert [attribute(name) for name in ("l", "I", "O")] == ["l_", "i", "o"]
    assert [member(name) for name in ("l", "I", "O")] == ["L", "VALUE_I", "VALUE_O"]


def test_a_taken_name_gets_a_number_whatever_its_case() -> None:
    pool = NamePool()
    assert [pool.claim("Line"), pool.claim("LINE"), pool.claim("line", "_")] == [
        "Line",
        "LINE2",
        "line_2",
    ]


def test_long_names_are_cut_at_words() -> None:
    assert len(snake(class_words("word " * 200))) <= 80
