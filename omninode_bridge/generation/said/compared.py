"""Whether a sentence compares two things by name: `a payment above the fee is refused`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.asides import gist
from omninode_bridge.generation.said.conditions import Told
from omninode_bridge.generation.said.lemmas import all_said
from omninode_bridge.generation.said.limits import OPPOSITE
from omninode_bridge.generation.said.spoken import NEGATIONS, plain_speech
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.statements import parse_expression
from omninode_bridge.rules.syntax import Attribute, Compare, Expression, Name
from omninode_bridge.rules.tokens import RuleSyntaxError

_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_SIGNS: Final = (
    ("<=", r"(?:no|not) (?:be )?(?:more|greater|higher|larger) than|at most|up to|not exceed"),
    (">=", r"(?:no|not) (?:be )?(?:less|lower|smaller) than|at least"),
    (">", r"(?:more|greater|higher|larger) than|above|over|exceed(?:s|ing)?|beyond"),
    ("<", r"(?:less|lower|smaller) than|below|under"),
)
_COMPARING: Final = tuple(
    (sign, re.compile(rf"^(?P<left>.*?)\b(?:{words})\b(?P<right>.*)$", re.IGNORECASE))
    for sign, words in _SIGNS
)


@dataclass(frozen=True, slots=True)
class Pair:
    """`left sign right`, both names."""

    left: str
    sign: str
    right: str

    def states(self, text: str, also: Sequence[str], *, refusing: bool) -> frozenset[str] | None:
        """The words by which the sentence says when something is refused, or else permitted.

        `also` are words for what has the left value; None where something else is said.
        """
        plain = plain_speech(gist(text)).lower()
        for sign, pattern in _COMPARING:
            if found := pattern.match(plain):
                rest = f"{found['left']} {found['right']}"
                refuses = Told.of(rest).refuses
                if refuses is None:
                    return None
                wanted = sign if refuses == refusing else OPPOSITE[sign]
                return self._named(wanted, found["left"], found["right"], also)
        return None

    def _named(
        self, sign: str, left: str, right: str, also: Sequence[str]
    ) -> frozenset[str] | None:
        for first, way, second in (
            (self.left, self.sign, self.right),
            (self.right, _FLIPPED[self.sign], self.left),
        ):
            subject = all_said(words(first), words(left)) or any(
                all_said((word,), words(left)) for word in also
            )
            if way == sign and subject and all_said(words(second), words(right)):
                return frozenset({*words(first), *words(second), *also}) | NEGATIONS
        return None


def pair_in(text: str) -> Pair | None:
    """A comparison of two names, of whomever they are."""
    try:
        return pair_of(parse_expression(text))
    except RuleSyntaxError:
        return None


def pair_of(root: Expression) -> Pair | None:
    match root:
        case Compare(first, ((sign, second),)) if sign in _FLIPPED:
            left, right = _name(first), _name(second)
            return Pair(left, sign, right) if left and right else None
        case _:
            return None


def _name(node: Expression) -> str:
    match node:
        case Name(id=name) | Attribute(of=Name(), name=name):
            return name
        case _:
            return ""
