"""Parser of statements; the entry to a rule's text."""

from dataclasses import dataclass
from typing import Final

from omninode_bridge.rules.codes import FOR_EACH, SYNTAX, TOO_LARGE
from omninode_bridge.rules.expressions import Tokens
from omninode_bridge.rules.syntax import (
    Assignment,
    Expression,
    ForEach,
    Node,
    RejectWhen,
    Span,
    Statement,
    WarnWhen,
    height,
)
from omninode_bridge.rules.tokens import Kind, RuleSyntaxError, Token, tokenize

MAX_HEIGHT: Final = 70

FORMS: Final = (
    "`name = expression`, `if condition: ...`, `for each x in xs: ...`, "
    '`reject when condition: "message"` or `warn when condition: "message"`'
)


def parse_statement(text: str) -> Statement:
    """Read one rule; raises `RuleSyntaxError`."""
    words = tokenize(text)
    tokens = Tokens(words)
    statement = _statement(tokens)
    _end(tokens)
    _check_height(statement, len(words))
    return statement


def parse_expression(text: str) -> Expression:
    """Read one expression; raises `RuleSyntaxError`."""
    words = tokenize(text)
    tokens = Tokens(words)
    expression = tokens.expression()
    _end(tokens)
    _check_height(expression, len(words))
    return expression


def _check_height(node: Node, words: int) -> None:
    """No tree is higher than it has words, and few rules have many."""
    if words > MAX_HEIGHT and height(node) > MAX_HEIGHT:
        message = f"The rule's expression is more than {MAX_HEIGHT} levels high."
        raise RuleSyntaxError(TOO_LARGE, node.span, message)


def _end(tokens: Tokens) -> None:
    if tokens.current.kind is not Kind.END:
        raise tokens.unexpected("the end of the rule", "write one rule a line")


def _statement(tokens: Tokens) -> Statement:
    first, second = tokens.current, tokens.peek()
    if first.kind is Kind.NAME and not (second.kind is Kind.SIGN and second.text == "="):
        match first.text:
            case "reject" | "warn":
                return _refusal(tokens)
            case "for":
                return _for_each(tokens)
            case "if":
                return _if(tokens, None)
            case _:
                pass
    return _assignment(tokens, None)


def _refusal(tokens: Tokens) -> Statement:
    word = tokens.take()
    tokens.expect("when", f'write `{word.text} when condition: "message"`')
    condition = tokens.expression()
    tokens.expect(":", f'write `{word.text} when condition: "message"`')
    message = tokens.current
    if message.kind is not Kind.TEXT:
        raise tokens.unexpected("a message in quotes", "put the message into quotes")
    tokens.take()
    form = RejectWhen if word.text == "reject" else WarnWhen
    return form(condition, message.text, span=word.span.to(message.span))


def _for_each(tokens: Tokens) -> ForEach:
    word = tokens.take()
    tokens.expect("each", "write `for each x in xs: x.field = expression`")
    variable = tokens.name("a variable")
    tokens.expect("in")
    over = tokens.name("the name of a list")
    if not tokens.at(":"):
        raise RuleSyntaxError(
            FOR_EACH,
            tokens.current.span,
            "`for each` takes a name, not an expression.",
            "give the expression a name in a rule of its own",
        )
    tokens.take()
    if tokens.at("for") or (tokens.at("reject", "warn") and tokens.peek().text == "when"):
        raise RuleSyntaxError(
            FOR_EACH, tokens.current.span, "`for each` holds one assignment, nothing else."
        )
    body = _if(tokens, variable) if tokens.at("if") else _assignment(tokens, variable)
    return ForEach(
        variable.text,
        over.text,
        body,
        span=word.span.to(body.span),
        over_span=over.span,
    )


@dataclass(frozen=True, slots=True)
class _Target:
    name: str
    span: Span


def _target(tokens: Tokens, item: Token | None) -> _Target:
    if tokens.current.kind is not Kind.NAME:
        raise tokens.unexpected("a rule", f"a rule is {FORMS}")
    assigned = tokens.peek().kind is Kind.SIGN and tokens.peek().text == "="
    first = tokens.declared("a name") if assigned else tokens.name("a name")
    if item is None and not tokens.at("."):
        return _Target(first.text, first.span)
    if item is None:
        raise RuleSyntaxError(
            FOR_EACH,
            first.span,
            "Fields are set by `for each` only.",
            "write `for each x in xs: x.field = expression`",
        )
    if first.text != item.text or not tokens.at("."):
        raise RuleSyntaxError(
            FOR_EACH,
            first.span,
            f"`for each` sets fields of `{item.text[:40]}`.",
            f"assign `{item.text[:40]}.field`",
        )
    tokens.take()
    field = tokens.declared("a field's name")
    return _Target(field.text, first.span.to(field.span))


def _assignment(tokens: Tokens, item: Token | None) -> Assignment:
    target = _target(tokens, item)
    tokens.expect("=", f"a rule is {FORMS}")
    value = tokens.expression()
    return Assignment(target.name, value, span=target.span.to(value.span), name_span=target.span)


def _if(tokens: Tokens, item: Token | None) -> Assignment:
    word = tokens.take()
    condition = tokens.expression()
    tokens.expect(":", "write `if condition: name = expression`")
    then = _assignment(tokens, item)
    otherwise = None
    if tokens.accept("else"):
        otherwise = _otherwise(tokens, then, item)
    return Assignment(
        then.name,
        then.value,
        condition,
        otherwise,
        span=word.span.to(tokens.last.span),
        name_span=then.name_span,
    )


def _otherwise(tokens: Tokens, then: Assignment, item: Token | None) -> Expression:
    if tokens.at("if"):
        raise RuleSyntaxError(
            SYNTAX,
            tokens.current.span,
            "`else if` does not exist.",
            "use `a if c else b`, or a rule of its own for the second condition",
        )
    tokens.expect(":", "write `else: name = expression`")
    other = _assignment(tokens, item)
    if other.name != then.name:
        raise RuleSyntaxError(
            SYNTAX,
            other.name_span,
            f"Both branches assign one name, `{then.name[:40]}`.",
            "write a rule for each name",
        )
    return other.value
