"""From the text of one rule to words and signs."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from omninode_bridge.diagnostics import Code
from omninode_bridge.rules.codes import OPERATOR, SYNTAX, TOO_LARGE
from omninode_bridge.rules.syntax import Span

MAX_CHARACTERS: Final = 4_000
MAX_TOKENS: Final = 1_000
MAX_DIGITS: Final = 60
MAX_NAME: Final = 100

KEYWORDS: Final = frozenset(
    {"and", "else", "false", "for", "if", "in", "none", "not", "or", "true"}
)


class Kind(StrEnum):
    NAME = "name"
    NUMBER = "number"
    TEXT = "text"
    PATTERN = "pattern"
    SIGN = "sign"
    END = "end of the rule"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is decoded for texts and patterns, and normalised (`==` is `=`) for signs."""

    kind: Kind
    text: str
    span: Span


class RuleSyntaxError(Exception):
    """Raised and caught inside the parser; becomes a diagnostic."""

    def __init__(self, code: Code, span: Span, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.code, self.span, self.message, self.fix = code, span, message, fix


_NAME: Final = re.compile(r"[^\W\d]\w*")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SPACE: Final = re.compile(r"\s+")
_PATTERN: Final = re.compile(r"/((?:[^/\\\n]|\\[^\n])+)/")
_TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_SIGN: Final = re.compile(r"==|!=|<=|>=|[=<>+\-*/().,:\[\]%≤≥≠]")
_NORMAL: Final = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}
_FOREIGN: Final = {
    "**": "write the product out, there is no power",
    "//": "use floor(a / b)",
    "&&": "write `and`",
    "||": "write `or`",
    "<>": "write `!=`",
    "=>": "write `>=`",
    "=<": "write `<=`",
    "!": "write `not`",
    "^": "write the product out, there is no power",
    "{": "there are no braces in a rule",
    ";": "write one rule a line",
}
_FOREIGN_SIGN: Final = re.compile("(?!!=)(?:" + "|".join(map(re.escape, _FOREIGN)) + ")")


def tokenize(text: str) -> tuple[Token, ...]:
    """All tokens and an END; raises `RuleSyntaxError`."""
    if len(text) > MAX_CHARACTERS:
        message = f"The rule has {len(text):,} characters; {MAX_CHARACTERS:,} are allowed."
        raise RuleSyntaxError(TOO_LARGE, Span(0, 1), message)
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if space := _SPACE.match(text, position):
            position = space.end()
            continue
        token = _token(text, position, tokens[-1] if tokens else None)
        tokens.append(token)
        position = token.span.end
        if len(tokens) > MAX_TOKENS:
            message = f"The rule has more than {MAX_TOKENS:,} words and signs."
            raise RuleSyntaxError(TOO_LARGE, token.span, message)
    tokens.append(Token(Kind.END, "", Span(len(text), len(text) + 1)))
    return tuple(tokens)


def _token(text: str, position: int, previous: Token | None) -> Token:
    if name := _NAME.match(text, position):
        return _bounded(Token(Kind.NAME, name[0], Span(*name.span())), MAX_NAME)
    if number := _NUMBER.match(text, position):
        return _bounded(Token(Kind.NUMBER, number[0], Span(*number.span())), MAX_DIGITS)
    if text[position] in "\"'":
        return _text(text, position)
    if text[position] == "/" and _expects_operand(previous):
        return _pattern(text, position)
    if foreign := _FOREIGN_SIGN.match(text, position):
        span, sign = Span(*foreign.span()), foreign[0]
        raise RuleSyntaxError(OPERATOR, span, f"`{sign}` is no sign here.", _FOREIGN[sign])
    if found := _SIGN.match(text, position):
        return Token(Kind.SIGN, _NORMAL.get(found[0], found[0]), Span(*found.span()))
    shown = text[position] if text[position].isprintable() else f"U+{ord(text[position]):04X}"
    raise RuleSyntaxError(
        SYNTAX, Span(position, position + 1), f"The character {shown} means nothing here."
    )


def _bounded(token: Token, limit: int) -> Token:
    if len(token.text) > limit:
        message = f"A {token.kind} has at most {limit} characters."
        raise RuleSyntaxError(TOO_LARGE, token.span, message)
    return token


def _expects_operand(previous: Token | None) -> bool:
    """Where an operand is due, `/` opens a pattern; behind one it divides."""
    return previous is not None and previous.kind is Kind.SIGN and previous.text in {",", "(", "="}


def _text(text: str, position: int) -> Token:
    found = _TEXT.match(text, position)
    if found is None:
        span = Span(position, len(text))
        raise RuleSyntaxError(SYNTAX, span, "The text has no closing quote.", "close the quote")
    body = found[1] if found[1] is not None else found[2]
    value = _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[0]), body)
    return Token(Kind.TEXT, value, Span(*found.span()))


def _pattern(text: str, position: int) -> Token:
    found = _PATTERN.match(text, position)
    if found is None:
        span = Span(position, len(text))
        raise RuleSyntaxError(SYNTAX, span, "The pattern has no closing `/`.", "close the pattern")
    return Token(Kind.PATTERN, found[1].replace("\\/", "/"), Span(*found.span()))
