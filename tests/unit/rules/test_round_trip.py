"""Formatting a rule and parsing it again gives the same tree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import RuleText
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.formatting import format_expression, format_statement
from omninode_bridge.rules.statements import parse_expression, parse_statement
from omninode_bridge.rules.syntax import Expression, Statement, height
from omninode_bridge.rules.tokens import RuleSyntaxError
from tests.unit.rules.declarations import scope_of
from tests.unit.rules.trees import EXPRESSIONS, STATEMENTS


@given(EXPRESSIONS)
def test_an_expression_survives(tree: Expression) -> None:
    assert parse_expression(format_expression(tree)) == tree


@given(STATEMENTS)
def test_a_statement_survives(tree: Statement) -> None:
    text = format_statement(tree)
    assert parse_statement(text) == tree
    assert format_statement(parse_statement(text)) == text


@pytest.mark.parametrize(
    ("text", "formatted"),
    [
        ("x=a==b", "x = a == b"),
        ("x = ((a+b))*c", "x = (a + b) * c"),
        ("x = a+(b*c)", "x = a + b * c"),
        ("x = a-(b-c)", "x = a - (b - c)"),
        ("x = not (a and b)", "x = not (a and b)"),
        ("x = (not a) and b", "x = not a and b"),
        ("x = -(a+b)", "x = -(a + b)"),
        ("x = 5 %", "x = 5%"),
        ("x = a ≤ b", "x = a <= b"),
        ("x = 'it\"s'", 'x = "it\\"s"'),
        ("x = sum([a for a in b])", "x = sum([a for a in b])"),
        ("x = sum((a for a in b))", "x = sum(a for a in b)"),
        ("x = (a if b else c) if d else e", "x = (a if b else c) if d else e"),
        ("x = a if b else (c if d else e)", "x = a if b else c if d else e"),
        ("x = sorted(a by a.b asc)", "x = sorted(a by a.b)"),
        ("if(a):x=1 else:x=2", "if a: x = 1 else: x = 2"),
        (r"x = matches(s, /a\/b/)", r"x = matches(s, /a\/b/)"),
    ],
)
def test_one_spelling(text: str, formatted: str) -> None:
    assert format_statement(parse_statement(text)) == formatted


FRAGMENTS = st.sampled_from(
    [
        *("x", "y", "1", "2.5", "5%", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".", ":", "="),
        *("==", "!=", "<", "not", "and", "or", "in", "if", "else", "for", "each", "true", "none"),
        *("reject", "when", "warn", '"t"', "/a/", "sum", "sorted", "by", "desc"),
    ]
)


def problem_of(text: str) -> RuleSyntaxError | None:
    try:
        parse_statement(text)
    except RuleSyntaxError as error:
        return error
    return None


@settings(max_examples=150)
@given(st.lists(FRAGMENTS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_a_rule_or_an_error_with_a_place(text: str) -> None:
    problem = problem_of(text)
    if problem is None:
        tree = parse_statement(text)
        assert parse_statement(format_statement(tree)) == tree
        assert height(tree) <= 70
    else:
        assert 0 <= problem.span.start < problem.span.end
        assert problem.span.start <= len(text)
        assert problem.message


@given(STATEMENTS)
def test_any_tree_is_checked_without_a_crash(tree: Statement) -> None:
    rules = [RuleText(format_statement(tree), Place(3, 7), "R1")]
    scope = scope_of(["x: int", "line: Line"], None, {"Line": ["x: int?"]})
    checked = check_program(rules, scope)
    assert all(found.place.line >= 3 for found in checked.diagnostics)
