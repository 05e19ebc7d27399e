"""Fields that are called like a word of the rule language, or of Python."""

import pytest

from omninode_bridge.requirements.naming import field_name, snake_case
from omninode_bridge.rules.formatting import format_statement
from omninode_bridge.rules.statements import parse_statement
from omninode_bridge.rules.tokens import RuleSyntaxError


@pytest.mark.parametrize(
    "text",
    [
        "class = from + import",
        "in = x in in",
        "if = if + 1 if if > for else else",
        'reject when from in [class, in]: "no"',
        "for each line in lines: line.for = line.not + line.or",
        "if not in == 1: and = or",
    ],
)
def test_a_field_stands_where_no_operator_can(text: str) -> None:
    statement = parse_statement(text)
    assert parse_statement(format_statement(statement)) == statement
    assert format_statement(statement) == text


@pytest.mark.parametrize("text", ["x = if a", "x = a and or b", "x = in b", "for = ", "x = a if"])
def test_elsewhere_it_is_the_word(text: str) -> None:
    with pytest.raises(RuleSyntaxError):
        parse_statement(text)


@pytest.mark.parametrize(("text", "name"), [("class", "class"), ("From", "from"), ("In", "in")])
def test_a_field_keeps_the_name_of_the_document(text: str, name: str) -> None:
    assert field_name(text) == name
    assert snake_case(text) == f"{name}_field"
