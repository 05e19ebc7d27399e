"""What stands in brackets: groups, lists, comprehensions, arguments."""

from omninode_bridge.rules.codes import ARGUMENTS
from omninode_bridge.rules.cursor import Cursor
from omninode_bridge.rules.powers import CHOICE
from omninode_bridge.rules.syntax import (
    Attribute,
    Call,
    ComprehensionLiteral,
    Expression,
    For,
    ListLiteral,
    Name,
    SortedBy,
    Span,
)
from omninode_bridge.rules.tokens import RuleSyntaxError, Token


def group(tokens: Cursor) -> Expression:
    opening = tokens.take()
    inner = tokens.expression()
    if tokens.at("for"):
        inner = _comprehension(tokens, inner, opening.span)
    tokens.expect(")")
    return inner


def list_literal(tokens: Cursor) -> Expression:
    opening = tokens.take()
    if tokens.accept("]"):
        return ListLiteral((), span=opening.span.to(tokens.last.span))
    items = [tokens.expression()]
    if tokens.at("for"):
        found = _comprehension(tokens, items[0], opening.span)
        closing = tokens.expect("]")
        span = opening.span.to(closing.span)
        return ComprehensionLiteral(found.element, found.clauses, bracketed=True, span=span)
    while tokens.accept(","):
        if tokens.at("]"):
            break
        items.append(tokens.expression())
    closing = tokens.expect("]")
    return ListLiteral(tuple(items), span=opening.span.to(closing.span))


def _comprehension(tokens: Cursor, element: Expression, start: Span) -> ComprehensionLiteral:
    clauses: list[For] = []
    while tokens.at("for"):
        word = tokens.take()
        variable = tokens.name("a variable").text
        tokens.expect("in")
        over = tokens.expression(CHOICE)
        conditions: list[Expression] = []
        while tokens.accept("if"):
            conditions.append(tokens.expression(CHOICE))
        span = word.span.to(tokens.last.span)
        clauses.append(For(variable, over, tuple(conditions), span=span))
    span = start.to(tokens.last.span)
    return ComprehensionLiteral(element, tuple(clauses), bracketed=False, span=span)


def call(tokens: Cursor, name: Token) -> Expression:
    tokens.take()
    arguments: list[Expression] = []
    while not tokens.at(")"):
        if arguments:
            tokens.expect(",")
        if tokens.peek().text == "=" and tokens.current.text == "places":
            raise RuleSyntaxError(
                ARGUMENTS,
                tokens.current.span,
                "Arguments have no names here.",
                "leave out `places=`",
            )
        argument = tokens.expression()
        if tokens.at("for"):
            argument = _comprehension(tokens, argument, argument.span)
        if tokens.at("by") and name.text == "sorted" and not arguments:
            return _sorted_by(tokens, name, argument)
        arguments.append(argument)
    closing = tokens.take()
    span = name.span.to(closing.span)
    return Call(name.text, tuple(arguments), span=span, name_span=name.span)


def _sorted_by(tokens: Cursor, name: Token, of: Expression) -> Expression:
    tokens.take()
    first = tokens.name("a field such as `line.amount`")
    key: Expression = Name(first.text, span=first.span)
    while tokens.at("."):
        key = attribute(tokens, key)
    descending = tokens.at("desc")
    if tokens.at("desc", "asc"):
        tokens.take()
    closing = tokens.expect(")", "sort by one field of the item")
    return SortedBy(of, key, descending, span=name.span.to(closing.span))


def attribute(tokens: Cursor, left: Expression) -> Expression:
    tokens.take()
    name = tokens.declared("a field's name")
    return Attribute(left, name.text, span=left.span.to(name.span), name_span=name.span)
