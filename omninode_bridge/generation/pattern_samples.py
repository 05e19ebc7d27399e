"""Short texts that a pattern of the dialect matches, checked by the real engine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pydantic_core import SchemaValidator, ValidationError, core_schema

from omninode_bridge.rules.patterns import to_rust

MAX_REPEAT: Final = 200
LONGEST: Final = 12

_CANDIDATES: Final = "aA0b1-_ .,:;/@#xXzZ9é" + "".join(map(chr, range(33, 127)))
_QUANTIFIER: Final = re.compile(r"(?:([*+?])|\{([0-9]+)(,([0-9]*))?\})\??")
_ATOM: Final = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL
)


def matches(pattern: str, text: str) -> bool:
    try:
        SchemaValidator(core_schema.str_schema(pattern=to_rust(pattern))).validate_python(text)
    except ValidationError:
        return False
    return True


def texts_of(pattern: str) -> Iterator[str]:
    """From short to longer, each once; empty where the sampler is not clever enough."""
    body = pattern.removeprefix("(?i)")
    found = (_Sampler(body, extra).text() for extra in range(LONGEST + 1))
    yield from (text for text in dict.fromkeys(found) if matches(pattern, text))


@dataclass(slots=True)
class _Sampler:
    """Walks a pattern once; every open repetition runs `extra` times more than it must."""

    pattern: str
    extra: int
    at: int = 0

    def text(self) -> str:
        return self._alternatives()

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _alternatives(self) -> str:
        """The first of them, with the others walked over."""
        first = self._sequence()
        while self._peek() == "|":
            self.at += 1
            self._sequence()
        return first

    def _sequence(self) -> str:
        parts: list[str] = []
        while self._peek() not in ("", "|", ")"):
            part = self._piece()
            parts.append(part * self._times())
        return "".join(parts)

    def _piece(self) -> str:
        if self._peek() == "(":
            self.at += 3 if self.pattern.startswith("(?:", self.at) else 1
            inner = self._alternatives()
            self.at += 1
            return inner
        found = _ATOM.match(self.pattern, self.at)
        atom = found[0] if found else self._peek()
        self.at += len(atom)
        return _one_of(atom)

    def _times(self) -> int:
        found = _QUANTIFIER.match(self.pattern, self.at)
        if found is None:
            return 1
        self.at = found.end()
        sign, least, comma, most = found.groups()
        if sign == "?":
            return min(self.extra, 1)
        if sign is not None:
            return (sign == "+") + self.extra
        count = int(least) + (self.extra if comma else 0)
        return min(count, int(most) if most else MAX_REPEAT)


def _one_of(atom: str) -> str:
    """A character that the atom matches; nothing for what has no width."""
    if atom in ("^", "$", r"\b", r"\B"):
        return ""
    if len(atom) == 1 and atom != ".":
        return atom
    return next((char for char in _CANDIDATES if matches(atom, char)), "")
