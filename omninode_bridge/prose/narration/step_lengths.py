"""How often and how long: `three times at intervals of 5 seconds`, `within 3 weeks`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.requirements.parts.durations import UNITS, unit_of

_NUMBER: Final = rf"(?:\d+(?:[.,]\d+)?|a|an|one|half an|{'|'.join(WRITTEN)})"
LENGTH: Final = rf"(?:{_NUMBER} [a-z]+|\d+ (?:ms|s|m|h|d)|\d+(?:ms|s|m|h|d))"
_COUNT: Final = (
    re.compile(
        rf"\b(?P<times>\d+|{'|'.join(WRITTEN)})(?: more| further| additional| other)?"
        r" (?:times?|attempts?|tries|retries|repetitions|repeats)\b"
    ),
    re.compile(r"\b(?P<times>once|twice|thrice)(?: more)?\b"),
    re.compile(r"\b(?P<times>a|one) (?:second|further|more) (?:time|attempt)\b"),
)
_LENGTH: Final = re.compile(rf"(?<![a-z0-9.-]){LENGTH}(?![a-z0-9-])")
_FILLERS: Final = frozenset(
    re.findall(
        r"\S+",
        """
        again that up to at most no more than not
        maximum of a an the with and , in intervals interval
        delay delays pause pauses wait waits waiting between attempts attempt tries try repetitions
        repetition retries retry apart each every after before first next another starting starts
        exponential exponentially backoff back-off back off doubling doubled growing time times it
        them is further more initial for by distance distances break from then two this in-between
        constant constantly fixed regular equal same steady always
        exactly only and ( ) : using while in all total altogether overall together
        wait doubles twice as long longer when whenever then doubled increasing respectively
        """,
    )
)
_DOUBLING: Final = frozenset(
    {"exponential", "exponentially", "doubling", "doubled", "doubles", "growing", "twice"}
    | {"backoff", "back-off", "back", "longer", "increasing"}
)
_CONSTANT: Final = frozenset(
    {"interval", "intervals", "every", "each", "apart", "between", "in-between", "constant"}
    | {"fixed", "regular", "equal", "same", "steady", "always", "distance", "distances"}
)
"""A wait that is said of every attempt, and not of the first only."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """`delay_ms` is 0 where no wait is said; it may be said to grow, or to stay as it is."""

    times: int
    delay_ms: int = 0
    is_doubling: bool = False
    is_constant: bool = False


def milliseconds(length: str) -> int | None:
    """`3 weeks` or `half an hour`; None where no unit is known."""
    found = re.fullmatch(r"(half an|[a-z]+|\d+(?:[.,]\d+)?) ?([a-z]+)", length)
    if found is None or (unit := unit_of(found[2])) is None or unit not in UNITS:
        return None
    spoken = {"a": "1", "an": "1", "half an": "0.5", "one": "1"}.get(found[1], found[1])
    try:
        return int(Decimal(WRITTEN.get(spoken, spoken).replace(",", ".")) * UNITS[unit] * 1000)
    except InvalidOperation:
        return None


def repetitions(text: str) -> Repetition | None:
    """How often it is tried again, and the wait; None where the words say anything else."""
    count = next((found for way in _COUNT if (found := way.search(text))), None)
    if count is None:
        only = re.fullmatch(rf"(?:up to |at most )?(\d+|{'|'.join(WRITTEN)})", text.strip(" ,"))
        return Repetition(_number(only[1])) if only else None
    rest = f"{text[: count.start()]} {text[count.end() :]}"
    lengths = [one for one in _LENGTH.finditer(rest) if milliseconds(one[0]) is not None]
    if len(lengths) > 1:
        return None
    for one in lengths:
        rest = rest.replace(one[0], " ", 1)
    words = rest.split()
    if any(word not in _FILLERS for word in words) or _grows_by(text, lengths):
        return None
    delay = milliseconds(lengths[0][0]) if lengths else 0
    is_doubling = not _DOUBLING.isdisjoint(words)
    is_constant = bool(delay) and not is_doubling and not _CONSTANT.isdisjoint(words)
    return Repetition(_number(count["times"]), delay or 0, is_doubling, is_constant)


def _grows_by(text: str, lengths: Sequence[re.Match[str]]) -> bool:
    """`10 seconds longer each time` adds so much, and doubles nothing."""
    return any(re.search(rf"{re.escape(one[0])} (?:longer|more)\b", text) for one in lengths)


def _number(spoken: str) -> int:
    return int({"a": "1", "one": "1"}.get(spoken, WRITTEN.get(spoken, spoken)))
