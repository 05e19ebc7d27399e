"""How often and how long: `three times at intervals of 5 seconds`, `within 3 weeks`."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.requirements.parts.durations import UNITS, unit_of

_NUMBER: Final = rf"(?:\d+(?:[.,]\d+)?|a|an|one|half an|{'|'.join(WRITTEN)})"
LENGTH: Final = rf"(?:{_NUMBER} [a-z]+|\d+ (?:ms|s|m|h|d)|\d+(?:ms|s|m|h|d))"
_TIMES: Final = re.compile(
    r"(?:again )?(?:up to |at most |no more than |not more than |a maximum of |exactly )?"
    rf"(?:another |a further )?(?P<times>\d+|{'|'.join(WRITTEN)})"
    r"(?: more| further| additional)?(?: times?)?"
    r"(?P<rest>.*)"
)
_WAIT: Final = re.compile(
    r"(?: ,)?(?: and)?"
    r"(?: (?:at intervals of|in intervals of|with intervals of|with|waiting|after|every|at)"
    r"(?: waiting)?(?: (?:a|an) (?:delay|interval|pause|wait|break|distance) of)?)"
    rf" (?P<wait>{LENGTH})"
    r"(?: (?:between (?:the |two )?(?:attempts|tries|repetitions|retries)|"
    r"apart|in between|each time|"
    r"before (?:the )?(?:first |each |every |next |another )?(?:repetition|attempt|retry|try)|"
    r"delay|pause|of delay|of pause))?"
)


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


def repetitions(text: str) -> tuple[int, int] | None:
    """How often it is tried again, and the wait in milliseconds; None where that is not all."""
    found = _TIMES.fullmatch(text.strip(" ,"))
    if found is None:
        return None
    times = int(WRITTEN.get(found["times"], found["times"]))
    if not found["rest"].strip():
        return times, 0
    wait = _WAIT.fullmatch(found["rest"])
    length = milliseconds(wait["wait"]) if wait else None
    return None if length is None else (times, length)
