"""Operator-precedence parser of expressions; bounded in depth, so no rule exhausts the stack."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from omninode_bridge.rules.brackets import attribute, call, group, list_literal
from omninode_bridge.rules.codes import OPERATOR, TOO_LARGE
from omninode_bridge.rules.cursor import Cursor
from omninode_bridge.rules.powers import (
    AND,
    CHOICE,
    COMPARISON,
    LOWEST,
    MINUS,
    NOT,
    OR,
    POSTFIX,
    PRODUCT,
    SUM,
)
from omninode_bridge.rules.syntax import (
    Binary,
    Compare,
    Conditional,
    Expression,
    Junction,
    Minus,
    Name,
    Negation,
    Null,
    Number,
    PatternLiteral,
    Subscript,
    Text,
    Truth,
)
from omninode_bridge.rules.tokens import KEYWORDS, Kind, RuleSyntaxError, Token

MAX_DEPTH: Final = 40
MAX_CHAIN: Final = 64

COMPARISONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})


class Tokens(Cursor):
    """A cursor that reads expressions."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self._depth = 0

    def expression(self, power: int = LOWEST) -> Expression:
        """The longest expression whose operators bind more tightly than `power`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = f"The expression nests more than {MAX_DEPTH} levels deep."
            raise RuleSyntaxError(TOO_LARGE, self.current.span, message)
        left = _operand(self)
        for _ in range(MAX_CHAIN):
            longer = _longer(self, left, power)
            if longer is None:
                self._depth -= 1
                return left
            left = longer
        message = f"More than {MAX_CHAIN} operators stand in one row."
        raise RuleSyntaxError(TOO_LARGE, self.current.span, message)


def _operand(tokens: Tokens) -> Expression:
    token = tokens.current
    match token.kind:
        case Kind.NUMBER:
            return _number(tokens)
        case Kind.TEXT:
            tokens.take()
            return Text(token.text, span=token.span)
        case Kind.PATTERN:
            tokens.take()
            return PatternLiteral(token.text, span=token.span)
        case _:
            return _word_or_sign(tokens)


def _word_or_sign(tokens: Tokens) -> Expression:
    token = tokens.current
    reader = _PREFIXES.get(token.text) if token.kind in (Kind.NAME, Kind.SIGN) else None
    if reader is not None:
        return reader(tokens)
    if token.kind is Kind.NAME and not (token.text in KEYWORDS and _opens_operand(tokens.peek())):
        tokens.take()
        if tokens.at("("):
            return call(tokens, token)
        return Name(token.text, span=token.span)
    raise tokens.unexpected("a value", _missing(token))


def _missing(token: Token) -> str:
    return "put texts into quotes" if token.kind is Kind.SIGN else ""


def _number(tokens: Tokens) -> Expression:
    token = tokens.take()
    value = Decimal(token.text) if "." in token.text else int(token.text)
    if not tokens.at("%"):
        return Number(value, span=token.span)
    if _opens_operand(tokens.peek()):
        raise _remainder(tokens)
    percent = tokens.take()
    return Number(value, percent=True, span=token.span.to(percent.span))


def _opens_operand(token: Token) -> bool:
    if token.kind is Kind.NAME:
        return token.text not in KEYWORDS - {"none", "true", "false"} and token.text not in _AFTER
    return token.kind in (Kind.NUMBER, Kind.TEXT) or (
        token.kind is Kind.SIGN and token.text in {"(", "["}
    )


# Words that may follow a whole expression without being an operand.
_AFTER: Final = frozenset({"by", "desc", "asc"})


def _remainder(tokens: Tokens) -> RuleSyntaxError:
    return RuleSyntaxError(
        OPERATOR, tokens.current.span, "`%` between two values is no operator.", "use mod(a, b)"
    )


def _constant(value: bool | None) -> Callable[[Tokens], Expression]:
    def read(tokens: Tokens) -> Expression:
        token = tokens.take()
        return Null(span=token.span) if value is None else Truth(value, span=token.span)

    return read


def _minus(tokens: Tokens) -> Expression:
    sign = tokens.take()
    operand = tokens.expression(MINUS - 1)
    return Minus(operand, span=sign.span.to(operand.span))


def _negation(tokens: Tokens) -> Expression:
    word = tokens.take()
    operand = tokens.expression(NOT - 1)
    return Negation(operand, span=word.span.to(operand.span))


_PREFIXES: Final[dict[str, Callable[[Tokens], Expression]]] = {
    "true": _constant(value=True),
    "false": _constant(value=False),
    "none": _constant(value=None),
    "not": _negation,
    "-": _minus,
    "(": group,
    "[": list_literal,
}


def _longer(tokens: Tokens, left: Expression, power: int) -> Expression | None:
    """One operator more to the right of `left`, or None where the expression ends."""
    if tokens.current.kind not in (Kind.NAME, Kind.SIGN):
        return None
    if tokens.at("%"):
        raise _remainder(tokens)
    if _comparison(tokens) is not None:
        return _compare(tokens, left) if power < COMPARISON else None
    found = _INFIXES.get(tokens.current.text)
    if found is None or found[0] <= power:
        return None
    return found[1](tokens, left)


def _comparison(tokens: Tokens) -> str | None:
    """The comparison that stands here; `not in` counts as one."""
    if tokens.at("in", *COMPARISONS):
        return tokens.current.text
    if tokens.at("not") and tokens.peek().kind is Kind.NAME and tokens.peek().text == "in":
        return "not in"
    return None


def _compare(tokens: Tokens, left: Expression) -> Expression:
    rest: list[tuple[str, Expression]] = []
    while (operator := _comparison(tokens)) is not None:
        tokens.take()
        if operator == "not in":
            tokens.take()
        rest.append((operator, tokens.expression(COMPARISON)))
    return Compare(left, tuple(rest), span=left.span.to(rest[-1][1].span))


def _binary(power: int) -> Callable[[Tokens, Expression], Expression]:
    def read(tokens: Tokens, left: Expression) -> Expression:
        operator = tokens.take().text
        right = tokens.expression(power)
        return Binary(operator, left, right, span=left.span.to(right.span))

    return read


def _junction(power: int) -> Callable[[Tokens, Expression], Expression]:
    def read(tokens: Tokens, left: Expression) -> Expression:
        operator = tokens.current.text
        operands = [left]
        while tokens.accept(operator):
            operands.append(tokens.expression(power))
        return Junction(operator, tuple(operands), span=left.span.to(operands[-1].span))

    return read


def _conditional(tokens: Tokens, left: Expression) -> Expression:
    tokens.take()
    condition = tokens.expression(CHOICE)
    tokens.expect("else", "a conditional expression is `a if condition else b`")
    otherwise = tokens.expression(LOWEST)
    return Conditional(condition, left, otherwise, span=left.span.to(otherwise.span))


def _subscript(tokens: Tokens, left: Expression) -> Expression:
    tokens.take()
    index = tokens.expression()
    closing = tokens.expect("]")
    return Subscript(left, index, span=left.span.to(closing.span))


_INFIXES: Final[dict[str, tuple[int, Callable[[Tokens, Expression], Expression]]]] = {
    "if": (CHOICE, _conditional),
    "or": (OR, _junction(OR)),
    "and": (AND, _junction(AND)),
    "+": (SUM, _binary(SUM)),
    "-": (SUM, _binary(SUM)),
    "*": (PRODUCT, _binary(PRODUCT)),
    "/": (PRODUCT, _binary(PRODUCT)),
    ".": (POSTFIX, attribute),
    "[": (POSTFIX, _subscript),
}
