"""Short texts that a pattern of the dialect matches, checked by the real engine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import Final

from pydantic_core import SchemaValidator, ValidationError, core_schema

from omninode_bridge.rules.patterns import to_rust

MAX_REPEAT: Final = 200
LONGEST: Final = 12
MOST_OPTIONS: Final = 200
MOST_TRIED: Final = 3_000
"""Texts of one length, so that a pattern that the sampler misunderstands has an end."""

_CANDIDATES: Final = "aA0b1-_ .,:;/@#xXzZ9é" + "".join(map(chr, range(33, 127)))
_QUANTIFIER: Final = re.compile(r"(?:([*+?])|\{([0-9]+)(,([0-9]*))?\})\??")
_ATOM: Final = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL
)

type Options = tuple[str, ...]
"""What may stand at one place of a text."""
type Slots = tuple[Options, ...]


@lru_cache(maxsize=64)
def _validator(pattern: str) -> SchemaValidator:
    return SchemaValidator(core_schema.str_schema(pattern=to_rust(pattern)))


def matches(pattern: str, text: str) -> bool:
    try:
        _validator(pattern).validate_python(text)
    except ValidationError:
        return False
    return True


def texts_of(pattern: str) -> Iterator[str]:
    """From short to longer, each once; empty where the sampler is not clever enough."""
    found = ("".join(options[0] for options in slots) for slots in _slots_of(pattern))
    yield from (text for text in dict.fromkeys(found) if matches(pattern, text))


def distinct_texts(pattern: str) -> Iterator[str]:
    """As many different ones as the sampler can make: their last characters vary first."""
    seen: set[str] = set()
    for slots in _slots_of(pattern):
        for text in islice(map("".join, product(*slots)), MOST_TRIED):
            if text not in seen:
                seen.add(text)
                if matches(pattern, text):
                    yield text


def _slots_of(pattern: str) -> Iterator[Slots]:
    body = pattern.removeprefix("(?i)")
    yield from (_Sampler(body, extra).slots() for extra in range(LONGEST + 1))


@dataclass(slots=True)
class _Sampler:
    """Walks a pattern once; every open repetition runs `extra` times more than it must."""

    pattern: str
    extra: int
    at: int = 0

    def slots(self) -> Slots:
        return self._alternatives()

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _alternatives(self) -> Slots:
        """One slot that chooses among them, the first alternative first."""
        found = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            found.append(self._sequence())
        if len(found) == 1:
            return found[0]
        texts = (
            text for slots in found for text in islice(map("".join, product(*slots)), MOST_OPTIONS)
        )
        return (tuple(dict.fromkeys(texts)),)

    def _sequence(self) -> Slots:
        slots: list[Options] = []
        while self._peek() not in ("", "|", ")"):
            piece = self._piece()
            slots += piece * self._times()
        return tuple(slots)

    def _piece(self) -> Slots:
        if self._peek() == "(":
            self.at += 3 if self.pattern.startswith("(?:", self.at) else 1
            inner = self._alternatives()
            self.at += 1
            return inner
        found = _ATOM.match(self.pattern, self.at)
        atom = found[0] if found else self._peek()
        self.at += len(atom)
        return (_options(atom),)

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


@lru_cache(maxsize=256)
def _options(atom: str) -> Options:
    """Characters that the atom matches, a plain one first; no text for what has no width."""
    if atom in ("^", "$", r"\b", r"\B"):
        return ("",)
    if len(atom) == 1 and atom != ".":
        return (atom,)
    found = list(dict.fromkeys(char for char in _CANDIDATES if matches(atom, char)))
    return (*found[:1], *sorted(found[1:])) or ("",)
