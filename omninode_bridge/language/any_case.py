"""Words looked for without regard to case."""

import re
from functools import cached_property


class AnyCase:
    """A pattern in lower case.

    ASCII is lowered once, which is three times as fast as to let the engine compare without case;
    other letters have rules of their own, which the engine knows.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._lower = re.compile(pattern)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Compiled when the first text with another letter comes, which for most words is never."""
        return re.compile(self._pattern, re.IGNORECASE)

    def occurs_in(self, text: str) -> bool:
        if text.isascii():
            return self._lower.search(text.lower()) is not None
        return self._any.search(text) is not None

    def times_in(self, text: str) -> int:
        return len(self.all_in(text))

    def all_in(self, text: str) -> list[str]:
        """What the group matches, or the whole pattern, each in any case."""
        return self._lower.findall(text.lower()) if text.isascii() else self._any.findall(text)

    def first_in(self, text: str) -> str | None:
        """The first match as it is written."""
        if text.isascii():
            found = self._lower.search(text.lower())
            return None if found is None else text[found.start() : found.end()]
        found = self._any.search(text)
        return None if found is None else found.group()
