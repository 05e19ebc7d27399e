"""Whatever a document says stays data in the emitted source."""

import ast
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from omninode_bridge.rules.formatting import format_expression
from omninode_bridge.rules.syntax import Text
from tests.unit.generation.logic.execution import case, emitted, names_for
from tests.unit.rules.declarations import program_of, scope_of

HOSTILE = (
    '"""',
    "'''",
    "\\",
    '\\\\"',
    "{{ 7*7 }}",
    "{request}",
    "%s",
    "\n import os",
    "\r\n",
    "\x00\x1b[31m",
    "\u202egnp",
    "\u2028",
    "_group_(1)",
    "# noqa",
    "'); raise SystemExit; ('",
    "__import__('os').system('x')",
    "ÿé漢\U0001f600",
    "a" * 900,
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8"), max_size=30)


def rules(text: str) -> str:
    quoted = format_expression(Text(text))
    return "\n".join(
        [
            f"echo = {quoted}",
            f"same = s == {quoted}",
            f"parts = split(s, {quoted} if len({quoted}) > 0 else s)",
            f"warn when s == {quoted}: {quoted}",
            f'reject when s == "refuse" and {quoted} != s: {quoted}',
        ]
    )


def structure(source: str) -> str:
    """The syntax without its texts."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def sources(text: str) -> dict[str, str]:
    scope = scope_of(["s: string"])
    program = program_of(rules(text), scope)
    return dict(emitted(program, names_for(program, scope)).files)


@cache
def plain() -> dict[str, str]:
    """The structure of what a harmless text becomes, by file."""
    return {path: structure(content) for path, content in sources("plain").items()}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_texts_change_constants_and_nothing_else(text: str) -> None:
    for path, content in sources(text).items():
        assert structure(content) == plain()[path]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_arrive_unchanged(text: str) -> None:
    run = case(rules(text), scope_of(["s: string"]))
    found = run(s=text)
    assert found["echo"] == text
    assert found["same"] is True
    assert found["warnings"] == [text]
    with pytest.raises(ModelOnexError) as caught:
        run(s="refuse")
    assert caught.value.message == text


@pytest.mark.parametrize(
    "name",
    [
        "__class__",
        "__init__",
        "_RULES",
        "Known",
        "given",
        "known",
        "item",
        "so_far",
        "value",
        "sum",
        "print",
        "exec",
        "date",
        "decimal",
        "self",
        "request",
        "money",
        "field",
        "class",
        "import",
        "lambda",
        "größe",
        "\uff21\uff22",
        "x" * 100,
        "O",
        "l",
        "money_",
        "warned",
    ],
)
def test_any_name_is_only_a_name(name: str) -> None:
    rules = f"""
        {name} = sum({name} + 1 for {name} in ints)
        twice = [{name} for {name} in ints if {name} > 1]
        for each {name} in lines: {name}.extra = {name}.n + len(ints)
        total = sum({name}.extra for {name} in lines)
        top = first(sorted(lines by {name}.n desc)).n
        if total > 100: {name} = {name} + 100
    """
    scope = scope_of(["ints: list[int]", "lines: list[Line]"], None, {"Line": ["n: int"]})
    found = list(case(rules, scope)(ints=[1, 2], lines=[{"n": 3}, {"n": 5}]).values())
    assert found == [5, [2], [{"n": 3, "extra": 5}, {"n": 5, "extra": 7}], 12, 5]


def test_patterns_are_data_too() -> None:
    run = case(r'ok = matches(s, /["\\{}]+\'\d/)'.replace("{}", "x"), scope_of(["s: string"]))
    assert run(s="\"\\x'7") == {"ok": True}
    assert run(s="'7") == {"ok": False}


def test_the_same_program_gives_the_same_bytes() -> None:
    scope = scope_of(["s: string"])
    sources = [emitted(p, names_for(p, scope)) for p in (program_of(rules("x"), scope),) * 2]
    assert sources[0] == sources[1]
