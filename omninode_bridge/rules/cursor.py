"""Where the parser stands in the tokens of one rule."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from omninode_bridge.rules.codes import SYNTAX
from omninode_bridge.rules.powers import LOWEST
from omninode_bridge.rules.syntax import Expression
from omninode_bridge.rules.tokens import KEYWORDS, Kind, RuleSyntaxError, Token


class Cursor(ABC):
    """A cursor over the tokens of one rule."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def current(self) -> Token:
        return self._tokens[self._at]

    def peek(self, ahead: int = 1) -> Token:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    @property
    def last(self) -> Token:
        return self._tokens[self._at - 1]

    def take(self) -> Token:
        token = self.current
        if token.kind is not Kind.END:
            self._at += 1
        return token

    def at(self, *texts: str) -> bool:
        """The current token is one of these words or signs (a quoted text never is)."""
        return self.current.kind in (Kind.NAME, Kind.SIGN) and self.current.text in texts

    def accept(self, text: str) -> bool:
        found = self.at(text)
        if found:
            self._at += 1
        return found

    def expect(self, text: str, fix: str = "") -> Token:
        if not self.at(text):
            raise self.unexpected(f"`{text}`", fix)
        return self.take()

    def name(self, what: str) -> Token:
        if self.current.kind is not Kind.NAME or self.current.text in KEYWORDS:
            raise self.unexpected(what)
        return self.take()

    def declared(self, what: str) -> Token:
        """As `name`, where no word of the language can stand: a document may call a field `in`."""
        return self.take() if self.current.kind is Kind.NAME else self.name(what)

    def unexpected(self, wanted: str, fix: str = "") -> RuleSyntaxError:
        found = self.current
        shown = "the end of the rule" if found.kind is Kind.END else f"`{found.text[:40]}`"
        return RuleSyntaxError(SYNTAX, found.span, f"Expected {wanted}, found {shown}.", fix)

    @abstractmethod
    def expression(self, power: int = LOWEST) -> Expression:
        """The longest expression whose operators bind more tightly than `power`."""
